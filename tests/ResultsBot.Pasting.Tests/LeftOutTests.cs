using System.Globalization;
using System.Text.RegularExpressions;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>Where a number or a line is left out of a text, what is left may be read only as what it was.</summary>
public partial class LeftOutTests
{
    private static readonly Contest Sunderland = TheNight.Contest("Sunderland Central");

    private static readonly Figures Recorded = TheNight.Recorded("Sunderland Central").Figures;

    public static TheoryData<string> Texts =>
        [
            """
                Labour 42.2% Lewis Atkinson 16,852
                Reform UK 27.0% Chris Enyon 10,779
                Conservative 14.3% Greg Peacock 5,731
                Liberal Democrat 9.0% Niall Hodson 3,602
                Green 7.5% Rachel Featherstone 2,993
                """,
            """
                42.2% Lewis Atkinson (Labour – To build a better Sunderland) 16,852
                27.0% Chris Enyon (Reform UK) 10,779
                14.3% Greg Peacock (Local Conservatives - Putting residents first) 5,731
                9.0% Niall Hodson (Liberal Democrats: For a fair deal) 3,602
                7.5% Rachel Featherstone (The Green Party) 2,993
                Swing 5.0% Lab to RUK
                """,
            """
                Labour – To build a better Sunderland: Lewis Atkinson 16,852
                Reform UK: Chris Enyon 10,779
                Conservative: Greg Peacock 5,731
                Liberal Democrats - For a fair deal, with your help: Niall Hodson 3,602
                Green: Rachel Featherstone 2,993
                Turnout 52.5%
                """,
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_whole_text_is_read(string text)
    {
        foreach (var typed in Ways(text))
        {
            var read = Assert.IsType<PasteReading.Understood>(Read(typed));
            Assert.Equal(
                Recorded.Votes.OrderBy(v => v.Candidate),
                read.Figures.Votes.OrderBy(v => v.Candidate)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Whatever_is_left_out_no_figure_goes_to_anybody_else(string text)
    {
        string[] parts =
        [
            .. Number().Matches(text).Select(m => m.Value),
            .. Word().Matches(text).Select(m => m.Value),
            .. text.Split('\n'),
        ];
        foreach (var part in parts)
        {
            foreach (
                var typed in Ways(text.Replace(part, "", StringComparison.Ordinal))
                    .Concat(Ways(text.Replace(part, "Jon Smyth", StringComparison.Ordinal)))
            )
            {
                if (Read(typed) is PasteReading.Understood { Figures.Votes: var votes })
                {
                    Assert.All(votes, v => Assert.Equal(Recorded.Of(v.Candidate), v.Votes));
                }
            }
        }
    }

    [Theory]
    [InlineData("{0} {1}", "Joan Smith 7")]
    [InlineData("{0}\n{1}", "Joan Smith\n7")]
    [InlineData("{1} {0}", "7 Joan Smith")]
    [InlineData("{1}\n{0}", "7\nJoan Smith")]
    public void A_strangers_figure_is_not_given_to_a_candidate_who_has_none(
        string layout,
        string stranger
    )
    {
        foreach (var without in Sunderland.Candidates)
        {
            string[] lines =
            [
                .. Sunderland.Candidates.Select(c =>
                    string.Format(
                        CultureInfo.InvariantCulture,
                        layout,
                        c.Name,
                        c == without ? "" : Recorded.Of(c.Number)
                    )
                ),
            ];
            var at = Sunderland.Candidates.IndexOf(without);
            var isNameFirst = layout.StartsWith("{0}", StringComparison.Ordinal);
            var text = string.Join(
                '\n',
                [
                    .. lines[..at],
                    .. isNameFirst ? [lines[at], stranger] : (string[])[stranger, lines[at]],
                    .. lines[(at + 1)..],
                ]
            );
            // Without lines “7 Joan Smith Lewis Atkinson” may be all one person's name.
            foreach (var typed in isNameFirst ? Ways(text) : [text])
            {
                Assert.IsType<PasteReading.NotUnderstood>(Read(typed));
                Assert.IsType<PasteReading.NotUnderstood>(Read(typed.ToLowerInvariant()));
            }
        }
    }

    private static IEnumerable<string> Ways(string text) => [text, text.Replace('\n', ' ')];

    private static PasteReading Read(string text) =>
        PastedResult.Read(text, Sunderland, TheNight.PartyNames);

    [GeneratedRegex(@"[\d,.]*\d%?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"[A-Za-z]{2,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
