using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Tests.Infrastructure;

/// <summary>One of each kind of event and bulletin, with every part of them filled in.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset At = new(2024, 7, 5, 5, 4, 30, TimeSpan.FromHours(1));

    public static readonly AreaId Shire = new(AreaKind.County, "Shire");
    public static readonly AreaId Whole = new(AreaKind.Whole, "United Kingdom");

    private static readonly PartyId Lab = new("Lab");
    private static readonly PartyId Con = new("Con");

    public static Contest Contest { get; } =
        new(
            new ContestId("E1"),
            "First “and” Foremost",
            5000,
            [Shire, Whole],
            [
                new Candidate(1, "Áine Able", Lab, "Labour and Co-operative"),
                new Candidate(2, "Bob Best", Con, Sitting: true),
                new Candidate(3, "Cy Cole", PartyId.Independent),
            ],
            BaseResult.Of([new PartyVotes(Con, 700), new PartyVotes(Lab, 300)])
        );

    public static Figures Figures { get; } =
        new([new(1, 500), new(2, 500), new(3, 50)], Rejected: 7, Elected: 1);

    public static Verdict Verdict { get; } =
        ((Count.Complete)FirstPastThePost.Of(Contest, Figures)).Verdict;

    public static Standing Standing(AreaId area) =>
        Engine.Counting.Standing.Empty(area, 2).With(Verdict);

    public static ElectionEvent.DeclarationProposed Proposed(string proposal = "p1") =>
        new(new ProposalId(proposal), Contest.Id, Figures, At, "discord:7");

    public static ElectionEvent.ProposalWithdrawn Withdrawn(string proposal = "p1") =>
        new(new ProposalId(proposal), At, "discord:7");

    public static ElectionEvent.ResultDeclared Declared(string? proposal = "p1") =>
        new(
            Contest.Id,
            Figures,
            proposal is null ? null : new ProposalId(proposal),
            At,
            "discord:7"
        );

    public static Bulletin.Result Result { get; } =
        new(Contest, Verdict, [Standing(Shire), Standing(Whole)], At);

    public static ImmutableArray<ElectionEvent> Events =>
        [
            Proposed(),
            Withdrawn(),
            Declared(),
            new ElectionEvent.ResultDeclared(
                Contest.Id,
                new Figures([new(1, 1)]),
                null,
                At.ToUniversalTime(),
                "results"
            ),
        ];

    public static ImmutableArray<Bulletin> Bulletins =>
        [
            Result,
            new Bulletin.FirstResult(Contest, Verdict, 650, At),
            new Bulletin.AreaComplete(Standing(Shire), [Shire, Whole], At),
            new Bulletin.OverallMajority(Lab, 326, Standing(Whole), [Shire, Whole], At),
            new Bulletin.Result(
                Contest with
                {
                    Base = null,
                },
                Verdict with
                {
                    Outcome = new Outcome.Win(),
                    Swing = null,
                    Rejected = null,
                },
                [],
                At
            ),
            new Bulletin.FirstResult(Contest, Verdict with { Outcome = new Outcome.Hold() }, 1, At),
        ];
}
