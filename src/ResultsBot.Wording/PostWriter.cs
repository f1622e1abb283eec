using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>
/// Bulletins as posts: what matters first, then the figures, then what a reader asks next. The words are the
/// phrasebook’s, the layout is the outlet's.
/// </summary>
/// <param name="isRehearsal">Then every post says so.</param>
public sealed partial class PostWriter(Phrasebook phrases, bool isRehearsal = false)
{
    public bool IsRehearsal => isRehearsal;

    /// <summary>Parties named in a line of an area under a result; the long tail is added up.</summary>
    private const int PartiesInALine = 3;

    /// <summary>Where the line is what the bulletin is about.</summary>
    private const int PartiesInALongLine = 6;

    /// <summary>Amber, which is no party’s here: something that was sent is wrong.</summary>
    private const int Warning = 0xE6A700;

    /// <summary>For as long as somebody holds the entry: a bulletin is shown to thousands of channels one after the other.</summary>
    private readonly ConditionalWeakTable<LogEntry, Post> _known = [];

    /// <summary>The post of a bulletin in its place; the same every time, so that it can be found again.</summary>
    public Post Write(LogEntry entry) =>
        _known.TryGetValue(entry, out var post) ? post : _known.GetValue(entry, Make);

    /// <summary>A result, without its place on the log: for a read-back, and for the seat when asked.</summary>
    public Post Write(Contest contest, Verdict verdict) =>
        Result(contest, verdict, []) with
        {
            Headline = phrases.Headline(contest, verdict),
            Source = contest.Base is null ? phrases.Definition.Name : phrases.Since,
            IsRehearsal = isRehearsal,
        };

    /// <summary>
    /// The first result of the night, and what makes a result worth more than its figures, belong to the result's own post.
    /// </summary>
    /// <param name="lines">Of each a line: <see cref="Line"/>.</param>
    public static Post WithLines(Post post, IEnumerable<RichText> lines)
    {
        var table = post.Body.TakeWhile(p => p is not PostPart.Table).Count();
        return post with
        {
            Body = post.Body.InsertRange(table, lines.Select(l => new PostPart.Paragraph(l))),
        };
    }

    /// <summary>What a bulletin adds to the post of the result that it belongs to.</summary>
    /// <param name="mark">What has become of it.</param>
    public RichText Line(Bulletin bulletin, Mark? mark)
    {
        var line = bulletin switch
        {
            Bulletin.FirstResult b => phrases.FirstOfTheNight(b),
            Bulletin.Colour b => phrases.Sentence(b.Fact),
            _ => throw new ArgumentOutOfRangeException(
                nameof(bulletin),
                bulletin,
                "It has a post of its own."
            ),
        };
        return mark switch
        {
            null => line,
            Mark.Unknown => phrases.PlainLine(bulletin, mark),
            _ => RichText.Struck(line),
        };
    }

    private Post Make(LogEntry entry)
    {
        var headline = phrases.Headline(entry.Bulletin);
        return Signed(Told(entry.Bulletin), entry, headline) with
        {
            Summary = phrases.DigestLine(entry.Bulletin, null),
            Notification = phrases.Notification(entry.Bulletin, null),
            Picture = entry.Photo is { } photo ? new PostPicture(photo, headline) : null,
        };
    }

    private Post Signed(Post post, LogEntry entry, string headline) =>
        post with
        {
            Headline = headline,
            Source = entry.Bulletin
                is Bulletin.Result { Of.Base: not null }
                    or Bulletin.Reinstated { Of.Base: not null }
                ? phrases.SinceInShort
                : phrases.Definition.Name,
            At = entry.Bulletin.At,
            IsRehearsal = isRehearsal,
        };

    private Post Told(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Result b => Result(b.Of, b.Verdict, b.Standings),
            Bulletin.FirstResult b => Saying(
                Colour(b.Verdict.Winner.Candidate.Party),
                phrases.FirstHeadline(b)
            ),
            Bulletin.AreaComplete b => Complete(b),
            Bulletin.OverallMajority b => Saying(
                Colour(b.Party),
                phrases.MajorityReached(b),
                InShort(b.Standing)
            ),
            Bulletin.NoMajority b => Saying(
                null,
                phrases.MajorityOutOfReach(b),
                InShort(b.Standing)
            ),
            Bulletin.ChamberComplete b => Saying(
                b.Control == MajorityState.Reached ? Colour(b.Members[0].Party) : null,
                phrases.NewMembers(b.Members),
                phrases.ControlOf(b),
                InShort(b.Standing)
            ),
            Bulletin.Corrected b => Corrected(b),
            Bulletin.TurnoutCorrected b => Saying(
                Warning,
                phrases.TurnoutWas(b.Before, b.Turnout),
                phrases.ElectorateWas(b),
                phrases.FiguresUnchanged(),
                phrases.Reason(b.Reason)
            ),
            Bulletin.Retracted b => Saying(
                Warning,
                phrases.DoesNotStand(b),
                phrases.Reason(b.Reason)
            ) with
            {
                Standings = Standings(b.Standings),
            },
            Bulletin.Reinstated b => Result(b.Of, b.Verdict, b.Standings),
            Bulletin.Flashed b => Saying(Colour(b.Winner.Party), phrases.Elected(b)),
            Bulletin.StageReached { Stage.Reason: { } reason } => Saying(null, reason),
            Bulletin.StageReached => new Post(),
            Bulletin.Verified b => Saying(null, phrases.Papers(b)),
            Bulletin.Counted b => new Post
            {
                Body = [.. Paragraphs(phrases.Provisional), Running(b.Of, b.Votes)],
            },
            Bulletin.LotDrawn b => Saying(Colour(b.Winner.Party), phrases.WonTheLot(b)),
            Bulletin.Noted b => Saying(null, b.Text),
            Bulletin.Quoted b => Saying(null, phrases.Quotation(b)),
            Bulletin.Posted b => Saying(null, b.Words.Text),
            Bulletin.PostCorrected b => Saying(
                Warning,
                phrases.PostSaid(b.Before, b.After),
                phrases.PostSays(b.Before, b.After),
                phrases.Reason(b.Reason)
            ),
            Bulletin.PostWithdrawn b => Saying(Warning, phrases.Reason(b.Reason)),
            Bulletin.EntryMarked => new Post(),
            Bulletin.PollPostponed b => Saying(null, phrases.PostponedLine(b.Reason)) with
            {
                Standings = Standings(b.Standings),
            },
            Bulletin.TakenBack { Reason: { } reason } b => Saying(
                Warning,
                phrases.TakenBack(b),
                phrases.Reason(reason)
            ) with
            {
                Standings = Standings(b.Standings),
            },
            Bulletin.TakenBack b => Saying(Warning, phrases.TakenBack(b)),
            Bulletin.NoLonger b => Saying(Warning, phrases.NoLonger(b), InShort(b.Standing)),
            Bulletin.Notice b => Saying(Warning, b.Text),
            // Its headline says it.
            Bulletin.Colour { Fact: Fact.SittingDefeated } => new Post(),
            Bulletin.Colour b => Saying(null, phrases.Sentence(b.Fact)),
            _ => throw new ArgumentOutOfRangeException(
                nameof(bulletin),
                bulletin,
                "No post for it."
            ),
        };

