using ResultsBot.Discord;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Wire;

namespace ResultsBot.Wording;

/// <summary>Bulletins as Discord shows them: one embed each, what matters first, the winner's colour beside it.</summary>
/// <param name="isRehearsal">Then every embed says so, first thing and last.</param>
internal sealed class BulletinEmbeds(Phrasebook phrases, bool isRehearsal = false)
{
    /// <summary>Parties named in a line of the whole country; the long tail is added up.</summary>
    private const int PartiesInALine = 6;

    /// <summary>Of the election or its base in a footer.</summary>
    private const int LongestName = 200;

    private const int LongestFooter = 256;

    private const string Rehearsal = "REHEARSAL, no result · ";

    /// <summary>Amber, which is no party’s here: something that was sent is wrong.</summary>
    private const int Warning = 0xE6A700;

    /// <summary>The embed of a bulletin in its place; the same text every time, so that it can be found again.</summary>
    public Embed Of(WireEntry entry)
    {
        var embed = entry.Bulletin switch
        {
            Bulletin.Result b => Result(b.Of, b.Verdict, b.Standings),
            Bulletin.FirstResult b => new Embed
            {
                Color = Colour(b.Verdict.Winner.Candidate.Party),
                Description =
                    $"{Text.Escape(phrases.Headline(b.Of, b.Verdict))}. {Numbers.Of(b.Seats - 1, "seat", "seats")} to come.",
            },
            Bulletin.AreaComplete b => Complete(b),
            Bulletin.OverallMajority b => new Embed
            {
                Color = Colour(b.Party),
                Description =
                    $"{Text.Escape(phrases.Party(b.Party))} have {b.Has} of {b.Seats} seats; {b.Needed} are a majority.\n"
                    + phrases.Standing(b.Standing, PartiesInALine),
            },
            Bulletin.NoMajority b => new Embed
            {
                Description =
                    $"{b.Needed} of {b.Seats} seats are a majority, and too few are left.\n"
                    + phrases.Standing(b.Standing, PartiesInALine),
            },
            Bulletin.Corrected b => Corrected(b),
            Bulletin.Retracted b => new Embed
            {
                Color = Warning,
                Description =
                    $"“{Text.Escape(phrases.Headline(b.Of, b.Was))}” was sent and does not stand. "
                    + $"{Text.Escape(b.Of.Name)} is undeclared.\nReason: {Text.Escape(b.Reason)}",
                Fields = [.. Narrowest(b.Standings).Select(Standing)],
            },
            Bulletin.Reinstated b => Result(b.Of, b.Verdict, b.Standings),
            Bulletin.Flashed b => new Embed
            {
                Color = Colour(b.Winner.Party),
                Description = $"{phrases.Candidate(b.Winner)} is elected.",
            },
            Bulletin.StageReached { Stage.Reason: { } reason } => new Embed
            {
                Description = Text.Escape(reason),
            },
            Bulletin.StageReached => new Embed(),
            Bulletin.Verified b => new Embed
            {
                Description =
                    $"{Numbers.Count(b.Papers)} ballot papers."
                    + (b.Turnout is { } t ? $" Turnout as announced {Numbers.Percent(t)}." : ""),
            },
            Bulletin.Counted b => new Embed
            {
                Description = Text.Lines(
                    b.Votes.OrderByDescending(v => v.Votes)
                        .Select(v =>
                            $"**{Numbers.Count(v.Votes)}** {phrases.Candidate(b.Of.Candidate(v.Candidate))}"
                        )
                        .Prepend("Provisional: counting goes on."),
                    Limits.EmbedDescription
                ),
            },
            Bulletin.LotDrawn b => new Embed
            {
                Description = $"The figures are level. {phrases.Candidate(b.Winner)} won the lot.",
            },
            Bulletin.Noted b => new Embed { Description = Text.Escape(b.Text) },
            Bulletin.Quoted b => new Embed { Description = $"“{Text.Escape(b.Text)}”" },
            Bulletin.TakenBack b => new Embed
            {
                Color = Warning,
                Description = phrases.TakenBack(b),
            },
            Bulletin.Notice b => new Embed { Color = Warning, Description = Text.Escape(b.Text) },
            Bulletin.Colour b => new Embed { Description = phrases.Sentence(b.Fact) },
            _ => throw new ArgumentOutOfRangeException(
                nameof(entry),
                entry.Bulletin,
                "No embed for it."
            ),
        };
        return embed with
        {
            Title = Title(phrases.Headline(entry.Bulletin)),
            Description = embed.Description is { Length: > 0 } text
                ? Text.Shorten(text, Limits.EmbedDescription)
                : null,
            Footer = Footer(entry),
            Timestamp = entry.Bulletin.At,
        };
    }

