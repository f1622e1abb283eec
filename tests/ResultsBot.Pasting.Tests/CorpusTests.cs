using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Pasting.Tests.Samples;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>
/// Every kind of text that people paste, in lines as in a form and run together as in a slash command's option. A text
/// that was turned away, or read wrongly, is added to the corpus word for word.
/// </summary>
public class CorpusTests
{
    [Theory]
    [InlineData("lines.txt")]
    [InlineData("names.txt")]
    [InlineData("parties.txt")]
    [InlineData("layouts.txt")]
    [InlineData("roles.txt")]
    [InlineData("sums.txt")]
    [InlineData("asides.txt")]
    [InlineData("wards.txt")]
    [InlineData("labels.txt")]
    [InlineData("columns.txt")]
    [InlineData("slogans.txt")]
    [InlineData("marks.txt")]
    public void Every_text_of_the_corpus_comes_to_what_it_says(string file)
    {
        var failures = new List<string>();
        foreach (var entry in CorpusEntry.Load(file))
        {
            var (contest, figures) = Seat(entry.Seat);
            var text = entry.Fill(
                contest,
                figures,
                c => c.Description ?? TheNight.Definition.Party(c.Party).Name
            );
            foreach (var isOption in (bool[])[false, true])
            {
                var typed = isOption ? text.Replace('\n', ' ') : text;
                var reading = PastedResult.Read(typed, contest, TheNight.PartyNames);
                failures.AddRange(
                    Differences(entry, isOption, contest, figures, reading)
                        .Select(d =>
                            $"{entry.Kind}, {entry.Seat}: {d} in {(isOption ? "option" : "form")}\n{typed}\n"
                        )
                );
            }
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static (Contest, Figures) Seat(string name) =>
        name == Wards.Ward.Name
            ? (Wards.Ward, Wards.Figures)
            : (TheNight.Contest(name), TheNight.Recorded(name).Figures);

    private static IEnumerable<string> Differences(
        CorpusEntry entry,
        bool isOption,
        Contest contest,
        Figures figures,
        PasteReading reading
    )
    {
        var state = reading switch
        {
            PasteReading.NotUnderstood { Problems: var problems } => problems.All(p => p.IsQuestion)
                ? "asked"
                : "refused",
            _ => "read",
        };
        if (state != entry.State(isOption))
        {
            yield return $"{state} {(reading as PasteReading.NotUnderstood)?.Problems[0]}";
        }
        if (reading is not PasteReading.Understood read)
        {
            yield break;
        }
        foreach (var line in read.Figures.Votes.Where(v => figures.Of(v.Candidate) != v.Votes))
        {
            yield return $"{line.Votes} for {contest.Candidate(line.Candidate).Name}";
        }
        if (read.Figures.Votes.Length != figures.Votes.Length)
        {
            yield return $"{read.Figures.Votes.Length} of {figures.Votes.Length} candidates";
        }
        (string Name, int? Read)[] others =
        [
            ("rejected", read.Figures.Rejected),
            ("papers", read.Figures.Papers),
            ("verified", read.Announced.Verified),
            ("valid", read.Announced.ValidVotes),
            ("electorate", read.Announced.Electorate),
            ("majority", read.Announced.Majority),
            ("seats", read.Announced.Seats),
        ];
        foreach (var (name, value) in others.Where(o => o.Read != entry.Number(o.Name)))
        {
            // ModernGov says how many seats there are everywhere.
            if (name != "seats" || entry.Expected.ContainsKey(name))
            {
                yield return $"{name} {value}";
            }
        }
        if (
            entry.Expected.TryGetValue("elected", out var elected)
            && string.Join('+', read.Figures.Elected.Select(n => contest.Candidate(n).Name))
                != elected
        )
        {
            yield return $"{read.Figures.Elected.Length} elected";
        }
        if (
            entry.Expected.TryGetValue("winner", out var winner)
            && (read.Announced.Winner?.Value ?? "") != winner
        )
        {
            yield return $"{read.Announced.Winner} for the winner";
        }
    }
}
