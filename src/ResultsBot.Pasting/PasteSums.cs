using System.Collections.Immutable;
using System.Globalization;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>
/// What a paste comes to once each figure has its owner: votes, what else is said, who is marked as elected. Whatever
/// is said and can be worked out is compared.
/// </summary>
internal sealed class PasteSums(
    string text,
    Contest contest,
    PasteLayout layout,
    PasteAsides asides,
    PasteWay way
)
{
    private static readonly ImmutableArray<LabelKind> RejectedParts =
    [
        LabelKind.WantOfOfficialMark,
        LabelKind.TooManyVotes,
        LabelKind.VoterIdentifiable,
        LabelKind.Unmarked,
        LabelKind.RejectedInPart,
    ];

    private readonly List<PasteProblem> _problems = [];
    private readonly Dictionary<LabelKind, PasteFigure> _labelled = [];
    private readonly OrderedDictionary<Candidate, PasteFigure> _votes = Votes(layout, way);

    private long Sum => _votes.Values.Sum(f => (long)Count(f));

    private bool IsComplete => _votes.Count == contest.Candidates.Length;

    public PasteReading Conclude()
    {
        if (_votes.Count == 0)
        {
            return new PasteReading.NotUnderstood([new PasteProblem.NoFigures()]);
        }
        CollectLabels();
        var said = WhatIsSaid();
        CompareShares();
        if (IsComplete)
        {
            Compare(said);
        }
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
                    said.Rejected,
                    [.. elected.Select(c => c.Number)],
                    contest.Rule.IsOnePaperOneVote ? null : said.Papers
                ),
                said
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
                way.Targets[i] is PasteTarget.Labelled { Kind: var kind }
                && !_labelled.TryAdd(kind, layout.Figures[i])
                && _labelled[kind].Count != layout.Figures[i].Count
            )
            {
                _problems.Add(
                    new PasteProblem.SaidTwice(
                        Name(kind),
                        Count(_labelled[kind]),
                        Count(layout.Figures[i])
                    )
                );
            }
        }
    }

    private PasteSaid WhatIsSaid()
    {
        var parts = RejectedParts
            .Where(_labelled.ContainsKey)
            .Select(p => Said(p)!.Value)
            .ToArray();
        var said = new PasteSaid
        {
            Rejected = Said(LabelKind.Rejected) ?? (parts.Length > 0 ? parts.Sum() : null),
            Verified = Said(LabelKind.VerifiedPapers),
            Electorate = Said(LabelKind.Electorate),
            Majority = Said(LabelKind.Majority),
            Seats = Said(LabelKind.Seats),
            Turnout = TurnoutSaid(),
        };
        said = Said(LabelKind.ValidVotes) is { } valid ? WithValid(said, valid) : said;
        if (Said(LabelKind.Total) is { } total && !(parts.Length > 0 && total == parts.Sum()))
        {
            said =
                parts.Length > 0 && said.Rejected == parts.Sum() && total < Sum
                    ? said with
                    {
                        Rejected = total,
                    }
                    : WithTotal(said, total);
        }
        if (Said(LabelKind.VotesCast) is { } cast)
        {
            said = WithTotal(said, cast);
        }
        if (parts.Length > 0 && said.Rejected is { } all && all != parts.Sum())
        {
            _problems.Add(
                new PasteProblem.DoesNotAddUp(PastedResult.RejectedBallots, all, parts.Sum())
            );
        }
        return said;
    }

    /// <summary>With several seats “valid” may be said of papers, which are fewer than the votes.</summary>
    private PasteSaid WithValid(PasteSaid said, int valid) =>
        !contest.Rule.IsOnePaperOneVote && valid < Sum
            ? said with
            {
                Papers = valid,
            }
            : said with
            {
                Valid = valid,
            };

    /// <summary>A total is of all papers where valid and rejected votes come to it.</summary>
    private PasteSaid WithTotal(PasteSaid said, int total)
    {
        var inBox = (contest.Rule.IsOnePaperOneVote ? Sum : said.Papers) + said.Rejected;
        if (total != Sum && inBox == total)
        {
            return said with { Verified = said.Verified ?? total };
        }
        if (said.Valid is { } valid && valid != total)
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
        return said with { Valid = total };
    }

    /// <summary>Valid votes, all papers or a percentage; as a percentage where it is said.</summary>
    private PasteToken? TurnoutSaid()
    {
        if (!_labelled.TryGetValue(LabelKind.Turnout, out var figure))
        {
            return null;
        }
        return figure.Count is <= 100 ? figure.First : figure.Share;
    }

    private void Compare(PasteSaid said)
    {
        Compare(LabelKind.Electorate, said.Electorate, contest.Electorate);
        Compare(LabelKind.Seats, said.Seats, contest.Seats);
        Compare(LabelKind.ValidVotes, said.Valid, Sum);
        var order = _votes.Values.Select(Count).OrderDescending().ToArray();
        Compare(
            LabelKind.Majority,
            said.Majority,
            order[contest.Seats - 1] - (order.Length > contest.Seats ? order[contest.Seats] : 0)
        );
        if (!contest.Rule.IsOnePaperOneVote)
        {
            return;
        }
        if (said.Rejected is { } rejected)
        {
            Compare(LabelKind.VerifiedPapers, said.Verified, Sum + rejected);
        }
        CompareTurnout(said);
    }

    private void Compare(LabelKind kind, int? said, long workedOut)
    {
        if (said is { } given && given != workedOut)
        {
            _problems.Add(new PasteProblem.DoesNotAddUp(Name(kind), given, workedOut));
        }
    }

    /// <summary>
    /// The turnout that was said is of valid votes or of all papers (who says it seldom says which), rounded; and
    /// where the rejected ballots are not known, up to half a point more.
    /// </summary>
    private void CompareTurnout(PasteSaid said)
    {
        if (
            _labelled.GetValueOrDefault(LabelKind.Turnout)?.Count is > 100 and var voters
            && voters != Sum
            && voters != Sum + said.Rejected
            && !(said.Rejected is null && voters == said.Verified)
        )
        {
            _problems.Add(
                new PasteProblem.DoesNotAddUp("turnout", voters, Sum + (said.Rejected ?? 0))
            );
        }
        if (said.Turnout is not { } turnout)
        {
            return;
        }
        var percent = turnout.Kind == PasteTokenKind.Number ? turnout.Value : turnout.Percent;
        var tolerance = turnout.Decimals == 0 ? 1m : 0.11m;
        var least = 100m * Sum / contest.Electorate;
        var most =
            100m * (Sum + (said.Rejected ?? 0)) / contest.Electorate
            + (said.Rejected is null ? 0.5m : 0);
        if (percent < least - tolerance || percent > most + tolerance)
        {
            _problems.Add(
                new PasteProblem.TurnoutDoesNotFit(
                    percent.ToString(CultureInfo.InvariantCulture),
                    new Fraction(Sum, contest.Electorate)
                )
            );
        }
    }

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
            var step = share.Decimals switch
            {
                0 => 1m,
                1 => 0.1m,
                _ => 0.01m,
            };
            var low = 100m * Count(figure) / (share.Percent + step);
            var high =
                share.Percent > step
                    ? 100m * Count(figure) / (share.Percent - step)
                    : decimal.MaxValue;
            if (high < least || low > most)
            {
                _problems.Add(
                    new PasteProblem.ShareDoesNotFit(
                        candidate,
                        Count(figure),
                        text[share.Start..share.End]
                    )
                );
            }
            else
            {
                (least, most) = (Math.Max(least, low), Math.Min(most, high));
            }
        }
    }

    private int? Said(LabelKind kind) => _labelled.GetValueOrDefault(kind)?.Count;

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
            LabelKind.Turnout => "turnout",
            LabelKind.Electorate => "electorate",
            LabelKind.Majority => "majority",
            LabelKind.Swing => "swing",
            LabelKind.Seats => "seats",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No name for it."),
        };
}
