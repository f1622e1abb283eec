using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;

namespace ResultsBot.LiveBlog;

/// <summary>
/// The night as it is to be read once a number of bulletins is out. It follows from these alone: two processes with the same
/// log show the same.
/// </summary>
public sealed class Edition
{
    private readonly ImmutableDictionary<AreaId, Standing> _standings;
    private readonly ImmutableDictionary<ContestId, SeatNews> _seats;
    private readonly ImmutableDictionary<ContestId, ImmutableArray<LogEntry>> _histories;
    private readonly ImmutableHashSet<string> _photos;

    private Edition(
        ElectionDefinition definition,
        ImmutableArray<LogEntry> entries,
        ImmutableArray<Article> articles,
        RevisedLog revised,
        ImmutableDictionary<AreaId, Standing> standings,
        ImmutableDictionary<ContestId, SeatNews> seats,
        ImmutableDictionary<ContestId, ImmutableArray<LogEntry>> histories,
        ImmutableHashSet<string> photos,
        DeskMarks marks
    )
    {
        Definition = definition;
        Entries = entries;
        Articles = articles;
        Revised = revised;
        _standings = standings;
        _seats = seats;
        _histories = histories;
        _photos = photos;
        Marks = marks;
    }

    public ElectionDefinition Definition { get; }

    /// <summary>All that is out, in order.</summary>
    public ImmutableArray<LogEntry> Entries { get; }

    /// <summary>The same as entries of the page, the oldest first.</summary>
    public ImmutableArray<Article> Articles { get; }

    /// <summary>What corrections have made of them.</summary>
    public RevisedLog Revised { get; }

    /// <summary>What the desk has made of them.</summary>
    public DeskMarks Marks { get; }

    /// <summary>The last bulletin's place on the log; 0 before the first.</summary>
    public long Number => Entries.IsEmpty ? 0 : Entries[^1].Position;

    /// <summary>Null before the first bulletin.</summary>
    public DateTimeOffset? UpdatedAt => Entries.IsEmpty ? null : Entries[^1].Bulletin.At;

    public Standing Whole => _standings[Definition.Whole];

    /// <summary>The night before the first bulletin.</summary>
    public static Edition Empty(ElectionDefinition definition)
    {
        // Those that have no poll are known from the beginning.
        var election = new Election(definition);
        return new Edition(
            definition,
            [],
            [],
            RevisedLog.Nothing,
            definition.Seats.Keys.ToImmutableDictionary(a => a, election.Standing),
            election.Contests.ToImmutableDictionary(
                c => c.Contest.Id,
                c => new SeatNews(
                    c.Contest,
                    c.State.VerdictIfAny,
                    IsPostponed: c.State is ContestState.Postponed
                )
            ),
            ImmutableDictionary<ContestId, ImmutableArray<LogEntry>>.Empty,
            [],
            DeskMarks.None
        );
    }

    /// <exception cref="KeyNotFoundException">The election has no such area.</exception>
    public Standing Standing(AreaId area) => _standings[area];

    /// <exception cref="KeyNotFoundException">The election has no such seat.</exception>
    public SeatNews Seat(ContestId contest) => _seats[contest];

    /// <summary>All that was said of one seat, in order.</summary>
    public ImmutableArray<LogEntry> History(ContestId contest) =>
        _histories.GetValueOrDefault(contest, []);

    /// <summary>Whether an entry names that picture: no other is served.</summary>
    public bool HasPhoto(string name) => _photos.Contains(name);

    /// <summary>With what came next.</summary>
    /// <param name="log">That it came from; it may lie ahead.</param>
    public Edition With(IReadOnlyCollection<LogEntry> news, BulletinLog log)
    {
        var standings = _standings.ToBuilder();
        var seats = _seats.ToBuilder();
        var histories = _histories.ToBuilder();
        var revised = Entries.IsEmpty ? RevisedLog.Of(news) : Revised;
        foreach (var entry in news)
        {
            if (!Entries.IsEmpty)
            {
                revised = revised.With(entry, log);
            }
            foreach (var standing in Topic.StandingsOf(entry.Bulletin))
            {
                standings[standing.Area] = standing;
            }
            if (
                Revisions.Contest(entry.Bulletin) is { } contest
                && seats.TryGetValue(contest, out var seat)
            )
            {
                seats[contest] = seat.With(entry.Bulletin);
                histories[contest] = histories.GetValueOrDefault(contest, []).Add(entry);
            }
        }
        return new Edition(
            Definition,
            Entries.AddRange(news),
            Article.Add(Articles, news),
            revised,
            standings.ToImmutable(),
            seats.ToImmutable(),
            histories.ToImmutable(),
            _photos.Union(news.Select(e => e.Photo).OfType<string>()),
            news.Aggregate(Marks, (marks, entry) => marks.With(entry))
        );
    }
}

/// <summary>What is known of a seat.</summary>
/// <param name="Contest">With the right electorate, as far as it is known.</param>
/// <param name="Verdict">Null while it has not declared.</param>
/// <param name="Flashed">The winner without figures; null where there are figures, or none was flashed.</param>
public sealed record SeatNews(
    Contest Contest,
    Verdict? Verdict,
    Candidate? Flashed = null,
    bool IsPostponed = false
)
{
    /// <summary>The party that holds most of its seats, or is said to have won it.</summary>
    public PartyId? Winner => Verdict?.Winner.Candidate.Party ?? Flashed?.Party;

    public bool IsGain => Verdict?.Outcome is Outcome.Gain;

    public SeatNews With(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Result b => Declared(b.Of, b.Verdict),
            Bulletin.Corrected b => Declared(b.Of, b.After),
            Bulletin.Reinstated b => Declared(b.Of, b.Verdict),
            Bulletin.TurnoutCorrected b => Declared(b.Of, b.Verdict),
            Bulletin.Retracted => this with { Verdict = null, Flashed = null },
            Bulletin.Flashed b when Verdict is null => this with { Flashed = b.Winner },
            Bulletin.PollPostponed => this with { IsPostponed = true },
            Bulletin.TakenBack { What: Bulletin.Flashed } => this with { Flashed = null },
            Bulletin.TakenBack { What: Bulletin.PollPostponed } => this with
            {
                IsPostponed = false,
            },
            _ => this,
        };

    private SeatNews Declared(Contest contest, Verdict verdict) =>
        this with
        {
            Contest = contest,
            Verdict = verdict,
            Flashed = null,
        };
}
