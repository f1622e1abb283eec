using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Names;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>Whom a few words mean: what stands in one line of a paste, or behind “winner” in a command.</summary>
public class RollMatcherTests
{
    private static readonly Contest Seat = TheNight.Contest("Chesterfield") with
    {
        Name = "Somewhere",
        Candidates =
        [
            new Candidate(1, "Toby Perkins", new PartyId("Lab")),
            new Candidate(2, "Angus Brendan MacNeil", new PartyId("SNP")),
            new Candidate(3, "Jovan Owusu-Nepaul", new PartyId("LD")),
            new Candidate(4, "Sir Ben Flook OBE", new PartyId("Con")),
            new Candidate(5, "Zed", PartyId.Independent, "Save Our Hospital"),
            new Candidate(6, "Lord", PartyId.Independent, "The Candidate"),
            new Candidate(7, "KC", new PartyId("Green")),
            new Candidate(8, "Pat O'Hara", new PartyId("RUK")),
        ],
    };

    private readonly RollMatcher _roll = new(Seat, TheNight.PartyNames);

    [Theory]
    // Before a name.
    [InlineData("Mr Perkins")]
    [InlineData("Mrs Perkins")]
    [InlineData("Ms Perkins")]
    [InlineData("Mx Perkins")]
    [InlineData("Miss Perkins")]
    [InlineData("Dr. Perkins")]
    [InlineData("Cllr Perkins")]
    [InlineData("Councillor Perkins")]
    [InlineData("Sir Perkins")]
    [InlineData("Dame Perkins")]
    [InlineData("Lord Perkins")]
    [InlineData("Lady Perkins")]
    [InlineData("Rev Perkins")]
    [InlineData("Reverend Perkins")]
    [InlineData("Prof. Perkins")]
    [InlineData("Professor Perkins")]
    [InlineData("Rt Hon. Perkins, Labour")]
    // Behind it.
    [InlineData("Perkins MP")]
    [InlineData("Perkins MSP")]
    [InlineData("Perkins MBE")]
    [InlineData("Perkins OBE")]
    [InlineData("Perkins, CBE")]
    [InlineData("Perkins QC")]
    [InlineData("Perkins KC")]
    [InlineData("Perkins Jnr")]
    [InlineData("Perkins Snr (Labour)")]
    [InlineData("Perkins, sitting MP")]
    [InlineData("Perkins (incumbent)")]
    [InlineData("Perkins aka Toby")]
    [InlineData("Perkins, commonly known as Toby")]
    [InlineData("Perkins, called Toby")]
    public void A_title_beside_a_surname_tells_nobody_from_another(string text) =>
        Assert.Equal(
            "Toby Perkins",
            Found(new(TheNight.Contest("Chesterfield"), TheNight.PartyNames), text)
        );

    [Theory]
    [InlineData("Flook", "Sir Ben Flook OBE")]
    [InlineData("FLOOK, Ben", "Sir Ben Flook OBE")]
    [InlineData("Sir Perkins", "Toby Perkins")]
    [InlineData("Lord", "Lord")]
    [InlineData("KC", "KC")]
    [InlineData("KC (Green)", "KC")]
    public void A_title_on_the_ballot_paper_is_no_part_of_a_name_unless_it_is_all_of_it(
        string text,
        string name
    ) => Assert.Equal(name, Found(text));

    [Theory]
    [InlineData("Save Our Hospital", "Zed")]
    [InlineData("Save Our Hospital Party", "Zed")]
    [InlineData("the Save Our Hospital candidate", "Zed")]
    [InlineData("Zed, Save Our Hospital", "Zed")]
    [InlineData("Save our Hospital - Zed", "Zed")]
    [InlineData("Save Our", null)]
    [InlineData("Save Our Hospital Now", null)]
    public void A_candidate_is_known_by_all_that_the_ballot_paper_said_of_them(
        string text,
        string? name
    ) => Assert.Equal(name, Found(text));

    [Theory]
    [InlineData("the candidate")]
    [InlineData("candidate of the party")]
    public void A_description_that_says_nothing_is_nobodys(string text) =>
        Assert.IsType<RollMatch.Nobody>(_roll.Find(Words.Of(text)));