    private Post Result(Contest contest, Verdict verdict, IReadOnlyList<Standing> standings)
    {
        List<RichText> above = [phrases.Winner(verdict), phrases.TurnoutAndSwing(verdict)];
        if (phrases.ChangedHands(contest, verdict) is { } changed)
        {
            above.Add(changed);
        }
        // On the log it is a bulletin of its own.
        if (standings.Count == 0 && phrases.Defeated(verdict) is { } defeated)
        {
            above.Add(defeated);
        }
        return new Post
        {
            Accent = Colour(verdict.Winner.Candidate.Party),
            Body = verdict.IsUnopposed
                ? Paragraphs([.. above])
                :
                [
                    .. Paragraphs([.. above]),
                    new PostPart.Result(verdict.Lines, verdict.Seats),
                    .. phrases.BelowTheTable(verdict) is { } last
                        ? Paragraphs(RichText.Small(last))
                        : [],
                ],
            Standings = Standings(standings),
        };
    }

    /// <summary>The contest's own corner and the whole: what a reader asks next.</summary>
    private ImmutableArray<RichText> Standings(IReadOnlyList<Standing> standings) =>
        standings switch
        {
            [] => [],
            [var only] => [InALine(only)],
            [var corner, .., var whole] => [InALine(corner), InALine(whole)],
        };

    private RichText InALine(Standing standing) =>
        phrases.StandingInALine(standing, PartiesInALine);

    private Post Corrected(Bulletin.Corrected bulletin)
    {
        var (before, after) = (bulletin.Before, bulletin.After);
        return new Post
        {
            Accent = Warning,
            Body =
            [
                .. Paragraphs(
                    phrases.WhatChanged(bulletin.Of, before, after),
                    phrases.CorrectionReason(bulletin),
                    phrases.Winner(after),
                    phrases.TurnoutAndSwing(after)
                ),
                new PostPart.Correction([.. CorrectedFigures(before, after)]),
                .. phrases.ChangedHands(bulletin.Of, after) is { } changed
                    ? Paragraphs(changed)
                    : [],
            ],
            Standings = Standings(bulletin.Standings),
        };
    }

    /// <summary>What differs between two results of one contest.</summary>
    public IEnumerable<CorrectedFigure> CorrectedFigures(Verdict before, Verdict after) =>
        phrases.CorrectedFigures(before, after);

    private Post Complete(Bulletin.AreaComplete bulletin) =>
        new()
        {
            Accent = Colour(bulletin.Standing.Parties[0].Party),
            Body =
            [
                .. bulletin.CleanSweep is { } party ? Paragraphs(phrases.GainsAndHolds(party)) : [],
                new PostPart.Tally(bulletin.Standing),
                .. Notes(bulletin.Standing),
            ],
        };

    /// <summary>What the election says has to be told of a party wherever its seats are counted.</summary>
    private ImmutableArray<PostPart> Notes(Standing standing) =>
        Paragraphs([
            .. standing
                .Parties.Where(p => p.Seats > 0)
                .Select(p => phrases.Definition.FindParty(p.Party)?.Note)
                .OfType<string>()
                .Select(note => RichText.Small(note)),
        ]);

    private static PostPart.RunningCount Running(
        Contest contest,
        IEnumerable<CandidateVotes> votes
    ) =>
        new([
            .. votes
                .OrderByDescending(v => v.Votes)
                .Select(v => new CandidateFigure(contest.Candidate(v.Candidate), v.Votes)),
        ]);

    private string InShort(Standing standing) =>
        phrases.StandingInShort(standing, PartiesInALongLine);

    private int? Colour(PartyId party) => phrases.Definition.FindParty(party)?.Colour;

    private static Post Saying(int? accent, params ReadOnlySpan<RichText> paragraphs) =>
        new() { Accent = accent, Body = Paragraphs(paragraphs) };

    private static ImmutableArray<PostPart> Paragraphs(params ReadOnlySpan<RichText> texts)
    {
        var paragraphs = ImmutableArray.CreateBuilder<PostPart>(texts.Length);
        foreach (var text in texts)
        {
            paragraphs.Add(new PostPart.Paragraph(text));
        }
        return paragraphs.MoveToImmutable();
    }
}
