using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;

namespace ResultsBot.Tests.Infrastructure;

/// <summary>An election in which everybody and everything has one name, and everything is said in one text.</summary>
internal sealed class HostileElection
{
    /// <summary>What people try, or what merely breaks things.</summary>
    public static readonly ImmutableArray<string> Names =
    [
        "**bold** _it_ __u__ ~~s~~ ||sp|| `c` ```x```",
        "```\n@everyone\n```",
        "``````````",
        "@everyone @here <@123> <@&5> <#7> </declare:1> <t:1:R> <a:x:1>",
        "\u202Eevil\u202C \u2066x\u2069 \u200F\u061C",
        "שם עברי 12 اسم عربي",
        "\u200B\u200D\u2060\uFEFF",
        "Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030C\u030D\u030E\u030F\u0310algo",
        "🗳️👨‍👩‍👧 Ëmïlê 𝕏 日本語",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿🇬🇧",
        new string('*', 100),
        new string('_', 100),
        string.Concat(Enumerable.Repeat("🗳", 50)),
        string.Concat(Enumerable.Repeat("A very long name ", 6))[..100],
        "line\nbreak\r\n# heading\u2028> quote\t\0",
        "- list",
        "-# small",
        "1. one",
        "[text](https://evil.example)",
        "https://evil.example/x :boom:",
        "\\",
        "\\*x\\*",
        " ",
    ];

    private readonly List<LogEntry> _wire = [];

    public HostileElection(string name, int candidates)
    {
        var parties = Enumerable
            .Range(1, candidates)
            .Select(i => new Party(new PartyId($"{i}{name}"), name, null, [], null, name))
            .ToArray();
        var chamber = new ChamberId("c");
        var county = new AreaId(AreaKind.County, name);
        var whole = new AreaId(AreaKind.Whole, name);
        Contest[] contests =
        [
            .. Enumerable
                .Range(0, candidates)
                .Select(i => new Contest(
                    new ContestId($"C{i}"),
                    name,
                    10_000,
                    [county, whole],
                    [
                        .. parties.Select(
                            (p, n) => new Candidate(n + 1, name, p.Id, name, Sitting: n == 1)
                        ),
                    ],
                    BaseResult.Of([new PartyVotes(parties[(i + 1) % parties.Length].Id, 100)])
                )),
        ];
        Definition = new ElectionDefinition(
            "hostile",
            name,
            Samples.At,
            name,
            [.. parties],
            [.. contests.Select(c => c with { Chamber = chamber })],
            [
                new Chamber(
                    chamber,
                    name,
                    contests.Length + 1,
                    (contests.Length / 2) + 2,
                    [new PartySeats(parties[0].Id, 1)]
                ),
            ]
        );
        Before = new Election(Definition);
        var election = Before;
        foreach (var contest in contests)
        {
            foreach (var said in Said(contest, name))
            {
                election = Happened(election, said);
            }
        }
        Counting = election;
        foreach (var (i, contest) in contests.Index())
        {
            // Each party wins once, but for the first, which wins enough for a majority.
            var winner = i <= contests.Length / 2 ? 1 : i + 1;
            election = Happened(
                election,
                new ElectionEvent.ResultDeclared(
                    contest.Id,
                    Figures(contest, winner, 100),
                    null,
                    Samples.At,
                    name
                )
            );
        }
        Complete = election;
        var first = contests[0];
        election = Happened(
            election,
            new ElectionEvent.ResultCorrected(
                first.Id,
                2,
                Figures(first, 2, 200),
                name,
                Samples.At,
                name
            )
        );
        election = Happened(
            election,
            new ElectionEvent.ElectorateCorrected(
                first.Id,
                first.Electorate,
                first.Electorate + 1,
                name,
                Samples.At,
                name
            )
        );
        election = Happened(
            election,
            new ElectionEvent.ResultRetracted(first.Id, 2, name, Samples.At, name)
        );
        Retracted = election;
        Happened(election, new ElectionEvent.ResultReinstated(first.Id, 2, Samples.At, name));
        foreach (var said in Said(first, name))
        {
            foreach (var bulletin in News.Of(Before, said, Before.Apply(said)))
            {
                Add(new Bulletin.TakenBack(first, bulletin, Samples.At));
            }
        }
        var postponed = Happened(
            Before,
            new ElectionEvent.PollPostponed(first.Id, name, Samples.At, name)
        );
        Happened(postponed, new ElectionEvent.PollReopened(first.Id, name, Samples.At, name));
        var words = new PostWords(name, name);
        var posted = Happened(
            Before,
            new ElectionEvent.PostWritten(1, words, Samples.At, name, name) { IsPinned = true }
        );
        posted = Happened(
            posted,
            new ElectionEvent.PostCorrected(1, words, name, Samples.At, name)
        );
        Happened(posted, new ElectionEvent.PostWithdrawn(1, name, Samples.At, name));
        Happened(Before, new ElectionEvent.EntryMarked(1, EntryMark.Key, Samples.At, name));
        Add(new Bulletin.Notice(name, [whole], Samples.At));
    }

    public ElectionDefinition Definition { get; }

    /// <summary>Nothing has been heard of any count.</summary>
    public Election Before { get; }

    /// <summary>Everything has been said of each count, short of a result.</summary>
    public Election Counting { get; }

    public Election Complete { get; }

    public Election Retracted { get; }

    /// <summary>All its bulletins, of every kind.</summary>
    public IReadOnlyList<LogEntry> Wire => _wire;

    private static Figures Figures(Contest contest, int winner, int votes) =>
        new([
            .. contest.Candidates.Select(c => new CandidateVotes(
                c.Number,
                c.Number == winner ? votes : c.Number
            )),
        ]);

    private static IEnumerable<ElectionEvent> Said(Contest contest, string text) =>
        [
            new ElectionEvent.StageReported(
                contest.Id,
                new StageReport(Stage.UnableToDeclare, null, Samples.At, text),
                Samples.At,
                text
            ),
            new ElectionEvent.PapersVerified(
                contest.Id,
                9_000,
                new Fraction(9, 10),
                Samples.At,
                text
            ),
            new ElectionEvent.CountReported(
                contest.Id,
                Figures(contest, 1, 100).Votes,
                Samples.At,
                text
            ),
            new ElectionEvent.WinnerFlashed(contest.Id, 1, Samples.At, text),
            new ElectionEvent.LotDrawn(contest.Id, 1, Samples.At, text),
            new ElectionEvent.Noted(contest.Id, text, Samples.At, text),
            new ElectionEvent.Quoted(contest.Id, text, text, Samples.At, text),
        ];

    private Election Happened(Election before, ElectionEvent happened)
    {
        var after = before.Apply(happened);
        foreach (var bulletin in News.Of(before, happened, after))
        {
            Add(bulletin);
        }
        return after;
    }

    private void Add(Bulletin bulletin) => _wire.Add(new LogEntry(_wire.Count + 1, bulletin));
}
