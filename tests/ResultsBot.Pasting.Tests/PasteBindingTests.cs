using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>Whose each figure is, where a name or a figure is missing, wrapped or spoilt.</summary>
public class PasteBindingTests
{
    /// <summary>
    /// Where a figure is cut off, or a name, the names could all be moved on by one. And who has won has a figure.
    /// </summary>
    [Theory]
    [InlineData(
        "Cannock Chase",
        "NEWBURY Josh Labour 15671\nMILLING Amanda Conservative 12546\nALLEN Paul Reform UK 11570\nLabour hold\nMUCKLEY Andrea Green 2137\nJEWKES Elizabeth Liberal Democrat"
    )]
    [InlineData(
        "Cannock Chase",
        "Josh Newbury (Lab) 15671 votes\nAmanda Milling (Con) 12546 votes\nPaul Allen (RUK) 11570 votes\nLabour hold\nAndrea Muckley (Green) 2137 votes\nElizabeth Jewkes (LD)"
    )]
    [InlineData(
        "Fermanagh and South Tyrone",
        "20,273 Diana Armstrong (UUP)\n2,420 Eddie Roofe (APNI)\n2,386 Paul Blake (SDLP)\n624 Gerry Cullen (CCLA)\n529 Carl Duffy (AONT)\nWinner Pat Cullen"
    )]
    [InlineData(
        "Montgomeryshire and Glyndŵr",
        "Elected: Craig Williams\nWITHERDEN, Steve (Labour Candidate)\t12,709\nVAUGHN, Elwyn (Plaid Cymru Candidate)\t5,667\nBRIGNELL-THORP, Jeremy (Green Candidate)\t1,744"
    )]
    public void No_figure_is_handed_on_where_a_line_is_cut_off(string seat, string text)
    {
        foreach (var typed in (string[])[text, text.Replace('\n', ' ')])
        {
            Assert.IsType<PasteReading.NotUnderstood>(Read(seat, typed));
        }
    }

    [Theory]
    [InlineData(
        "Thirsk and Malton",
        "Lisa Banes Labour 11,994\nMark Robinson Reform UK 8,963\nLuke Brownlee The Yorkshire Party 931\nThere were 169 rejected ballot papers.\nElected: Lisa Banes",
        "Lisa Banes"
    )]
    [InlineData(
        "Paisley and Renfrewshire South",
        "19,583 Johanna Baxter (Lab)\n13,056 Jacqueline Cameron (SNP)\n2,956 Jim McIlroy (RUK)\nElected: Johanna Baxter",
        "Johanna Baxter"
    )]
    public void Who_is_elected_is_read_below_the_result(string seat, string text, string elected)
    {
        var contest = TheNight.Contest(seat);
        foreach (var typed in (string[])[text, text.Replace('\n', ' ')])
        {
            var read = Assert.IsType<PasteReading.Understood>(Read(seat, typed));

            Assert.Equal(elected, contest.Candidate(Assert.Single(read.Figures.Elected)).Name);
        }
    }

    [Fact]
    public void The_line_below_figures_that_stand_first_is_no_name_of_theirs() =>
        Assert.Equal(
            new PartyId("Lab"),
            Assert
                .IsType<PasteReading.Understood>(
                    Read(
                        "Carshalton and Wallington",
                        "20,126 Bobby Dean (LD)\n12,221 Elliot Colburn (Con)\n6,108 Hersh Thaker (Lab)\n85 Steve Kelleher (SDP)\nLabour hold"
                    )
                )
                .Announced.Winner
        );

    /// <summary>Wrapped by a mail program: a line ends within a name that stands behind another's party.</summary>
    [Fact]
    public void A_text_that_was_wrapped_within_its_names_is_read() =>
        Assert.Equal(
            TheNight.Recorded("Sunderland Central").Figures.Votes.OrderBy(v => v.Candidate),
            Assert
                .IsType<PasteReading.Understood>(
                    Read(
                        "Sunderland Central",
                        """
                        Lewis Atkinson 16,852 Labour Chris
                        Enyon 10,779 Reform UK Greg Peacock 5,731
                        Conservative Niall Hodson 3,602 Liberal
                        Democrat Rachel Featherstone 2,993 Green
                        """
                    )
                )
                .Figures.Votes.OrderBy(v => v.Candidate)
        );

    /// <summary>Each is asked about, so that one word settles the whole result.</summary>
    [Theory]
    [InlineData(
        "Westmorland and Lonsdale",
        "FARRON Tim Liberal Democrat 31061\nJACKMAN Maty Conservative 9589\nSMITH Pippa Labour 2306\nCLAYTON Phil Green 186\nLONG Wndy Social Democratic Party 57",
        "Matty Jackman, Wendy Long"
    )]
    [InlineData(
        "Westmorland and Lonsdale",
        "FARRON Tim Liberal Democrat 31061\nJACKMAN Maty Conservative 9589\nSMITH Pipa Labour 2306\nCLAYTON Phil Green 186\nLONG Wendy Social Democratic Party 57",
        "Matty Jackman, Pippa Smith"
    )]
    [InlineData(
        "Chesterfield",
        "Toby Perkin (Lab) 19,316\nBen Flok (Con) 8,496\nDan Price (RUK) 7,897\nDavid Wadsworh (Green) 2,682\nIan Barfeld (LD) 2,553\nKris Stone 363\nJulie Lowe 248",
        "Toby Perkins, Ben Flook, David Wadsworth, Ian Barfield"
    )]
    [InlineData(
        "Oldham East and Saddleworth",
        "Swing 5%\nCon to Lab\nDebbie Abrahams (Lab) 14,091\nJacob Barden (RUK) 7,734\nTom Fish (Con) 6,838\nShanaz Sadique (WPB) 4,647\nSam Al-Hamdani (LD) 3,386",
        "Shanaz Saddique"
    )]
    [InlineData(
        "Cowdenbeath and Kirkcaldy",
        "18,662 Melanie Ward (Lab)\n11,414 Lesley Backhouse (SNP)\n1,593 Fraser Graham (LD)\n1,556 Mags Hal (Green)\n1,132 Neale Hanvey (Alba)",
        "Mags Hall"
    )]
    public void Names_that_are_nearly_right_are_asked_about_and_nothing_else(
        string seat,
        string text,
        string meant
    )
    {
        foreach (var typed in (string[])[text, text.Replace('\n', ' ')])
        {
            var problems = Assert
                .IsType<PasteReading.NotUnderstood>(Read(seat, typed))
                .Problems.Cast<PasteProblem.NotOnRoll>();

            Assert.Equal(meant, string.Join(", ", problems.Select(p => p.Nearest?.Name)));
            Assert.All(problems, p => Assert.True(p.IsAllThatIsMissing, typed));
        }
    }

    private static PasteReading Read(string seat, string text) =>
        PastedResult.Read(text, TheNight.Contest(seat), TheNight.PartyNames);
}
