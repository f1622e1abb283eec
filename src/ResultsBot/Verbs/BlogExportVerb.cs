using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using ResultsBot.Hosting;

namespace ResultsBot.Verbs;

/// <summary>
/// <c>blog export &lt;folder&gt; [--from address] [--watch]</c>: writes the live blog of a bot that runs as files, which any web
/// server or CDN can carry. It asks as a reader does, so nothing that is held or paused is in them.
/// </summary>
internal sealed partial class BlogExportVerb(HttpClient blog, string folder, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private static readonly string[] Files =
    [
        "feed.atom",
        "feed.json",
        "results.csv",
        "results.json",
        "icon.svg",
    ];

    private sealed record Latest([property: JsonPropertyName("number")] long Number);

    /// <param name="written">Where the live blog listens; null for where the configuration says.</param>
    /// <param name="isWatching">Writes what changes after each bulletin, until stopped.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> Run(
        string folder,
        string? written,
        bool isWatching,
        TextWriter output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        if (!TryFind(written, out var from, out var fault))
        {
            await errors.WriteLineAsync(fault);
            return 1;
        }
        using var client = new HttpClient { BaseAddress = from };
        var export = new BlogExportVerb(client, folder, TimeProvider.System);
        try
        {
            var number = await export.WriteAll(ct);
            await output.WriteLineAsync($"Written to {folder}, through No. {number}.");
            while (isWatching)
            {
                await Task.Delay(Every, export.Time, ct);
                if (await export.WriteChanges(number, ct) is var newest && newest > number)
                {
                    number = newest;
                    await output.WriteLineAsync($"Through No. {number}.");
                }
            }
            return 0;
        }
        catch (HttpRequestException e)
        {
            await errors.WriteLineAsync(
                $"The live blog at {from} doesn't answer ({e.Message}). Start the bot, or name another address with --from."
            );
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"{folder} can't be written to: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 0;
        }
    }

    private TimeProvider Time => time;

    private static bool TryFind(
        string? written,
        [NotNullWhen(true)] out Uri? from,
        [NotNullWhen(false)] out string? fault
    )
    {
        (from, fault) = (null, null);
        if (written is null)
        {
            var configuration = new ConfigurationManager();
            if (!Settings.TryReadSources(configuration, out fault))
            {
                return false;
            }
            written = BlogOptions.FirstAddress(configuration);
        }
        // With a slash, or what stands behind the last one would be left out.
        if (
            Uri.TryCreate(written.TrimEnd('/') + "/", UriKind.Absolute, out from)
            && from.Scheme is "http" or "https"
        )
        {
            return true;
        }
        fault = $"--from is an http or https address, not “{written}”.";
        return false;
    }

    private async Task<long> WriteAll(CancellationToken ct)
    {
        var latest = await ReadLatest(ct);
        var pages = (await blog.GetStringAsync("sitemap.txt", ct)).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        foreach (var path in pages.Append("").Concat(Files))
        {
            await Copy(path, ct);
        }
        foreach (Match asset in AssetPath().Matches(await blog.GetStringAsync("", ct)))
        {
            await Copy(asset.Value, ct);
        }
        // Last: who asks for it finds everything else there already.
        await Write("latest", latest.Number, ct);
        return latest.Number;
    }

    /// <returns>The newest number.</returns>
    private async Task<long> WriteChanges(long number, CancellationToken ct)
    {
        var latest = await ReadLatest(ct);
        if (latest.Number <= number)
        {
            return number;
        }
        var step = await blog.GetStringAsync(
            string.Create(CultureInfo.InvariantCulture, $"after/{number}"),
            ct
        );
        var through = long.Parse(
            Through().Match(step).Groups["number"].Value,
            CultureInfo.InvariantCulture
        );
        await Copy(string.Create(CultureInfo.InvariantCulture, $"after/{number}"), ct);
        var seats = Contest()
            .Matches(step)
            .Select(m => m.Groups["seat"].Value)
            .Distinct()
            .ToArray();
        var areas = Areas()
            .Matches(step)
            .SelectMany(m => m.Groups["areas"].Value.Split(' '))
            .Distinct();
        var pages = (await blog.GetStringAsync("sitemap.txt", ct))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(p =>
                !p.Contains("seat/", StringComparison.Ordinal)
                    && !p.StartsWith("area/", StringComparison.Ordinal)
                || seats.Any(s => p.EndsWith("/" + s, StringComparison.Ordinal))
                || areas.Any(a => p == "area/" + a)
            );
        foreach (var path in pages.Append("").Concat(Files))
        {
            await Copy(path, ct);
        }
        await Write("latest", through, ct);
        return through;
    }

    private async Task<Latest> ReadLatest(CancellationToken ct) =>
        await blog.GetFromJsonAsync<Latest>("latest", ct)
        ?? throw new HttpRequestException("it says nothing");

    private Task Write(string path, long number, CancellationToken ct) =>
        Replace(
            path,
            System.Text.Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{number}}}")
            ),
            ct
        );

    private async Task Copy(string path, CancellationToken ct)
    {
        using var answer = await blog.GetAsync(path, ct);
        if (
            answer.StatusCode == HttpStatusCode.NotFound
            && path.StartsWith("pictures/", StringComparison.Ordinal)
        )
        {
            // Withdrawn since its page was read: the page is written anew after that.
            return;
        }
        answer.EnsureSuccessStatusCode();
        var isPage =
            answer.Content.Headers.ContentType?.MediaType == "text/html"
            && !path.StartsWith("after/", StringComparison.Ordinal);
        var file = isPage ? Path.Combine(path, "index.html") : path;
        var bytes = await answer.Content.ReadAsByteArrayAsync(ct);
        foreach (
            var picture in isPage
                ? Picture().Matches(System.Text.Encoding.UTF8.GetString(bytes)).Select(m => m.Value)
                : []
        )
        {
            // It never changes: what is there is right.
            if (!File.Exists(Path.Combine(folder, picture)))
            {
                await Copy(picture, ct);
            }
        }
        await Replace(file, bytes, ct);
    }

    /// <summary>Whole or not at all: a web server may be reading it.</summary>
    private async Task Replace(string path, byte[] bytes, CancellationToken ct)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file + ".new", bytes, ct);
        File.Move(file + ".new", file, overwrite: true);
    }

    [GeneratedRegex("assets/[a-z]+-[0-9a-f]+\\.(?:css|js)", RegexOptions.None, 1000)]
    private static partial Regex AssetPath();

    [GeneratedRegex("pictures/[0-9a-f]{32}\\.png", RegexOptions.None, 1000)]
    private static partial Regex Picture();

    [GeneratedRegex("data-through=\"(?<number>\\d+)\"", RegexOptions.None, 1000)]
    private static partial Regex Through();

    [GeneratedRegex("data-contest=\"(?<seat>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Contest();

    [GeneratedRegex("data-areas=\"(?<areas>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Areas();
}
