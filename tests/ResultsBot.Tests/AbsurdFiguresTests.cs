using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests;

/// <summary>
/// Absurd figures that went out somewhere, or would have, on the recorded night: held against what had declared by then,
/// as the returning officer's right figures are.
/// </summary>
public class AbsurdFiguresTests
{
    private static readonly Phrasebook Phrases = new(TheNight.Definition);

    [Fact]
    public void Brighton_Kemptown_2024_1_vote_for_1833()
    {
        const string Kemptown = "Brighton Kemptown and Peacehaven";

        var odd = Assert.Single(
            Before(Kemptown)
                .Odd(Kemptown, Figures(Kemptown).With(1833, 1))
                .OfType<Caution.FewVotes>()
        );

        Assert.Equal(
            "1 vote for Emma Wall (Ind), out of 38,854? Hardly any candidate gets so few.",
            Phrases.Sentence(odd)
        );
        Assert.Equal(
            "Broadcast anyway: 1 vote for Emma Wall",
            Phrases.AnywayButton(Phrases.BroadcastButton(), odd)
        );
        Assert.Equal("Accept: 1 vote for Emma Wall", Phrases.AcceptButton(odd));
        Assert.Empty(Before(Kemptown).Odd(Kemptown, Figures(Kemptown)));
    }

