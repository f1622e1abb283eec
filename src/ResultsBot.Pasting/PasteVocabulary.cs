using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace ResultsBot.Pasting;

/// <summary>What a line of a result gives that is no candidate's: the returning officer's own cross-checks.</summary>
internal enum LabelKind
{
    Rejected,
    WantOfOfficialMark,
    TooManyVotes,
    VoterIdentifiable,
    Unmarked,
    RejectedInPart,

    /// <summary>“Total”: of votes, of papers or of rejected papers, as the figures say.</summary>
    Total,

    /// <summary>“Total votes cast”: of valid votes or of all papers, as the figures say.</summary>
    VotesCast,
    ValidVotes,
    VerifiedPapers,

    /// <summary>Papers that were given out: those in the boxes, or a few more that never came back.</summary>
    IssuedPapers,

    /// <summary>Of the papers, those by post or by proxy: nothing to compare them with.</summary>
    PapersByPost,
    Turnout,
    Electorate,
    Majority,
    Swing,
    Seats,
}

/// <summary>What words say of labels together.</summary>
/// <param name="Bears">The labels that may have all of them, a bit for each.</param>
/// <param name="Has">Which of the words that labels need are among them, a bit for each.</param>
internal readonly record struct LabelHint(uint Bears, ulong Has)
{
    /// <summary>Of no words at all.</summary>
    public static LabelHint None { get; } = new(uint.MaxValue, 0);

    public static LabelHint operator +(LabelHint one, LabelHint other) =>
        new(one.Bears & other.Bears, one.Has | other.Has);
}

/// <summary>The words of headings, labels and columns: the grammar of the lines around the candidates.</summary>
internal static class PasteVocabulary
{
    /// <summary>
    /// A label has the words of one of its alternatives, and no others than those that may stand beside them and those
    /// that mean nothing. The first that fits is the one.
    /// </summary>
    private static readonly ImmutableArray<(
        LabelKind Kind,
        ImmutableArray<string[]> Needs,
        HashSet<string> May
    )> Labels =
    [
        Label(LabelKind.WantOfOfficialMark, "official mark", "want rejected a"),
        Label(
            LabelKind.TooManyVotes,
            "voting more|voted more|too many|overvoted|overvoting|over voted|over voting|votes more|marked more",
            "voting voted marked more than one candidates candidate entitled voter given for rejected b over many too"
        ),
        Label(
            LabelKind.VoterIdentifiable,
            "identified|identifying|identify|identifiable",
            "writing mark voter could can by rejected c"
        ),
        Label(
            LabelKind.Unmarked,
            "unmarked|uncertainty|uncertain|blank",
            "unmarked void uncertainty uncertain blank wholly partly intention voter rejected d"
        ),
        Label(LabelKind.RejectedInPart, "rejected part|rejected partly", "e"),
        Label(
            LabelKind.Rejected,
            "rejected|spoilt|spoiled|invalid|void|informal|null",
            "rejected spoilt spoiled void doubtful ruled declared after adjudication"
        ),
        Label(
            LabelKind.PapersByPost,
            "postal|post|proxy|tendered",
            "issued returned received rejected verified valid spoilt included sent voters electors"
        ),
        Label(LabelKind.IssuedPapers, "issued|given out|handed out"),
        Label(
            LabelKind.VerifiedPapers,
            "verified|verification|papers boxes|papers box|ballots boxes|ballots box",
            "verified box boxes statement found from out"
        ),
        Label(LabelKind.ValidVotes, "valid|good"),
        Label(
            LabelKind.Turnout,
            "turnout|turn out|percentage poll",
            "voter percentage percent pct out turn box overall"
        ),
        Label(
            LabelKind.Electorate,
            "electorate|electors|voters|registered|register",
            "electorate electors voters registered register reg eligible entitled size on people local government parliamentary eligibility"
        ),
        Label(
            LabelKind.Seats,
            "vacancies|vacancy|seats",
            "vacant available fill filled elected members councillors"
        ),
        Label(
            LabelKind.VotesCast,
            "cast|polled|total votes|total poll|total papers|papers counted|ballots counted"
        ),
        Label(LabelKind.Turnout, "poll", "percentage percent pct"),
        Label(LabelKind.Total, "total|totals"),
    ];

