using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ResultsBot.Tests.Infrastructure;

/// <summary>
/// A PostgreSQL of its own on loopback, from the machine's packages, which can be stopped and started. It refuses to run as
/// root, and so runs as the user that Debian's package makes.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";

    private readonly string _folder;
    private readonly string _settings;

    private PostgresServer(string folder, int port, string settings)
    {
        _folder = folder;
        Port = port;
        _settings = settings;
    }

    public int Port { get; }

    /// <summary>Where its programs are; null where it is not installed.</summary>
    public static string? Programs { get; } =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(d => Path.Combine(d, "bin"))
                .Where(d => File.Exists(Path.Combine(d, "initdb")))
                .Order(StringComparer.Ordinal)
                .LastOrDefault()
            : null;

    /// <param name="settings">Of postgresql.conf, as of the command line: -c name=value.</param>
    public static async Task<PostgresServer> Start(string settings = "")
    {
        var folder = Directory.CreateTempSubdirectory("resultsbot-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await Run("chown", User, folder);
        }
        // It sorts as people do, not as SQLite.
        await AsUser(
            "initdb",
            "-D",
            folder,
            "-U",
            User,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale-provider=icu",
            "--icu-locale=en-GB",
            "--no-sync"
        );
        var server = new PostgresServer(folder, FreePort(), settings);
        await server.Begin();
        return server;
    }

    /// <summary>Starts it, and waits until it answers.</summary>
    public Task Begin() =>
        AsUser(
            "pg_ctl",
            "-D",
            _folder,
            "-w",
            "-s",
            "-l",
            Path.Combine(_folder, "log"),
            "-o",
            $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} {_settings}",
            "start"
        );

    /// <param name="mode">fast: connections are ended; immediate: as in a power cut.</param>
    public Task Stop(string mode) =>
        AsUser("pg_ctl", "-D", _folder, "-w", "-s", "-m", mode, "stop");

    /// <returns>How to connect to a place of its own, empty: a schema, which is made much sooner than a database.</returns>
    public async Task<string> CreateSchema()
    {
        var name = $"results_{Guid.NewGuid():N}";
        await Execute($"CREATE SCHEMA {name}", Connection);
        return $"{Connection};Search Path={name}";
    }

    /// <summary>One statement, as the server's owner.</summary>
    /// <param name="connectionString">Where.</param>
    public static async Task Execute(string sql, string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop("immediate");
        if (Environment.IsPrivilegedProcess)
        {
            await Run("chown", "-R", "root", _folder);
        }
        Directory.Delete(_folder, recursive: true);
    }

    private string Connection => $"Host=127.0.0.1;Port={Port};Username={User};Database=postgres";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task AsUser(string program, params string[] arguments)
    {
        var path = Path.Combine(
            Programs ?? throw new InvalidOperationException("PostgreSQL is not installed."),
            program
        );
        return Environment.IsPrivilegedProcess
            ? Run("runuser", ["-u", User, "--", path, .. arguments])
            : Run(path, arguments);
    }

    private static async Task Run(string program, params string[] arguments)
    {
        // A server that goes on would keep pipes open: its output goes to a file, and what these say to nobody but here.
        using var process = Process.Start(
            new ProcessStartInfo(
                "/bin/sh",
                ["-c", "exec \"$0\" \"$@\" >/dev/null", program, .. arguments]
            )
            {
                RedirectStandardError = true,
                UseShellExecute = false,
                WorkingDirectory = "/",
            }
        )!;
        var ended = process.WaitForExitAsync();
        await ended;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)}: {await process.StandardError.ReadToEndAsync()}"
            );
        }
    }
}
