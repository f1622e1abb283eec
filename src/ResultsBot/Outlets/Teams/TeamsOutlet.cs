using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Http;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Teams;

/// <summary>
/// Channels of Teams, by the webhooks of their workflows: a card each. Such a webhook takes a post and gives nothing back,
/// so nothing can be edited, and a correction is a post of its own; nor can it be seen whether a post arrived of which no
/// answer came: it is sent again, and says that it may stand there already.
/// </summary>
internal sealed class TeamsOutlet(
    TeamsSettings settings,
    OutletHttp http,
    TeamsCards cards,
    Phrasebook phrases,
    PostWriter writer,
    Quarantine quarantine,
    TimeProvider time,
    PictureOf? pictures = null
) : IConfiguredOutlet
{
    /// <summary>Above four a second it is throttled.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(300);

    private readonly PageComposer _composer = new(phrases, writer, cards, quarantine, pictures);
    private readonly Pacer _pace = new(Apart, time);

    /// <summary>What was sent last to each, and whether it may stand there.</summary>
    private readonly ConcurrentDictionary<Address, (string Key, bool MayStand)> _last = [];

    public string Name => TeamsSettings.Outlet;

    public TimeSpan KeyWindow => TimeSpan.Zero;

    public bool CanEdit => false;

    public bool CanPost(Group group, Address address) => settings.Find(address) is not null;

    public (Page Page, long Through) Compose(
        IEnumerable<Waited> waiting,
        Func<LogEntry, Mark?> marks
    ) => _composer.Compose(waiting, marks);

    public async Task<OutletAnswer> Send(Dispatch dispatch, CancellationToken ct)
    {
        var posts = _composer.Show(dispatch.Page, dispatch.Entries, dispatch.Marks);
        if (posts.IsEmpty)
        {
            return new OutletAnswer.Nothing();
        }
        var mayStand =
            _last.TryGetValue(dispatch.Address, out var last)
            && last.Key == dispatch.Key
            && last.MayStand;
        var answer = await Send(
            dispatch.Address,
            cards.Of(posts, mayStand ? phrases.MayStandAlready() : null),
            dispatch.Key,
            ct
        );
        _last[dispatch.Address] = (dispatch.Key, mayStand || answer is OutletAnswer.Unknown);
        return answer;
    }

    /// <summary>Nobody can look. What an earlier process has sent may have arrived.</summary>
    public Task<OutletAnswer> Find(Dispatch dispatch, DateTimeOffset since, CancellationToken ct)
    {
        if (_last.GetValueOrDefault(dispatch.Address).Key != dispatch.Key)
        {
            _last[dispatch.Address] = (dispatch.Key, true);
        }
        return Task.FromResult<OutletAnswer>(new OutletAnswer.NotFound());
    }

    public Task<OutletAnswer> Reach(Address address, CancellationToken ct) =>
        http.Reach(settings.Find(address)!.Url, ct);

    public Task<OutletAnswer> SendTest(Address address, Post post, CancellationToken ct) =>
        Send(address, cards.Of([post], null), "test", ct);

    public Task<OutletAnswer> Edit(string handle, Dispatch dispatch, CancellationToken ct) =>
        throw new NotSupportedException("What was posted stays as it is.");

    private async Task<OutletAnswer> Send(
        Address address,
        byte[] card,
        string handle,
        CancellationToken ct
    )
    {
        if (settings.Find(address) is not { } channel)
        {
            return new OutletAnswer.Refused(
                Refusal.Closed,
                "The configuration names no such channel any more."
            );
        }
        await _pace.Wait(address, ct);
        return await http.Send(
            new HttpRequestMessage(HttpMethod.Post, channel.Url)
            {
                Content = new ByteArrayContent(card)
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
                },
            },
            (response, _) => Task.FromResult(Judge(response, handle)),
            ct
        );
    }

    private OutletAnswer Judge(HttpResponseMessage response, string handle) =>
        response switch
        {
            { IsSuccessStatusCode: true } => new OutletAnswer.Done(handle),
            // The gateway gave up on the workflow, which may have begun.
            { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout } =>
                new OutletAnswer.Unknown($"The answer was {(int)response.StatusCode}."),
            {
                StatusCode: HttpStatusCode.NotFound
                    or HttpStatusCode.Gone
                    or HttpStatusCode.Unauthorized
                    or HttpStatusCode.Forbidden
            } => new OutletAnswer.Later(
                null,
                $"The answer was {(int)response.StatusCode}: the workflow is deleted or switched off, or its owner has left."
            ),
            _ => HttpAnswers.NotYet(response, time),
        };
}
