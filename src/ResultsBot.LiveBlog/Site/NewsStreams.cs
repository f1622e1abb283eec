using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ResultsBot.LiveBlog.Site;

/// <summary>
/// Tells open pages at once how far the night is: a line of server-sent events for each edition. They hold a connection each
/// and nothing else; what is new they fetch as all others do. Who finds no place is told to ask now and then instead.
/// </summary>
internal sealed class NewsStreams : IDisposable
{
    /// <summary>Sooner than a proxy gives up on a connection, which is after a minute mostly.</summary>
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(25);

    private static readonly ReadOnlyMemory<byte> Alive = ":\n\n"u8.ToArray();

    private readonly LiveBlogReader _reader;
    private readonly int _most;
    private readonly ITimer _timer;
    private volatile Line _line;
    private int _open;

    /// <summary>What to say, and whether there is something to say after it.</summary>
    private sealed record Line(long Number, ReadOnlyMemory<byte> Text)
    {
        private readonly TaskCompletionSource _over = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public Task Over => _over.Task;

        public void End() => _over.TrySetResult();
    }

    /// <param name="most">Open at once.</param>
    public NewsStreams(LiveBlogReader reader, int most, TimeProvider time)
    {
        _reader = reader;
        _most = most;
        _line = Newest();
        reader.Published += Next;
        _timer = time.CreateTimer(_ => Next(null, EventArgs.Empty), null, SignOfLife, SignOfLife);
    }

    /// <summary>Until the reader goes, or all are to.</summary>
    public async Task Serve(HttpContext http, CancellationToken stop)
    {
        if (Interlocked.Increment(ref _open) > _most)
        {
            Interlocked.Decrement(ref _open);
            // A browser does not come again after that one.
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            http.Response.Headers.CacheControl = Keeping.Never;
            return;
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stop);
        try
        {
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = Keeping.Never;
            // nginx would keep the lines until there are many.
            http.Response.Headers["X-Accel-Buffering"] = "no";
            if (!HttpMethods.IsHead(http.Request.Method))
            {
                await Tell(http.Response, end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The reader has gone, or the server goes.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    public void Dispose()
    {
        _reader.Published -= Next;
        _timer.Dispose();
    }

    private async Task Tell(HttpResponse response, CancellationToken end)
    {
        var told = -1L;
        while (true)
        {
            var line = _line;
            await response.Body.WriteAsync(line.Number == told ? Alive : line.Text, end);
            told = line.Number;
            await line.Over.WaitAsync(end);
        }
    }

    private void Next(object? sender, EventArgs e) =>
        Interlocked.Exchange(ref _line, Newest()).End();

    private Line Newest()
    {
        var number = _reader.Current?.Number ?? 0;
        return new Line(
            number,
            Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"retry: 5000\ndata: {number}\n\n")
            )
        );
    }
}
