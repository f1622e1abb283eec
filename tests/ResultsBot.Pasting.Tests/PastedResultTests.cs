using System.Globalization;
using CsCheck;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Pasting.Tests.Samples;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

public class PastedResultTests
{
    private static readonly Contest Chesterfield = TheNight.Contest("Chesterfield");
    private static readonly Contest NorthEast = TheNight.Contest("North East Derbyshire");

    [Fact]
    public void The_seeds_one_line_result_is_read_to_the_letter()
    {
        var figures = Understood(NorthEast, TheNight.NorthEastDerbyshirePaste);

        Assert.Equal(
            [
                ("Frank Adlington-Stringer", 2271),
                ("Andy Egginton", 7899),
                ("Louise Jones", 17591),
                ("Wesley Massumbukolt", 108),
                ("Lee Rowley", 15838),
                ("Ross Shipman", 2159),
            ],
            Named(NorthEast, figures)
        );
        Assert.Equal("Louise Jones", NorthEast.Candidate(Assert.Single(figures.Elected)).Name);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("\r\n\r\n")]
    public void The_seeds_result_of_many_lines_is_read_whatever_became_of_its_line_breaks(
        string lineBreak
    )
    {
        var paste = TheNight.ChesterfieldPaste.ReplaceLineEndings(lineBreak);

        var figures = Understood(Chesterfield, paste);

        Assert.Equal(
            [
                ("Ian Barfield", 2553),
                ("Ben Flook", 8496),
                ("Julie Lowe", 248),
                ("Toby Perkins", 19316),
                ("Dan Price", 7897),
                ("Kris Stone", 363),
                ("David Wadsworth", 2682),
            ],
            Named(Chesterfield, figures)
        );
        Assert.Empty(figures.Elected);
    }

    public static TheoryData<string> Orders =>
        new(
            "{0}, {1} - {2}",
            "{1} - {0} - {2}",
            "{1}, {0} - {2}",
            "{0} ({1}) {2}",
            "{0} – {1} — {2} votes",
            "{1}: {0}: {2}"
        );

    [Theory]
    [MemberData(nameof(Orders))]
    public void Every_recorded_result_printed_in_any_order_is_read_back_exactly(string order)
    {
        foreach (var recorded in TheNight.Pack.Recorded)
        {
            var contest = TheNight.Definition.Contest(recorded.Contest);
            var lines = recorded.Figures.Votes.Select(v =>
            {
                var candidate = contest.Candidate(v.Candidate);
                var party =
                    candidate.Description ?? TheNight.Definition.Party(candidate.Party).Name;
                return string.Format(null, order, candidate.Name, party, v.Votes.ToString("N0"));
            });
            foreach (var lineBreak in (string[])["\n", " "])
            {
                var figures = Understood(contest, string.Join(lineBreak, lines));
                Assert.Equal(recorded.Figures.Votes.AsEnumerable(), figures.Votes);
            }
        }
    }

    [Theory]
    [InlineData("17591")]
    [InlineData("17,591")]
    [InlineData("17 591")]
    [InlineData("17\u00A0591")]
    [InlineData("17'591")]
    [InlineData("17,591 votes (38.4%, +14.2)")]
    [InlineData("17,591 (38.35%)")]
    public void A_figure_is_read_as_people_type_it(string figure)
    {
        var paste = TheNight.NorthEastDerbyshirePaste.Replace(
            "17,591",
            figure,
            StringComparison.Ordinal
        );

        Assert.Contains(("Louise Jones", 17591), Named(NorthEast, Understood(NorthEast, paste)));
    }

