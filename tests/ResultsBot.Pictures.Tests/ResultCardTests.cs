using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Pictures.Tests;

public class ResultCardTests
{
    private static readonly Phrasebook Phrases = new(TheNight.Definition);
    private static readonly DateTimeOffset At = new(2024, 7, 5, 4, 19, 0, TimeSpan.Zero);

    [Fact]
    public void No_text_of_the_650_cards_is_cut_off_or_lies_over_another()
    {
        var faults = TheNight
            .Definition.Contests.SelectMany(c =>
                Laid.Faults(CardOf(c)).Select(f => $"{c.Name}: {f}")
            )
            .ToArray();

        Assert.Empty(faults);
    }

    [Fact]
    public void No_name_on_the_650_cards_is_shortened_to_less_than_a_surname()
    {
        foreach (var contest in TheNight.Definition.Contests)
        {
            var words = TextsOf(CardOf(contest));

            Assert.DoesNotContain(words, w => w.EndsWith('…'));
        }
    }

    [Fact]
    public void Every_candidate_has_a_row_with_votes_share_and_change_as_the_engine_says()
    {
        foreach (var contest in TheNight.Definition.Contests)
        {
            var verdict = PlayedNight.Verdict(contest.Name);
            var words = TextsOf(CardOf(contest));

            foreach (var line in verdict.Lines)
            {
                Assert.Contains(Phrases.Number(line.Votes), words);
                Assert.Contains(Phrases.Percent(line.Share), words);
                if (line.Change is { } change)
                {
                    Assert.Contains(Phrases.Points(change), words);
                }
            }
        }
    }

    [Fact]
    public void Bars_are_as_long_as_the_votes_against_the_winners()
    {
        var verdict = PlayedNight.Verdict("North East Derbyshire");

        var bars = CardOf(TheNight.Contest("North East Derbyshire"))
            .Shapes.OfType<Shape.Box>()
            .Where(b => b.Bounds.Height > 30 && b.Bounds.Height < 40 && b.Colour != Colour.Ground)
            .ToArray();

        Assert.Equal(verdict.Lines.Length, bars.Length);
        for (var i = 0; i < bars.Length; i++)
        {
            Assert.Equal(
                Math.Max(3, bars[0].Bounds.Width * verdict.Lines[i].Votes / verdict.Winner.Votes),
                bars[i].Bounds.Width,
                0.01
            );
        }
    }

    [Fact]
    public void The_card_reads_as_an_editor_would_write_it() =>
        Assert.Equal(
            [
                "LABOUR GAIN FROM CONSERVATIVE",
                "North East Derbyshire",
                "Louise Jones",
                " · majority ",
                "1,753",
                " (3.8%) · turnout 62.6% · swing 14.9% Con to Lab",
                "Louise Jones",
                "Lab",
                "17,591",
                "38.4%",
                "+6.0",
                "Lee Rowley",
                "Con · MP",
                "15,838",
                "34.5%",
                "−23.9",
            ],
            TextsOf(CardOf(TheNight.Contest("North East Derbyshire"))).Take(16)
        );

    [Fact]
    public void The_same_result_gives_the_same_bytes()
    {
        var contest = TheNight.Contest("Chesterfield");

        Assert.Equal(Png.Encode(CardOf(contest)), Png.Encode(CardOf(contest)));
    }

    [Fact]
    public void A_rehearsal_says_so_and_nothing_lies_over_it()
    {
        var contest = TheNight.Contest("Sutton and Cheam");
        var card = ResultCard.Draw(
            Phrases,
            contest,
            PlayedNight.Verdict(contest.Name),
            Derbyshire,
            At,
            isRehearsal: true
        );

        Assert.Contains("REHEARSAL – NOT A REAL RESULT", TextsOf(card));
        Assert.Empty(Laid.Faults(card));
    }

    [Fact]
    public void A_tie_by_lot_says_so()
    {
        var contest = TheNight.Contest("Chesterfield");
        var votes = Votes(contest, (0, 885), (1, 885), (2, 3));
        var card = Draw(contest, Verdict(contest, new Figures(votes, 12, [2])));

        Assert.Contains(
            "by lot, after a tie on ",
            string.Concat(TextsOf(card)),
            StringComparison.Ordinal
        );
        Assert.Empty(Laid.Faults(card));
    }

