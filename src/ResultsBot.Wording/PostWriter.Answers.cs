using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What is answered to who asks, in the same look as what is sent.</summary>
public sealed partial class PostWriter
{
    private const int MostOutstanding = 15;

    /// <summary>Of those that cannot be declared, beyond the others.</summary>
    private const int MostUnable = 5;

    /// <summary>Pairs of parties in a list of gains, and seats of one pair.</summary>
    private const int MostPairs = 12;

    private const int MostSeats = 60;

    /// <summary>A seat: its result, or who stands there and what is known of the count.</summary>
    public Post Write(Contest contest, ContestState state, DateTimeOffset now)
    {
        if (state is ContestState.Declared declared)
        {
            return Write(contest, declared.Verdict) with { At = declared.At };
        }
        RichText[] what = state switch
        {
            ContestState.Postponed { Reason: var why } => [phrases.PostponedLine(why)],
            ContestState.Retracted { Reason: var reason } => [phrases.TakenBackLine(reason)],
            _ => [],
        };
        return Asked(
            state is ContestState.Postponed
                ? phrases.PostponedTitle(contest)
                : phrases.NotDeclaredTitle(contest)
        ) with
        {
            Body =
            [
                .. Paragraphs([phrases.SeatFacts(contest), .. what]),
                .. Known(contest, state.Progress, now),
                .. Paragraphs([
                    RichText.Empty,
                    .. contest.Candidates.Select(c => (RichText)phrases.OnRoll(c)),
                ]),
            ],
        };
    }

    /// <summary>The state of the parties in an area.</summary>
    /// <param name="chambers">Those that are elected in the area and nowhere else.</param>
    public Post Write(Standing standing, IEnumerable<ChamberStanding> chambers)
    {
        if (standing.Declared == 0)
        {
            return Asked(phrases.TallyTitle(standing), phrases.NothingDeclared);
        }
        return Asked(phrases.TallyTitle(standing)) with
        {
            Accent = Colour(standing.Parties[0].Party),
            Body =
            [
                .. Paragraphs([.. phrases.Chambers(chambers).Select(c => (RichText)c)]),
                new PostPart.Tally(standing),
                .. Paragraphs(phrases.SeatsToCome(standing)),
                .. Notes(standing),
            ],
        };
    }

    /// <summary>What stands beside a map.</summary>
    public Post Map(Standing standing) =>
        Asked(phrases.MapTitle(standing.Area), phrases.Standing(standing)) with
        {
            Accent = standing.Parties is [{ Seats: > 0 } first, ..] ? Colour(first.Party) : null,
        };

    public Post Write(Story story) =>
        Asked(
            phrases.StoryTitle(story.Standing.Area),
            [.. phrases.Story(story).Select(s => (RichText)s)]
        ) with
        {
            Accent = story.Standing.Declared > 0 ? Colour(story.Standing.Parties[0].Party) : null,
        };

    public Post Closest(AreaId area, ImmutableArray<(Contest Contest, Verdict Verdict)> closest) =>
        closest.IsEmpty
            ? Asked(phrases.ClosestTitle(area), phrases.NothingDeclared)
            : Asked(phrases.ClosestTitle(area)) with
            {
                Body =
                [
                    new PostPart.Majorities([
                        .. closest.Select(c => new SeatMajority(c.Contest, c.Verdict)),
                    ]),
                ],
            };

    /// <summary>The seats still out, as many as can be read at a glance; of the others how many they are.</summary>
    public Post Outstanding(
        Standing standing,
        ImmutableArray<(Contest Contest, CountProgress Progress)> outstanding,
        ImmutableArray<Contest> postponed,
        DateTimeOffset now
    )
    {
        var known = outstanding
            .Where(o => o.Progress.Stage is not null || o.Progress.HeardAt is not null)
            .ToArray();
        var silent = outstanding.Except(known).Select(o => o.Contest.Name).ToArray();
        // What cannot be declared is told of, however far behind it stands.
        var shown = known
            .Take(MostOutstanding)
            .Concat(known.Skip(MostOutstanding).Where(IsUnable).Take(MostUnable))
            .ToArray();
        var lines = shown
            .Select(o =>
                phrases.OutstandingLine(
                    o.Contest,
                    o.Progress.Stage,
                    o.Progress.HeardAt is { } heard ? now - heard : null
                )
            )
            .ToList();
        if (known.Length > shown.Length)
        {
            lines.Add(
                phrases.OutstandingMore(
                    known.Length - shown.Length,
                    known.Count(IsUnable) - shown.Count(IsUnable)
                )
            );
        }
        if (silent.Length > 0)
        {
            lines.Add(
                phrases.NothingHeard(
                    [.. silent.Take(MostOutstanding)],
                    Math.Max(0, silent.Length - MostOutstanding)
                )
            );
        }
        if (!postponed.IsEmpty)
        {
            lines.Add(
                phrases.PostponedSeats(
                    [.. postponed.Take(MostOutstanding).Select(c => c.Name)],
                    Math.Max(0, postponed.Length - MostOutstanding)
                )
            );
        }
        if (lines.Count == 0)
        {
            lines.Add(phrases.SeatsToCome(standing));
        }
        return Asked(phrases.OutstandingTitle(standing), [.. lines]);

        static bool IsUnable((Contest, CountProgress Progress) one) =>
            one.Progress.Stage?.Stage is Stage.UnableToDeclare;
    }

