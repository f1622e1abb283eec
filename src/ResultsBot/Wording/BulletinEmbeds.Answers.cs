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

    private const int MostSeats = 60;

    /// <summary>A line of a list, however long its names are.</summary>
    private const int LongestLine = 500;

    /// <summary>A seat: its result, or who stands there and what is known of the count.</summary>
    public Embed Of(Contest contest, ContestState state, DateTimeOffset now)
    {
        if (state is ContestState.Declared declared)
        {
            return Of(contest, declared.Verdict) with { Timestamp = declared.At };
        }
        var lines = new List<string> { Paragraph(phrases.SeatFacts(contest)) };
        if (state is ContestState.Postponed { Reason: var why })
        {
            lines.Add(Text.Cut(phrases.PostponedLine(why), LongestReason / 2));
        }
        if (state is ContestState.Retracted { Reason: var reason })
        {
            lines.Add(Text.Cut(phrases.TakenBackLine(reason), LongestReason / 2));
        }
        lines.AddRange(Known(contest, state.Progress, now));
        lines.Add("");
        lines.AddRange(contest.Candidates.Select(c => Text.Cut(phrases.OnRoll(c), LongestLine)));
        return Asked(
            state is ContestState.Postponed
                ? phrases.PostponedTitle(contest)
                : phrases.NotDeclaredTitle(contest),
            lines
        );
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
                Paragraph(
                    phrases.NothingHeard(
                        [.. silent.Take(MostOutstanding)],
                        Math.Max(0, silent.Length - MostOutstanding)
                    )
                )
            );
        }
        if (!postponed.IsEmpty)
        {
            lines.Add(
                Paragraph(
                    phrases.PostponedSeats(
                        [.. postponed.Take(MostOutstanding).Select(c => c.Name)],
                        Math.Max(0, postponed.Length - MostOutstanding)
                    )
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
    public Embed Gains(Standing standing, ImmutableArray<Taking> takings, PartyId? party)
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
            return Asked(phrases.GainsTitle(standing.Area, party), [phrases.NoGains]);
        }
        var lines = new List<string> { Paragraph(InAll(standing, party)), "" };
        lines.AddRange(
            pairs
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
        );
        if (pairs.Length > MostPairs)
        {
            lines.Add(phrases.AndMore(pairs.Skip(MostPairs).Sum(p => p.Sum(t => t.Seats))));
        }
        return Asked(phrases.GainsTitle(standing.Area, party), lines) with
        {
            Color = Colour(party ?? pairs[0][0].By),
        };

        // The more pairs, the fewer seats of each.
        string Named(Taking[] pair)
        {
            var most = Math.Max(5, MostSeats / Math.Min(pairs.Length, MostPairs));
            return Paragraph(
                phrases.Seats(
                    [.. pair.Take(most).Select(t => t.Contest.Name)],
                    Math.Max(0, pair.Length - most)
                )
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
        foreach (var flashed in progress.Flashes)
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
