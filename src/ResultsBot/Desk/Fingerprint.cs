using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Desk;

/// <summary>A part of a definition that something which was sent may rest on.</summary>
/// <param name="Name">In a sentence, behind “the”; in the store as well.</param>
/// <param name="IsCounted">Tallies of other contests rest on it as well.</param>
/// <param name="IsShown">Its value tells a person something; the others are kept as a hash.</param>
/// <param name="Instead">What else can be done than to put it back.</param>
internal sealed record FingerprintPart(
    string Name,
    bool IsCounted = false,
    bool IsShown = false,
    string Instead = ""
);

/// <param name="Before">Null where it is kept as a hash.</param>
internal sealed record FingerprintChange(FingerprintPart Part, string? Before, string Now);

/// <summary>What a contest, or the election as a whole, is like: a line for each part, so that a change has a name.</summary>
internal sealed class Fingerprint
{
    /// <summary>The key of what is of no single contest.</summary>
    public const string Whole = "";

    private const char Separator = '\t';

    private static readonly FingerprintPart Roll = new(
        "list of candidates (names, parties and order)"
    );
    private static readonly FingerprintPart Seats = new("number of seats", true, true);
    private static readonly FingerprintPart Electorate = new(
        "electorate",
        IsShown: true,
        Instead: ", and use /electorate to correct it"
    );
    private static readonly FingerprintPart Previous = new("previous result");
    private static readonly FingerprintPart Holders = new("list of who held its seats", true, true);
    private static readonly FingerprintPart HeldBy = new("previous holder", IsShown: true);
    private static readonly FingerprintPart Areas = new("list of areas", true, true);
    private static readonly FingerprintPart Poll = new(
        "poll",
        true,
        true,
        ", and use /status to say that it is postponed or that nobody else stands"
    );
    private static readonly FingerprintPart Contests = new("list of contests", true);
    private static readonly FingerprintPart Continuing = new(
        "list of seats not up for election",
        true,
        true
    );
    private static readonly FingerprintPart Chambers = new("list of chambers", true, true);
    private static readonly FingerprintPart Chamber = new("chamber", true, true);
    private static readonly FingerprintPart Deposits = new("rule on deposits", true, true);

    private static readonly ImmutableArray<FingerprintPart> Parts =
    [
        Roll,
        Seats,
        Electorate,
        Previous,
        Holders,
        HeldBy,
        Areas,
        Poll,
        Contests,
        Continuing,
        Chamber,
        Chambers,
        Deposits,
    ];

    private readonly Dictionary<string, string> _values;

    private Fingerprint(Dictionary<string, string> values) => _values = values;

    public static Fingerprint Of(Contest contest) =>
        new(
            new()
            {
                [Roll.Name] = Hash(contest.Candidates.Select(c => $"{c.Name}\t{c.Party}")),
                [Seats.Name] = $"{contest.Seats}",
                [Electorate.Name] = $"{contest.Electorate}",
                [Previous.Name] = Hash(
                    contest.Base is { } last
                        ? last
                            .Votes.Select(v => $"{v.Party}\t{v.Votes}")
                            .Append($"{last.Electorate}")
                        : []
                ),
                [Holders.Name] = List(
                    contest.Base?.Seats.Select(s => $"{s.Party} {s.Seats}") ?? []
                ),
                [HeldBy.Name] = contest.HeldBy?.Value ?? "none",
                [Areas.Name] = List(contest.Areas.Select(a => $"{a}")),
                [Poll.Name] = $"{contest.Poll}",
                [Chamber.Name] = contest.Chamber?.Value ?? "none",
            }
        );

    public static Fingerprint Of(ElectionDefinition definition) =>
        new(
            new()
            {
                [Contests.Name] = Hash(
                    definition.Contests.Select(c => c.Id.Value).Order(StringComparer.Ordinal)
                ),
                [Continuing.Name] = List(
                    definition
                        .Chambers.SelectMany(c => c.Continuing)
                        .Select(s => $"{s.Party} {s.Seats}")
                ),
                [Chambers.Name] = List(
                    definition.Chambers.Select(c => $"{c.Id} {c.Seats} {c.Majority}")
                ),
                [Deposits.Name] = definition.HasDeposits ? "yes" : "no",
            }
        );

    /// <summary>Of a store from before there were parts: it is the roll alone.</summary>
    public static Fingerprint Parse(string text) =>
        new(
            text.Split('\n')
                .Select(l => l.Split(Separator, 2))
                .ToDictionary(l => l.Length == 2 ? l[0] : Roll.Name, l => l[^1])
        );

    /// <summary>What is otherwise here than there, of what both know.</summary>
    public IEnumerable<FingerprintChange> Changes(Fingerprint before) =>
        from part in Parts
        let was = before._values.GetValueOrDefault(part.Name)
        let now = _values.GetValueOrDefault(part.Name)
        where was is not null && now is not null && was != now
        select new FingerprintChange(part, part.IsShown ? was : null, now);

    public override string ToString() =>
        string.Join('\n', _values.Select(v => $"{v.Key}{Separator}{v.Value}"));

    private static string List(IEnumerable<string> items) =>
        string.Join(", ", items.Select(OneLine)) is { Length: > 0 } list ? list : "none";

    private static string OneLine(string text) =>
        text.ReplaceLineEndings(" ").Replace(Separator, ' ');

    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