    /// <summary>
    /// The embeds of what goes out together, in order: one each, but what is only worth knowing is gathered behind
    /// the result that it belongs to.
    /// </summary>
    public IEnumerable<(Embed Embed, WireEntry Through)> Of(IEnumerable<WireEntry> entries)
    {
        var colour = new List<(WireEntry Entry, Embed Embed)>();
        foreach (var entry in entries)
        {
            if (
                colour.Count > 0
                && (
                    entry.Bulletin is not Bulletin.Colour b
                    || ((Bulletin.Colour)colour[0].Entry.Bulletin).Of.Id != b.Of.Id
                )
            )
            {
                yield return Gathered(colour);
                colour.Clear();
            }
            if (entry.Bulletin is Bulletin.Colour)
            {
                colour.Add((entry, Of(entry)));
            }
            else
            {
                yield return (Of(entry), entry);
            }
        }
        if (colour.Count > 0)
        {
            yield return Gathered(colour);
        }
    }

    private static (Embed, WireEntry) Gathered(List<(WireEntry Entry, Embed Embed)> colour) =>
        (
            colour[0].Embed with
            {
                Description = Text.Lines(
                    colour.Select(c => c.Embed.Description ?? ""),
                    Limits.EmbedDescription
                ),
            },
            colour[^1].Entry
        );

    /// <summary>A result, without its place on the wire: for a read-back, and for the seat when asked.</summary>
    public Embed Of(Contest contest, Verdict verdict) =>
        Result(contest, verdict, []) with
        {
            Title = Title(phrases.Headline(contest, verdict)),
            Footer = contest.Base is null ? Name : Base,
        };

    /// <summary>The state of the parties in an area, a line for each party.</summary>
    public Embed Of(Standing standing)
    {
        var told = standing
            .Parties.Where(p => p.Seats > 0 || p.Losses > 0)
            .Select(phrases.PartyLine)
            .ToList();
        told.AddRange(Notes(standing));
        return new Embed
        {
            Title = Title(
                $"{standing.Area.Name}: {standing.Declared} of {standing.Seats} declared"
            ),
            Color = standing.Declared > 0 ? Colour(standing.Parties[0].Party) : null,
            Description =
                told.Count == 0
                    ? "No seat has declared yet."
                    : Text.Shorten(string.Join('\n', told), Limits.EmbedDescription),
            Footer = Name,
        };
    }

    /// <summary>An embed of several bulletins, marked and signed as each of them would be.</summary>
    public Embed Framed(Embed embed, string headline, string numbers) =>
        embed with
        {
            Title = Title(headline),
            Footer = $"{Name} · No. {numbers}",
        };

    private string Mark => isRehearsal ? Rehearsal : "";

    private string Base =>
        Mark
        + Text.Shorten(Text.Plain($"Changes since the {phrases.Definition.BaseName}"), LongestName);

    private string Name => Mark + Text.Shorten(Text.Plain(phrases.Definition.Name), LongestName);

    private string Title(string headline) =>
        Text.Shorten(Mark + Text.Escape(headline), Limits.EmbedTitle);

    private string Footer(WireEntry entry) =>
        entry.Bulletin
            is Bulletin.Result { Of.Base: not null }
                or Bulletin.Reinstated { Of.Base: not null }
            ? $"{Base} · No. {entry.Position}"
            : $"{Name} · No. {entry.Position}";

