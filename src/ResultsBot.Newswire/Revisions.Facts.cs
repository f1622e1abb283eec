using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Newswire;

/// <summary>Whether what was told beside a result still holds once the result, or another of its area, was put right.</summary>
public static partial class Revisions
{
    private static Mark? OfColour(Fact fact, IEnumerable<LogEntry> later)
    {
        Mark? mark = null;
        Verdict? said = null;
        foreach (var entry in later)
        {
            switch (entry.Bulletin)
            {
                case Bulletin.Corrected b:
                    said ??= b.Before;
                    mark = Holds(fact, said, b.After) ? null : new Mark.Overtaken();
                    break;
                case Bulletin.Retracted b:
                    said ??= b.Was;
                    mark = new Mark.TakenBack();
                    break;
                case Bulletin.Reinstated b:
                    mark =
                        said is null || Holds(fact, said, b.Verdict) ? null : new Mark.Overtaken();
                    break;
                case Bulletin.Result when mark is Mark.TakenBack:
                    return mark;
                default:
                    break;
            }
        }
        return mark;
    }

    /// <summary>Whether a fact is as true of the corrected result as it was of the one it was said of.</summary>
    private static bool Holds(Fact fact, Verdict said, Verdict now) =>
        fact switch
        {
            Fact.SittingDefeated f => now.Defeated == f.Member,
            Fact.Closest f => now.Majority == f.Majority,
            Fact.Safest f => now.Majority == f.Majority && now.MajorityShare == f.Share,
            Fact.BiggestSwing f => now.Swing == f.Swing,
            Fact.LostDeposits f => LostDeposits(said, f.Party) == LostDeposits(now, f.Party),
            _ => IsSameOutcome(said, now),
        };

    private static int LostDeposits(Verdict verdict, PartyId party) =>
        verdict.Lines.Count(l => l.LostDeposit && l.Candidate.Party == party);

    /// <summary>The same parties win and lose the same seats, whatever the figures.</summary>
    private static bool IsSameOutcome(Verdict one, Verdict other) =>
        one.Outcome == other.Outcome && one.Changes.SequenceEqual(other.Changes);

    /// <summary>What a fact says of an area, by the last revision of a seat there.</summary>
    private static Mark? OfFact(Fact fact, IEnumerable<LogEntry> later) =>
        later
            .Where(e => IsRevision(e.Bulletin))
            .Select(e => Holds(fact, e.Bulletin))
            .LastOrDefault(holds => holds is not null) == false
            ? new Mark.Overtaken()
            : null;

    /// <returns>Null where the revision is not of the fact's area.</returns>
    private static bool? Holds(Fact fact, Bulletin revision) =>
        fact switch
        {
            Fact.FirstSeatIn f when Topic.StandingOf(revision, f.Area) is { } now => now.Of(
                f.Party
            ).Seats > 0,
            Fact.LastSeatLost f when Topic.StandingOf(revision, f.Area) is { } now => now.Of(
                f.Party
            )
                is { Seats: 0 } party
                && party.Losses >= f.Held,
            Fact.ColourChange f when Topic.StandingOf(revision, f.Area) is { } now => now.IsComplete
                && now.Parties.All(p => p.Party == f.To || p.Seats < now.Of(f.To).Seats),
            _ => null,
        };
}
