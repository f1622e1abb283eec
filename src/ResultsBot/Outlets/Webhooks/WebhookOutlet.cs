using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Http;

namespace ResultsBot.Outlets.Webhooks;

/// <summary>
/// Other people's programs: a signed message over HTTP for each bulletin, in order. What was sent stays as it is; a
/// correction is a message of its own.
/// </summary>
internal sealed class WebhookOutlet(
    WebhookSettings settings,
    OutletHttp http,
    WebhookBodies bodies,
    TimeProvider time
) : IConfiguredOutlet
{
    private static readonly ProductInfoHeaderValue UserAgent = new(
        "ResultsBot",
        Assembly.GetExecutingAssembly().GetName().Version?.ToString(2)
    );

    public string Name => WebhookSettings.Outlet;

    /// <summary>Receivers leave out a message whose id they have had: it is the same for as long as it is tried.</summary>
    public TimeSpan KeyWindow => TimeSpan.MaxValue;

    public bool CanEdit => false;

    public bool CanPost(Group group, Address address) => settings.Find(address) is not null;

    /// <summary>One bulletin a message.</summary>
    public (Page Page, long Through) Compose(
        IEnumerable<Waited> waiting,
        Func<LogEntry, Mark?> marks
    )
    {
        var next = waiting.First();
        var position = next.Entry.Position;
        return (
            new Page(
                Layout.Cards,
                next.AsCard ? [position] : [],
                [.. next.Tallies.Select(area => new PageTally(area, position))]
            ),
            position
        );
    }

    public Task<OutletAnswer> Send(Dispatch dispatch, CancellationToken ct) =>
        bodies.Of(dispatch) is { } body
            ? Send(dispatch.Address, dispatch.Key, body, ct)
            : Task.FromResult<OutletAnswer>(new OutletAnswer.Nothing());

    public Task<OutletAnswer> Reach(Address address, CancellationToken ct) =>
        http.Reach(settings.Find(address)!.Url, ct);

    public Task<OutletAnswer> SendTest(Address address, Post post, CancellationToken ct)
    {
        var id = $"test-{Guid.CreateVersion7(time.GetUtcNow()):N}";
        return Send(address, id, bodies.OfTest(id, post, time.GetUtcNow()), ct);
    }

    public Task<OutletAnswer> Find(Dispatch dispatch, DateTimeOffset since, CancellationToken ct) =>
        throw new NotSupportedException("Sent again, it is the same message.");

    public Task<OutletAnswer> Edit(string handle, Dispatch dispatch, CancellationToken ct) =>
        throw new NotSupportedException("What was sent stays as it is.");

    private async Task<OutletAnswer> Send(
        Address address,
        string id,
        byte[] body,
        CancellationToken ct
    ) =>
        settings.Find(address) is { } endpoint
            ? await http.Send(
                Request(endpoint, id, body),
                (response, _) => Task.FromResult(Judge(response, id)),
                ct
            )
            : new OutletAnswer.Refused(
                Refusal.Closed,
                "The configuration names no such webhook any more."
            );

    private HttpRequestMessage Request(WebhookEndpoint endpoint, string id, byte[] body)
    {
        var now = time.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", WebhookSecret.Time(now));
        request.Headers.Add(
            "webhook-signature",
            WebhookSecret.Sign(endpoint.Secrets, id, now, body)
        );
        return request;
    }

    private OutletAnswer Judge(HttpResponseMessage response, string id) =>
        response.IsSuccessStatusCode ? new OutletAnswer.Done(id)
        : response.StatusCode == HttpStatusCode.Gone
            ? new OutletAnswer.Refused(
                Refusal.Closed,
                "The answer was 410: it wants no more messages."
            )
        : HttpAnswers.NotYet(response, time);
}