    private Embed Result(Contest contest, Verdict verdict, IReadOnlyList<Standing> standings)
    {
        var lines = new List<string> { phrases.Winner(verdict), phrases.TurnoutAndSwing(verdict) };
        // On the wire it is a bulletin of its own.
        if (standings.Count == 0 && phrases.Defeated(verdict) is { } defeated)
        {
            lines.Add(defeated);
        }
        lines.Add("");
        lines.AddRange(verdict.Lines.Select(Candidate));
        lines.Add("");
        lines.Add("-# " + phrases.RejectedAndDeposits(verdict));
        var embed = new Embed
        {
            Color = Colour(verdict.Winner.Candidate.Party),
            Fields = [.. Narrowest(standings).Select(Standing)],
        };
        // A single embed beyond the limit of a message would be refused by every channel.
        var left = Limits.EmbedCharacters - Limits.EmbedTitle - LongestFooter - embed.Length;
        return embed with
        {
            Description = Text.Lines(lines, Math.Min(Limits.EmbedDescription, left)),
        };
    }

    /// <summary>The contest's own corner and the whole: what a reader asks next.</summary>
    private static IEnumerable<Standing> Narrowest(IReadOnlyList<Standing> standings) =>
        standings.Count <= 1 ? standings : [standings[0], standings[^1]];

    private EmbedField Standing(Standing standing) =>
        new(
            Text.Shorten(Text.Escape(standing.Area.Name), Limits.EmbedFieldName),
            Text.Shorten(phrases.Standing(standing, PartiesInALine), Limits.EmbedFieldValue)
        );

    private string Candidate(ResultLine line)
    {
        var name = Text.Escape(Text.Shorten(line.Candidate.Name, 100));
        var change = line.Change is { } c ? $" ({Numbers.Change(c)})" : "";
        return $"**{Numbers.Count(line.Votes)}** {name} ({Text.Escape(line.Candidate.Party.Value)}) {Numbers.Percent(line.Share)}{change}";
    }

    private Embed Corrected(Bulletin.Corrected bulletin)
    {
        var before = bulletin.Before.Lines.ToDictionary(l => l.Candidate.Number);
        var changed = bulletin
            .After.Lines.Where(l => before[l.Candidate.Number].Votes != l.Votes)
            .Select(l =>
                $"{Text.Escape(l.Candidate.Name)} ({Text.Escape(l.Candidate.Party.Value)}): "
                + $"{Numbers.Count(before[l.Candidate.Number].Votes)} → **{Numbers.Count(l.Votes)}**"
            );
        var rejected =
            bulletin.Before.Rejected != bulletin.After.Rejected
                ?
                [
                    $"Rejected ballots: {Told(bulletin.Before.Rejected)} → **{Told(bulletin.After.Rejected)}**",
                ]
                : Array.Empty<string>();
        return new Embed
        {
            Color = Warning,
            Description = Text.Lines(
                [
                    $"Correction {bulletin.Number}: {Text.Escape(bulletin.Reason)}",
                    .. changed,
                    .. rejected,
                    $"Before: {Text.Escape(phrases.Headline(bulletin.Of, bulletin.Before))}, by {Numbers.Count(bulletin.Before.Majority)}.",
                    phrases.Winner(bulletin.After),
                    phrases.TurnoutAndSwing(bulletin.After),
                ],
                Limits.EmbedDescription
            ),
            Fields = [.. Narrowest(bulletin.Standings).Select(Standing)],
        };

        static string Told(int? rejected) => rejected is { } r ? Numbers.Count(r) : "not given";
    }

    private Embed Complete(Bulletin.AreaComplete bulletin)
    {
        var sweep = bulletin.CleanSweep is { } party ? $"{phrases.GainsAndHolds(party)}.\n" : "";
        return new Embed
        {
            Color = Colour(bulletin.Standing.Parties[0].Party),
            Description = Text.Lines(
                [sweep + phrases.Standing(bulletin.Standing), .. Notes(bulletin.Standing)],
                Limits.EmbedDescription
            ),
        };
    }

    /// <summary>Bodies differ over where the Speaker is counted: where the seat is told of, so is that.</summary>
    private static IEnumerable<string> Notes(Standing standing) =>
        standing.Parties.Any(p => p.Party == PartyId.Speaker && p.Seats > 0)
            ? ["-# The Speaker counts as a party of one. The BBC counts the seat for Labour."]
            : [];

    private int? Colour(PartyId party) => phrases.Definition.FindParty(party)?.Colour;
}