    /// <summary>The kinds of intake that were once shortened; Woking's “24, 019” read as 24 made a Conservative hold of it.</summary>
    [Theory]
    [InlineData("3, 013", true)]
    [InlineData("3 ,013", true)]
    [InlineData("3,\u00A0013", true)]
    [InlineData("3  013", false)]
    [InlineData("3\t013", false)]
    [InlineData("3-013", false)]
    [InlineData("3.013", false)]
    [InlineData("3%,013", false)]
    [InlineData("3 %013", false)]
    [InlineData("3,\n013", false)]
    [InlineData("3\u200B013", false)]
    [InlineData("3|013", false)]
    [InlineData("3/013", false)]
    [InlineData("3,013am", false)]
    [InlineData("3013pm", false)]
    [InlineData("3pm 013", false)]
    [InlineData("3am\u2009013", false)]
    [InlineData("3pm - 013", false)]
    [InlineData("3 013am", false)]
    [InlineData("3  013pm", false)]
    [InlineData("301 3am", false)]
    [InlineData("30 13am", false)]
    [InlineData("301|3am", false)]
    [InlineData("301\n3am", false)]
    [InlineData("3  00pm", false)]
    [InlineData("3  0pm", false)]
    public void A_figure_is_never_shortened(string figure, bool isRead)
    {
        var paste = TheNight.ChesterfieldPaste.Replace("2,553", figure, StringComparison.Ordinal);

        if (isRead)
        {
            Assert.Contains(
                ("Ian Barfield", 3013),
                Named(Chesterfield, Understood(Chesterfield, paste))
            );
        }
        else
        {
            Assert.NotEmpty(NotUnderstood(Chesterfield, paste));
        }
    }

    [Theory]
    [InlineData("41,690am")]
    [InlineData("41690pm")]
    public void A_number_is_no_time_of_the_night_and_its_digits_are_not_dropped(string line) =>
        Assert.Equal(
            [new PasteProblem.NotANumber(line)],
            NotUnderstood(Chesterfield, $"{TheNight.ChesterfieldPaste}\n{line}")
        );

    [Theory]
    [InlineData("Declared at 3am")]
    [InlineData("3am: Labour hold")]
    [InlineData("Declared 5 July 2024, 2.31am")]
    [InlineData("Result at 2.31am 5 July 2024")]
    [InlineData("Updated 0.45am")]
    public void A_time_of_the_night_says_nothing_of_votes(string line) =>
        Assert.Equal(
            7,
            Understood(Chesterfield, $"{TheNight.ChesterfieldPaste}\n{line}").Votes.Length
        );

    [Fact]
    public void In_every_seat_a_space_behind_the_comma_changes_no_figure()
    {
        foreach (var recorded in TheNight.Pack.Recorded)
        {
            var contest = TheNight.Definition.Contest(recorded.Contest);
            var paste = string.Join(
                '\n',
                recorded.Figures.Votes.Select(v =>
                    $"{contest.Candidate(v.Candidate).Name} ({contest.Candidate(v.Candidate).Party}) {v.Votes.ToString("N0").Replace(",", ", ")}"
                )
            );

            Assert.Equal(recorded.Figures.Votes.AsEnumerable(), Understood(contest, paste).Votes);
        }
    }

    public static TheoryData<string> Layouts => new(SampleLayout.All.Select(l => l.Name));

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_recorded_result_is_read_in_every_layout(string name)
    {
        var layout = SampleLayout.All.Single(l => l.Name == name);
        // Every tenth seat; the benchmark “mutations” reads them all.
        foreach (var recorded in TheNight.Pack.Recorded.Where((_, i) => i % 10 == 0))
        {
            var contest = TheNight.Definition.Contest(recorded.Contest);
            var seat = new PastedSeat(TheNight.Definition, contest, recorded.Figures);

            Assert.Equal(
                recorded.Figures.Votes.AsEnumerable(),
                Understood(contest, layout.Print(seat)).Votes
            );
        }
    }

