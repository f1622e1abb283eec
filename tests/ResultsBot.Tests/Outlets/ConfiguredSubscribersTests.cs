using ResultsBot.Commands;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Outlets;

public class ConfiguredSubscribersTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly Places Places = new(new Phrasebook(TheNight.Definition));
    private static readonly Address Graphics = new("webhook", "graphics");

    private readonly MemoryStore _store = new();

    [Fact]
    public async Task Who_is_new_follows_from_now_on()
    {
        Tell();
        await Reconcile(("Kind", "results"), ("Area", "county:Derbyshire"));

        var subscriber = Assert.Single(await Subscribers());
        Assert.Equal(1, subscriber.Bookmark);
        var follows = Assert.Single(subscriber.Subscriptions);
        Assert.Equal(
            (new Scope.Area(new AreaId(AreaKind.County, "Derbyshire")), Kind.Results, 1L),
            (follows.Scope, follows.Kind, follows.Since)
        );
    }

    [Fact]
    public async Task Started_again_nothing_changes()
    {
        await Reconcile();
        Tell();
        var before = Assert.Single(await Subscribers());

        await Reconcile();

        Assert.Equivalent(before, Assert.Single(await Subscribers()), strict: true);
    }

    [Fact]
    public async Task Who_is_no_longer_named_is_forgotten_and_others_are_not()
    {
        var channel = new Address("discord", "1");
        await ((ISubscriberStore)_store).Subscribe(
            channel,
            new Group("discord", "1"),
            new Topic(Places.Everything, null, Kind.Everything),
            DeliveryChange.None
        );
        await Reconcile();

        await Reconcile(OutletSettings.None, isRehearsal: false);

        Assert.Equal(channel, Assert.Single(await Subscribers()).Address);
    }

    [Fact]
    public async Task Another_area_takes_the_place_of_the_one_before()
    {
        await Reconcile();
        await Reconcile(("Area", "Chesterfield"));

        Assert.Equal(
            [new Scope.Seat(TheNight.Contest("Chesterfield").Id)],
            Assert.Single(await Subscribers()).Subscriptions.Select(s => s.Scope)
        );
    }

    [Theory]
    [InlineData("results", "everything")]
    [InlineData("everything", "results")]
    [InlineData("everything", "flashes")]
    public async Task Another_kind_leaves_nothing_out_that_still_waits(string before, string after)
    {
        await Reconcile(("Kind", before));
        Tell();
        await Reconcile(("Kind", after));

        var subscriber = Assert.Single(await Subscribers());
        Assert.True(subscriber.Wants(Entry));
        Assert.Single(subscriber.Subscriptions);
    }

    [Fact]
    public async Task One_that_is_switched_off_stays_so_until_it_is_found_elsewhere()
    {
        await Reconcile();
        await ((ISubscriberStore)_store).Suspend(Graphics, new Suspension("410", Samples.At));

        await Reconcile(("Kind", "results"));
        Assert.NotNull(Assert.Single(await Subscribers()).Suspended);

        await Reconcile(("Url", "https://elsewhere.example/"));
        Assert.Null(Assert.Single(await Subscribers()).Suspended);
    }

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(false, true, 0)]
    [InlineData(true, false, 0)]
    [InlineData(true, true, 1)]
    public async Task A_rehearsal_reaches_those_alone_that_are_for_rehearsals_and_nothing_else_does(
        bool isFor,
        bool isRehearsal,
        int count
    )
    {
        await Reconcile(Settings(("Rehearsal", $"{isFor}")), isRehearsal);

        Assert.Equal(count, (await Subscribers()).Length);
    }

    [Theory]
    [InlineData(
        "Area",
        "Darbyshire",
        "Outlets:Webhooks:0:Area: this election has no area or seat called “Darbyshire”."
    )]
    [InlineData("Area", "Lincolnshire", null)]
    public async Task An_area_that_there_is_not_ends_the_start_with_a_sentence(
        string key,
        string value,
        string? sentence
    )
    {
        if (sentence is null)
        {
            await Reconcile((key, value));
            return;
        }
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Reconcile((key, value)));
        Assert.Equal(sentence, refused.Message);
    }

    private static LogEntry Entry => new(1, PlayedNight.ResultOf("Chesterfield").Bulletin);

    private void Tell() =>
        _ = _store
            .Append(0, "told", [], [Entry.Bulletin], new BulletinLog(_store.Bulletins))
            .Result;

    private async Task<Subscriber[]> Subscribers() =>
        [.. await ((ISubscriberStore)_store).ReadSubscribers(CancellationToken.None)];

    private Task Reconcile(params (string Key, string Value)[] values) =>
        Reconcile(Settings(values), isRehearsal: false);

    private Task Reconcile(OutletSettings settings, bool isRehearsal) =>
        ConfiguredSubscribers.Reconcile(
            settings,
            Places.Scopes,
            TheNight.Definition.Whole,
            isRehearsal,
            _store,
            _store,
            CancellationToken.None
        );

    private static OutletSettings Settings(params (string Key, string Value)[] values) =>
        Configured.Outlets([
            ("Webhooks:0:Name", "graphics"),
            .. values.Any(v => v.Key == "Url")
                ? Array.Empty<(string, string)>()
                : [("Webhooks:0:Url", "https://graphics.example/")],
            ("Webhooks:0:Secret", Secret),
            .. values.Select(v => ($"Webhooks:0:{v.Key}", v.Value)),
        ]);
}
