namespace ResultsBot.Discord.RateLimits;

/// <summary>
/// Bounds the bytes of files that are on their way at once. More of them would not arrive sooner, as the line is shared:
/// they would all take so long together that none arrives before its request times out.
/// </summary>
/// <param name="most">In bytes; a single upload that is larger goes alone.</param>
internal sealed class UploadGate(long most)
{
    private readonly Lock _gate = new();
    private readonly WaitingLine<Upload> _line = new();
    private long _onTheirWay;

    /// <summary>Waits until so many bytes may go. Dispose the upload in any case.</summary>
    public Task<Upload> Enter(long bytes, SendPriority priority, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<Upload>(ct);
        }

        WaitingLine<Upload>.Waiter waiter;
        lock (_gate)
        {
            waiter = _line.Join(priority, bytes);
            Serve();
        }

        return waiter.Served(ct);
    }

    private void Serve()
    {
        while (
            _line.FirstWeight is { } bytes
            && (_onTheirWay == 0 || _onTheirWay + bytes <= most)
            && _line.Serve(new Upload(this, bytes))
        )
        {
            _onTheirWay += bytes;
        }
    }

    private void Leave(long bytes)
    {
        lock (_gate)
        {
            _onTheirWay -= bytes;
            Serve();
        }
    }

    public sealed class Upload(UploadGate gate, long bytes) : IDisposable
    {
        private bool _hasEnded;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _hasEnded, true))
            {
                gate.Leave(bytes);
            }
        }
    }
}