    /// <param name="party">Only what this one gained or lost; null for all.</param>
    public Post Gains(Standing standing, ImmutableArray<Taking> takings, PartyId? party)
    {
        var pairs = takings
            .Where(t => party is not { } one || t.By == one || t.From.Contains(one))
            .GroupBy(t => (t.By, From: string.Join('/', t.From)))
            .OrderByDescending(g => g.Sum(t => t.Seats))
            .ThenBy(g => g.Key.By.Value, StringComparer.Ordinal)
            .ThenBy(g => g.Key.From, StringComparer.Ordinal)
            .Select(g => g.ToArray())
            .ToArray();
        if (pairs.Length == 0)
        {
            return Asked(phrases.GainsTitle(standing.Area, party), phrases.NoGains);
        }
        List<RichText> lines = [InAll(standing, party), RichText.Empty];
        lines.AddRange(
            pairs
                .Take(MostPairs)
                .SelectMany(pair =>
                    new[]
                    {
                        phrases.GainedFrom(pair[0].By, pair[0].From, pair.Sum(t => t.Seats)),
                        Named(pair),
                    }
                )
        );
        if (pairs.Length > MostPairs)
        {
            lines.Add(phrases.AndMore(pairs.Skip(MostPairs).Sum(p => p.Sum(t => t.Seats))));
        }
        return Asked(phrases.GainsTitle(standing.Area, party), [.. lines]) with
        {
            Accent = Colour(party ?? pairs[0][0].By),
        };

        // The more pairs, the fewer seats of each.
        RichText Named(Taking[] pair)
        {
            var most = Math.Max(5, MostSeats / Math.Min(pairs.Length, MostPairs));
            return phrases.Seats(
                [.. pair.Take(most).Select(t => t.Contest.Name)],
                Math.Max(0, pair.Length - most)
            );
        }
    }

    /// <summary>How many seats each party has gained, or one of them gained and lost.</summary>
    private string InAll(Standing standing, PartyId? party) =>
        party is { } one
            ? phrases.GainedAndLost(standing.Of(one).Gains, standing.Of(one).Losses)
            : phrases.GainsInAll([
                .. standing
                    .Parties.Where(p => p.Gains > 0)
                    .OrderByDescending(p => p.Gains)
                    .Take(PartiesInALongLine)
                    .Select(p => new PartySeats(p.Party, p.Gains)),
            ]);

    private IEnumerable<PostPart> Known(Contest contest, CountProgress progress, DateTimeOffset now)
    {
        if (progress.Stage is { } stage)
        {
            yield return new PostPart.Paragraph(phrases.StageLine(stage));
        }
        if (progress.VerifiedPapers is { } papers)
        {
            yield return new PostPart.Paragraph(
                phrases.PapersLine(papers, progress.AnnouncedTurnout)
            );
        }
        foreach (var flashed in progress.Flashes)
        {
            yield return new PostPart.Paragraph(phrases.FlashLine(contest.Candidate(flashed)));
        }
        if (!progress.Lot.IsEmpty)
        {
            yield return new PostPart.Paragraph(
                phrases.LotLine([.. progress.Lot.Select(contest.Candidate)])
            );
        }
        if (!progress.Running.IsEmpty)
        {
            yield return new PostPart.Paragraph(phrases.Provisional);
            yield return Running(contest, progress.Running);
        }
        if (progress.HeardAt is { } heard)
        {
            yield return new PostPart.Paragraph(phrases.HeardLine(now - heard));
        }
    }

    /// <summary>An answer to somebody’s question: lines, as many as an outlet has room for.</summary>
    /// <summary>Of no real place, and marked as made up: for a channel before its first result.</summary>
    public Post Sample() => Asked(phrases.SampleTitle, phrases.SampleBody);

    private Post Asked(string headline, params ReadOnlySpan<RichText> lines) =>
        new()
        {
            Headline = headline,
            Body = Paragraphs(lines),
            Source = phrases.Definition.Name,
            IsRehearsal = isRehearsal,
        };
}