    [Fact]
    public void No_change_to_anything_but_digits_gives_other_figures()
    {
        var seats = TheNight
            .Pack.Recorded.Select(r => new PastedSeat(
                TheNight.Definition,
                TheNight.Definition.Contest(r.Contest),
                r.Figures
            ))
            .ToArray();
        var random = new Random(20240704);
        for (var i = 0; i < 1_000; i++)
        {
            var seat = seats[random.Next(seats.Length)];
            var text = PasteMutations.Mutate(
                random,
                SampleLayout.All[random.Next(SampleLayout.All.Length)].Print(seat)
            );

            Assert.Null(
                PasteMutations.Misread(
                    seat,
                    text,
                    PastedResult.Read(text, seat.Contest, TheNight.PartyNames)
                )
            );
        }
    }

    /// <summary>
    /// Each was read wrongly by an earlier version of the reader: a line whose name is spoilt handed its figure on.
    /// </summary>
    [Theory]
    [InlineData(
        "Guildford",
        "Guildford\nZöe tranklin stLD) 22,937\nAngela Richardson (Con) 14,508\nDennis Saunders (RUK) 4,395\nSarah Gillinson (Lab) 3,931\nSam Peters (Green) 2,268\nJohn Morris (PIP) 255\nLD maj 8,429"
    )]
    [InlineData(
        "Chatham and Aylesford",
        "1. Tristan Osborne, Labour, 13,689\n2. Nathan Gamester, Conservative, 11,691\n3. Thomas Mallon, Reform UK, 9,989\n4. Kim Winterbottom, Green, 2,504\n5. Nicholas Chan, Liberal Democrat, 2,175\n6. Matt Valentine, Workers Party of Britain, 340\n7. Adedotun Ogundemuren, Christian Peoples Alliance Party, 3168. Steve Tanner, Social Democratic Party, 141"
    )]
    [InlineData(
        "Perth and Kinross-shire",
        "Scottish National Pary - Pete Wishart - 18,928 Elected Conservative - Luke Graham - 14,801 Labour - Graham Cox - 9,018 Liberal Democrat - Amanda Clark - 3,681 Reform UK - Helen McDade Majority- 2,970 Independent - Sally Hughes - 679"
    )]
    public void A_spoilt_line_never_hands_its_figure_to_a_neighbour(string seat, string paste) =>
        Assert.NotEmpty(NotUnderstood(TheNight.Contest(seat), paste));

    [Theory]
    [InlineData("Perkins (Lab) 19,316")]
    [InlineData("PERKINS, Toby (Labour Party) 19316")]
    [InlineData("Cllr Toby Perkins LABOUR: 19,316")]
    [InlineData("Toby Perkins 19,316")]
    [InlineData("Labour 19,316")]
    [InlineData("Tóby Perkins - Labour -19,316")]
    [InlineData("Elected: Toby Perkins, Labour - 19,316")]
    [InlineData("Toby Perkins, Labour - 19,316 re-elected")]
    public void A_candidate_is_known_by_name_or_party_written_short_or_long(string line)
    {
        var paste = TheNight.ChesterfieldPaste.Replace(
            "Toby Perkins, Labour - 19,316",
            line,
            StringComparison.Ordinal
        );

        Assert.Contains(
            ("Toby Perkins", 19316),
            Named(Chesterfield, Understood(Chesterfield, paste))
        );
    }

    [Fact]
    public void A_heading_a_total_and_rejected_ballots_are_no_candidates()
    {
        var figures = Understood(
            Chesterfield,
            $"Full results for Chesterfield\n{TheNight.ChesterfieldPaste}\nRejected ballots: 135\nTurnout 58.2%\nMajority 10,820\nTotal votes 41,555"
        );

        Assert.Equal(135, figures.Rejected);
        Assert.Equal(41555, figures.Votes.Sum(v => v.Votes));
    }