    /// <summary>Words that say nothing of their own beside a label.</summary>
    private static readonly HashSet<string> Filler = Set(
        """
        the of number no total in all at and a an as to for by is was were are be been there this these with or being
        ballot ballots paper papers vote votes cast polled counted count poll polls polling
        figure figures overall constituency seat ward division electoral area council
        party candidate candidates here how it i his her their than who which that follows following
        """
    );

    /// <summary>Headings, columns and phrases that stand between candidates and say nothing of them.</summary>
    private static readonly HashSet<string> Heading = Set(
        """
        full final official breaking result results declaration declare declared declares hereby do give notice
        recorded candidate candidates name names party parties description descriptions
        affiliation votes vote share shares change changes pct percent percentage cent per pc position place rank
        uk united kingdom parliamentary general election elections local by byelection live news update updates
        updated last returning officer acting member members parliament elected duly re status outcome
        january february march april may june july august september october november december
        monday tuesday wednesday thursday friday saturday sunday
        new n hold holds held gain gains gained win wins won from loss e yes y nil na none x ge am pm
        end table total totals box link increase decrease steady begin title votes
        voting summary details detail reason reasons if any page published printed publication source website official
        read more see dated signed posted info information only available at electoral services contest
        on with polled got received took secured came followed behind ahead then while finished
        """
    );

    private static readonly HashSet<string> Outcomes = Set(
        "hold held holds gain gains gained win wins won from no change"
    );

    private static readonly HashSet<string> SwingWords = Set("swing from to average needed");

    private static readonly HashSet<string> MajorityWords = Set("majority maj margin");

    private static readonly HashSet<string> BesideMajority = Set("victory winning");

    /// <summary>With one of these a majority may be said of somebody by name.</summary>
    private static readonly HashSet<string> WinningWords = Set("win wins won hold holds held");

    private const uint WonBy = 1U << 29;
    private const uint Swing = 1U << 30;
    private const uint Majority = 1U << 31;

    /// <summary>The words that labels need, each with its bit; those that stand for one another share it.</summary>
    private static readonly FrozenDictionary<string, ulong> Needed = Labels
        .SelectMany(l => l.Needs)
        .SelectMany(n => n)
        .Append("swing")
        .Concat(MajorityWords)
        .Concat(WinningWords)
        .Distinct()
        .GroupBy(Synonym)
        .SelectMany((same, i) => same.Select(word => (word, Bit: Bit(i))))
        .ToFrozenDictionary(w => w.word, w => w.Bit);

    /// <summary>Winning alone is no label.</summary>
    private static readonly ulong Winning = WinningWords.Aggregate(
        0UL,
        (all, w) => all | Needed[w]
    );

    private static readonly ImmutableArray<(
        LabelKind Kind,
        uint Bears,
        ImmutableArray<ulong> Needs
    )> Hints =
    [
        .. Labels.Select(
            (l, i) =>
                (
                    l.Kind,
                    1U << i,
                    l.Needs.Select(n => n.Aggregate(0UL, (has, w) => has | Needed[w]))
                        .ToImmutableArray()
                )
        ),
    ];

    /// <summary>What each word of the vocabulary may label.</summary>
    private static readonly FrozenDictionary<string, LabelHint> HintsOfWords = Filler
        .Concat(Heading)
        .Concat(SwingWords)
        .Concat(BesideMajority)
        .Concat(Needed.Keys)
        .Concat(Labels.SelectMany(l => l.May))
        .Distinct()
        .ToFrozenDictionary(w => w, FindHint);

    /// <summary>Whether the word is one of a heading's, a label's or a column's.</summary>
    public static bool IsSaid(string word) =>
        Filler.Contains(word)
        || Heading.Contains(word)
        || MajorityWords.Contains(word)
        || word is "not" or "winner" or "swing" or "turnout" or "electorate" or "rejected"
        || IsElectionName(word);

    /// <summary>Whether the word says who won or lost, as in “Labour hold”.</summary>
    public static bool IsOfOutcome(string word) => Outcomes.Contains(word);

    /// <summary>Whether the word says that somebody has won, as in “Labour hold”.</summary>
    public static bool IsOfWinning(string word) =>
        WinningWords.Contains(word) || word is "gain" or "gains" or "gained";

