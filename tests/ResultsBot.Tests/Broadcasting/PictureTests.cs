using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Hosting;
using ResultsBot.LiveBlog;
using ResultsBot.Newswire;
using ResultsBot.Outlets.Discord;
using ResultsBot.Simulation;
using ResultsBot.Storage;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Broadcasting;

/// <summary>Pictures on their way to many channels.</summary>
public class PictureTests
{
    private static readonly Photo Hall = new("hall.png", "image/png", [1, 2, 3]);

    /// <summary>A store that answers when it is told to.</summary>
    private sealed class SlowStore : IPhotoStore
    {
        public TaskCompletionSource<Photo?> Answer { get; } = new();

        public int Reads { get; private set; }

        public Task Save(Photo photo) => throw new NotSupportedException();

        public Task<Photo?> FindPhoto(string name, CancellationToken ct)
        {
            Reads++;
            return Answer.Task;
        }
    }

    [Fact]
    public async Task A_picture_is_read_once_for_all_posts_that_are_on_their_way()
    {
        var store = new SlowStore();
        var photos = new SharedPhotos(store);

        var asked = Enumerable.Range(0, 100).Select(_ => photos.Find(Hall.Name, default)).ToArray();
        store.Answer.SetResult(Hall);
        var found = await Task.WhenAll(asked);
        var later = await photos.Find(Hall.Name, default);

        Assert.Equal(1, store.Reads);
        Assert.All([.. found, later], f => Assert.Same(found[0], f));
    }

    [Fact]
    public async Task A_picture_that_could_not_be_read_is_read_again()
    {
        var broken = new SlowStore();
        var photos = new SharedPhotos(broken);
        broken.Answer.SetException(new IOException());

        await Assert.ThrowsAsync<IOException>(() => photos.Find(Hall.Name, default));
        await Assert.ThrowsAsync<IOException>(() => photos.Find(Hall.Name, default));

        Assert.Equal(2, broken.Reads);
    }

    [Fact]
    public void A_result_shows_its_picture_by_its_address_and_never_one_that_does_not_hold()
    {
        const ulong channel = 1000;
        var phrases = new Phrasebook(TheNight.Definition);
        var newsroom = new SimulatedNewsroom(
            TheNight.Definition,
            new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero)
        )
        {
            Pictures = new LiveBlogPictures(
                new PictureUrls(phrases, false, new Uri("https://live.example/")),
                NullLogger<LiveBlogPictures>.Instance
            ).Of,
        }.Start();
        newsroom.Discord.Add(channel);
        newsroom.Subscribe(
            channel,
            new Topic(new Scope.Area(TheNight.Definition.Whole), null, Kind.Results)
        );
        var bolsover = TheNight.Pack.Recorded.Single(r =>
            r.Contest == TheNight.Contest("Bolsover").Id
        );

        newsroom.Submit(new Command.Declare(bolsover.Contest, bolsover.Figures, "t"));
        newsroom.Pass(TimeSpan.FromMinutes(1));
        var first = Picture(0);
        newsroom.Submit(
            new Command.Correct(
                bolsover.Contest,
                1,
                bolsover.Figures with
                {
                    Rejected = 1,
                },
                "a slip",
                "t"
            )
        );
        newsroom.Pass(TimeSpan.FromMinutes(1));
        var corrected = Picture(0);
        newsroom.Submit(new Command.Retract(bolsover.Contest, 2, "the wrong seat", "t"));
        newsroom.Pass(TimeSpan.FromMinutes(1));

        Assert.Matches("^https://live\\.example/pictures/[0-9a-f]{32}\\.png$", first);
        Assert.Matches("^https://live\\.example/pictures/[0-9a-f]{32}\\.png$", corrected);
        Assert.NotEqual(first, corrected);
        Assert.Equal(corrected, Picture(1) ?? corrected);
        Assert.Null(Picture(0));

        string? Picture(int message) =>
            (string?)newsroom.Discord.Read(channel)[message].Embeds.First()["image"]?["url"];
    }

    /// <summary>Uploads that never end hold up uploads, and nothing else.</summary>
    [Fact]
    public void Posts_without_a_picture_do_not_wait_for_those_with_one()
    {
        var newsroom = new SimulatedNewsroom(
            TheNight.Definition,
            new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero)
        ).Start();
        var (seat, other) = (TheNight.Contest("Bolsover"), TheNight.Contest("Chesterfield"));
        for (var channel = 1000UL; channel < 1200; channel++)
        {
            newsroom.Discord.Add(channel);
            newsroom.Subscribe(
                channel,
                new Topic(
                    new Scope.Seat(channel < 1150 ? seat.Id : other.Id),
                    null,
                    Kind.Everything
                )
            );
        }
        newsroom.Do(() => newsroom.Store.Save(Hall));
        var blocked = new TaskCompletionSource();
        newsroom.Discord.Uploads = () => blocked.Task;

        var at = newsroom.Time.GetUtcNow();
        newsroom.Tell(new Bulletin.Noted(seat, "The hall.", at, Hall.Name));
        newsroom.Pass(TimeSpan.FromSeconds(2));
        newsroom.Tell(new Bulletin.Noted(other, "No picture.", at));
        newsroom.Pass(TimeSpan.FromSeconds(10));

        Assert.All(Channels(1150, 50), c => Assert.Single(newsroom.Discord.Read(c)));
        Assert.All(Channels(1000, 150), c => Assert.Empty(newsroom.Discord.Read(c)));

        blocked.SetResult();
        newsroom.Pass(TimeSpan.FromMinutes(2));
        Assert.All(Channels(1000, 150), c => Assert.Single(newsroom.Discord.Read(c)));

        static IEnumerable<ulong> Channels(ulong from, int count) =>
            Enumerable.Range(0, count).Select(i => from + (ulong)i);
    }
}