    [Fact]
    public void A_party_whose_name_begins_with_the_seats_is_not_taken_for_a_heading()
    {
        var ashfield = TheNight.Contest("Ashfield");
        var recorded = TheNight.Pack.Recorded.Single(r => r.Contest == ashfield.Id);
        var paste = string.Join(
            ' ',
            recorded.Figures.Votes.Select(v =>
                $"{TheNight.Definition.Party(ashfield.Candidate(v.Candidate).Party).Name} - {ashfield.Candidate(v.Candidate).Name} - {v.Votes}"
            )
        );

        Assert.Equal(recorded.Figures.Votes.AsEnumerable(), Understood(ashfield, paste).Votes);
    }

    [Fact]
    public void A_paste_with_nothing_in_it_is_said_to_be_empty() =>
        Assert.Equal([new PasteProblem.Empty()], NotUnderstood(Chesterfield, " \n "));

    [Fact]
    public void Words_without_a_figure_are_named() =>
        Assert.Equal(
            [new PasteProblem.NameWithoutFigure("they are still counting")],
            NotUnderstood(Chesterfield, "they are still counting")
        );

    [Fact]
    public void Somebody_who_does_not_stand_here_is_named_with_the_nearest_who_does()
    {
        var problems = NotUnderstood(
            Chesterfield,
            TheNight.ChesterfieldPaste.Replace(
                "Toby Perkins",
                "Tony Perkin",
                StringComparison.Ordinal
            )
        );

        var problem = Assert.IsType<PasteProblem.NotOnRoll>(Assert.Single(problems));
        Assert.Equal("Tony Perkin, Labour", problem.Text);
        Assert.Equal("Toby Perkins", problem.Nearest?.Name);
    }

    [Fact]
    public void A_name_beside_another_candidates_party_is_not_taken_for_either()
    {
        // GB News 2024 showed Labour's and the Conservatives' figures swapped.
        var problems = NotUnderstood(
            Chesterfield,
            TheNight.ChesterfieldPaste.Replace(
                "Toby Perkins, Labour",
                "Toby Perkins, Conservative",
                StringComparison.Ordinal
            )
        );

        var problem = Assert.IsType<PasteProblem.WrongParty>(Assert.Single(problems));
        Assert.Equal("Toby Perkins", problem.Candidate.Name);
    }

    [Theory]
    [InlineData("19,3l6")]
    [InlineData("19,31")]
    [InlineData("19.316")]
    [InlineData("1e5")]
    [InlineData("99999999999")]
    [InlineData("19,316,2")]
    public void A_figure_that_is_no_number_is_named(string figure) =>
        Assert.Contains(
            new PasteProblem.NotANumber(figure),
            NotUnderstood(
                Chesterfield,
                TheNight.ChesterfieldPaste.Replace("19,316", figure, StringComparison.Ordinal)
            )
        );

    [Theory]
    [InlineData("Toby Perkins, Labour - -19,316")]
    [InlineData("Toby Perkins, Labour: -19,316")]
    [InlineData("Toby Perkins, Labour – −19,316")]
    public void A_negative_figure_is_named(string line) =>
        Assert.Contains(
            NotUnderstood(
                Chesterfield,
                TheNight.ChesterfieldPaste.Replace(
                    "Toby Perkins, Labour - 19,316",
                    line,
                    StringComparison.Ordinal
                )
            ),
            p => p is PasteProblem.Negative
        );

    [Fact]
    public void A_candidate_with_two_figures_is_named() =>
        Assert.Contains(
            NotUnderstood(Chesterfield, TheNight.ChesterfieldPaste + "\nToby Perkins 5"),
            p => p is PasteProblem.Twice { Candidate.Name: "Toby Perkins" }
        );

    [Fact]
    public void Two_candidates_who_fit_the_same_words_are_both_named()
    {
        var contest = TheNight.Definition.Contests.First(c =>
            c.Candidates.Count(k => k.Party == PartyId.Independent) == 2
        );

        var problem = Assert.Single(NotUnderstood(contest, "Independent - 500"));

        Assert.Equal(2, Assert.IsType<PasteProblem.Alike>(problem).Candidates.Length);
    }

