using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>What is answered to who asks, in the same look as what is sent.</summary>
internal sealed partial class BulletinEmbeds
{
    private const int MostOutstanding = 15;

    /// <summary>Of those that cannot be declared, beyond the others.</summary>
    private const int MostUnable = 5;

    /// <summary>Pairs of parties in a list of gains, and seats of one pair.</summary>
    private const int MostPairs = 12;

    private const int MostSeats = 30;

    /// <summary>A line of a list, however long its names are.</summary>
    private const int LongestLine = 240;

    /// <summary>A seat: its result, or who stands there and what is known of the count.</summary>
    public Embed Of(Contest contest, ContestState state, DateTimeOffset now)
    {
        if (state is ContestState.Declared declared)
        {
            return Of(contest, declared.Verdict) with { Timestamp = declared.At };
        }
        var lines = new List<string> { Paragraph(phrases.SeatFacts(contest)) };
        if (state is ContestState.Retracted { Reason: var reason })
        {
            lines.Add(Text.Cut(phrases.TakenBackLine(reason), LongestReason / 2));
        }
        lines.AddRange(Known(contest, state.Progress, now));
        lines.Add("");
        lines.AddRange(contest.Candidates.Select(c => Text.Cut(phrases.OnRoll(c), LongestLine)));
        return Asked(phrases.NotDeclaredTitle(contest), lines);
    }

    /// <summary>The state of the parties in an area.</summary>
    /// <param name="majority">How far the way to a majority is, where that is asked.</param>
    public Embed Of(Standing standing, MajorityState? majority = null)
    {
        if (standing.Declared == 0)
        {
            return Asked(phrases.TallyTitle(standing), [phrases.NothingDeclared]);
        }
        var towards = majority is null ? null : phrases.TowardsMajority(majority);
        return Asked(
            phrases.TallyTitle(standing),
            [
                .. towards is null ? [] : new[] { Paragraph(towards) },
                _tables.Tally(standing, LongestTable),
                phrases.SeatsToCome(standing),
                .. Notes(standing),
            ]
        ) with
        {
            Color = Colour(standing.Parties[0].Party),
        };
    }

    public Embed Of(Story story) =>
        Asked(phrases.StoryTitle(story.Standing.Area), phrases.Story(story).Select(Paragraph)) with
        {
            Color = story.Standing.Declared > 0 ? Colour(story.Standing.Parties[0].Party) : null,
        };

    public Embed Closest(AreaId area, ImmutableArray<(Contest Contest, Verdict Verdict)> closest) =>
        Asked(
            phrases.ClosestTitle(area),
            [closest.IsEmpty ? phrases.NothingDeclared : _tables.Majorities(closest)]
        );

    /// <summary>The seats still out, as many as can be read at a glance; of the others how many they are.</summary>
    public Embed Outstanding(
        Standing standing,
        ImmutableArray<(Contest Contest, CountProgress Progress)> outstanding,
        DateTimeOffset now
    )
    {
        // What cannot be declared is told of, however far behind it stands.
        var shown = outstanding
            .Take(MostOutstanding)
            .Concat(outstanding.Skip(MostOutstanding).Where(IsUnable).Take(MostUnable))
            .ToArray();
        var lines = shown
            .Select(o =>
                Text.Cut(
                    phrases.OutstandingLine(
                        o.Contest,
                        o.Progress.Stage,
                        o.Progress.HeardAt is { } heard ? now - heard : null
                    ),
                    LongestLine
                )
            )
            .ToList();
        if (outstanding.Length > shown.Length)
        {
            lines.Add(
                phrases.OutstandingMore(
                    outstanding.Length - shown.Length,
                    outstanding.Count(IsUnable) - shown.Count(IsUnable)
                )
            );
        }
        if (lines.Count == 0)
        {
            lines.Add(phrases.SeatsToCome(standing));
        }
        return Asked(phrases.OutstandingTitle(standing), lines);

        static bool IsUnable((Contest, CountProgress Progress) one) =>
            one.Progress.Stage?.Stage is Stage.UnableToDeclare;
    }

    /// <param name="party">Only what this one gained or lost; null for all.</param>
    public Embed Gains(AreaId area, ImmutableArray<Taking> takings, PartyId? party)
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
            return Asked(phrases.GainsTitle(area, party), [phrases.NoGains]);
        }
        var lines = pairs
            .Take(MostPairs)
            .SelectMany(pair =>
                new[]
                {
                    Text.Cut(
                        phrases.GainedFrom(pair[0].By, pair[0].From, pair.Sum(t => t.Seats)),
                        LongestLine
                    ),
                    Named(pair),
                }
            )
            .ToList();
        if (pairs.Length > MostPairs)
        {
            lines.Add(phrases.AndMore(pairs.Skip(MostPairs).Sum(p => p.Sum(t => t.Seats))));
        }
        return Asked(phrases.GainsTitle(area, party), lines) with
        {
            Color = Colour(party ?? pairs[0][0].By),
        };

        // The more pairs, the fewer seats of each.
        string Named(Taking[] pair)
        {
            var most = Math.Max(3, MostSeats / Math.Min(pairs.Length, MostPairs));
            return Paragraph(
                phrases.Seats(
                    [.. pair.Take(most).Select(t => t.Contest.Name)],
                    Math.Max(0, pair.Length - most)
                )
            );
        }
    }

    private IEnumerable<string> Known(Contest contest, CountProgress progress, DateTimeOffset now)
    {
        if (progress.Stage is { } stage)
        {
            yield return Paragraph(phrases.StageLine(stage));
        }
        if (progress.VerifiedPapers is { } papers)
        {
            yield return phrases.PapersLine(papers, progress.AnnouncedTurnout);
        }
        if (progress.Flashed is { } flashed)
        {
            yield return Paragraph(phrases.FlashLine(contest.Candidate(flashed)));
        }
        if (!progress.Lot.IsEmpty)
        {
            yield return Paragraph(phrases.LotLine([.. progress.Lot.Select(contest.Candidate)]));
        }
        if (!progress.Running.IsEmpty)
        {
            yield return phrases.Provisional;
            yield return _tables.Running(contest, progress.Running, LongestTable / 2);
        }
        if (progress.HeardAt is { } heard)
        {
            yield return phrases.HeardLine(now - heard);
        }
    }

    /// <summary>An answer to somebody’s question: lines, as many as fit.</summary>
    private Embed Asked(string title, IEnumerable<string> lines) =>
        new()
        {
            Title = Title(title),
            Description = Text.Lines(lines, Limits.EmbedDescription),
            Footer = Name,
        };
}