    [Fact]
    public void A_paste_in_which_a_candidate_is_only_what_the_ballot_paper_said_is_read()
    {
        var ward = SmallContest.Three with
        {
            Candidates =
            [
                .. SmallContest.Three.Candidates,
                new Candidate(4, "Dan", PartyId.Independent, "Save Our Hospital"),
            ],
        };

        var reading = PastedResult.Read(
            "Ann 400\nBob 300\nCy 5\nSave Our Hospital 77",
            ward,
            TheNight.PartyNames
        );

        Assert.Equal(77, Assert.IsType<PasteReading.Understood>(reading).Figures.Of(4));
    }

    [Theory]
    [InlineData("T. M. Perkins", "Toby Perkins")]
    [InlineData("Perkins, T. M.", "Toby Perkins")]
    [InlineData("Perkins T", "Toby Perkins")]
    [InlineData("PERKINS Toby Matthew", "Toby Perkins")]
    [InlineData("PerkinsToby", "Toby Perkins")]
    [InlineData("Labour TobyPerkins", "Toby Perkins")]
    [InlineData("TobyPerkins Labour", "Toby Perkins")]
    [InlineData("Labour, Pat O Ha Ra", null)]
    [InlineData("Reform UK Pat O Ha Ra", "Pat O'Hara")]
    [InlineData("Reform UK O Hara", "Pat O'Hara")]
    [InlineData("Angus MacNeil", "Angus Brendan MacNeil")]
    [InlineData("A. B. MacNeil", "Angus Brendan MacNeil")]
    [InlineData("Angus B MacNeil", "Angus Brendan MacNeil")]
    [InlineData("Mac Neil (SNP)", "Angus Brendan MacNeil")]
    [InlineData("MacNEIL, Angus", "Angus Brendan MacNeil")]
    [InlineData("MacNEIL, Brendan", "Angus Brendan MacNeil")]
    [InlineData("A. MacNeil", "Angus Brendan MacNeil")]
    [InlineData("MacNeil, A.", "Angus Brendan MacNeil")]
    [InlineData("J. P. Owusu-Nepaul", "Jovan Owusu-Nepaul")]
    [InlineData("OWUSU-NEPAUL, J P", "Jovan Owusu-Nepaul")]
    [InlineData("Toby C. Perkins", "Toby Perkins")]
    [InlineData("Toby Perkins (C)", null)]
    [InlineData("C. Toby Perkins", null)]
    [InlineData("P. J. Owusu-Nepaul", null)]
    [InlineData("MacNeil, Brendan Angus X.", null)]
    [InlineData("A. X. MacNeil", null)]
    [InlineData("X. B. MacNeil", null)]
    [InlineData("M. T. Perkins", null)]
    [InlineData("Matthew Charles Perkins", null)]
    [InlineData("Toby B4 Perkins", null)]
    [InlineData("Toby rejected Perkins", null)]
    [InlineData("Toby Flook Perkins", null)]
    [InlineData("Toby Matthew", null)]
    [InlineData("T. P.", null)]
    [InlineData("A. Zed", null)]
    [InlineData("Ann Zed", null)]
    [InlineData("Toby Adam Bede Carl Dirk Evan Finn Perkins", null)]
    [InlineData("T A B C D E F Perkins", null)]
    [InlineData("Toby Adam Bede Carl Dirk Evan Perkins", "Toby Perkins")]
    [InlineData("T A B C D E Perkins", "Toby Perkins")]
    public void Forenames_may_be_left_out_added_or_written_as_initials_and_be_no_other_ones(
        string text,
        string? name
    ) => Assert.Equal(name, Found(text));

