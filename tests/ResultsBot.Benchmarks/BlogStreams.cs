using System.Net;
using System.Net.Sockets;
using System.Text;
using ResultsBot.Packs;

namespace ResultsBot.Benchmarks;

/// <summary>
/// Open pages that are told at once: the resident memory of the live blog's process without them, with so many, while each is
/// told of a result, and after they have gone.
/// </summary>
internal static class BlogStreams
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task<int> Run(int count, TimeSpan watched, string? program)
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            await Console.Error.WriteLineAsync("The pack ge2024 cannot be read.");
            return 1;
        }
        await using var blog = await MidNightBlog.Start(pack, program);
        using var client = new HttpClient
        {
            BaseAddress = blog.Address,
            Timeout = TimeSpan.FromSeconds(30),
        };
        await client.GetStringAsync("");
        var rest = blog.Resident();
        var listeners = new Listener[count];
        using var limit = new CancellationTokenSource(Longest, TimeProvider.System);
        try
        {
            await Parallel.ForAsync(
                0,
                count,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = AtOnce,
                    CancellationToken = limit.Token,
                },
                async (i, ct) => listeners[i] = await Listener.Open(blog.Address, ct)
            );
            var open = blog.Resident();
            var (first, last) = await Tell(blog, listeners, limit.Token);
            var told = blog.Resident();
            var most = await Watch(blog, watched);
            var began = TimeProvider.System.GetTimestamp();
            await client.GetStringAsync("latest");
            var answered = TimeProvider.System.GetElapsedTime(began);
            Console.WriteLine(
                $"{count} open streams: {rest:F0} MB without them, {open:F0} MB with them ({(open - rest) * 1024 / count:F1} KB each), {told:F0} MB once told of a result, {most:F0} MB at most in the {watched.TotalSeconds:0} s after it"
            );
            Console.WriteLine(
                $"the first was told {first.TotalMilliseconds:F0} ms after the result was stored, the last {last.TotalMilliseconds:F0} ms; /latest took {answered.TotalMilliseconds:F1} ms beside them"
            );
        }
        finally
        {
            foreach (var listener in listeners)
            {
                listener?.Dispose();
            }
        }
        Console.WriteLine(
            $"{await Watch(blog, TimeSpan.FromSeconds(5)):F0} MB at most while they went, {blog.Resident():F0} MB after it"
        );
        return 0;
    }

    private static async Task<(TimeSpan First, TimeSpan Last)> Tell(
        MidNightBlog blog,
        Listener[] listeners,
        CancellationToken ct
    )
    {
        var heard = listeners.Select(l => l.Hear(ct)).ToList();
        await blog.Declare();
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAny(heard);
        var first = TimeProvider.System.GetElapsedTime(began);
        await Task.WhenAll(heard);
        return (first, TimeProvider.System.GetElapsedTime(began));
    }

    private static async Task<double> Watch(MidNightBlog blog, TimeSpan during)
    {
        var began = TimeProvider.System.GetTimestamp();
        var most = 0.0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        while (TimeProvider.System.GetElapsedTime(began) < during)
        {
            await timer.WaitForNextTickAsync();
            most = Math.Max(most, blog.Resident());
        }
        return most;
    }

    private sealed class Listener : IDisposable
    {
        private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
        private readonly byte[] _buffer = new byte[1024];

        public static async Task<Listener> Open(Uri address, CancellationToken ct)
        {
            var listener = new Listener();
            await listener._socket.ConnectAsync(IPAddress.Loopback, address.Port, ct);
            await listener._socket.SendAsync(
                Encoding.ASCII.GetBytes(
                    $"GET /events HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: text/event-stream\r\n\r\n"
                ),
                ct
            );
            await listener.Hear(ct);
            return listener;
        }

        /// <summary>Until it is told a number.</summary>
        public async Task Hear(CancellationToken ct)
        {
            while (true)
            {
                var read = await _socket.ReceiveAsync(_buffer, ct);
                var text = Encoding.ASCII.GetString(_buffer, 0, read);
                if (read == 0 || text.Contains(" 204 ", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException("The live blog has no place left.");
                }
                if (text.Contains("data:", StringComparison.Ordinal))
                {
                    return;
                }
            }
        }

        public void Dispose() => _socket.Dispose();
    }
}
