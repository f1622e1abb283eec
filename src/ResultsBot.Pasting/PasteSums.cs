using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>
/// What a paste comes to once each figure has its owner: votes, what else is announced, who is marked as elected. What
/// is announced is compared by whoever considers the result; what a text says twice has to be the same.
/// </summary>
internal sealed class PasteSums(
    string text,
    Contest contest,
    PasteLayout layout,
    PasteAsides asides,
    PasteWay way,
    PasteSwing swing,
    int? typedRejected
)
{
    private static readonly ImmutableArray<LabelKind> RejectedParts =
    [
        LabelKind.WantOfOfficialMark,
        LabelKind.TooManyVotes,
        LabelKind.VoterIdentifiable,
        LabelKind.Unmarked,
    ];

    private readonly List<PasteProblem> _problems = [];
    private readonly Dictionary<LabelKind, PasteFigure> _labelled = [];
    private readonly OrderedDictionary<Candidate, PasteFigure> _votes = Votes(layout, way);

    private long Sum => _votes.Values.Sum(f => (long)Count(f));

    private bool IsComplete => _votes.Count == contest.Candidates.Length;

    /// <summary>“1 Toby Perkins, 2 Ben Flook”: how they came in, or stand on the ballot paper, and nobody's votes.</summary>
    private bool ArePlaces =>
        _votes.Count > 1
        && _votes.Values.All(f => f.Share is null)
        && _votes.Values.Select(Count).Order().SequenceEqual(Enumerable.Range(1, _votes.Count));

    public PasteReading Conclude()
    {
        if (_votes.Count == 0 || ArePlaces)
        {
            return new PasteReading.NotUnderstood([new PasteProblem.NoFigures()]);
        }
        CollectLabels();
        var (rejected, papers, announced) = WhatIsSaid();
        CompareShares();
        var elected = PasteElected.Of(layout, asides, way, contest.Seats, _votes, _problems);
        if (elected.Length > contest.Seats)
        {
            _problems.Add(new PasteProblem.TooManyElected(elected, contest.Seats));
        }
        return _problems.Count > 0
            ? new PasteReading.NotUnderstood([.. _problems.Distinct()])
            : new PasteReading.Understood(
                new Figures(
                    [
                        .. _votes
                            .OrderBy(v => v.Key.Number)
                            .Select(v => new CandidateVotes(v.Key.Number, Count(v.Value))),
                    ],
                    rejected,
                    [.. elected.Select(c => c.Number)],
                    papers
                ),
                announced
            );
    }

    /// <summary>In the order of the text, in which what is wrong is told.</summary>
    private static OrderedDictionary<Candidate, PasteFigure> Votes(PasteLayout layout, PasteWay way)
    {
        var votes = new OrderedDictionary<Candidate, PasteFigure>();
        for (var i = 0; i < way.Targets.Length; i++)
        {
            if (way.Targets[i] is PasteTarget.Votes { Candidate: var candidate })
            {
                votes.TryAdd(candidate, layout.Figures[i]);
            }
        }
        return votes;
    }

    private void CollectLabels()
    {
        for (var i = 0; i < layout.Figures.Count; i++)
        {
            if (
                way.Targets[i]
                    is PasteTarget.Labelled { Kind: var kind and not LabelKind.PapersByPost }
                && !_labelled.TryAdd(kind, layout.Figures[i])
            )
            {
                _labelled[kind] = InOne(kind, _labelled[kind], layout.Figures[i]);
            }
        }
    }

    /// <summary>
    /// “Turnout 41,690” and, in a line of its own, “Turnout 58.2%” are one count with its share; two counts that differ
    /// can't both be right, nor can two turnouts.
    /// </summary>
    private PasteFigure InOne(LabelKind kind, PasteFigure first, PasteFigure second)
    {
        if (first.Count is { } count && second.Count is { } other && count != other)
        {
            _problems.Add(new PasteProblem.SaidTwice(Name(kind), count, other));
        }
        if (
            kind == LabelKind.Turnout
            && first is { Share: { } share }
            && second is { Share: { } otherShare }
            && Math.Abs(share.Percent - otherShare.Percent)
                > Math.Max(Step(share), Step(otherShare))
        )
        {
            _problems.Add(
                new PasteProblem.ShareSaidTwice(Name(kind), Text(share), Text(otherShare))
            );
        }
        var (counted, rest) = first.Count is null ? (second, first) : (first, second);
        return counted with { Before = counted.Share ?? rest.Share };
    }

    private (int? Rejected, int? Papers, Announced Announced) WhatIsSaid()
    {
        var rejected = WithTyped(Rejected());
        int? papers = null;
        var turnout = TurnoutSaid();
        var announced = new Announced
        {
            Verified = Said(LabelKind.VerifiedPapers),
            Issued = Said(LabelKind.IssuedPapers),
            Electorate = Said(LabelKind.Electorate),
            Majority = Said(LabelKind.Majority),
            Seats = Said(LabelKind.Seats),
            Voters = Said(LabelKind.Turnout) is > 100 and var voters ? voters : null,
            Turnout = turnout?.Said,
            TurnoutStep = turnout?.Step ?? new Fraction(1, 1000),
            Winner = Winner(),
            Swing = SwingSaid(),
        };
        if (Said(LabelKind.ValidVotes) is { } valid)
        {
            // With several seats it may be said of papers, which are fewer than the votes.
            papers = IsOfPapers(valid) ? valid : null;
            announced = papers is null ? announced with { ValidVotes = valid } : announced;
        }
        long? counted = contest.Rule.IsOnePaperOneVote ? Sum : papers;
        var inBox = counted + rejected;
        foreach (var kind in (LabelKind[])[LabelKind.Total, LabelKind.VotesCast])
        {
            // The total of the rejected papers stands below their kinds.
            if (Said(kind) is { } total && !(kind == LabelKind.Total && total == rejected))
            {
                announced = WithTotal(announced, total, inBox);
            }
        }
        CompareSharesOfLabels([counted, inBox, rejected]);
        return (rejected, papers, WithIssued(announced, inBox));
    }

    private bool IsOfPapers(int said) => !contest.Rule.IsOnePaperOneVote && said < Sum;

    private int? WithTyped(int? rejected)
    {
        if (typedRejected is { } typed && rejected is { } pasted && typed != pasted)
        {
            _problems.Add(new PasteProblem.SaidTwice(PastedResult.RejectedBallots, typed, pasted));
        }
        return rejected ?? typedRejected;
    }

    private int? Rejected()
    {
        var parts = RejectedParts.Select(Said).OfType<int>().ToArray();
        if (parts.Length == 0)
        {
            return Said(LabelKind.Rejected);
        }
        // A paper that is rejected in part carries votes; some count it among the rejected all the same.
        var sum = parts.Sum();
        var withInPart = sum + (Said(LabelKind.RejectedInPart) ?? 0);
        var all =
            Said(LabelKind.Rejected)
            // “Total 90” below kinds that come to 87: one of them is wrong, or left out.
            ?? (Said(LabelKind.Total) is { } total && total < Sum ? total : sum);
        if (all != sum && all != withInPart)
        {
            _problems.Add(new PasteProblem.DoesNotAddUp(PastedResult.RejectedBallots, all, sum));
        }
        return all;
    }

    /// <summary>
    /// A total is of all papers where valid and rejected ones come to it, and else of the votes. With several seats it
    /// may be of either kind of papers, and is only compared with them.
    /// </summary>
    private Announced WithTotal(Announced announced, int total, long? inBox)
    {
        if (total != Sum && inBox == total)
        {
            return announced with { Verified = announced.Verified ?? total };
        }
        if (IsOfPapers(total))
        {
            return announced with { Voters = announced.Voters ?? total };
        }
        if (announced.ValidVotes is { } valid && valid != total)
        {
            // As the text has them.
            var first = layout.Figures.First(f => f.Count == valid || f.Count == total).Count;
            _problems.Add(
                new PasteProblem.SaidTwice(
                    Name(LabelKind.ValidVotes),
                    first == valid ? valid : total,
                    first == valid ? total : valid
                )
            );
        }
        return announced with { ValidVotes = total };
    }

    /// <summary>
    /// The papers that were given out are those in the boxes, where that is how many there are or nothing else is said
    /// of them; a few may never have come back.
    /// </summary>
    private static Announced WithIssued(Announced announced, long? inBox) =>
        announced is { Verified: null, Issued: { } issued } && (inBox ?? issued) == issued
            ? announced with
            {
                Verified = issued,
                Issued = null,
            }
            : announced;

    /// <summary>The turnout as a percentage, where it is said, and to how much it is rounded.</summary>
    private (Fraction Said, Fraction Step)? TurnoutSaid() =>
        _labelled.GetValueOrDefault(LabelKind.Turnout) is { } figure
            ? (figure.Share ?? figure.First).Percentage
            : null;

    private AnnouncedSwing? SwingSaid()
    {
        var at = way.Targets.IndexOf(new PasteTarget.Labelled(LabelKind.Swing));
        return at < 0 ? null : swing.Of(at, way.Slices[at]);
    }

    /// <summary>The party that the words between the figures say has won: “Labour hold”.</summary>
    private PartyId? Winner() =>
        Enumerable
            .Range(0, layout.Words.Count)
            .Select(gap => asides.Winner(PasteBinding.Between(layout, way, gap).AsSpan()))
            .FirstOrDefault(w => w is not null);

    /// <summary>
    /// Shares are of the same total for everybody: where one is not, a part of a figure may have been taken for it, or
    /// it is another's.
    /// </summary>
    private void CompareShares()
    {
        var (least, most) =
            IsComplete && contest.Rule.IsOnePaperOneVote
                ? (0.99m * Sum, 1.06m * Sum)
                : (0m, decimal.MaxValue);
        foreach (var (candidate, figure) in _votes.Where(v => v.Value.Share is not null))
        {
            var share = figure.Share!.Value;
            var step = Step(share);
            var low = 100m * Count(figure) / (share.Percent + step);
            var high =
                share.Percent > step
                    ? 100m * Count(figure) / (share.Percent - step)
                    : decimal.MaxValue;
            if (high < least || low > most)
            {
                _problems.Add(
                    new PasteProblem.ShareDoesNotFit(candidate, Count(figure), Text(share))
                );
            }
            else
            {
                (least, most) = (Math.Max(least, low), Math.Min(most, high));
            }
        }
    }

    /// <summary>
    /// “Rejected 135 (0.3%)”: of the votes, of the papers, of those rejected or of the electorate. What is a share of none
    /// of them may be a part of the figure.
    /// </summary>
    /// <param name="totals">Those that were worked out; null what isn't known.</param>
    private void CompareSharesOfLabels(ReadOnlySpan<long?> totals)
    {
        long?[] all =
        [
            .. totals,
            contest.Electorate,
            Said(LabelKind.Electorate),
            Said(LabelKind.VerifiedPapers),
            Said(LabelKind.IssuedPapers),
            Said(LabelKind.VotesCast),
            Said(LabelKind.ValidVotes),
        ];
        foreach (var (kind, figure) in _labelled)
        {
            if (
                kind is not (LabelKind.Turnout or LabelKind.Majority or LabelKind.Swing)
                && figure is { Count: { } count, Share: { } share }
                && !all.Any(total =>
                    total > 0
                    && Math.Abs((100m * count / total.Value) - share.Percent) <= Step(share)
                )
            )
            {
                _problems.Add(
                    new PasteProblem.LabelShareDoesNotFit(Name(kind), count, Text(share))
                );
            }
        }
    }

    private int? Said(LabelKind kind) => _labelled.GetValueOrDefault(kind)?.Count;

    private string Text(PasteToken token) => text[token.Start..token.End];

    /// <summary>One in the last place of a share, in per cent.</summary>
    private static decimal Step(PasteToken share) =>
        share.Decimals switch
        {
            0 => 1m,
            1 => 0.1m,
            _ => 0.01m,
        };

    private static int Count(PasteFigure figure) => figure.Count ?? 0;

    private static string Name(LabelKind kind) =>
        kind switch
        {
            LabelKind.Rejected => PastedResult.RejectedBallots,
            LabelKind.WantOfOfficialMark => "ballots without the official mark",
            LabelKind.TooManyVotes => "ballots with too many votes",
            LabelKind.VoterIdentifiable => "ballots that identify the voter",
            LabelKind.Unmarked => "unmarked ballots",
            LabelKind.RejectedInPart => "ballots rejected in part",
            LabelKind.Total => "total",
            LabelKind.VotesCast or LabelKind.ValidVotes => "valid votes",
            LabelKind.VerifiedPapers => "verified papers",
            LabelKind.IssuedPapers => "issued papers",
            LabelKind.Turnout => "turnout",
            LabelKind.Electorate => "electorate",
            LabelKind.Majority => "majority",
            LabelKind.Swing => "swing",
            LabelKind.Seats => "seats",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No name for it."),
        };
}
