using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>
/// What real pages, agencies and returning officers write around Chesterfield's figures. Each is read in lines, as in a
/// form, and with the lines run together, as a slash command's option has them.
/// </summary>
public class PasteKindsTests
{
    private static readonly Contest Chesterfield = TheNight.Contest("Chesterfield");

    private static readonly (string Name, int Votes)[] Votes =
    [
        ("Ian Barfield", 2553),
        ("Ben Flook", 8496),
        ("Julie Lowe", 248),
        ("Toby Perkins", 19316),
        ("Dan Price", 7897),
        ("Kris Stone", 363),
        ("David Wadsworth", 2682),
    ];

    [Theory]
    [InlineData("Total number of rejected ballot papers 135")]
    [InlineData("BALLOT PAPERS REJECTED 135")]
    [InlineData("Number of ballot papers rejected: 135")]
    [InlineData("Spoilt votes: 135")]
    [InlineData("There were 135 rejected ballot papers.")]
    [InlineData("Rejected ballots: 135\nTotal votes cast: 41,690")]
    [InlineData("Rejected ballots: 135\nTurnout 58.19 per cent")]
    [InlineData(
        "(a) want of official mark 0\n(b) voting for more candidates than voter was entitled to 45\n(c) writing or mark by which voter could be identified 3\n(d) being unmarked or wholly void for uncertainty 87\nTotal 135"
    )]
    [InlineData(
        "Ballot papers rejected\nWant of an official mark: 0\nVoting for more than one candidate: 45\nWriting or mark by which the voter could be identified: 3\nUnmarked or void for uncertainty: 87"
    )]
    public void Rejected_ballots_are_read_as_they_are_announced(string lines)
    {
        foreach (var text in Both(lines))
        {
            Assert.Equal(135, Read(text).Figures.Rejected);
        }
    }

    [Theory]
    [InlineData("Total number of ballot papers verified is: 41,690")]
    [InlineData("Ballot papers issued: 41,690")]
    [InlineData("Total number of votes 41,555")]
    [InlineData("Total valid votes 41,555")]
    [InlineData("Votes cast 41555")]
    [InlineData("Turnout: 58.2%")]
    [InlineData("58.2% turnout")]
    [InlineData("Percentage poll 58.2%")]
    [InlineData("The turnout was 58.2%")]
    [InlineData("Turnout 41,555 58.0 −7.9")]
    [InlineData("Electorate 71,645")]
    [InlineData("Registered electors 71,645")]
    [InlineData("Lab maj 10,820")]
    [InlineData("Majority of 10,820")]
    [InlineData("Majority 10,820 (26.0%)")]
    [InlineData("Labour hold")]
    [InlineData("LAB HOLD")]
    [InlineData("Swing 11.4% Con to Lab")]
    [InlineData("#GE2024")]
    public void Lines_that_are_no_candidates_are_understood(string line)
    {
        foreach (var text in Both(line))
        {
            Read(text);
        }
    }

    [Theory]
    [InlineData("Toby Perkins is duly elected")]
    [InlineData(
        "I declare that Toby Perkins is duly elected as Member of Parliament for the Chesterfield constituency."
    )]
    public void Who_is_said_to_be_elected_is_marked(string line)
    {
        foreach (var text in Both(line))
        {
            Assert.Equal(
                "Toby Perkins",
                Chesterfield.Candidate(Assert.Single(Read(text).Figures.Elected)).Name
            );
        }
    }

    [Theory]
    [InlineData("Toby Charles David Perkins")]
    [InlineData("PERKINS Tobias Charles (commonly known as Toby Perkins)")]
    [InlineData("PERKINS, Toby")]
    [InlineData("T. Perkins")]
    [InlineData("Toby Perkins MP")]
    [InlineData("Sir Toby Perkins")]
    [InlineData("TOBY PERKINS")]
    public void A_name_is_read_as_official_lists_write_it(string name)
    {
        foreach (
            var text in Both(
                "",
                TheNight.ChesterfieldPaste.Replace("Toby Perkins", name, StringComparison.Ordinal)
            )
        )
        {
            Read(text);
        }
    }

    [Theory]
    [InlineData("Toby Perkin")]
    [InlineData("Tobias Perkins")]
    public void A_name_that_is_nearly_a_candidates_is_asked_about(string name)
    {
        foreach (
            var text in Both(
                "",
                TheNight.ChesterfieldPaste.Replace("Toby Perkins", name, StringComparison.Ordinal)
            )
        )
        {
            var reading = PastedResult.Read(text, Chesterfield, TheNight.PartyNames);

            var problem = Assert.Single(
                Assert.IsType<PasteReading.NotUnderstood>(reading).Problems
            );
            Assert.True(problem.IsQuestion);
            var near = Assert.IsType<PasteProblem.NotOnRoll>(problem);
            Assert.Equal("Toby Perkins", near.Nearest?.Name);
            Assert.True(near.IsAllThatIsMissing);
            var answered = PastedResult.Read(
                text,
                Chesterfield,
                TheNight.PartyNames,
                new PasteAnswers(null, [near.Nearest!.Number])
            );
            Assert.Equal(
                Votes,
                Assert
                    .IsType<PasteReading.Understood>(answered)
                    .Figures.Votes.Select(v => (Chesterfield.Candidate(v.Candidate).Name, v.Votes))
            );
        }
    }

