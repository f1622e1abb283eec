using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Storage.Tests;

/// <summary>What every store promises; a new kind of store inherits it and opens its own.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private static readonly Address Channel = new("discord", "1001");
    private static readonly Address Another = new("other", "1001");
    private static readonly Group Guild = new("discord", "77");

    private static readonly Topic Shire = Of(new Scope.Area(Samples.Shire));
    private static readonly Topic Everything = Of(new Scope.Area(Samples.Whole));
    private static readonly Topic Seat = Of(new Scope.Seat(Samples.Contest.Id));
    private static readonly Sending Sending = new(
        1,
        2,
        "key",
        Samples.At,
        new Page(Layout.Cards, [1, 2], [])
    );
    private static readonly Posted Posted = new("1001/555", 2, Samples.At);

    private OpenStore _open = null!;

    /// <summary>A store and how to close it.</summary>
    private protected sealed record OpenStore(
        IElectionStore Election,
        ISubscriberStore Channels,
        IOutletNotes Notes,
        IDraftStore Drafts,
        IPhotoStore Photos,
        Func<Task> Close
    );

    private IElectionStore Election => _open.Election;

    private ISubscriberStore Channels => _open.Channels;

    private IOutletNotes Notes => _open.Notes;

    private IDraftStore Drafts => _open.Drafts;

    private IPhotoStore Photos => _open.Photos;

    public async Task InitializeAsync() => _open = await Open();

    public async Task DisposeAsync() => await _open.Close();

    [SkippableFact]
    public async Task A_new_store_is_empty()
    {
        Assert.Empty(await Election.ReadEvents(default).ToArrayAsync());
        Assert.Empty(await ReadBulletins());
        Assert.Empty(await Channels.ReadSubscribers(default));
        Assert.Empty(await Election.FindDelivery("i", default));
        Assert.NotEqual("", Election.StoreId);
    }

    [SkippableFact]
    public async Task Every_kind_of_event_comes_back_in_order()
    {
        await Append(0, "i1", Samples.Events[0]);
        await Append(1, "i2", [.. Samples.Events[1..]]);

        Assert.Equal(
            Samples.Events.Select(e => Codec.Write(e)),
            (await Election.ReadEvents(default).ToArrayAsync()).Select(e => Codec.Write(e))
        );
    }

    [SkippableFact]
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
        var read = await ReadBulletins();
        Assert.Equal(stored.Entries.Select(e => e.Position), read.Select(e => e.Position));
        Assert.Equivalent(Samples.Bulletins, read.Select(e => e.Bulletin), strict: true);
    }

    [SkippableFact]
    public async Task The_bulletins_go_on_without_gaps()
    {
        await AppendResult(0, "i1");
        await Append(1, "i2", Samples.Proposed());
        var third = Assert.IsType<Appended.Stored>(await AppendResult(2, "i3"));

        Assert.Equal(2, Assert.Single(third.Entries).Position);
        Assert.Equal([1, 2], (await ReadBulletins()).Select(e => e.Position));
    }

    [SkippableFact]
    public async Task An_append_on_an_old_state_is_a_conflict_and_stores_nothing()
    {
        await AppendResult(0, "i1");

        Assert.Equal(new Appended.Conflict(1), await AppendResult(0, "i2"));
        Assert.Equal(new Appended.Conflict(1), await AppendResult(2, "i3"));
        Assert.Single(await Election.ReadEvents(default).ToArrayAsync());
        Assert.Single(await ReadBulletins());
        Assert.Empty(await Election.FindDelivery("i2", default));
    }

    [SkippableFact]
    public async Task Of_appends_at_the_same_moment_one_is_stored()
    {
        var appended = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => AppendResult(0, $"i{i}"))
        );

        Assert.Single(appended.OfType<Appended.Stored>());
        Assert.All(appended.OfType<Appended.Conflict>(), c => Assert.Equal(1, c.Version));
        Assert.Single(await Election.ReadEvents(default).ToArrayAsync());
    }

    [SkippableFact]
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

    [SkippableFact]
    public async Task One_interaction_is_never_stored_twice()
    {
        await Append(0, "i", Samples.Proposed());

        await Assert.ThrowsAnyAsync<Exception>(() => Append(1, "i", Samples.Proposed("p2")));
        Assert.Single(await Election.ReadEvents(default).ToArrayAsync());
        // What failed has not harmed what comes after.
        Assert.IsType<Appended.Stored>(await Append(1, "j", Samples.Proposed("p2")));
    }

    [SkippableFact]
    public async Task A_subscription_begins_at_the_wires_end()
    {
        await AppendResult(0, "i");

        var record = await Subscribe(Channel, Shire);

        Assert.Equal((Channel, Guild, 1), (record.Address, record.Group, record.Bookmark));
        Assert.Equal([Since(Shire, 1)], record.Subscriptions.AsEnumerable());
        Assert.Null(record.Sending);
        Assert.Null(record.Suspended);
    }

    [SkippableFact]
    public async Task Further_scopes_are_added_each_from_its_own_beginning_and_the_bookmark_stays()
    {
        await Subscribe(Channel, Shire);
        await AppendResult(0, "i");

        var record = await Subscribe(Channel, Seat);

        Assert.Equal(0, record.Bookmark);
        Assert.Equivalent(new[] { Since(Shire, 0), Since(Seat, 1) }, record.Subscriptions);
        Assert.Equal(
            [record.Subscriptions.Length],
            (await Channels.ReadSubscribers(default)).Select(c => c.Subscriptions.Length)
        );
    }

    [SkippableFact]
    public async Task Subscribing_again_to_the_same_changes_nothing()
    {
        await Subscribe(Channel, Shire);
        await AppendResult(0, "i");

        var record = await Subscribe(Channel, Shire);

        Assert.Equal([Since(Shire, 0)], record.Subscriptions.AsEnumerable());
    }

    [SkippableFact]
    public async Task A_county_a_region_and_a_seat_of_one_name_are_three_scopes()
    {
        Topic[] scopes =
        [
            Of(new Scope.Area(new AreaId(AreaKind.County, "London"))),
            Of(new Scope.Area(new AreaId(AreaKind.Region, "London"))),
            Of(new Scope.Area(new AreaId(AreaKind.Nation, "London"))),
            Of(new Scope.Area(new AreaId(AreaKind.Whole, "London"))),
            Of(new Scope.Seat(new ContestId("London"))),
        ];
        foreach (var scope in scopes)
        {
            await Subscribe(Channel, scope);
        }

        var record = Assert.Single(await Channels.ReadSubscribers(default));
        Assert.Equivalent(scopes, record.Subscriptions.Select(s => s.Topic), strict: true);
        var left = await Channels.Unsubscribe(Channel, [scopes[1]]);
        Assert.Equivalent(
            scopes.Where((_, i) => i != 1),
            left!.Subscriptions.Select(s => s.Topic),
            strict: true
        );
    }

    [SkippableFact]
    public async Task Unsubscribing_from_one_scope_leaves_the_others_and_other_channels_alone()
    {
        await Subscribe(Channel, Shire);
        await Subscribe(Channel, Seat);
        await Subscribe(Another, Seat);

        var record = await Channels.Unsubscribe(Channel, [Seat]);

        Assert.Equal([Since(Shire, 0)], record!.Subscriptions.AsEnumerable());
        Assert.Equal(2, (await Channels.ReadSubscribers(default)).Length);
    }

    [SkippableFact]
    public async Task A_channel_that_follows_nothing_is_forgotten()
    {
        await Subscribe(Channel, Shire);
        await Subscribe(Channel, Seat);
        await Subscribe(Another, Everything);

        Assert.NotNull(await Channels.Unsubscribe(Channel, [Shire]));
        Assert.Null(await Channels.Unsubscribe(Channel, [Seat]));
        Assert.Null(await Channels.Unsubscribe(Another, null));
        Assert.Null(await Channels.Unsubscribe(new Address("discord", "9999"), null));
        Assert.Empty(await Channels.ReadSubscribers(default));
    }

    [SkippableFact]
    public async Task Who_comes_back_begins_anew_at_the_wires_end()
    {
        await Subscribe(Channel, Shire);
        await Channels.Intend(Channel, Sending);
        await Channels.Unsubscribe(Channel, null);
        await AppendResult(0, "i");

        var record = await Subscribe(Channel, Shire);

        Assert.Equal(1, record.Bookmark);
        Assert.Null(record.Sending);
        Assert.Equal([Since(Shire, 1)], record.Subscriptions.AsEnumerable());
    }

    [SkippableFact]
    public async Task What_is_being_sent_is_written_down_and_cleared_with_its_receipt()
    {
        await Subscribe(Channel, Shire);

        await Channels.Intend(Channel, Sending);
        Assert.Equivalent(Sending, (await Only()).Sending, strict: true);
        Assert.Equal(0, (await Only()).Bookmark);

        await Channels.Receive(Channel, Sending, Posted);
        Assert.Null((await Only()).Sending);
        Assert.Equal(2, (await Only()).Bookmark);
    }

    [SkippableFact]
    public async Task A_receipt_may_be_told_twice()
    {
        await Subscribe(Channel, Shire);

        await Channels.Receive(Channel, Sending, Posted);
        await Channels.Receive(Channel, Sending, Posted);

        Assert.Equal(2, (await Only()).Bookmark);
    }

    [SkippableFact]
    public async Task A_late_receipt_of_a_channel_that_has_begun_anew_moves_nothing_back()
    {
        await Subscribe(Channel, Shire);
        await Channels.Intend(Channel, Sending);
        await Channels.Unsubscribe(Channel, null);
        await Election.Append(0, "i", [Samples.Declared()], Samples.Bulletins);
        var end = (await Subscribe(Channel, Shire)).Bookmark;
        var next = new Sending(end + 1, end + 1, "next", Samples.At, Sending.Page);
        await Channels.Intend(Channel, next);

        await Channels.Receive(Channel, Sending, Posted);

        Assert.Equal(end, (await Only()).Bookmark);
        Assert.Equivalent(next, (await Only()).Sending, strict: true);
    }

    [SkippableFact]
    public async Task A_suspended_channel_says_why_and_what_may_have_arrived_before_stays_written_down()
    {
        await Subscribe(Channel, Shire);
        await Channels.Intend(Channel, Sending);

        await Channels.Suspend(
            Channel,
            new Suspension("403 50013 Missing Permissions", Samples.At)
        );
        var suspended = await Only();
        await Channels.Resume(Channel);

        Assert.Equal(
            new Suspension("403 50013 Missing Permissions", Samples.At),
            suspended.Suspended
        );
        Assert.Equivalent(Sending, suspended.Sending, strict: true);
        Assert.Equal(0, suspended.Bookmark);
        Assert.Null((await Only()).Suspended);
    }

    [SkippableFact]
    public async Task What_is_known_not_to_have_arrived_in_a_suspended_channel_is_not_written_down_any_more()
    {
        await Subscribe(Channel, Shire);
        await Channels.Intend(Channel, Sending);

        await Channels.Suspend(
            Channel,
            new Suspension("403 50013 Missing Permissions", Samples.At),
            nothingArrived: true
        );

        Assert.NotNull((await Only()).Suspended);
        Assert.Null((await Only()).Sending);
    }

    [SkippableFact]
    public async Task Subscribing_takes_up_a_suspended_channel_again_where_it_stopped()
    {
        await Subscribe(Channel, Shire);
        await Channels.Suspend(Channel, new Suspension("403", Samples.At));
        await AppendResult(0, "i");

        var record = await Subscribe(Channel, Shire);

        Assert.Null(record.Suspended);
        Assert.Equal(0, record.Bookmark);
    }

    [SkippableFact]
    public async Task A_place_can_be_followed_for_several_parties_and_kinds_at_once()
    {
        var whole = new Scope.Area(Samples.Whole);
        Topic[] topics =
        [
            Of(whole, Kind.Results),
            Of(whole, Kind.Tallies),
            Of(whole, Kind.Flashes, new PartyId("Lab")),
            Of(whole, Kind.Everything, new PartyId("Con")),
            Of(whole, Kind.Results) with
            {
                Within = 1_000,
            },
        ];
        foreach (var topic in topics)
        {
            await Subscribe(Channel, topic);
        }

        Assert.Equivalent(topics, (await Only()).Subscriptions.Select(s => s.Topic), strict: true);
        var left = await Channels.Unsubscribe(Channel, [topics[0], topics[2]]);
        Assert.Equivalent(
            new[] { topics[1], topics[3], topics[4] },
            left!.Subscriptions.Select(s => s.Topic),
            strict: true
        );
    }

    [SkippableFact]
    public async Task More_of_the_same_begins_now_and_what_was_followed_before_goes_on_beside_it()
    {
        var scope = new Scope.Area(Samples.Shire);
        await Subscribe(Channel, Of(scope, Kind.Results));
        await AppendResult(0, "i");

        var record = await Subscribe(Channel, Of(scope, Kind.Everything));

        Assert.Equivalent(
            new[] { Since(Of(scope), 1), Since(Of(scope, Kind.Results), 0) },
            record.Subscriptions,
            strict: true
        );
    }

    [SkippableFact]
    public async Task Less_of_the_same_is_followed_beside_it()
    {
        var scope = new Scope.Area(Samples.Shire);
        await Subscribe(Channel, Of(scope));
        await AppendResult(0, "i");

        var record = await Subscribe(Channel, Of(scope, Kind.Results));

        Assert.Equivalent(
            new[] { Since(Of(scope), 0), Since(Of(scope, Kind.Results), 1) },
            record.Subscriptions,
            strict: true
        );
    }

    [SkippableFact]
    public async Task What_takes_the_place_of_something_goes_on_from_where_that_began()
    {
        var (shire, whole) = (new Scope.Area(Samples.Shire), new Scope.Area(Samples.Whole));
        await Subscribe(Channel, Of(shire));
        await Subscribe(Channel, Of(shire, Kind.Tallies));
        await AppendResult(0, "i");
        await Subscribe(Channel, Of(shire, Kind.Flashes));

        var record = await Channels.Subscribe(
            Channel,
            Guild,
            Of(whole, Kind.Results),
            DeliveryChange.None,
            Of(shire),
            Of(shire, Kind.Flashes),
            Of(whole)
        );

        Assert.Equivalent(
            new[] { Since(Of(whole, Kind.Results), 0), Since(Of(shire, Kind.Tallies), 0) },
            record.Subscriptions,
            strict: true
        );
    }

    [SkippableFact]
    public async Task How_it_comes_is_kept_until_it_is_changed()
    {
        var first = await Subscribe(Channel, Shire);
        await Subscribe(
            Channel,
            Shire,
            new DeliveryChange(
                TimeSpan.FromMinutes(7),
                Threads: true,
                Publishes: true,
                Pictures: false
            )
        );
        var changed = await Subscribe(Channel, Seat);
        var back = await Subscribe(
            Channel,
            Seat,
            new DeliveryChange(TimeSpan.Zero, Threads: false)
        );

        Assert.Equal(DeliveryOptions.AsItComes, first.Options);
        Assert.Equal(
            new DeliveryOptions(TimeSpan.FromMinutes(7), true, true, false),
            changed.Options
        );
        Assert.Equal(new DeliveryOptions(null, false, true, false), back.Options);
        Assert.Equal(back.Options, (await Only()).Options);
    }

    [SkippableFact]
    public async Task What_a_message_shows_is_written_down_with_it()
    {
        var page = new Page(
            Layout.Digest,
            [1, 3],
            [new PageTally(Samples.Shire, 3), new PageTally(Samples.Whole, 2)],
            "77"
        );
        await Subscribe(Channel, Shire);

        await Channels.Intend(Channel, Sending with { Page = page, Thread = Samples.Contest.Id });

        var sending = (await Only()).Sending!;
        Assert.Equivalent(page, sending.Page, strict: true);
        Assert.Equal(Samples.Contest.Id, sending.Thread);
    }

    [SkippableFact]
    public async Task Copies_are_found_by_what_they_show_until_they_are_revised()
    {
        await Subscribe(Channel, Shire);
        var shows = Sending with { Page = new Page(Layout.Cards, [1, 2], []) };
        var other = new Sending(3, 3, "n", Samples.At, new Page(Layout.Cards, [3], []));
        await Channels.Receive(Channel, shows, Posted);
        await Channels.Receive(Channel, other, new Posted("4711/556", 3, Samples.At));
        await Channels.Receive(
            Another,
            shows with
            {
                Page = new Page(Layout.Cards, [1], []),
            },
            Posted
        );

        var found = await Channels.ReadCopies([2, 9], 10, default);
        var thread = Assert.Single(await Channels.ReadCopies([3], 10, default));

        var copy = Assert.Single(found);
        Assert.Equal((Channel, 1L, "1001/555"), (copy.Address, copy.First, copy.Handle));
        Assert.Equal([1L, 2L], copy.Page.Positions.AsEnumerable());
        Assert.Equal("4711/556", thread.Handle);
        Assert.Empty(await Channels.ReadCopies([2], 2, default));
        await Channels.Revise(Channel, 1, 10);
        Assert.Empty(await Channels.ReadCopies([2], 10, default));
        Assert.Single(await Channels.ReadCopies([2], 11, default));
    }

    [SkippableFact]
    public async Task A_copy_is_found_by_the_result_that_its_standing_came_with()
    {
        await Subscribe(Channel, Shire);
        var page = new Page(Layout.Cards, [], [new PageTally(Samples.Shire, 2)]);
        await Channels.Receive(Channel, Sending with { Page = page }, Posted);

        Assert.Single(await Channels.ReadCopies([2], 10, default));
        Assert.Empty(await Channels.ReadCopies([1], 10, default));
    }

    [SkippableFact]
    public async Task Copies_are_found_far_apart_on_the_wire_without_those_between()
    {
        await Subscribe(Channel, Shire);
        foreach (var position in (long[])[1, 30, 60, 61])
        {
            await Channels.Receive(
                Channel,
                new Sending(
                    position,
                    position,
                    $"{position}",
                    Samples.At,
                    new Page(Layout.Cards, [position], [])
                ),
                Posted with
                {
                    Handle = $"{position}",
                }
            );
        }

        var copies = await Channels.ReadCopies([60, 1], 100, default);

        Assert.Equal([1L, 60L], copies.Select(c => c.First));
    }

    [SkippableFact]
    public async Task A_post_is_unpublished_until_it_is_published()
    {
        await Subscribe(Channel, Shire);
        await Channels.Receive(Channel, Sending, Posted with { ToPublish = true });
        await Channels.Receive(Channel, new Sending(3, 3, "n", Samples.At, Sending.Page), Posted);

        var waiting = Assert.Single(await Channels.ReadUnpublished(default));
        await Channels.Publish(Channel, waiting.First);

        Assert.Equal(new Unpublished(Channel, 1, "1001/555", Samples.At), waiting);
        Assert.Empty(await Channels.ReadUnpublished(default));
    }

    [SkippableFact]
    public async Task What_went_out_before_its_turn_is_remembered_until_the_bookmark_has_passed_it()
    {
        await Subscribe(Channel, Shire);
        await Channels.IntendAhead(Channel, new Ahead(2, "a", Samples.At, null));
        await Channels.IntendAhead(Channel, new Ahead(5, "b", Samples.At, null));
        await Channels.ReceiveAhead(Channel, 2, "99");

        Assert.Equal(
            [new Ahead(2, "a", Samples.At, "99"), new Ahead(5, "b", Samples.At, null)],
            (await Only()).Ahead.AsEnumerable()
        );
        Assert.Equal(0, (await Only()).Bookmark);

        await Channels.Receive(Channel, Sending, Posted);
        Assert.Equal([5L], (await Only()).Ahead.Select(a => a.Position));
    }

    [SkippableFact]
    public async Task What_an_outlet_notes_is_kept_for_each_address_until_it_is_deleted()
    {
        Assert.Null(await Notes.Find(Channel, "thread", default));

        await Notes.Save(Channel, "thread", "opening");
        var begun = await Notes.Find(Channel, "thread", default);
        await Notes.Save(Channel, "thread", "9");
        await Notes.Save(Another, "thread", "10");

        Assert.Equal("opening", begun);
        Assert.Equal("9", await Notes.Find(Channel, "thread", default));
        await Notes.Delete(Channel, "thread");
        Assert.Null(await Notes.Find(Channel, "thread", default));
        Assert.Equal("10", await Notes.Find(Another, "thread", default));
    }

    [SkippableFact]
    public async Task A_channel_has_one_role_to_mention_or_none()
    {
        await Subscribe(Channel, Shire);
        await Channels.SetMention(Channel, new Mention("1", [], true));
        await Channels.SetMention(
            Channel,
            new Mention("2", [Samples.Contest.Id, new("E2")], false)
        );

        var mention = (await Only()).Mention!;
        var none = await Channels.SetMention(Channel, null);

        Assert.Equal(("2", false), (mention.Role, mention.Majors));
        Assert.Equal([Samples.Contest.Id, new ContestId("E2")], mention.Seats.AsEnumerable());
        Assert.Null(none!.Mention);
    }

    [SkippableFact]
    public async Task A_picture_is_kept_to_the_byte_and_the_first_of_a_name_stays()
    {
        await Photos.Save(new Photo("a-1.png", "image/png", [1, 2, 0, 255]));
        await Photos.Save(new Photo("a-1.png", "image/gif", [3]));

        var photo = await Photos.FindPhoto("a-1.png", default);

        Assert.Equal("image/png", photo!.Type);
        Assert.Equal(new byte[] { 1, 2, 0, 255 }, photo.Bytes.AsEnumerable());
        Assert.Null(await Photos.FindPhoto("a-2.png", default));
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("../a.png")]
    [InlineData("a b.png")]
    [InlineData(".png")]
    public Task A_picture_has_a_name_that_Discord_leaves_as_it_is(string name) =>
        Assert.ThrowsAsync<ArgumentException>(() => Photos.Save(new Photo(name, "image/png", [1])));

    [SkippableFact]
    public async Task A_picture_that_Discord_would_not_take_is_not_kept()
    {
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Photos.Save(new Photo("a.png", "image/png", [.. new byte[Photo.LongestBytes + 1]]))
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Photos.Save(new Photo("a.png", "image/png", []))
        );
    }

    [SkippableFact]
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

    [SkippableFact]
    public async Task All_is_there_after_closing_and_opening_again()
    {
        var id = Election.StoreId;
        await Election.Append(0, "i", [Samples.Proposed(), Samples.Declared()], Samples.Bulletins);
        await Subscribe(Channel, Seat);
        await Channels.Intend(Channel, Sending);
        await Channels.Suspend(Another, new Suspension("unknown", Samples.At));
        await Drafts.Save(new Draft("d", "note", new Dictionary<string, string>()));

        await _open.Close();
        _open = await Open();

        Assert.Equal(id, Election.StoreId);
        Assert.Equal(2, (await Election.ReadEvents(default).ToArrayAsync()).Length);
        Assert.Equal(Samples.Bulletins.Length, (await ReadBulletins()).Length);
        Assert.Equal(2, (await Election.FindDelivery("i", default)).Length);
        Assert.Equivalent(Sending, (await Only()).Sending, strict: true);
        Assert.NotNull(await Drafts.Find("d", default));
        Assert.Equal(new Appended.Conflict(2), await AppendResult(0, "j"));
    }

    private ValueTask<LogEntry[]> ReadBulletins() => Election.ReadBulletins(default).ToArrayAsync();

    /// <summary>Opens the test’s store: the same each time it is called in one test.</summary>
    private protected abstract Task<OpenStore> Open();

    private static Topic Of(Scope scope, Kind kind = Kind.Everything, PartyId? party = null) =>
        new(scope, party, kind);

    private static Subscription Since(Topic topic, long since) =>
        new(topic.Scope, topic.Party, topic.Kind, since, topic.Within);

    private Task<Subscriber> Subscribe(
        Address address,
        Topic topic,
        DeliveryChange? delivery = null
    ) => Channels.Subscribe(address, Guild, topic, delivery ?? DeliveryChange.None);

    private async Task<Subscriber> Only() => Assert.Single(await Channels.ReadSubscribers(default));

    private Task<Appended> Append(
        long version,
        string interaction,
        params ElectionEvent[] events
    ) => Election.Append(version, interaction, [.. events], []);

    private Task<Appended> AppendResult(long version, string interaction) =>
        Election.Append(version, interaction, [Samples.Declared()], [Samples.Result]);
}
