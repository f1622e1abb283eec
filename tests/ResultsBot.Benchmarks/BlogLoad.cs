using System.Net;
using ResultsBot.Packs;

namespace ResultsBot.Benchmarks;

/// <summary>
/// The live blog in the middle of the night beside nginx that serves the same bytes as files: both on loopback, in turn, each
/// round the other one first.
/// </summary>
internal static class BlogLoad
{
    private const int Connections = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <param name="Path">At the live blog, and as nginx's file.</param>
    private sealed record Case(
        string Name,
        string Path,
        string File,
        string? Encoding,
        bool IsKnown
    );

    private static readonly Case[] Cases =
    [
        new("page, gzip", "", "page.html", "gzip", IsKnown: false),
        new("page, plain", "", "page.html", null, IsKnown: false),
        new("/latest", "latest", "latest.json", null, IsKnown: false),
        new("304", "", "page.html", "gzip", IsKnown: true),
    ];

    public static async Task<int> Run(int rounds, TimeSpan during, string? program)
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            await Console.Error.WriteLineAsync("The pack ge2024 cannot be read.");
            return 1;
        }
        if (Tools.Missing("nginx", "wrk") is { Count: > 0 } missing)
        {
            await Console.Error.WriteLineAsync($"Install {string.Join(" and ", missing)}.");
            return 1;
        }
        await using var blog = await MidNightBlog.Start(pack, program);
        using var client = new HttpClient(
            new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }
        )
        {
            Timeout = TimeSpan.FromSeconds(10),
        };
        var files = Directory.CreateDirectory(Path.Combine(blog.Folder, "files")).FullName;
        foreach (var of in Cases.DistinctBy(c => (c.Path, c.Encoding)))
        {
            using var answer = await Ask(client, new Uri(blog.Address, of.Path), of.Encoding);
            await File.WriteAllBytesAsync(
                Path.Combine(files, of.File + (of.Encoding is null ? "" : ".gz")),
                await answer.Content.ReadAsByteArrayAsync()
            );
        }
        var port = Tools.FreePort();
        await using var nginx = await Nginx.Start(
            blog.Folder,
            $$"""
            types { text/html html; application/json json; }
            open_file_cache max=100;
            server { listen 127.0.0.1:{{port}}; root {{files}}; gzip_static on; }
            """,
            port
        );
        Console.WriteLine(
            $"{"", -12} {"bytes", 7} {"live blog", 9} {"nginx", 9} {"ratio", 6} {"live blog", 9} {"nginx", 6}   (requests a second, µs of processor a request; ratio by round)"
        );
        // What runs often is compiled anew in its first seconds.
        await Wrk.Run(blog.Address, Connections, 4 * WarmUp);
        var worst = double.PositiveInfinity;
        foreach (var of in Cases)
        {
            var ours = await Target.Of(
                client,
                of,
                new Uri(blog.Address, of.Path),
                () => blog.Process.Busy
            );
            var theirs = await Target.Of(
                client,
                of,
                new Uri($"http://127.0.0.1:{port}/{of.File}"),
                () => nginx.Busy
            );
            worst = Math.Min(worst, await Compare(of, ours, theirs, rounds, during));
        }
        return worst >= 0.7 ? 0 : 1;
    }

    /// <returns>The live blog's requests for each of nginx's.</returns>
    private static async Task<double> Compare(
        Case of,
        Target ours,
        Target theirs,
        int rounds,
        TimeSpan during
    )
    {
        if (!ours.Bytes.AsSpan().SequenceEqual(theirs.Bytes))
        {
            throw new InvalidOperationException($"{of.Name}: not the same bytes.");
        }
        await ours.Load(WarmUp);
        await theirs.Load(WarmUp);
        var (our, their) = (new List<Loaded>(), new List<Loaded>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (
                var (target, loads) in round % 2 == 0
                    ? [(ours, our), (theirs, their)]
                    : ((Target, List<Loaded>)[])[(theirs, their), (ours, our)]
            )
            {
                loads.Add(await target.Load(during));
            }
        }
        var ratio = our.Sum(l => l.Requests) / (double)their.Sum(l => l.Requests);
        Console.WriteLine(
            $"{of.Name, -12} {(of.IsKnown ? 0 : ours.Bytes.Length), 7} {ASecond(our), 9:F0} {ASecond(their), 9:F0} {ratio, 6:F2} {Busy(our), 9:F1} {Busy(their), 6:F1}   {string.Join(' ', our.Zip(their, (o, t) => $"{(double)o.Requests / t.Requests:F2}"))}"
        );
        return ratio;

        double ASecond(List<Loaded> loads) =>
            loads.Sum(l => l.Requests) / (during.TotalSeconds * rounds);
        double Busy(List<Loaded> loads) =>
            loads.Sum(l => l.Busy.TotalMicroseconds) / loads.Sum(l => l.Requests);
    }

    private sealed record Loaded(long Requests, TimeSpan Busy);

    /// <param name="Headers">As whoever asks there would send them: each server has tags of its own.</param>
    /// <param name="Busy">For how long it has kept a core busy so far.</param>
    private sealed record Target(Uri Address, string[] Headers, byte[] Bytes, Func<TimeSpan> Busy)
    {
        public static async Task<Target> Of(
            HttpClient client,
            Case of,
            Uri address,
            Func<TimeSpan> busy
        )
        {
            using var answer = await Ask(client, address, of.Encoding);
            answer.EnsureSuccessStatusCode();
            List<string> headers = [];
            if (of.Encoding is { } encoding)
            {
                headers.Add($"Accept-Encoding: {encoding}");
            }
            if (of.IsKnown)
            {
                headers.Add($"If-None-Match: {answer.Headers.ETag}");
            }
            return new Target(
                address,
                [.. headers],
                await answer.Content.ReadAsByteArrayAsync(),
                busy
            );
        }

        public async Task<Loaded> Load(TimeSpan during)
        {
            var before = Busy();
            var load = await Wrk.Run(Address, Connections, during, Headers);
            return load.Failures is null
                ? new Loaded(load.Requests, Busy() - before)
                : throw new InvalidOperationException($"{Address}: {load.Failures}");
        }
    }

    private static Task<HttpResponseMessage> Ask(HttpClient client, Uri address, string? encoding)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (encoding is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        }
        return client.SendAsync(request);
    }
}