    [Fact]
    public void Only_a_party_that_did_not_stand_last_time_is_new_and_all_its_candidates_are()
    {
        var (lab, green) = (new PartyId("Lab"), new PartyId("Green"));
        var ward = TheNight.Contest("Chesterfield") with
        {
            Candidates =
            [
                new Candidate(1, "Ann Able", lab),
                new Candidate(2, "Bea Best", lab),
                new Candidate(3, "Cy Cole", green),
                new Candidate(4, "Di Dove", green),
                new Candidate(5, "Ed Eve", PartyId.Independent),
            ],
            Base = BaseResult.Of([new(lab, 400), new(new("Con"), 300)], seats: [new(lab, 2)]),
            Seats = 2,
        };

        var texts = TextsOf(
            Draw(
                ward,
                Verdict(ward, new Figures(Votes(ward, (0, 500), (1, 450), (2, 300), (3, 200))))
            )
        );

        Assert.Equal(
            ["Cy Cole", "Di Dove"],
            texts.Index().Where(t => t.Item == "new").Select(t => texts[t.Index - 4])
        );
    }

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(40)]
    public void A_long_list_shrinks_and_its_end_is_added_up(int candidates)
    {
        var contest = Invented([
            .. Enumerable
                .Range(1, candidates)
                .Select(i => $"Candidate Number {i} Wolfeschlegelsteinhausen-Bergerdorff{i}"),
        ]);
        var card = Draw(
            contest,
            Verdict(
                contest,
                new Figures([
                    .. contest.Candidates.Select(c => new CandidateVotes(
                        c.Number,
                        50_000 - c.Number
                    )),
                ])
            )
        );

        Assert.Empty(Laid.Faults(card));
        Assert.Equal(
            candidates > ResultCard.MostRows,
            TextsOf(card).Any(w => w.EndsWith("others", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("A name in Greek: Αλέξης Παπαδόπουλος")]
    [InlineData("𝕎𝕚𝕥𝕙 letters of mathematics 🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("<script>alert(1)</script> & more")]
    [InlineData(
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"
    )]
    public void Any_name_is_kept_within_its_place(string name)
    {
        var contest = Invented([name, "Bob Best"]) with { Name = name };
        var card = Draw(
            contest,
            Verdict(contest, new Figures([new CandidateVotes(1, 7), new CandidateVotes(2, 5)]))
        );

        Assert.Empty(Laid.Faults(card));
        Assert.NotEmpty(Png.Encode(card));
    }

    private static Standing Derbyshire =>
        PlayedNight.Election.Standing(new AreaId(AreaKind.County, "Derbyshire"));

    private static Drawing CardOf(Contest contest) =>
        Draw(contest, PlayedNight.Verdict(contest.Name));

    private static Drawing Draw(Contest contest, Verdict verdict) =>
        ResultCard.Draw(
            Phrases,
            contest,
            verdict,
            PlayedNight.Election.Standing(contest.Areas[0]),
            At,
            isRehearsal: false
        );

    private static string[] TextsOf(Drawing drawing) =>
        [.. drawing.Shapes.OfType<Shape.Text>().Select(t => t.Words)];

    private static Verdict Verdict(Contest contest, Figures figures) =>
        Assert.IsType<Count.Complete>(Count.Of(contest, figures)).Verdict;

    private static ImmutableArray<CandidateVotes> Votes(
        Contest contest,
        params (int Index, int Votes)[] given
    ) =>
        [
            .. contest.Candidates.Select(
                (c, i) =>
                    new CandidateVotes(
                        c.Number,
                        given.Where(g => g.Index == i).Select(g => g.Votes).FirstOrDefault()
                    )
            ),
        ];

    /// <summary>A contest whose areas are Chesterfield's.</summary>
    private static Contest Invented(string[] names) =>
        TheNight.Contest("Chesterfield") with
        {
            Candidates =
            [
                .. names.Select(
                    (n, i) => new Candidate(i + 1, n, TheNight.Definition.Parties[i % 9].Id)
                ),
            ],
            Base = null,
        };
}
