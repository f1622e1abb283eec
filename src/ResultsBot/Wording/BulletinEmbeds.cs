using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;

namespace ResultsBot.Wording;

/// <summary>
/// Bulletins as Discord shows them, laid out for a phone: one embed each, what matters first, the winner's colour
/// beside it, figures lined up. The words are the phrasebook’s.
/// </summary>
/// <param name="isRehearsal">Then every embed says so, first thing and last.</param>
internal sealed partial class BulletinEmbeds(Phrasebook phrases, bool isRehearsal = false)
{
    /// <summary>Parties named in a line of an area under a result; the long tail is added up.</summary>
    private const int PartiesInALine = 3;

    /// <summary>Where the line is what the bulletin is about.</summary>
    private const int PartiesInALongLine = 6;

    /// <summary>Of the election or its base in a footer.</summary>
    private const int LongestName = 200;

    private const int LongestFooter = 256;

    private const string Nameless = "–";

    /// <summary>A sentence with names in it, before a table that has to find room as well.</summary>
    private const int LongestParagraph = 700;

    private const int LongestTable = 2_000;

    private const int LongestReason = 2_000;

    /// <summary>Amber, which is no party’s here: something that was sent is wrong.</summary>
    private const int Warning = 0xE6A700;

    private readonly Tables _tables = new(phrases);

    /// <summary>For as long as somebody holds the entry: a bulletin is shown to thousands of channels one after the other.</summary>
    private readonly ConditionalWeakTable<LogEntry, Embed> _known = [];

    /// <summary>The embed of a bulletin in its place; the same text every time, so that it can be found again.</summary>
    public Embed Of(LogEntry entry) =>
        _known.TryGetValue(entry, out var embed) ? embed : _known.GetValue(entry, Make);

    private Embed Make(LogEntry entry)
    {
        var embed = entry.Bulletin switch
        {
            Bulletin.Result b => Result(b.Of, b.Verdict, b.Standings),
            Bulletin.FirstResult b => Saying(
                Colour(b.Verdict.Winner.Candidate.Party),
                phrases.FirstOfTheNight(b)
            ),
            Bulletin.AreaComplete b => Complete(b),
            Bulletin.OverallMajority b => Saying(
                Colour(b.Party),
                phrases.MajorityReached(b),
                InShort(b.Standing)
            ),
            Bulletin.NoMajority b => Saying(
                null,
                phrases.MajorityOutOfReach(b),
                InShort(b.Standing)
            ),
            Bulletin.Corrected b => Corrected(b),
            Bulletin.TurnoutCorrected b => Saying(
                Warning,
                phrases.TurnoutWas(b.Before, b.Turnout),
                phrases.ElectorateWas(b),
                phrases.FiguresUnchanged(),
                phrases.Reason(b.Reason)
            ),
            Bulletin.Retracted b => Retracted(b),
            Bulletin.Reinstated b => Result(b.Of, b.Verdict, b.Standings),
            Bulletin.Flashed b => Saying(Colour(b.Winner.Party), phrases.Elected(b)),
            Bulletin.StageReached { Stage.Reason: { } reason } => Saying(null, Text.Escape(reason)),
            Bulletin.StageReached => new Embed(),
            Bulletin.Verified b => Saying(null, phrases.Papers(b)),
            Bulletin.Counted b => new Embed
            {
                Description =
                    $"{phrases.Provisional}\n{_tables.Running(b.Of, b.Votes, LongestTable)}",
            },
            Bulletin.LotDrawn b => Saying(Colour(b.Winner.Party), phrases.WonTheLot(b)),
            Bulletin.Noted b => Saying(null, Text.Escape(b.Text)),
            Bulletin.Quoted b => Saying(null, phrases.Quotation(b)),
            Bulletin.PollPostponed b => Saying(
                null,
                Text.Cut(phrases.PostponedLine(b.Reason), LongestReason)
            ) with
            {
                Fields = [.. Standings(b.Standings)],
            },
            Bulletin.TakenBack { Reason: { } reason } b => Saying(
                Warning,
                phrases.TakenBack(b),
                phrases.Reason(reason)
            ) with
            {
                Fields = [.. Standings(b.Standings)],
            },
            Bulletin.TakenBack b => Saying(Warning, phrases.TakenBack(b)),
            Bulletin.NoLonger b => Saying(Warning, phrases.NoLonger(b), InShort(b.Standing)),
            Bulletin.Notice b => Saying(Warning, Text.Escape(b.Text)),
            Bulletin.Colour b => Saying(null, phrases.Sentence(b.Fact)),
            _ => throw new ArgumentOutOfRangeException(
                nameof(entry),
                entry.Bulletin,
                "No embed for it."
            ),
        };
        return embed with
        {
            Title = Title(phrases.Headline(entry.Bulletin)),
            Footer = Footer(entry),
            Timestamp = entry.Bulletin.At,
        };
    }