    [Fact]
    public void A_candidate_whose_figure_is_missing_is_named_and_does_not_take_the_next_ones()
    {
        var problems = NotUnderstood(
            Chesterfield,
            TheNight.ChesterfieldPaste.Replace(" - 8,496", ":", StringComparison.Ordinal)
        );

        Assert.Equal([new PasteProblem.NameWithoutFigure("Ben Flook, Conservative")], problems);
    }

    [Fact]
    public void A_majority_that_the_figures_do_not_give_is_told_beside_theirs()
    {
        // The Derbyshire Times gave Derbyshire Dales a majority of 250; the figures give 350.
        var dales = TheNight.Contest("Derbyshire Dales");
        var recorded = TheNight.Pack.Recorded.Single(r => r.Contest == dales.Id);
        var paste =
            string.Join(
                '\n',
                recorded.Figures.Votes.Select(v => $"{dales.Candidate(v.Candidate).Name} {v.Votes}")
            ) + "\nMajority 250";

        Assert.Equal(
            new AnnouncedCheck.OfFigure(AnnouncedFigure.Majority, 250, 350, Agrees: false),
            Assert.Single(Checks(dales, paste))
        );
    }

    [Theory]
    [InlineData("(-19,316)")]
    [InlineData("19,316?")]
    [InlineData("~19,316")]
    [InlineData("<19,316")]
    [InlineData("19,316+")]
    [InlineData("+19,316")]
    [InlineData("19316%")]
    [InlineData("019,316")]
    [InlineData("19 316 rejected")]
    public void A_figure_that_a_careful_reader_would_ask_about_is_named(string figure) =>
        Assert.Contains(
            NotUnderstood(
                Chesterfield,
                TheNight.ChesterfieldPaste.Replace("- 19,316", figure, StringComparison.Ordinal)
            ),
            p => p is PasteProblem.NotANumber or PasteProblem.Negative or PasteProblem.OneOrTwo
        );

    [Theory]
    [InlineData("Turnout 58.0%", true)]
    [InlineData("Turnout: 58.2%", true)]
    [InlineData("Turnout 58", true)]
    [InlineData("Turnout 58.2", true)]
    [InlineData("Turnout 38.2%", false)]
    [InlineData("Turnout 96.2%", false)]
    [InlineData("Turnout 60%", false)]
    public void A_turnout_that_is_pasted_along_is_compared(string turnout, bool fits)
    {
        // Putney 2024 was found out by its turnout, twelve days later.
        var paste = $"{TheNight.ChesterfieldPaste}\nRejected ballots 135\n{turnout}";

        var check = Assert.IsType<AnnouncedCheck.OfTurnout>(
            Assert.Single(Checks(Chesterfield, paste))
        );
        Assert.Equal(fits, check.Agrees);
    }

    /// <param name="line">With the swing's size, from whom and to whom it was.</param>
    [Theory]
    [InlineData("Swing {0}%", true)]
    [InlineData("Swing −{0}", true)]
    [InlineData("{0}% swing from {1} to {2}", true)]
    [InlineData("Swing {0}% {1} to {2}", true)]
    [InlineData("Swing to {2} from {1}: {0}%", true)]
    [InlineData("Swing {0}% {2} to {1}", false)]
    [InlineData("Swing 31.4% {1} to {2}", false)]
    [InlineData("Swing 31.4%", false)]
    [InlineData("31.4% swing to {2}", false)]
    public void A_swing_that_is_pasted_along_is_compared(string line, bool agrees)
    {
        var figures = TheNight.Recorded("Chesterfield").Figures;
        var swing = ((Count.Complete)Count.Of(Chesterfield, figures)).Verdict.Swing!;
        var text = string.Format(
            CultureInfo.InvariantCulture,
            line,
            (swing.Size.Numerator * 100m / swing.Size.Denominator).ToString(
                "0.0",
                CultureInfo.InvariantCulture
            ),
            swing.From,
            swing.To
        );

        var check = Assert.IsType<AnnouncedCheck.OfSwing>(
            Assert.Single(Checks(Chesterfield, $"{TheNight.ChesterfieldPaste}\n{text}"))
        );
        Assert.Equal(agrees, check.Agrees);
    }

