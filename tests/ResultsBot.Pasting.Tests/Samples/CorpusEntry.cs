using System.Globalization;
using System.Text.RegularExpressions;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting.Tests.Samples;

/// <summary>
/// One text of the corpus, as a council, an agency, a newspaper or a reporter writes it, and what has to come of it.
/// In a file each begins with <c>== kind | seat | what comes of it</c>. In a text <c>{list}</c> stands for the seat's
/// candidates with party and recorded figure, <c>{formal list}</c> for the same with surnames first in columns, and
/// <c>{list: Toby Perkins => T Perkins}</c> for the list with a name, or a party's abbreviation, written another way.
/// </summary>
internal sealed partial record CorpusEntry(
    string Kind,
    string Seat,
    IReadOnlyDictionary<string, string> Expected,
    string Text
)
{
    private const string Mark = "== ";

    /// <summary><c>read</c>, <c>asked</c> or <c>refused</c>.</summary>
    /// <param name="isOption">In a slash command's option, where line breaks have become spaces.</param>
    public string State(bool isOption) =>
        isOption && Expected.TryGetValue("slash", out var slash)
            ? slash
            : Expected.Keys.First(k => k is "read" or "asked" or "refused");

    public int? Number(string name) =>
        Expected.TryGetValue(name, out var value)
            ? int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;

    public static IEnumerable<CorpusEntry> Load(string file) =>
        $"\n{File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Corpus", file)).ReplaceLineEndings("\n")}"
            .Split("\n" + Mark, StringSplitOptions.RemoveEmptyEntries)
            .Where(e => e.Contains('|', StringComparison.Ordinal))
            .Select(Parse);

    private static CorpusEntry Parse(string entry)
    {
        var (head, text) = (entry[..entry.IndexOf('\n')], entry[(entry.IndexOf('\n') + 1)..]);
        if (head.Split(" | ") is not [var kind, var seat, var expected])
        {
            throw new FormatException($"“{head}” isn’t “kind | seat | what comes of it”.");
        }
        return new CorpusEntry(
            kind,
            seat,
            expected
                .Split(", ")
                .Select(e => e.Split('=', 2))
                .ToDictionary(e => e[0], e => e.Length > 1 ? e[1] : ""),
            text.Trim('\n')
        );
    }

    /// <summary>The text with the seat's figures in it.</summary>
    public string Fill(Contest contest, Figures figures, Func<Candidate, string> party) =>
        Slot()
            .Replace(
                Text,
                slot =>
                    string.Join(
                        '\n',
                        figures
                            .Votes.OrderByDescending(v => v.Votes)
                            .Select(v =>
                                Line(
                                    contest.Candidate(v.Candidate),
                                    v.Votes,
                                    party,
                                    slot.Groups["formal"].Success,
                                    slot.Groups["from"].Value,
                                    slot.Groups["to"].Value
                                )
                            )
                    )
            );

    private static string Line(
        Candidate candidate,
        int votes,
        Func<Candidate, string> party,
        bool isFormal,
        string from,
        string to
    )
    {
        var name = candidate.Name == from ? to : candidate.Name;
        var stands = candidate.Party.Value == from ? to : party(candidate);
        var figure = votes.ToString("N0", CultureInfo.InvariantCulture);
        if (!isFormal)
        {
            return $"{name} ({stands}) {figure}";
        }
        var at = name.LastIndexOf(' ');
        return $"{name[(at + 1)..].ToUpperInvariant()}, {name[..Math.Max(at, 0)]}\t{stands}\t{figure}";
    }

    [GeneratedRegex(
        @"\{(?<formal>formal )?list(: (?<from>.+?) => (?<to>.+?))?\}(?=\n|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Slot();
}