    /// <summary>
    /// The embeds of what goes out together, in order: one each, but what is only worth knowing is gathered behind
    /// the result that it belongs to.
    /// </summary>
    /// <param name="show">The embed of one of them.</param>
    public static IEnumerable<(Embed Embed, LogEntry Through)> Of(
        IEnumerable<LogEntry> entries,
        Func<LogEntry, Embed> show
    )
    {
        var colour = new List<(LogEntry Entry, Embed Embed)>();
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
                colour.Add((entry, show(entry)));
            }
            else
            {
                yield return (show(entry), entry);
            }
        }
        if (colour.Count > 0)
        {
            yield return Gathered(colour);
        }
    }

    private static (Embed, LogEntry) Gathered(List<(LogEntry Entry, Embed Embed)> colour) =>
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

    private int? Colour(PartyId party) => phrases.Definition.FindParty(party)?.Colour;

    /// <summary>An embed of several bulletins, marked and signed as each of them would be.</summary>
    public Embed Framed(Embed embed, string headline, string numbers) =>
        embed with
        {
            Title = Title(headline),
            Footer = $"{Name} · {numbers}",
        };

    private string Mark => isRehearsal ? phrases.RehearsalMark : "";

    private string Base => Mark + Text.Shorten(Text.Plain(phrases.Since), LongestName);

    private string Name => Mark + Text.Shorten(Text.Plain(phrases.Definition.Name), LongestName);

    public string Title(string headline) =>
        Text.Shorten(Mark + Text.Escape(headline), Limits.EmbedTitle);

    /// <summary>By which a post is found again: it bears the bulletin's number.</summary>
    public string Footer(LogEntry entry)
    {
        var about = entry.Bulletin
            is Bulletin.Result { Of.Base: not null }
                or Bulletin.Reinstated { Of.Base: not null }
            ? Mark + Text.Shorten(Text.Plain(phrases.SinceInShort), LongestName)
            : Name;
        return $"{about} · {phrases.Position(entry.Position)}";
    }

    private Embed Result(Contest contest, Verdict verdict, IReadOnlyList<Standing> standings)
    {
        var above = new List<string>
        {
            Paragraph(phrases.Winner(verdict)),
            Paragraph(phrases.TurnoutAndSwing(verdict)),
        };
        // On the wire it is a bulletin of its own.
        if (standings.Count == 0 && phrases.Defeated(verdict) is { } defeated)
        {
            above.Add(Paragraph(defeated));
        }
        if (verdict.IsUnopposed)
        {
            return new Embed
            {
                Color = Colour(verdict.Winner.Candidate.Party),
                Description = string.Join('\n', above),
                Fields = [.. Standings(standings)],
            };
        }
        var below = "-# " + phrases.RejectedAndDeposits(verdict);
        var embed = new Embed
        {
            Color = Colour(verdict.Winner.Candidate.Party),
            Fields = [.. Standings(standings)],
        };
        var left = Room(embed.Fields) - above.Sum(l => l.Length + 1) - below.Length - 1;
        return embed with
        {
            Description = string.Join('\n', [.. above, _tables.Result(verdict, left), below]),
        };
    }

    /// <summary>The contest's own corner and the whole: what a reader asks next.</summary>
    private IEnumerable<EmbedField> Standings(IReadOnlyList<Standing> standings)
    {
        if (standings.Count > 1)
        {
            yield return Field(standings[0], phrases.Standing(standings[0], PartiesInALine));
        }
        if (standings.Count > 0)
        {
            yield return Field(
                standings[^1],
                phrases.StandingInShort(standings[^1], PartiesInALine)
            );
        }
    }

    /// <summary>A single embed beyond the limit of a message would be refused by every channel.</summary>
    private static int Room(IEnumerable<EmbedField> fields) =>
        Math.Min(
            Limits.EmbedDescription,
            Limits.EmbedCharacters
                - Limits.EmbedTitle
                - LongestFooter
                - fields.Sum(f => f.Name.Length + f.Value.Length)
        );

    private static EmbedField Field(Standing standing, string value) =>
        new(
            // Discord refuses a field whose name is nothing but space.
            string.IsNullOrWhiteSpace(standing.Area.Name)
                ? Nameless
                : Text.Shorten(Text.Escape(standing.Area.Name), Limits.EmbedFieldName),
            Text.Cut(value, Limits.EmbedFieldValue)
        );

    private string InShort(Standing standing) =>
        phrases.StandingInShort(standing, PartiesInALongLine);

    private Embed Corrected(Bulletin.Corrected bulletin)
    {
        var lines = new List<string>
        {
            Paragraph(phrases.Winner(bulletin.After)),
            Text.Cut(phrases.CorrectionReason(bulletin), LongestReason / 2),
            _tables.Correction(bulletin, LongestTable / 2),
        };
        if (
            phrases.Headline(bulletin.Of, bulletin.Before)
            != phrases.Headline(bulletin.Of, bulletin.After)
        )
        {
            lines.Add(Paragraph(phrases.SaidBefore(bulletin.Of, bulletin.Before)));
        }
        lines.Add(Paragraph(phrases.TurnoutAndSwing(bulletin.After)));
        ImmutableArray<EmbedField> fields = [.. Standings(bulletin.Standings)];
        return new Embed
        {
            Color = Warning,
            Description = Text.Lines(lines, Room(fields)),
            Fields = fields,
        };
    }

    private Embed Retracted(Bulletin.Retracted bulletin) =>
        Saying(
            Warning,
            Paragraph(phrases.DoesNotStand(bulletin)),
            Text.Cut(phrases.Reason(bulletin.Reason), LongestReason)
        ) with
        {
            Fields = [.. Standings(bulletin.Standings)],
        };

    private Embed Complete(Bulletin.AreaComplete bulletin)
    {
        var lines = new List<string>();
        if (bulletin.CleanSweep is { } party)
        {
            lines.Add(phrases.GainsAndHolds(party));
        }
        lines.Add(_tables.Tally(bulletin.Standing, LongestTable));
        lines.AddRange(Notes(bulletin.Standing));
        return new Embed
        {
            Color = Colour(bulletin.Standing.Parties[0].Party),
            Description = Text.Lines(lines, Limits.EmbedDescription),
        };
    }

    /// <summary>What the election says has to be told of a party wherever its seats are counted.</summary>
    private IEnumerable<string> Notes(Standing standing) =>
        standing
            .Parties.Where(p => p.Seats > 0)
            .Select(p => phrases.Definition.FindParty(p.Party)?.Note)
            .OfType<string>()
            .Select(note => "-# " + Paragraph(Text.Escape(note)));

    private static Embed Saying(int? colour, params string[] lines)
    {
        var each = (Limits.EmbedDescription / lines.Length) - 1;
        return new Embed
        {
            Color = colour,
            Description = string.Join('\n', lines.Select(l => Text.Cut(l, each))),
        };
    }

    private static string Paragraph(string text) => Text.Cut(text, LongestParagraph);
}
