using ResultsBot.Discord;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Wire;

namespace ResultsBot.Wording;

/// <summary>Bulletins as Discord shows them: one embed each, what matters first, the winner's colour beside it.</summary>
internal sealed class BulletinEmbeds(ElectionDefinition definition)
{
    /// <summary>Parties named in a line of the whole country; the long tail is added up.</summary>
    private const int PartiesInALine = 6;

    /// <summary>Of the election or its base in a footer.</summary>
    private const int LongestName = 200;

    private const int LongestFooter = 256;

    private readonly Phrasebook _phrases = new(definition);

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
                    $"{Text.Escape(_phrases.Headline(b.Of, b.Verdict))}. {Numbers.Of(b.Seats - 1, "seat", "seats")} to come.",
            },
            Bulletin.AreaComplete b => Complete(b),
            Bulletin.OverallMajority b => new Embed
            {
                Color = Colour(b.Party),
                Description =
                    $"{Text.Escape(_phrases.Party(b.Party))} have won {b.Needed} of {b.Standing.Seats} seats: more than all others together can.\n"
                    + _phrases.Standing(b.Standing, PartiesInALine),
            },
            _ => throw new ArgumentOutOfRangeException(
                nameof(entry),
                entry.Bulletin,
                "No embed for it."
            ),
        };
        return embed with
        {
            Title = Text.Shorten(Text.Escape(_phrases.Headline(entry.Bulletin)), Limits.EmbedTitle),
            Description = Text.Shorten(embed.Description ?? "", Limits.EmbedDescription),
            Footer = Footer(entry),
            Timestamp = entry.Bulletin.At,
        };
    }

    /// <summary>A result, without its place on the wire: for a read-back, and for the seat when asked.</summary>
    public Embed Of(Contest contest, Verdict verdict) =>
        Result(contest, verdict, []) with
        {
            Title = Text.Shorten(
                Text.Escape(_phrases.Headline(contest, verdict)),
                Limits.EmbedTitle
            ),
            Footer = contest.Base is null ? null : Base,
        };

    /// <summary>The state of the parties in an area, a line for each party.</summary>
    public Embed Of(Standing standing)
    {
        var told = standing
            .Parties.Where(p => p.Seats > 0 || p.Losses > 0)
            .Select(_phrases.PartyLine)
            .ToList();
        told.AddRange(Notes(standing));
        return new Embed
        {
            Title = Text.Shorten(
                Text.Escape(
                    $"{standing.Area.Name}: {standing.Declared} of {standing.Seats} declared"
                ),
                Limits.EmbedTitle
            ),
            Color = standing.Declared > 0 ? Colour(standing.Parties[0].Party) : null,
            Description =
                told.Count == 0
                    ? "No seat has declared yet."
                    : Text.Shorten(string.Join('\n', told), Limits.EmbedDescription),
            Footer = Name,
        };
    }

    private string Base =>
        Text.Shorten(Text.Plain($"Changes since the {definition.BaseName}"), LongestName);

    private string Name => Text.Shorten(Text.Plain(definition.Name), LongestName);

    private string Footer(WireEntry entry) =>
        entry.Bulletin is Bulletin.Result { Of.Base: not null }
            ? $"{Base} · No. {entry.Position}"
            : $"{Name} · No. {entry.Position}";

    private Embed Result(Contest contest, Verdict verdict, IReadOnlyList<Standing> standings)
    {
        var lines = new List<string>
        {
            _phrases.Winner(verdict),
            _phrases.TurnoutAndSwing(verdict),
        };
        if (_phrases.Defeated(verdict) is { } defeated)
        {
            lines.Add(defeated);
        }
        lines.Add("");
        lines.AddRange(verdict.Lines.Select(Candidate));
        lines.Add("");
        lines.Add("-# " + Phrasebook.RejectedAndDeposits(verdict));
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
            Text.Shorten(_phrases.Standing(standing, PartiesInALine), Limits.EmbedFieldValue)
        );

    private string Candidate(ResultLine line)
    {
        var name = Text.Escape(Text.Shorten(line.Candidate.Name, 100));
        var change = line.Change is { } c ? $" ({Numbers.Change(c)})" : "";
        return $"**{Numbers.Count(line.Votes)}** {name} ({Text.Escape(line.Candidate.Party.Value)}) {Numbers.Percent(line.Share)}{change}";
    }

    private Embed Complete(Bulletin.AreaComplete bulletin)
    {
        var sweep = bulletin.CleanSweep is { } party ? $"{Phrasebook.GainsAndHolds(party)}.\n" : "";
        return new Embed
        {
            Color = Colour(bulletin.Standing.Parties[0].Party),
            Description = Text.Lines(
                [sweep + _phrases.Standing(bulletin.Standing), .. Notes(bulletin.Standing)],
                Limits.EmbedDescription
            ),
        };
    }

    /// <summary>Bodies differ over where the Speaker is counted: where the seat is told of, so is that.</summary>
    private static IEnumerable<string> Notes(Standing standing) =>
        standing.Parties.Any(p => p.Party == PartyId.Speaker && p.Seats > 0)
            ? ["-# The Speaker counts as a party of one. The BBC counts the seat for Labour."]
            : [];

    private int? Colour(PartyId party) => definition.Party(party).Colour;
}
