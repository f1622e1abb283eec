using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using ResultsBot.Desk;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Desk;

public sealed class ResultsDeskTests : IAsyncLifetime, IDisposable
{
    private static readonly Contest Chesterfield = TheNight.Contest("Chesterfield");
    private static readonly ProposalId Proposal = new("p");

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TheNight.Definition.PollCloses.AddHours(7));
    private SqliteStore _store = null!;
    private BulletinLog _log = null!;
    private long _heard;
    private ResultsDesk _desk = null!;

    public Task InitializeAsync() => Open();

    public async Task DisposeAsync() => await Close();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_answered_is_stored_and_on_the_wire()
    {
        var decision = await Submit(Declare(Chesterfield), "i");

        var happened = Assert.Single(Assert.IsType<Decision.Accepted>(decision).Events);
        Assert.Equal(_time.GetUtcNow(), happened.At);
        Assert.Equal(happened, Assert.Single(await _store.ReadEvents(default).ToArrayAsync()));
        var wire = await _store.ReadBulletins(default).ToArrayAsync();
        Assert.Equal(["FirstResult", "Result"], wire.Select(e => e.Bulletin.GetType().Name));
        Assert.Equal(wire.Select(e => e.Position), Heard().Select(e => e.Position));
        Assert.Equal(1, _desk.Election.Standing(TheNight.Definition.Whole).Declared);
    }

    [Fact]
    public async Task A_refused_command_stores_nothing_and_changes_nothing()
    {
        var missing = new Command.Declare(Chesterfield.Id, new Figures([]), "rita");

        var decision = await Submit(missing, "i");

        Assert.Equal(7, Assert.IsType<Decision.Refused>(decision).Faults.Length);
        Assert.Empty(await _store.ReadEvents(default).ToArrayAsync());
        Assert.Empty(await _store.ReadBulletins(default).ToArrayAsync());
        Assert.Empty(Heard());
        Assert.Equal(0, _desk.Election.Standing(TheNight.Definition.Whole).Declared);
    }

    [Fact]
    public async Task The_desks_own_clock_says_whether_the_polls_have_closed()
    {
        var early = new FakeTimeProvider(TheNight.Definition.PollCloses.AddSeconds(-1));
        using var desk = await ResultsDesk.Open(
            TheNight.Definition,
            HouseRules.Default,
            _store,
            _log,
            early,
            default
        );

        var before = await desk.Submit(Declare(Chesterfield), "i", default);
        early.Advance(TimeSpan.FromSeconds(1));
        var after = await desk.Submit(Declare(Chesterfield), "i", default);

        Assert.IsType<Fault.PollStillOpen>(
            Assert.Single(Assert.IsType<Decision.Refused>(before).Faults)
        );
        Assert.IsType<Decision.Accepted>(after);
    }

    [Fact]
    public async Task An_interaction_delivered_twice_gets_the_first_answer_and_is_stored_once()
    {
        var first = await Submit(Declare(Chesterfield), "i");
        _time.Advance(TimeSpan.FromSeconds(3));

        var second = await Submit(Declare(Chesterfield), "i");

        Assert.Equal(Events(first), Events(second));
        Assert.Single(await _store.ReadEvents(default).ToArrayAsync());
        Assert.Equal(2, Heard().Length);
    }

    [Fact]
    public async Task It_gets_the_first_answer_even_after_a_restart()
    {
        await Submit(Propose(), "i1");
        var first = await Submit(Confirm("rita"), "i2");
        await Close();
        await Open();

        var second = await Submit(Confirm("rita"), "i2");

        Assert.Equal(Events(first), Events(second));
        Assert.Equal(2, (await _store.ReadEvents(default).ToArrayAsync()).Length);
        Assert.Empty(Heard());
    }

    [Fact]
    public async Task A_second_press_is_another_interaction_and_is_told_that_it_was_sent()
    {
        await Submit(Propose(), "i1");
        await Submit(Confirm("rita"), "i2");

        var again = await Submit(Confirm("rita"), "i3");

        Assert.Equal(
            [new Fault.ProposalSettled(Proposal, ProposalState.Sent)],
            Assert.IsType<Decision.Refused>(again).Faults.AsEnumerable()
        );
        Assert.Equal(2, (await _store.ReadEvents(default).ToArrayAsync()).Length);
    }

    [Fact]
    public async Task What_waits_for_confirmation_survives_a_restart()
    {
        await Submit(Propose(), "i1");
        await Close();
        await Open();

        var sent = await Submit(Confirm("ed"), "i2");

        Assert.Single(Events(sent).OfType<ElectionEvent.ResultDeclared>());
        Assert.Equal(10_820, PlayedNight.Verdict(_desk.Election, Chesterfield.Id).Majority);
    }

    [Fact]
    public async Task A_restart_ends_in_the_state_that_was_left()
    {
        foreach (var recorded in TheNight.Pack.Recorded.Take(20))
        {
            await Submit(
                Declare(TheNight.Definition.Contest(recorded.Contest)),
                recorded.Contest.Value
            );
        }
        var before = _desk.Election.Standing(TheNight.Definition.Whole);
        await Close();
        await Open();

        var after = _desk.Election.Standing(TheNight.Definition.Whole);
        Assert.Equal(before.Parties.AsEnumerable(), after.Parties);
        Assert.Equal(20, after.Declared);
    }

    [Fact]
    public async Task A_roll_that_figures_are_bound_to_may_not_change()
    {
        await Submit(Declare(Chesterfield), "i");
        var definition = TheNight.Definition;

        Task<ResultsDesk> OpenWith(string seat, Func<Contest, Contest> change) =>
            ResultsDesk.Open(
                new ElectionDefinition(
                    definition.Id,
                    definition.Name,
                    definition.PollCloses,
                    definition.BaseName,
                    definition.Parties,
                    [.. definition.Contests.Select(c => c.Name == seat ? change(c) : c)],
                    definition.Chambers
                ),
                HouseRules.Default,
                _store,
                _log,
                _time,
                default
            );
        static Contest Swapped(Contest c) =>
            c with
            {
                Candidates =
                [
                    c.Candidates[1] with
                    {
                        Number = 1,
                    },
                    c.Candidates[0] with
                    {
                        Number = 2,
                    },
                    .. c.Candidates[2..],
                ],
            };

        var refused = await Assert.ThrowsAsync<StoreException>(() =>
            OpenWith("Chesterfield", Swapped)
        );
        Assert.Contains("Chesterfield", refused.Message, StringComparison.Ordinal);
        // What nobody has declared yet may still be put right.
        (await OpenWith("Bolsover", Swapped)).Dispose();
    }

    [Fact]
    public async Task Of_many_who_declare_one_seat_at_once_one_is_heard_and_the_others_are_told()
    {
        var decisions = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(i => Task.Run(() => Submit(Declare(Chesterfield), $"i{i}")))
        );

        Assert.Single(decisions.OfType<Decision.Accepted>());
        Assert.All(
            decisions.OfType<Decision.Refused>(),
            d =>
                Assert.Equal(
                    [new Fault.AlreadyDeclared(Chesterfield, Same: true)],
                    d.Faults.AsEnumerable()
                )
        );
        Assert.Single(await _store.ReadEvents(default).ToArrayAsync());
    }

    [Fact]
    public async Task Of_many_deliveries_of_one_interaction_at_once_all_get_one_answer()
    {
        var decisions = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => Task.Run(() => Submit(Declare(Chesterfield), "i")))
        );

        Assert.All(decisions, d => Assert.Equal(Events(decisions[0]), Events(d)));
        Assert.Single(await _store.ReadEvents(default).ToArrayAsync());
    }

    [Fact]
    public async Task Many_seats_declared_at_once_stand_on_the_wire_one_after_the_other()
    {
        var recorded = TheNight.Pack.Recorded.Take(24).ToArray();

        await Task.WhenAll(
            recorded.Select(r =>
                Task.Run(() =>
                    Submit(Declare(TheNight.Definition.Contest(r.Contest)), r.Contest.Value)
                )
            )
        );

        var wire = await _store.ReadBulletins(default).ToArrayAsync();
        Assert.Equal(
            Enumerable.Range(1, wire.Length).Select(p => (long)p),
            wire.Select(e => e.Position)
        );
        Assert.Equal(wire.Select(e => e.Position), Heard().Select(e => e.Position));
        // Each result tells of a country with one seat more than the one before.
        Assert.Equal(
            Enumerable.Range(1, 24),
            wire.Select(e => e.Bulletin)
                .OfType<Bulletin.Result>()
                .Select(b => b.Standings[^1].Declared)
        );
        Assert.Single(wire.Select(e => e.Bulletin).OfType<Bulletin.FirstResult>());
    }

    [Fact]
    public async Task What_could_not_be_stored_has_not_happened_and_can_be_tried_again()
    {
        var full = new FullOnce(_store);
        using var desk = await ResultsDesk.Open(
            TheNight.Definition,
            HouseRules.Default,
            full,
            _log,
            _time,
            default
        );

        await Assert.ThrowsAsync<IOException>(() =>
            desk.Submit(Declare(Chesterfield), "i", default)
        );

        Assert.IsType<ContestState.Awaited>(desk.Election.State(Chesterfield.Id));
        Assert.Empty(Heard());
        Assert.IsType<Decision.Accepted>(await desk.Submit(Declare(Chesterfield), "i", default));
        Assert.IsType<ContestState.Declared>(desk.Election.State(Chesterfield.Id));
    }

    [Fact]
    public async Task A_desk_that_is_not_the_only_writer_stops_rather_than_publishing()
    {
        using var other = await ResultsDesk.Open(
            TheNight.Definition,
            HouseRules.Default,
            _store,
            _log,
            _time,
            default
        );
        await Submit(Declare(Chesterfield), "i1");
        Heard();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            other.Submit(Declare(TheNight.Contest("North East Derbyshire")), "i2", default)
        );

        Assert.Single(await _store.ReadEvents(default).ToArrayAsync());
        Assert.Empty(Heard());
    }

    [Fact]
    public async Task Who_gives_up_waiting_has_done_nothing()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _desk.Submit(Declare(Chesterfield), "i", gone.Token)
        );

        Assert.Empty(await _store.ReadEvents(default).ToArrayAsync());
        Assert.IsType<Decision.Accepted>(await Submit(Declare(Chesterfield), "i"));
    }

    private static Command.Declare Declare(Contest contest) =>
        new(
            contest.Id,
            TheNight.Pack.Recorded.Single(r => r.Contest == contest.Id).Figures,
            "rita"
        );

    private static Command.Propose Propose()
    {
        var declare = Declare(Chesterfield);
        return new Command.Propose(Proposal, declare.Contest, declare.Figures, "rita");
    }

    private static IEnumerable<ElectionEvent> Events(Decision decision) =>
        Assert.IsType<Decision.Accepted>(decision).Events;

    private Task<Decision> Submit(Command command, string interaction) =>
        _desk.Submit(command, interaction, default);

    /// <summary>What the wire’s readers have been told since they were last asked.</summary>
    /// <summary>What has been appended since the last call.</summary>
    private ImmutableArray<LogEntry> Heard()
    {
        var news = _log.ReadAfter(_heard);
        _heard = _log.End;
        return news;
    }

    private async Task Open()
    {
        _store = SqliteStore.Open($"Data Source={_folder.Of("results.db")}", "ge2024", _time);
        _log = BulletinLog.Open(_store, default);
        await _log.Opened;
        _heard = _log.End;
        _desk = await ResultsDesk.Open(
            TheNight.Definition,
            HouseRules.Default,
            _store,
            _log,
            _time,
            default
        );
    }

    private async Task Close()
    {
        _desk.Dispose();
        await _store.DisposeAsync();
    }

    /// <summary>Sends the proposal, with every caution that it was read back with accepted.</summary>
    private Command.Confirm Confirm(string by) =>
        new(Proposal, by, _desk.Election.Proposal(Proposal)?.Cautions ?? []);

    /// <summary>A store whose disk is full the first time something is to be written.</summary>
    private sealed class FullOnce(IElectionStore store) : IElectionStore
    {
        private bool _failed;

        public string StoreId => store.StoreId;

        public Task<IReadOnlyDictionary<string, string>> ReadRolls(CancellationToken ct) =>
            store.ReadRolls(ct);

        public Task SaveRolls(IReadOnlyDictionary<string, string> rolls) => store.SaveRolls(rolls);

        public IAsyncEnumerable<ElectionEvent> ReadEvents(CancellationToken ct) =>
            store.ReadEvents(ct);

        public Task<ImmutableArray<StoredEvent>> ReadRecord(CancellationToken ct) =>
            store.ReadRecord(ct);

        public Task<ImmutableArray<ElectionEvent>> FindDelivery(
            string interaction,
            CancellationToken ct
        ) => store.FindDelivery(interaction, ct);

        public IAsyncEnumerable<LogEntry> ReadBulletins(CancellationToken ct) =>
            store.ReadBulletins(ct);

        public Task<Appended> Append(
            long expectedVersion,
            string interaction,
            ImmutableArray<ElectionEvent> events,
            ImmutableArray<Bulletin> bulletins,
            BulletinLog log
        )
        {
            if (!_failed)
            {
                _failed = true;
                return Task.FromException<Appended>(new IOException("disk full"));
            }
            return store.Append(expectedVersion, interaction, events, bulletins, log);
        }
    }
}