    [Theory]
    [InlineData("Average swing 31.4%")]
    [InlineData("Swing needed 31.4%")]
    [InlineData("Swing 31.4% Green to LD")]
    public void Another_swing_than_the_seats_is_neither_right_nor_wrong(string line) =>
        Assert.Empty(Checks(Chesterfield, $"{TheNight.ChesterfieldPaste}\n{line}"));

    [Theory]
    [InlineData("Ann 400 Elected\nBob 400\nCy 5", "Ann")]
    [InlineData("Ann 400\nElected Bob 400\nCy 5", "Bob")]
    [InlineData("Ann 400 Elected: Bob 400 Cy 5", "Bob")]
    [InlineData("Ann Elected 400 Bob 400 Cy 5", "Ann")]
    [InlineData("Ann 400 Bob 400 Cy 5", null)]
    public void Who_won_the_lot_is_who_is_marked_beyond_doubt(string paste, string? elected)
    {
        var reading = PastedResult.Read(paste, SmallContest.Three, TheNight.PartyNames);

        var figures = Assert.IsType<PasteReading.Understood>(reading).Figures;
        Assert.Equal(
            elected,
            figures.Elected.Select(e => SmallContest.Three.Candidate(e).Name).SingleOrDefault()
        );
    }

    [Theory]
    [InlineData("Ann 400 Elected Bob 400 Cy 5")]
    [InlineData("Ann 400\nElected\nBob 400\nCy 5")]
    public void Elected_between_two_who_are_level_is_asked(string paste) =>
        Assert.Equal(
            [
                new PasteProblem.ElectedUnclear(
                    SmallContest.Three.Candidate(1),
                    SmallContest.Three.Candidate(2)
                ),
            ],
            NotUnderstood(SmallContest.Three, paste)
        );

    [Theory]
    [InlineData("Ann 500 Elected Bob 400 Cy 5")]
    [InlineData("Bob 400 Elected Ann 500 Cy 5")]
    [InlineData("Bob 400\nElected\nAnn 500\nCy 5")]
    public void Elected_between_two_belongs_to_the_one_who_leads(string paste) =>
        Assert.Equal([1], Understood(SmallContest.Three, paste).Elected.AsEnumerable());

    [Fact]
    public void Each_line_without_its_figure_is_named_on_its_own() =>
        Assert.Equal(
            [
                new PasteProblem.NameWithoutFigure("Toby Perkins, Labour"),
                new PasteProblem.NameWithoutFigure("Ben Flook, Conservative"),
            ],
            NotUnderstood(Chesterfield, "Toby Perkins, Labour:\nBen Flook, Conservative:\n")
        );

    [Fact]
    public void Six_thousand_characters_of_noise_are_answered_and_one_more_is_too_long()
    {
        var noise = string.Concat(Enumerable.Repeat("lorem 12,3x ipsum 7 ", 300));

        Assert.Equal(6000, noise.Length);
        Assert.NotEmpty(NotUnderstood(Chesterfield, noise));
        Assert.Equal(
            [new PasteProblem.TooLong(6001, 6000)],
            NotUnderstood(Chesterfield, noise + "!")
        );
    }

    [Fact]
    public void A_turnout_that_runs_over_the_end_of_a_line_does_not_make_it_throw() =>
        // Found by fuzzing.
        Assert.NotEmpty(NotUnderstood(Chesterfield, "Nobody Turnout\n58.0% 108"));

