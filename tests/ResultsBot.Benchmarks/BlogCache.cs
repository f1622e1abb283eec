using System.Globalization;
using ResultsBot.Packs;

namespace ResultsBot.Benchmarks;

/// <summary>
/// Readers with the page open, who ask every ten seconds how far the night is and fetch each step, through nginx as a cache
/// that does what the answers' headers say: how many requests reach the live blog. A second server of the same nginx stands
/// between, and counts them.
/// </summary>
internal static class BlogCache
{
    /// <summary>Of each reader.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Each stands for several readers: 100,000 connections are more than a machine has ports.</summary>
    private const int Connections = 2_000;

    /// <summary>Between two results: the busiest hour of the night had 223.</summary>
    private static readonly TimeSpan BetweenResults = TimeSpan.FromSeconds(10);

    public static async Task<int> Run(int readers, TimeSpan during, string? program)
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
        var port = Tools.FreePort();
        var counter = Tools.FreePort();
        var counted = Path.Combine(blog.Folder, "origin.log");
        await using var nginx = await Nginx.Start(
            blog.Folder,
            $$"""
            log_format asked '$request_uri';
            proxy_cache_path {{blog.Folder}}/cache keys_zone=blog:10m;
            server {
                listen 127.0.0.1:{{port}} backlog=4096;
                location / {
                    proxy_pass http://127.0.0.1:{{counter}};
                    proxy_set_header Host $host;
                    proxy_cache blog;
                    proxy_cache_lock on;
                    proxy_cache_use_stale updating error timeout;
                    proxy_cache_background_update on;
                }
            }
            server {
                listen 127.0.0.1:{{counter}};
                access_log {{counted}} asked;
                location / { proxy_pass {{blog.Address.AbsoluteUri}}; proxy_set_header Host $host; }
            }
            """,
            port
        );
        var delay = TimeSpan.FromSeconds(Connections * Every.TotalSeconds / readers);
        var script = Path.Combine(blog.Folder, "readers.lua");
        await File.WriteAllTextAsync(script, Script(delay));
        await File.WriteAllTextAsync(counted, "");

        using var stop = new CancellationTokenSource();
        var night = GoOn(blog, stop.Token);
        var load = await Wrk.Run(
            new Uri($"http://127.0.0.1:{port}/latest"),
            Connections,
            during,
            ["Accept-Encoding: gzip"],
            script
        );
        await stop.CancelAsync();
        var results = await night;

        var asked = await File.ReadAllLinesAsync(counted);
        var reached = asked.Length / during.TotalSeconds;
        Console.WriteLine(
            $"{readers} readers, each every {Every.TotalSeconds:0} s, by {Connections} connections that ask every {delay.TotalMilliseconds:0} ms; {results} results meanwhile"
        );
        Console.WriteLine(
            $"at nginx    {load.ASecond, 9:F1} requests a second {(load.Failures is { } failures ? $"({failures})" : "(none failed)")}"
        );
        Console.WriteLine(
            $"at the blog {reached, 9:F2} requests a second: {string.Join(", ", asked.CountBy(Kind).OrderByDescending(k => k.Value).Select(k => $"{k.Key} {k.Value}"))}"
        );
        return reached < 5 && load.Failures is null ? 0 : 1;
    }

    /// <summary>Asks how far the night is; whenever it has gone on, each of them fetches the step.</summary>
    private static string Script(TimeSpan delay) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            local number, step, left = nil, nil, 0
            function delay() return {{delay.TotalMilliseconds:0}} end
            function request()
              if left > 0 then
                left = left - 1
                return wrk.format("GET", step)
              end
              return wrk.format("GET", "/latest")
            end
            function response(status, headers, body)
              local now = tonumber(body:match('^{"number":(%d+)}'))
              if now and number and now > number then
                step = "/after/" .. number
                left = {{Connections / 2}}
              end
              if now and (number == nil or now > number) then number = now end
            end
            """
        );

    private static async Task<int> GoOn(MidNightBlog blog, CancellationToken stop)
    {
        var results = 0;
        using var timer = new PeriodicTimer(BetweenResults, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await blog.Declare();
                results++;
            }
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }
        return results;
    }

    private static string Kind(string path) =>
        path.StartsWith("/after/", StringComparison.Ordinal) ? "/after" : path;
}