    /// <summary>
    /// Whether the word may stand in a line that only says who won what: “Labour hold”, “Lab gain from Con”, “Toby
    /// Perkins wins Chesterfield for Labour”.
    /// </summary>
    /// <param name="isOfName">Whether the word is in the name of a party, a candidate or the contest.</param>
    public static bool IsBesideOutcome(string word, bool isOfName) =>
        isOfName || IsNoise(word) || Outcomes.Contains(word);

    public static bool IsFiller(string word) => Filler.Contains(word);

    /// <summary>Whether the word names a column and says nothing of who is in it, though “No description” is said of independents.</summary>
    public static bool IsColumn(string word) => word == "description";

    /// <summary>Whether words without a figure say nothing of a candidate: a heading, a column's name.</summary>
    public static bool IsNoise(string word) =>
        Filler.Contains(word) || Heading.Contains(word) || IsElectionName(word);

    /// <summary>What a word may label.</summary>
    /// <param name="isOfParty">Whether the word is in a party's name: “Lab maj 810”, “Con to Lab”.</param>
    /// <param name="isOfName">Whether it is in a candidate's: “Toby Perkins wins with a majority of 10,820”.</param>
    public static LabelHint LabelHintOf(string word, bool isOfParty, bool isOfName)
    {
        var hint = HintsOfWords.GetValueOrDefault(word);
        return hint with
        {
            Bears =
                hint.Bears
                | (isOfParty || IsElectionName(word) ? Swing | Majority : 0)
                | (isOfParty || isOfName || (hint.Bears & Majority) != 0 ? WonBy : 0),
        };
    }

    /// <summary>Whether a word is one that makes words a label.</summary>
    public static bool IsNeeded(LabelHint word) => (word.Has & ~Winning) != 0;

    /// <summary>What the words before or behind a figure label; null if they are no label.</summary>
    public static LabelKind? Label(LabelHint words)
    {
        if ((words.Bears & Swing) != 0 && (words.Has & Needed["swing"]) != 0)
        {
            return LabelKind.Swing;
        }
        if (
            (words.Bears & (Majority | WonBy)) != 0
            && HasAny(words, MajorityWords)
            && ((words.Bears & Majority) != 0 || HasAny(words, WinningWords))
        )
        {
            return LabelKind.Majority;
        }
        foreach (var (kind, bears, needs) in Hints)
        {
            if ((words.Bears & bears) != 0 && needs.Any(n => (words.Has & n) == n))
            {
                return kind;
            }
        }
        return null;
    }

    /// <summary>Equal for words each of which alone makes the same label, and none else.</summary>
    private static string Synonym(string word)
    {
        var uses = Labels
            .SelectMany(
                (label, i) => label.Needs.Where(n => n.Contains(word)).Select(n => (i, n.Length))
            )
            .Distinct()
            .ToArray();
        return uses is [(var at, 1)] ? at.ToString(CultureInfo.InvariantCulture) : word;
    }

    private static bool HasAny(LabelHint words, HashSet<string> needed) =>
        needed.Any(w => (words.Has & Needed[w]) != 0);

    private static ulong Bit(int at) =>
        at < 64
            ? 1UL << at
            : throw new ArgumentOutOfRangeException(nameof(at), at, "No bit for it.");

    private static LabelHint FindHint(string word)
    {
        var isNoise = IsNoise(word);
        var bears =
            (isNoise || SwingWords.Contains(word) ? Swing : 0)
            | (
                isNoise || MajorityWords.Contains(word) || BesideMajority.Contains(word)
                    ? Majority
                    : 0
            );
        for (var i = 0; i < Labels.Length; i++)
        {
            var (_, needs, may) = Labels[i];
            if (Filler.Contains(word) || may.Contains(word) || needs.Any(n => n.Contains(word)))
            {
                bears |= 1U << i;
            }
        }
        return new LabelHint(bears, Needed.GetValueOrDefault(word));
    }

    private static (LabelKind, ImmutableArray<string[]>, HashSet<string>) Label(
        LabelKind kind,
        string needs,
        string may = ""
    ) => (kind, [.. needs.Split('|').Select(n => n.Split(' '))], Set(may));

    private static HashSet<string> Set(string words) =>
        [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>GE2024, as in “#GE2024”.</summary>
    private static bool IsElectionName(string word) =>
        word is ['g' or 'l', 'e', .. { Length: 2 or 4 } year] && year.All(char.IsAsciiDigit);
}