    [Fact]
    public void Brighton_Kemptown_2024_a_partys_figure_far_below_its_lowest_so_far()
    {
        const string Kemptown = "Brighton Kemptown and Peacehaven";

        var few = Assert.Single(
            Before(Kemptown)
                .Odd(Kemptown, Figures(Kemptown).With(17_893, 178))
                .OfType<Caution.FewVotes>()
        );

        Assert.Equal("178", $"{few.Votes}");
        Assert.True(few.Lowest!.Share > new Fraction(2 * 178, 22_972));
        Assert.StartsWith(
            "178 votes for Chris Ward (Lab)? The party’s lowest share so far is ",
            Phrases.Sentence(few),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Chesterfield_13500_rejected_of_41555_where_135_were()
    {
        var odd = Before("Chesterfield")
            .Odd("Chesterfield", Figures("Chesterfield") with { Rejected = 13_500 });

        Assert.Equal([new Caution.ManyRejected(13_500, 55_055)], odd);
        Assert.Equal(
            "13,500 of 55,055 papers rejected? That’s 24.5%.",
            Phrases.Sentence(odd.Single())
        );
        Assert.Empty(Before("Chesterfield").Odd("Chesterfield", Figures("Chesterfield")));
    }

    [Fact]
    public void Chesterfield_9316_for_19316()
    {
        var odd = Before("Chesterfield")
            .Odd("Chesterfield", Figures("Chesterfield").With(19_316, 9_316));

        Assert.Equal(
            "The turnout is 44.0%. Results so far in Derbyshire suggest about 56.8%.",
            Phrases.Sentence(Assert.Single(odd))
        );
    }

    [Fact]
    public void Chesterfield_one_figure_for_two_candidates()
    {
        var odd = Before("Chesterfield")
            .Odd("Chesterfield", Figures("Chesterfield").With(8_496, 7_897));

        Assert.Equal(
            "Ben Flook (Con) and Dan Price (RUK) both have 7,897 votes. Has one figure been entered twice?",
            Phrases.Sentence(Assert.Single(odd))
        );
    }

    [Fact]
    public void Putney_2024_6558_votes_left_out_where_no_verified_total_is_known()
    {
        var putney = Figures("Putney");
        var winner = putney.Votes.MaxBy(v => v.Votes);

        var odd = Before("Putney")
            .Odd(
                "Putney",
                putney with
                {
                    Votes = putney.Votes.Replace(
                        winner,
                        winner with
                        {
                            Votes = winner.Votes - 6_558,
                        }
                    ),
                }
            );

        var turnout = Assert.IsType<Caution.TurnoutUnlikeArea>(Assert.Single(odd));
        Assert.Equal(("Greater London", 588), (turnout.Area.Name, turnout.Now.Scaled(1000)));
        Assert.Empty(Before("Putney").Odd("Putney", putney));
    }

    [Fact]
    public void Waltham_Forest_2010_1000_added_to_each_figure()
    {
        var right = Figures("Walthamstow");

        var odd = Before("Walthamstow")
            .Odd(
                "Walthamstow",
                right with
                {
                    Votes = [.. right.Votes.Select(v => v with { Votes = v.Votes + 1000 })],
                }
            );

        Assert.Contains(odd, c => c is Caution.TurnoutUnlikeArea { Area.Name: "Greater London" });
        Assert.Empty(Before("Walthamstow").Odd("Walthamstow", right));
    }

    [Fact]
    public void High_Peaks_figures_pasted_into_Bolsover_by_party_alone()
    {
        var pasted = ByParty("High Peak", into: "Bolsover");

        // Bolsover declared first: nothing shows it but how many have voted.
        Assert.Contains(
            Before("Bolsover").Odd("Bolsover", pasted),
            c => c is Caution.TurnoutUnlikeArea
        );
        Assert.Contains(
            new Caution.SameAsAnother(TheNight.Contest("High Peak")),
            Before("Bolsover").After("High Peak").Odd("Bolsover", pasted)
        );
    }

    [Fact]
    public void Cardiff_Norths_figures_pasted_into_Montgomeryshire_by_party_alone()
    {
        const string Here = "Montgomeryshire and Glyndŵr";

        var odd = Before(Here).Odd(Here, ByParty("Cardiff North", Here));

        var fits = Assert.Single(odd.OfType<Caution.FitsAnother>());
        Assert.Equal("Cardiff North", fits.Other.Name);
        Assert.DoesNotContain(Before(Here).Odd(Here, Figures(Here)), c => c is Caution.FitsAnother);
    }

    [Fact]
    public void Old_Bexley_and_Sidcup_2024_an_electorate_wrong_by_18_percent()
    {
        const string Bexley = "Old Bexley and Sidcup";
        var right = TheNight.Contest(Bexley);
        var wrong = new Election(
            new ElectionDefinition(
                "wrong",
                "Wrong electorate",
                TheNight.Definition.PollCloses,
                "2019",
                TheNight.Definition.Parties,
                [right with { Electorate = 60_142 }],
                TheNight.Definition.Chambers
            )
        );

        var odd = wrong.Odd(Bexley, Figures(Bexley));

        Assert.Contains(new Caution.ElectorateFarFromLastTime(74_317, 60_142), odd);
        Assert.Equal(
            792,
            wrong
                .Apply(
                    new ElectionEvent.ResultDeclared(
                        right.Id,
                        Figures(Bexley),
                        null,
                        TheNight.Recorded(Bexley).At,
                        "rita"
                    )
                )
                .State(right.Id)
                is ContestState.Declared d
                ? d.Verdict.Turnout!.Value.Scaled(1000)
                : 0
        );
        Assert.DoesNotContain(
            Before(Bexley).Odd(Bexley, Figures(Bexley)),
            c => c is Caution.ElectorateFarFromLastTime
        );
    }

    [Theory]
    [InlineData(41_690, 582, "")]
    [InlineData(41_690, 417, "turnout-off-announced")]
    [InlineData(4_169, null, "turnout-unlike-area")]
    [InlineData(4_169, 582, "turnout-off-announced turnout-unlike-area")]
    public void Chesterfields_verified_papers_are_held_against_the_turnout(
        int papers,
        int? turnout,
        string codes
    )
    {
        var chesterfield = TheNight.Contest("Chesterfield");
        var asks = new Command.ReportVerified(
            chesterfield.Id,
            papers,
            turnout is { } thousandths ? new Fraction(thousandths, 1000) : null,
            "rita"
        );

        Assert.Equal(codes, string.Join(' ', Before("Chesterfield").Odd(asks).Select(c => c.Code)));
    }

    private static Figures Figures(string seat) => TheNight.Recorded(seat).Figures;

    /// <summary>The figures of one seat beside the candidates of another, each of the same party.</summary>
    private static Figures ByParty(string from, string into)
    {
        var source = TheNight.Contest(from);
        return new Figures([
            .. TheNight
                .Contest(into)
                .Candidates.Select(c => new CandidateVotes(
                    c.Number,
                    Figures(from)
                        .Of(source.Candidates.Single(s => s.Party == c.Party).Number)!
                        .Value
                )),
        ]);
    }

    /// <summary>The night as it was just before a seat declared.</summary>
    private static Election Before(string seat) =>
        TheNight
            .Pack.Recorded.TakeWhile(r => r.Contest != TheNight.Contest(seat).Id)
            .Aggregate(new Election(TheNight.Definition), (e, r) => e.Declare(r));
}

/// <summary>The recorded night, as the tests of absurd figures need it.</summary>
file static class Recorded
{
    public static Election After(this Election election, string seat) =>
        election.Declare(TheNight.Recorded(seat));

    public static Election Declare(this Election election, RecordedResult result) =>
        election.Apply(
            new ElectionEvent.ResultDeclared(
                result.Contest,
                result.Figures,
                null,
                result.At,
                "rita"
            )
        );

    public static Figures With(this Figures figures, int was, int now)
    {
        var line = figures.Votes.Single(v => v.Votes == was);
        return figures with { Votes = figures.Votes.Replace(line, line with { Votes = now }) };
    }

    /// <summary>What somebody who proposes it has to accept by name.</summary>
    public static Caution[] Odd(this Election election, string seat, Figures figures) =>
        election.Odd(
            new Command.Declare(
                election.Definition.Contests.Single(c => c.Name == seat).Id,
                figures,
                "rita"
            )
        );

    public static Caution[] Odd(this Election election, Command.Report asks) =>
        [
            .. Assert
                .IsType<Decision.Accepted>(
                    election.Decide(
                        new Command.Propose(new ProposalId("read back"), asks, "rita"),
                        TheNight.Pack.Recorded[^1].At
                    )
                )
                .Cautions.Where(c => !c.IsRemark),
        ];
}
