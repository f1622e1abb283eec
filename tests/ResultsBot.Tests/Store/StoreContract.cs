using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Store;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wire;

namespace ResultsBot.Tests.Store;

/// <summary>What every store promises; a new kind of store inherits it and opens its own.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private const ulong Channel = 1001;
    private const ulong Guild = 77;

    private static readonly Scope Shire = new Scope.Area(Samples.Shire);
    private static readonly Scope Everything = new Scope.Area(Samples.Whole);
    private static readonly Scope Seat = new Scope.Seat(Samples.Contest.Id);
    private static readonly Sending Sending = new(1, 2, "nonce", Samples.At);

    private OpenStore _open = null!;

    /// <summary>A store and how to close it.</summary>
    private protected sealed record OpenStore(
        IElectionStore Election,
        IChannelStore Channels,
        IDraftStore Drafts,
        Func<Task> Close
    );

    private IElectionStore Election => _open.Election;

    private IChannelStore Channels => _open.Channels;

    private IDraftStore Drafts => _open.Drafts;

    public async Task InitializeAsync() => _open = await Open();

    public async Task DisposeAsync() => await _open.Close();

    [Fact]
    public async Task A_new_store_is_empty()
    {
        Assert.Empty(await Election.ReadEvents(default));
        Assert.Empty(await Election.ReadWire(0, default));
        Assert.Empty(await Channels.ReadChannels(default));
        Assert.Empty(await Election.FindDelivery("i", default));
        Assert.NotEqual("", Election.StoreId);
    }

    [Fact]
    public async Task Every_kind_of_event_comes_back_in_order()
    {
        await Append(0, "i1", Samples.Events[0]);
        await Append(1, "i2", [.. Samples.Events[1..]]);

        Assert.Equal(
            Samples.Events.Select(e => Codec.Write(e)),
            (await Election.ReadEvents(default)).Select(e => Codec.Write(e))
        );
    }

    [Fact]
    public async Task Every_kind_of_bulletin_comes_back_in_its_place()
    {
        var stored = Assert.IsType<Appended.Stored>(
            await Election.Append(0, "i", [Samples.Declared()], Samples.Bulletins)
        );

        Assert.Equal(1, stored.Version);
        Assert.Equivalent(Samples.Bulletins, stored.Entries.Select(e => e.Bulletin), strict: true);
        Assert.Equal(
            Enumerable.Range(1, Samples.Bulletins.Length).Select(p => (long)p),
            stored.Entries.Select(e => e.Position)
        );
        var read = await Election.ReadWire(0, default);
        Assert.Equal(stored.Entries.Select(e => e.Position), read.Select(e => e.Position));
        Assert.Equivalent(Samples.Bulletins, read.Select(e => e.Bulletin), strict: true);
    }

    [Fact]
    public async Task The_wire_goes_on_without_gaps_and_is_read_from_behind_a_position()
    {
        await AppendResult(0, "i1");
        await Append(1, "i2", Samples.Proposed());
        var third = Assert.IsType<Appended.Stored>(await AppendResult(2, "i3"));

        Assert.Equal(2, Assert.Single(third.Entries).Position);
        Assert.Equal([2], (await Election.ReadWire(1, default)).Select(e => e.Position));
        Assert.Empty(await Election.ReadWire(2, default));
    }

    [Fact]
    public async Task An_append_on_an_old_state_is_a_conflict_and_stores_nothing()
    {
        await AppendResult(0, "i1");

        Assert.Equal(new Appended.Conflict(1), await AppendResult(0, "i2"));
        Assert.Equal(new Appended.Conflict(1), await AppendResult(2, "i3"));
        Assert.Single(await Election.ReadEvents(default));
        Assert.Single(await Election.ReadWire(0, default));
        Assert.Empty(await Election.FindDelivery("i2", default));
    }

    [Fact]
    public async Task Of_appends_at_the_same_moment_one_is_stored()
    {
        var appended = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => AppendResult(0, $"i{i}"))
        );

        Assert.Single(appended.OfType<Appended.Stored>());
        Assert.All(appended.OfType<Appended.Conflict>(), c => Assert.Equal(1, c.Version));
        Assert.Single(await Election.ReadEvents(default));
    }

    [Fact]
    public async Task A_delivery_is_found_again_with_all_events_it_led_to_and_no_others()
    {
        await Append(0, "before", Samples.Proposed());
        await Append(1, "asked", Samples.Withdrawn(), Samples.Proposed("p2"));
        await Append(3, "after", Samples.Declared("p2"));

        Assert.Equal(
            [Codec.Write(Samples.Withdrawn()), Codec.Write(Samples.Proposed("p2"))],
            (await Election.FindDelivery("asked", default)).Select(e => Codec.Write(e))
        );
        Assert.Empty(await Election.FindDelivery("never", default));
    }

    [Fact]
    public async Task One_interaction_is_never_stored_twice()
    {
        await Append(0, "i", Samples.Proposed());

        await Assert.ThrowsAnyAsync<Exception>(() => Append(1, "i", Samples.Proposed("p2")));
        Assert.Single(await Election.ReadEvents(default));
        // What failed has not harmed what comes after.
        Assert.IsType<Appended.Stored>(await Append(1, "j", Samples.Proposed("p2")));
    }

    [Fact]
    public async Task A_subscription_begins_at_the_wires_end()
    {
        await AppendResult(0, "i");

        var record = await Channels.Subscribe(Channel, Guild, Shire);

        Assert.Equal((Channel, Guild, 1), (record.Channel, record.Guild, record.Bookmark));
        Assert.Equal([new Subscription(Shire, 1)], record.Subscriptions.AsEnumerable());
        Assert.Null(record.Sending);
        Assert.Null(record.Suspended);
    }

    [Fact]
    public async Task Further_scopes_are_added_each_from_its_own_beginning_and_the_bookmark_stays()
    {
        await Channels.Subscribe(Channel, Guild, Shire);
        await AppendResult(0, "i");

        var record = await Channels.Subscribe(Channel, Guild, Seat);

        Assert.Equal(0, record.Bookmark);
        Assert.Equivalent(
            new[] { new Subscription(Shire, 0), new Subscription(Seat, 1) },
            record.Subscriptions
        );
        Assert.Equal(
            [record.Subscriptions.Length],
            (await Channels.ReadChannels(default)).Select(c => c.Subscriptions.Length)
        );
    }

    [Fact]
    public async Task Subscribing_again_to_the_same_changes_nothing()
    {
        await Channels.Subscribe(Channel, Guild, Shire);
        await AppendResult(0, "i");

        var record = await Channels.Subscribe(Channel, Guild, Shire);

        Assert.Equal([new Subscription(Shire, 0)], record.Subscriptions.AsEnumerable());
    }

    [Fact]
    public async Task A_county_a_region_and_a_seat_of_one_name_are_three_scopes()
    {
        Scope[] scopes =
        [
            new Scope.Area(new AreaId(AreaKind.County, "London")),
            new Scope.Area(new AreaId(AreaKind.Region, "London")),
            new Scope.Area(new AreaId(AreaKind.Nation, "London")),
            new Scope.Area(new AreaId(AreaKind.Whole, "London")),
            new Scope.Seat(new ContestId("London")),
        ];
        foreach (var scope in scopes)
        {
            await Channels.Subscribe(Channel, Guild, scope);
        }

        var record = Assert.Single(await Channels.ReadChannels(default));
        Assert.Equivalent(scopes, record.Subscriptions.Select(s => s.Scope), strict: true);
        var left = await Channels.Unsubscribe(Channel, scopes[1]);
        Assert.Equivalent(
            scopes.Where((_, i) => i != 1),
            left!.Subscriptions.Select(s => s.Scope),
            strict: true
        );
    }

    [Fact]
    public async Task Unsubscribing_from_one_scope_leaves_the_others_and_other_channels_alone()
    {
        await Channels.Subscribe(Channel, Guild, Shire);
        await Channels.Subscribe(Channel, Guild, Seat);
        await Channels.Subscribe(Channel + 1, Guild, Seat);

        var record = await Channels.Unsubscribe(Channel, Seat);

        Assert.Equal([new Subscription(Shire, 0)], record!.Subscriptions.AsEnumerable());
        Assert.Equal(2, (await Channels.ReadChannels(default)).Length);
    }

    [Fact]
    public async Task A_channel_that_follows_nothing_is_forgotten()
    {
        await Channels.Subscribe(Channel, Guild, Shire);
        await Channels.Subscribe(Channel, Guild, Seat);
        await Channels.Subscribe(Channel + 1, Guild, Everything);

        Assert.NotNull(await Channels.Unsubscribe(Channel, Shire));
        Assert.Null(await Channels.Unsubscribe(Channel, Seat));
        Assert.Null(await Channels.Unsubscribe(Channel + 1, null));
        Assert.Null(await Channels.Unsubscribe(9999, null));
        Assert.Empty(await Channels.ReadChannels(default));
    }

    [Fact]
    public async Task Who_comes_back_begins_anew_at_the_wires_end()
    {
        await Channels.Subscribe(Channel, Guild, Shire);
        await Channels.Intend(Channel, Sending);
        await Channels.Unsubscribe(Channel, null);
        await AppendResult(0, "i");

        var record = await Channels.Subscribe(Channel, Guild, Shire);

        Assert.Equal(1, record.Bookmark);
        Assert.Null(record.Sending);
        Assert.Equal([new Subscription(Shire, 1)], record.Subscriptions.AsEnumerable());
    }

    [Fact]
    public async Task What_is_being_sent_is_written_down_and_cleared_with_its_receipt()
    {
        await Channels.Subscribe(Channel, Guild, Shire);

        await Channels.Intend(Channel, Sending);
        Assert.Equal(Sending, (await Only()).Sending);
        Assert.Equal(0, (await Only()).Bookmark);

        await Channels.Receive(Channel, Sending, 555);
        Assert.Null((await Only()).Sending);
        Assert.Equal(2, (await Only()).Bookmark);
    }

    [Fact]
    public async Task A_receipt_may_be_told_twice()
    {
        await Channels.Subscribe(Channel, Guild, Shire);

        await Channels.Receive(Channel, Sending, 555);
        await Channels.Receive(Channel, Sending, 555);

        Assert.Equal(2, (await Only()).Bookmark);
    }

    [Fact]
    public async Task A_late_receipt_of_a_channel_that_has_begun_anew_moves_nothing_back()
    {
        await Channels.Subscribe(Channel, Guild, Shire);
        await Channels.Intend(Channel, Sending);
        await Channels.Unsubscribe(Channel, null);
        await Election.Append(0, "i", [Samples.Declared()], Samples.Bulletins);
        var end = (await Channels.Subscribe(Channel, Guild, Shire)).Bookmark;
        var next = new Sending(end + 1, end + 1, "next", Samples.At);
        await Channels.Intend(Channel, next);

        await Channels.Receive(Channel, Sending, 555);

        Assert.Equal(end, (await Only()).Bookmark);
        Assert.Equal(next, (await Only()).Sending);
    }

    [Fact]
    public async Task A_suspended_channel_says_why_and_has_nothing_on_its_way()
    {
        await Channels.Subscribe(Channel, Guild, Shire);
        await Channels.Intend(Channel, Sending);

        await Channels.Suspend(Channel, "403 50013 Missing Permissions");
        var suspended = await Only();
        await Channels.Resume(Channel);

        Assert.Equal("403 50013 Missing Permissions", suspended.Suspended);
        Assert.Null(suspended.Sending);
        Assert.Equal(0, suspended.Bookmark);
        Assert.Null((await Only()).Suspended);
    }

    [Fact]
    public async Task Subscribing_takes_up_a_suspended_channel_again_where_it_stopped()
    {
        await Channels.Subscribe(Channel, Guild, Shire);
        await Channels.Suspend(Channel, "403");
        await AppendResult(0, "i");

        var record = await Channels.Subscribe(Channel, Guild, Shire);

        Assert.Null(record.Suspended);
        Assert.Equal(0, record.Bookmark);
    }

    [Fact]
    public async Task The_largest_id_that_Discord_can_make_is_kept()
    {
        await Channels.Subscribe(long.MaxValue, long.MaxValue, Shire);

        Assert.Equal((ulong)long.MaxValue, (await Only()).Channel);
        Assert.Equal((ulong)long.MaxValue, (await Only()).Guild);
    }

    [Fact]
    public async Task A_draft_is_kept_to_the_letter_and_the_first_of_an_id_stays()
    {
        var draft = new Draft(
            "d",
            "declare",
            new Dictionary<string, string>
            {
                ["seat"] = "Chesterfield; DROP TABLE",
                ["result"] = "Ann 5\r\n\u202E`x` 'y' \"z\" 🗳️",
                ["rejected"] = "",
            }
        );

        await Drafts.Save(draft);
        await Drafts.Save(draft with { Command = "other" });

        var found = await Drafts.Find("d", default);
        Assert.Equal(("d", "declare"), (found?.Id, found?.Command));
        Assert.Equal(draft.Fields, found?.Fields);
        Assert.Null(await Drafts.Find("D", default));
    }

    [Fact]
    public async Task All_is_there_after_closing_and_opening_again()
    {
        var id = Election.StoreId;
        await Election.Append(0, "i", [Samples.Proposed(), Samples.Declared()], Samples.Bulletins);
        await Channels.Subscribe(Channel, Guild, Seat);
        await Channels.Intend(Channel, Sending);
        await Channels.Suspend(Channel + 1, "unknown");
        await Drafts.Save(new Draft("d", "note", new Dictionary<string, string>()));

        await _open.Close();
        _open = await Open();

        Assert.Equal(id, Election.StoreId);
        Assert.Equal(2, (await Election.ReadEvents(default)).Length);
        Assert.Equal(Samples.Bulletins.Length, (await Election.ReadWire(0, default)).Length);
        Assert.Equal(2, (await Election.FindDelivery("i", default)).Length);
        Assert.Equal(Sending, (await Only()).Sending);
        Assert.NotNull(await Drafts.Find("d", default));
        Assert.Equal(new Appended.Conflict(2), await AppendResult(0, "j"));
    }

    /// <summary>Opens the test’s store: the same each time it is called in one test.</summary>
    private protected abstract Task<OpenStore> Open();

    private async Task<ChannelRecord> Only() => Assert.Single(await Channels.ReadChannels(default));

    private Task<Appended> Append(
        long version,
        string interaction,
        params ElectionEvent[] events
    ) => Election.Append(version, interaction, [.. events], []);

    private Task<Appended> AppendResult(long version, string interaction) =>
        Election.Append(version, interaction, [Samples.Declared()], [Samples.Result]);
}