    [Theory]
    [InlineData("Conservative", "C")]
    [InlineData("Conservative", "The Conservative Party Candidate")]
    [InlineData("Conservative", "Conservative and Unionist Party")]
    [InlineData("Conservative", "Local Conservatives")]
    [InlineData("Labour", "Lab Co-op")]
    [InlineData("Labour", "Labour and Co-operative Party")]
    [InlineData("Labour", "Scottish Labour Party")]
    [InlineData("Liberal Democrat", "LDM")]
    [InlineData("Liberal Democrat", "Liberal Democrat Focus Team")]
    [InlineData("Reform UK", "RFM")]
    [InlineData("Reform UK", "ReformUK")]
    [InlineData("Green", "The Green Party Candidate")]
    public void A_party_is_read_as_ballot_papers_and_agencies_write_it(string party, string written)
    {
        foreach (
            var text in Both(
                "",
                TheNight.ChesterfieldPaste.Replace(party, written, StringComparison.Ordinal)
            )
        )
        {
            Read(text);
        }
    }

    [Theory]
    [InlineData("Candidate Party Votes %")]
    [InlineData("I declare that the result is as follows:")]
    [InlineData("RESULT")]
    [InlineData("UK Parliamentary General Election 2024 - Chesterfield - Thursday 4 July 2024")]
    [InlineData("Here are the full results from Chesterfield:")]
    public void A_heading_names_nobody(string heading)
    {
        foreach (var text in Both("", heading + "\n" + TheNight.ChesterfieldPaste))
        {
            Read(text);
        }
    }

    [Fact]
    public void A_sentence_of_a_report_is_read() =>
        Read(
            "Toby Perkins (Labour) polled 19,316 votes, with Ben Flook (Conservative) on 8,496, Dan Price (Reform UK) on 7,897, David Wadsworth (Green) on 2,682, Ian Barfield (Liberal Democrat) on 2,553, Kris Stone on 363 and Julie Lowe on 248."
        );

    [Fact]
    public void The_same_list_twice_is_one_list() =>
        Read(TheNight.ChesterfieldPaste + "\n\n" + TheNight.ChesterfieldPaste);

    [Fact]
    public void A_share_that_does_not_fit_its_figure_is_named()
    {
        var reading = PastedResult.Read(
            TheNight.ChesterfieldPaste.Replace(
                "19,316",
                "19,316 (64.5%)",
                StringComparison.Ordinal
            ),
            Chesterfield,
            TheNight.PartyNames
        );

        Assert.IsType<PasteProblem.ShareDoesNotFit>(
            Assert.Single(Assert.IsType<PasteReading.NotUnderstood>(reading).Problems)
        );
    }

    [Fact]
    public void Shares_that_do_not_fit_are_named_in_the_order_of_the_text()
    {
        var text = TheNight.ChesterfieldPaste.ReplaceLineEndings(" (99.9%)\n") + " (99.9%)";

        var reading = PastedResult.Read(text, Chesterfield, TheNight.PartyNames);

        Assert.Equal(
            [
                "Toby Perkins",
                "Ben Flook",
                "Dan Price",
                "David Wadsworth",
                "Ian Barfield",
                "Kris Stone",
                "Julie Lowe",
            ],
            Assert
                .IsType<PasteReading.NotUnderstood>(reading)
                .Problems.Cast<PasteProblem.ShareDoesNotFit>()
                .Select(p => p.Candidate.Name)
        );
    }

    /// <summary>The result with something behind it, in lines and run together.</summary>
    private static string[] Both(string lines, string? result = null)
    {
        var text = $"{result ?? TheNight.ChesterfieldPaste}\n{lines}".Trim();
        return [text, text.ReplaceLineEndings(" ")];
    }

    private static PasteReading.Understood Read(string text)
    {
        var reading = PastedResult.Read(text, Chesterfield, TheNight.PartyNames);
        if (reading is PasteReading.NotUnderstood { Problems: var problems })
        {
            Assert.Fail($"{string.Join("; ", problems)}\n{text}");
        }
        var understood = (PasteReading.Understood)reading;
        Assert.Equal(
            Votes,
            understood.Figures.Votes.Select(v =>
                (Chesterfield.Candidate(v.Candidate).Name, v.Votes)
            )
        );
        return understood;
    }
}
