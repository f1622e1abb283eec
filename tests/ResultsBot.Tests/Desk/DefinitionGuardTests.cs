using Microsoft.Extensions.Time.Testing;
using ResultsBot.Desk;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Desk;

/// <summary>A pack that was edited between two starts: <c>/seat</c> said gain where the post said hold.</summary>
public sealed class DefinitionGuardTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TheNight.Definition.PollCloses.AddHours(7));
    private SqliteStore _store = null!;

    public Task InitializeAsync()
    {
        _store = SqliteStore.Open($"Data Source={_folder.Of("guard.db")}", "ge2024", _time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> OfItsOwn =>
        new()
        {
            { "electorate", "The electorate of Chesterfield (" },
            { "previous", "The previous result of Chesterfield (" },
            { "holders", "The list of who held its seats of Chesterfield (" },
            { "held by", "The previous holder of Chesterfield (" },
            { "areas", "The list of areas of Chesterfield (" },
            { "roll", "The list of candidates (names, parties and order) of Chesterfield (" },
        };

    [Theory]
    [MemberData(nameof(OfItsOwn))]
    public async Task What_a_result_rests_on_may_not_change_and_the_sentence_says_what_did(
        string part,
        string sentence
    )
    {
        await Declare("Chesterfield");

        var refused = await Assert.ThrowsAsync<StoreException>(() => Start("Chesterfield", part));

        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_electorate_is_named_with_what_it_was_and_the_command_that_corrects_it()
    {
        await Declare("Chesterfield");

        var refused = await Assert.ThrowsAsync<StoreException>(() =>
            Start("Chesterfield", "electorate")
        );

        Assert.Contains("It was 71645, and is 100 now.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("use /electorate", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("areas", true)]
    [InlineData("holders", true)]
    [InlineData("gone", true)]
    [InlineData("electorate", false)]
    [InlineData("roll", false)]
    public async Task Of_a_seat_that_nothing_was_said_of_only_what_tallies_rest_on_may_not_change(
        string part,
        bool isRefused
    )
    {
        await Declare("Chesterfield");

        if (isRefused)
        {
            await Assert.ThrowsAsync<StoreException>(() => Start("Bolsover", part));
        }
        else
        {
            (await Start("Bolsover", part)).Dispose();
        }
    }

    [Fact]
    public async Task Before_anything_was_taken_in_all_may_change()
    {
        (await Start("", "")).Dispose();

        foreach (var part in (string[])["electorate", "previous", "areas", "roll", "gone"])
        {
            (await Start("Chesterfield", part)).Dispose();
        }
    }

    [Fact]
    public async Task A_county_that_a_channel_follows_may_not_vanish()
    {
        (await Start("", "")).Dispose();
        ISubscriberStore channels = _store;
        var county = new AreaId(AreaKind.County, "Derbyshire");
        await channels.Subscribe(
            new Address("discord", "1001"),
            new Group("discord", "1"),
            new Topic(new Scope.Area(county), null, Kind.Results),
            DeliveryChange.None
        );
        var renamed = With(
            TheNight.Definition.Contests.Select(c =>
                c with
                {
                    Areas = [.. c.Areas.Select(a => a == county ? a with { Name = "Derbs" } : a)],
                }
            )
        );

        await FollowedPlaces.Check(TheNight.Definition, _store, _store, default);
        var refused = await Assert.ThrowsAsync<StoreException>(() =>
            FollowedPlaces.Check(renamed, _store, _store, default)
        );

        Assert.Contains(
            "1001 follows Derbyshire (County)",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    private async Task Declare(string seat)
    {
        using var desk = await Start("", "");
        var recorded = TheNight.Recorded(seat);
        await desk.Submit(
            new Command.Declare(recorded.Contest, recorded.Figures, "rita"),
            "i",
            default
        );
    }

    private Task<ResultsDesk> Start(string seat, string part) =>
        ResultsDesk.Open(
            With(
                TheNight
                    .Definition.Contests.Where(c => part != "gone" || c.Name != seat)
                    .Select(c => c.Name == seat ? Changed(c, part) : c)
            ),
            HouseRules.Default,
            _store,
            new BulletinLog([]),
            _time,
            default
        );

    private static Contest Changed(Contest contest, string part) =>
        part switch
        {
            "electorate" => contest with { Electorate = 100 },
            "previous" => contest with
            {
                Base = BaseResult.Of(
                    [.. contest.Base!.Votes.Select(v => v with { Votes = v.Votes + 1 })],
                    contest.Base.Electorate,
                    contest.Base.Seats
                ),
            },
            "holders" => contest with
            {
                Base = BaseResult.Of(
                    contest.Base!.Votes,
                    contest.Base.Electorate,
                    [new PartySeats(new PartyId("LD"), 1)]
                ),
            },
            "held by" => contest with { HeldBy = new PartyId("RUK") },
            "areas" => contest with { Areas = contest.Areas.RemoveAt(0) },
            "roll" => contest with
            {
                Candidates =
                [
                    contest.Candidates[0] with
                    {
                        Name = "Somebody Else",
                    },
                    .. contest.Candidates[1..],
                ],
            },
            _ => contest,
        };

    private static ElectionDefinition With(IEnumerable<Contest> contests)
    {
        var definition = TheNight.Definition;
        return new ElectionDefinition(
            definition.Id,
            definition.Name,
            definition.PollCloses,
            definition.BaseName,
            definition.Parties,
            [.. contests],
            definition.Chambers
        );
    }
}
