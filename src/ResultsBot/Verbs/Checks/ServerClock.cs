namespace ResultsBot.Verbs.Checks;

/// <summary>Compares this machine's clock with the server's, by the date in its answers.</summary>
internal sealed class ServerClock(HttpMessageHandler inner, TimeProvider time)
    : DelegatingHandler(inner)
{
    private static readonly TimeSpan HalfASecond = TimeSpan.FromSeconds(0.5);

    private TimeSpan _shortest = TimeSpan.MaxValue;

    /// <summary>By how much ours is ahead, to about a second; null while nobody has said what time it is.</summary>
    public TimeSpan? Ahead { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var (began, at) = (time.GetUtcNow(), time.GetTimestamp());
        var response = await base.SendAsync(request, cancellationToken);
        var took = time.GetElapsedTime(at);
        if (response.Headers.Date is { } date && took < _shortest)
        {
            // The quickest answer says most; of its own clock it tells whole seconds, cut off.
            _shortest = took;
            Ahead = began + took / 2 - (date + HalfASecond);
        }
        return response;
    }
}