    [Fact]
    public void No_text_makes_it_throw()
    {
        string[] pieces =
        [
            "Toby Perkins",
            "Labour",
            " - ",
            ",",
            ":",
            "\n",
            "Elected",
            "19,316",
            "1 234 567",
            "-5",
            "%",
            "3.",
            "votes",
            "Majority",
            "(",
            ")",
            "re",
            "’",
            "\u0301",
            "\u202E",
            "😀",
            "٣",
            "\0",
            "Independent",
            "Chesterfield",
            "38.4",
            "+",
        ];
        Gen.Select(
                Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]),
                Gen.String[0, 5],
                (piece, text) => piece + text
            )
            .Array[0, 60]
            .Sample(
                parts =>
                    PastedResult.Read(string.Concat(parts), Chesterfield, TheNight.PartyNames)
                        is not null,
                iter: 3000
            );
    }

    [Theory]
    [InlineData("Rejected 135", "Rejected ballots: 200", "rejected ballots", 135, 200)]
    [InlineData("Majority 10,820", "Majority 250", "majority", 10_820, 250)]
    [InlineData("Total votes 41,555", "Valid votes 41,554", "valid votes", 41_555, 41_554)]
    public void Of_two_figures_for_one_thing_neither_is_chosen(
        string one,
        string other,
        string what,
        long first,
        long second
    )
    {
        var reading = PastedResult.Read(
            $"{TheNight.ChesterfieldPaste}\n{one}\n{other}",
            Chesterfield,
            TheNight.PartyNames
        );

        Assert.Equal(
            [new PasteProblem.SaidTwice(what, first, second)],
            Assert.IsType<PasteReading.NotUnderstood>(reading).Problems.AsEnumerable()
        );
    }

    [Fact]
    public void The_same_figure_given_twice_is_one()
    {
        var figures = Understood(
            Chesterfield,
            $"{TheNight.ChesterfieldPaste}\nRejected 135\nRejected ballots: 135"
        );

        Assert.Equal(135, figures.Rejected);
    }

    /// <summary>Damian Green stood in Ashford for the Conservatives, and Mandy Rossi for the Greens.</summary>
    [Fact]
    public void A_party_that_is_somebodys_surname_as_well_is_not_guessed()
    {
        var ashford = TheNight.Contest("Ashford");

        var problem = NotUnderstood(ashford, "Labour 15,000 Green 3,000")
            .OfType<PasteProblem.Alike>()
            .Single();

        Assert.Equal(
            ["Damian Green", "Mandy Rossi"],
            problem.Candidates.Select(c => c.Name).Order(StringComparer.Ordinal)
        );
    }

    private static Figures Understood(Contest contest, string paste)
    {
        var reading = PastedResult.Read(paste, contest, TheNight.PartyNames);
        if (reading is PasteReading.NotUnderstood { Problems: var problems })
        {
            Assert.Fail($"{contest.Name}: {string.Join("; ", problems)}\n{paste}");
        }
        return ((PasteReading.Understood)reading).Figures;
    }

    private static IReadOnlyList<PasteProblem> NotUnderstood(Contest contest, string paste) =>
        Assert
            .IsType<PasteReading.NotUnderstood>(
                PastedResult.Read(paste, contest, TheNight.PartyNames)
            )
            .Problems;

    private static IEnumerable<(string, int)> Named(Contest contest, Figures figures) =>
        figures.Votes.Select(v => (contest.Candidate(v.Candidate).Name, v.Votes));

    /// <summary>What a paste says beside the votes, held against them.</summary>
    private static IEnumerable<AnnouncedCheck> Checks(Contest contest, string paste)
    {
        var read = Assert.IsType<PasteReading.Understood>(
            PastedResult.Read(paste, contest, TheNight.PartyNames)
        );
        return AnnouncedCheck.Of(
            contest,
            read.Figures,
            ((Count.Complete)Count.Of(contest, read.Figures)).Verdict,
            verified: null,
            read.Announced
        );
    }
}