    [Theory]
    [InlineData(40, "Toby Perkins")]
    [InlineData(41, null)]
    public void Nobody_is_named_by_more_than_forty_words(int words, string? name)
    {
        var text = $"Toby Perkins {The(words - 3)} Labour";

        Assert.Equal(name, Found(text));
        Assert.Equal(
            name is null ? null : new PartyId("Lab"),
            _roll.PartyOf(SensesOf($"{The(words - 1)} Labour"))
        );
        Assert.Equal(name, _roll.Near(SensesOf($"Tobias Perkins {The(words - 3)} Labour"))?.Name);
        Assert.Equal(name, _roll.Nearest(Words.Of($"Toby {The(words - 1)}"))?.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mr")]
    [InlineData("Dr Rev")]
    public void Titles_alone_name_nobody_and_are_like_nobodys_name(string text)
    {
        Assert.Null(Found(text));
        Assert.Null(_roll.PartyOf(SensesOf(text)));
        Assert.Null(_roll.Near(SensesOf(text)));
        Assert.Null(_roll.Nearest(Words.Of(text)));
    }

    [Theory]
    [InlineData("Labour", "Lab")]
    [InlineData("The Labour Party Candidate", "Lab")]
    [InlineData("Perkins", "Lab")]
    [InlineData("Plaid Cymru", "PC")]
    [InlineData("Smith", null)]
    public void A_party_is_known_by_its_name_and_by_its_candidates(string text, string? party) =>
        Assert.Equal(party, _roll.PartyOf(SensesOf(text))?.Value);

    /// <summary>A name with another's party is told as such, of two of that name the first on the ballot paper.</summary>
    [Fact]
    public void A_name_beside_another_party_is_nobody_and_is_told()
    {
        var roll = RollOf(("Greg Smith", "Con"), ("Greg Smith", "Green"), ("Ann Lee", "Lab"));

        Assert.Equal(
            1,
            Assert
                .IsType<RollMatch.OtherParty>(roll.Find(Words.Of("Greg Smith, Labour")))
                .Candidate.Number
        );
        Assert.Equal(
            2,
            Assert.IsType<RollMatch.One>(roll.Find(Words.Of("Greg Smith, Green"))).Candidate.Number
        );
        Assert.IsType<RollMatch.Several>(roll.Find(Words.Of("Greg Smith")));
    }

    [Theory]
    [InlineData("Toby Perkins", "Ann Toby Perkins")]
    [InlineData("Ann Toby Perkins", "Toby Perkins")]
    public void Who_is_named_in_full_is_meant_and_nobody_who_has_a_forename_more(
        string first,
        string second
    )
    {
        var roll = RollOf((first, "Lab"), (second, "Con"));

        Assert.Equal("Toby Perkins", Found(roll, "Toby Perkins"));
        Assert.Equal("Toby Perkins", Found(roll, "Perkins, Toby"));
        Assert.Equal("Ann Toby Perkins", Found(roll, "Ann Perkins"));
        Assert.Equal("Ann Toby Perkins", Found(roll, "Ann Toby Perkins"));
        Assert.Equal("Ann Toby Perkins", Found(roll, "PERKINS, Ann Toby"));
        Assert.Null(Found(roll, "Perkins"));
    }

    [Fact]
    public void A_whole_name_that_is_a_partys_as_well_is_not_guessed()
    {
        var roll = RollOf(("Green", "Ind"), ("Ann Lee", "Green"));

        Assert.Equal(
            ["Green", "Ann Lee"],
            Assert.IsType<RollMatch.Several>(roll.Find(["green"])).Candidates.Select(c => c.Name)
        );
        Assert.Equal("Green", Found(roll, "Green, Independent"));
        Assert.Equal("Ann Lee", Found(roll, "Lee, Green"));
    }

    [Theory]
    [InlineData("Lord Vegetable")]
    [InlineData("The Lord Vegetable Party")]
    public void A_title_may_be_in_a_partys_name(string text)
    {
        var contest = SmallContest.Three with { Candidates = [new(1, "Ann", new("LV"))] };
        PartyNames parties = new([new(new("LV"), "Lord Vegetable Party", null, [])]);

        Assert.Equal("Ann", Found(new(contest, parties), text));
    }

    [Theory]
    [InlineData("Toby Perkin", "Toby Perkins")]
    [InlineData("Perkin Toby", "Toby Perkins")]
    [InlineData("Perkinz", "Toby Perkins")]
    [InlineData("Mr Toby Perkin", "Toby Perkins")]
    [InlineData("Tobias Perkins, Labour", "Toby Perkins")]
    [InlineData("Labour Tobias Perkins", "Toby Perkins")]
    [InlineData("Labour - Perkins, Tobias", "Toby Perkins")]
    [InlineData("Tony Zed", null)]
    [InlineData("Antony Gladstone Zed, Save Our Hospital", "Zed")]
    [InlineData("Tobias Perkins", null)]
    [InlineData("Tobias Perkins, Green", null)]
    [InlineData("Tobias Perkins, Nobody", null)]
    [InlineData("Toby Perkin MacNeil", null)]
    [InlineData("Rejected Perkin", null)]
    [InlineData("Parkin Smith", null)]
    [InlineData("Zet", null)]
    public void What_is_nearly_a_name_is_worth_a_question(string text, string? name) =>
        Assert.Equal(name, _roll.Near(SensesOf(text))?.Name);

    [Fact]
    public void What_is_nearly_the_name_of_two_is_no_question_about_one() =>
        Assert.Null(
            RollOf(("Ann Perkins", "Lab"), ("Bob Perkins", "Con")).Near(SensesOf("Perkin"))
        );

    [Theory]
    [InlineData("Toby", "Toby Perkins")]
    [InlineData("Hospital Perkins", "Toby Perkins")]
    [InlineData("Tobi Parkin", "Toby Perkins")]
    [InlineData("Angas Brandon McNeill", "Angus Brendan MacNeil")]
    [InlineData("Zedekia", "Zed")]
    [InlineData("Zedekiah", null)]
    [InlineData("Xavier Quincy", null)]
    public void Words_that_name_nobody_may_be_like_somebodys_name(string text, string? name) =>
        Assert.Equal(name, _roll.Nearest(Words.Of(text))?.Name);

    [Fact]
    public void Of_two_whose_names_are_equally_like_the_first_is_suggested() =>
        Assert.Equal(
            1,
            RollOf(("Ann Perkins", "Lab"), ("Kim Perkins", "Con"))
                .Nearest(Words.Of("Bob Perkins"))
                ?.Number
        );

    [Theory]
    [InlineData("perkins", true)]
    [InlineData("hospital", true)]
    [InlineData("cymru", true)]
    [InlineData("ballot", false)]
    public void A_word_of_somebodys_name_or_of_a_partys_is_known(string word, bool isKnown) =>
        Assert.Equal(isKnown, _roll.Knows(word));

    /// <summary>Which words may stand in a slogan behind “Labour”.</summary>
    [Theory]
    [InlineData("hospital", true)]
    [InlineData("labour", true)]
    [InlineData("freedom", true)]
    [InlineData("snp", false)]
    [InlineData("dup", false)]
    [InlineData("democrat", false)]
    public void A_word_is_of_no_other_party_unless_it_is_its_name_or_in_one_that_stands(
        string word,
        bool isOfNoOther
    ) => Assert.Equal(isOfNoOther, _roll.IsOfNoOther(word, ["labour"]));

    [Theory]
    [InlineData("perkins", true)]
    [InlineData("labour", true)]
    [InlineData("toby", false)]
    [InlineData("c", false)]
    [InlineData("uk", false)]
    [InlineData("party", false)]
    [InlineData("sir", false)]
    [InlineData("dup", false)]
    [InlineData("smith", false)]
    public void A_surname_or_a_partys_word_rules_others_out_and_a_forename_does_not(
        string word,
        bool decides
    ) => Assert.Equal(decides, _roll.SenseOf(word).Hint.Decides);

    [Fact]
    public void Candidates_beyond_the_sixty_fourth_are_told_apart_too()
    {
        var many = Enumerable
            .Range(0, 70)
            .Select(i => ($"Ann {(char)('A' + i / 26)}{(char)('a' + i % 26)}xley", "Ind"))
            .ToArray();
        (many[1], many[65]) = (("Ann Smith", "Lab"), ("Bob Smith", "Con"));
        var contest = ContestOf(many);
        var text = string.Join('\n', many.Select((c, i) => $"{c.Item1} {c.Item2} {i + 100}"));

        var read = Assert.IsType<PasteReading.Understood>(
            PastedResult.Read(text, contest, TheNight.PartyNames)
        );

        Assert.Equal(Enumerable.Range(100, 70), read.Figures.Votes.Select(v => v.Votes));
    }

    private string? Found(string text) => Found(_roll, text);

    private static string? Found(RollMatcher roll, string text) =>
        (roll.Find(Words.Of(text)) as RollMatch.One)?.Candidate.Name;

    private PasteSense[] SensesOf(string text) => [.. Words.Of(text).Select(_roll.SenseOf)];

    private static string The(int times) => string.Concat(Enumerable.Repeat("the ", times));

    private static RollMatcher RollOf(params (string Name, string Party)[] candidates) =>
        new(ContestOf(candidates), TheNight.PartyNames);

    private static Contest ContestOf((string Name, string Party)[] candidates) =>
        SmallContest.Three with
        {
            Candidates =
            [
                .. candidates.Select((c, i) => new Candidate(i + 1, c.Name, new PartyId(c.Party))),
            ],
        };
}
