using System.Net;

namespace ResultsBot.Simulation;

/// <summary>
/// What is at the other end of outlets over HTTP, by host, with faults of its own: busy before it has read anything, or
/// the answer lost after it was done. It outlives the bot.
/// </summary>
internal sealed class SimulatedWeb(TimeProvider time, Random random)
{
    private readonly Dictionary<string, Func<WebRequest, HttpResponseMessage>> _hosts = [];

    /// <summary>The share of requests that are refused, and of answers that are lost.</summary>
    public double Faults { get; set; }

    /// <summary>How long an answer takes, at most.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.FromMilliseconds(400);

    public void Serve(string host, Func<WebRequest, HttpResponseMessage> serve) =>
        _hosts[host] = serve;

    public void Serve(string host, HttpStatusCode status) =>
        Serve(host, _ => new HttpResponseMessage(status));

    /// <summary>As one process sees it: once that is dead, nothing is answered.</summary>
    public HttpMessageHandler For(Func<bool> isAlive) => new Handler(this, isAlive);

    private bool IsFaulty => random.NextDouble() < Faults;

    private Task Wait(CancellationToken ct) =>
        Task.Delay(Latency * random.NextDouble() / 2, time, ct);

    private sealed class Handler(SimulatedWeb web, Func<bool> isAlive) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            await Alive(cancellationToken);
            if (web.IsFaulty)
            {
                return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            }
            if (!web._hosts.TryGetValue(request.RequestUri!.Host, out var serve))
            {
                throw new HttpRequestException(
                    HttpRequestError.NameResolutionError,
                    "No such host."
                );
            }
            var body = request.Content is null
                ? ""
                : await request.Content.ReadAsStringAsync(cancellationToken);
            var answer = serve(new WebRequest(request, body));
            if (web.IsFaulty)
            {
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "Lost.");
            }
            await Alive(cancellationToken);
            return answer;
        }

        private async Task Alive(CancellationToken ct)
        {
            await web.Wait(ct);
            if (!isAlive())
            {
                await new TaskCompletionSource().Task;
            }
        }
    }
}

internal sealed record WebRequest(HttpRequestMessage Message, string Body)
{
    public string? Header(string name) =>
        Message.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
