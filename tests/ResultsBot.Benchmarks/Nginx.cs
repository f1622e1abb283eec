using System.Diagnostics;
using System.Globalization;

namespace ResultsBot.Benchmarks;

/// <summary>nginx with a configuration of its own, in the foreground, for as long as it is held on to.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly List<string> _errors = [];

    private Nginx(Process process) => _process = process;

    /// <param name="folder">For its files.</param>
    /// <param name="http">What stands in its http block.</param>
    /// <param name="port">One that it listens on.</param>
    public static async Task<Nginx> Start(string folder, string http, int port)
    {
        var configuration = Path.Combine(folder, "nginx.conf");
        // Its workers are to read the folder, which is nobody else's.
        var user = Environment.IsPrivilegedProcess ? "user root;" : "";
        await File.WriteAllTextAsync(
            configuration,
            $$"""
            daemon off;
            {{user}}
            worker_processes auto;
            worker_rlimit_nofile 16384;
            pid {{folder}}/nginx.pid;
            error_log stderr warn;
            events { worker_connections 8192; }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
                sendfile on;
                tcp_nopush on;
                keepalive_requests 1000000000;
            {{http}}
            }
            """
        );
        var nginx = new Nginx(
            Tools.Start("nginx", ["-c", configuration, "-p", folder, "-e", "stderr"])
        );
        nginx.Listen();
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            await Tools.Until(
                async () => nginx._process.HasExited || await Answers(client, port),
                LongestStart,
                "nginx answers."
            );
            return !nginx._process.HasExited
                ? nginx
                : throw new InvalidOperationException($"nginx ended: {nginx.Said}");
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    /// <summary>For how long it has kept a core busy so far, its workers together.</summary>
    public TimeSpan Busy
    {
        get
        {
            var busy = TimeSpan.Zero;
            foreach (var worker in Children())
            {
                using var process = Process.GetProcessById(
                    int.Parse(worker, CultureInfo.InvariantCulture)
                );
                busy += process.TotalProcessorTime;
            }
            return busy;
        }
    }

    private string[] Children() =>
        File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private string Said
    {
        get
        {
            lock (_errors)
            {
                return string.Join('\n', _errors);
            }
        }
    }

    /// <summary>With its workers: what is left of one would hold its pipes open, and its port.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private void Listen()
    {
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_errors)
        {
            if (line.Data is { } text && _errors.Count < 20)
            {
                _errors.Add(text);
            }
        }
    }

    private static async Task<bool> Answers(HttpClient client, int port)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
