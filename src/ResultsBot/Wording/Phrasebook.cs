using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>The sentences of the night, in plain newspaper English. No sentence says what the figures do not.</summary>
internal sealed class Phrasebook(ElectionDefinition definition)
{
    public string Party(PartyId id) => definition.Party(id).Name;

    /// <summary>As PA writes it: “Labour gain North East Derbyshire from Conservative”, “Labour hold Chesterfield”.</summary>
    public string Headline(Contest contest, Verdict verdict)
    {
        var party = Party(verdict.Winner.Candidate.Party);
        return verdict.Outcome switch
        {
            Outcome.Hold => $"{party} hold {contest.Name}",
            Outcome.Gain gain => $"{party} gain {contest.Name} from {Party(gain.From)}",
            Outcome.Win => $"{party} win {contest.Name}",
            _ => throw new ArgumentOutOfRangeException(
                nameof(verdict),
                verdict,
                "No headline for it."
            ),
        };
    }

    public string Headline(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Result b => Headline(b.Of, b.Verdict),
            Bulletin.FirstResult b => $"First result of the night: {b.Of.Name}",
            Bulletin.AreaComplete { CleanSweep: { } sweep } b =>
                $"{Party(sweep.Party)} win all {b.Standing.Seats} seats in {b.Standing.Area.Name}",
            Bulletin.AreaComplete b => $"{b.Standing.Area.Name}: every seat declared",
            Bulletin.OverallMajority b => $"{Party(b.Party)} have an overall majority",
            _ => throw new ArgumentOutOfRangeException(
                nameof(bulletin),
                bulletin,
                "No headline for it."
            ),
        };

    /// <summary>“9 gains, 2 holds”</summary>
    public static string GainsAndHolds(PartyStanding standing)
    {
        var parts = new List<string>();
        if (standing.Gains > 0)
        {
            parts.Add(Numbers.Of(standing.Gains, "gain", "gains"));
        }
        if (standing.Holds > 0)
        {
            parts.Add(Numbers.Of(standing.Holds, "hold", "holds"));
        }
        return string.Join(", ", parts);
    }

    /// <summary>“Louise Jones (Labour) elected, majority 1,753 (3.8%)”, with the marks that make it bold.</summary>
    public string Winner(Verdict verdict)
    {
        var winner = verdict.Winner.Candidate;
        var elected =
            $"**{Text.Escape(winner.Name)}** ({Text.Escape(Party(winner.Party))}) elected";
        return verdict.ByLot
            ? $"{elected} by lot, after a tie on {Numbers.Count(verdict.Winner.Votes)} votes"
            : $"{elected}, majority **{Numbers.Count(verdict.Majority)}** ({Numbers.Percent(verdict.MajorityShare)})";
    }

    public string TurnoutAndSwing(Verdict verdict)
    {
        var turnout = $"Turnout {Numbers.Percent(verdict.Turnout)}";
        return verdict.Swing is { } swing
            ? $"{turnout} · swing {Numbers.Percent(swing.Size)} {Text.Escape(Party(swing.From))} to {Text.Escape(Party(swing.To))}"
            : turnout;
    }

    /// <summary>“Rejected ballots 120 · 3 deposits lost”</summary>
    public static string RejectedAndDeposits(Verdict verdict)
    {
        var rejected = verdict.Rejected is { } number
            ? $"Rejected ballots {Numbers.Count(number)}"
            : "Rejected ballots not given";
        return verdict.LostDeposits == 0
            ? $"{rejected} · no deposit lost"
            : $"{rejected} · {Numbers.Of(verdict.LostDeposits, "deposit", "deposits")} lost";
    }

    public string? Defeated(Verdict verdict) =>
        verdict.Defeated is { } member
            ? $"{Text.Escape(member.Name)} ({Text.Escape(Party(member.Party))}), the sitting member, is defeated"
            : null;

    /// <summary>“2 of 11 declared — Labour 2 (1 gain), Conservative 0 (1 loss)”</summary>
    /// <param name="most">How many parties are named; the rest are added up as others.</param>
    public string Standing(Standing standing, int most = int.MaxValue)
    {
        var declared = $"{standing.Declared} of {standing.Seats} declared";
        var told = standing.Parties.Where(p => p.Seats > 0 || p.Losses > 0).ToArray();
        if (told.Length == 0)
        {
            return declared;
        }
        var parts = told.Take(most).Select(PartyLine).ToList();
        if (told.Length > most)
        {
            parts.Add($"others {told.Skip(most).Sum(p => p.Seats)}");
        }
        return $"{declared} — {string.Join(", ", parts)}";
    }

    /// <summary>“Labour 2 (1 gain)”</summary>
    public string PartyLine(PartyStanding standing)
    {
        var changes = new List<string>();
        if (standing.Gains > 0)
        {
            changes.Add(Numbers.Of(standing.Gains, "gain", "gains"));
        }
        if (standing.Losses > 0)
        {
            changes.Add(Numbers.Of(standing.Losses, "loss", "losses"));
        }
        var seats = $"{Text.Escape(Party(standing.Party))} {standing.Seats}";
        return changes.Count == 0 ? seats : $"{seats} ({string.Join(", ", changes)})";
    }
}
