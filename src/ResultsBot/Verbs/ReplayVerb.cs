using Microsoft.Extensions.Logging;
using ResultsBot.Hosting;
using ResultsBot.Newswire.Posts;
using ResultsBot.Packs;
using ResultsBot.Rehearsing;
using ResultsBot.Sandbox;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Verbs;

/// <summary>
/// <c>replay &lt;pack&gt; [--speed N] [--port N] [--until &lt;time&gt;] [--exit]</c>: plays the recorded night through the whole bot on
/// the sandbox, and stays there to be looked at. Always in rehearsal: every post is marked, and nothing of it is kept.
/// </summary>
internal static class ReplayVerb
{
    public const int UsualSpeed = 60;

    private const int LongestAnswer = 110;

    /// <param name="port">Of the chat's page, the live blog being on the next; null for the usual ones, if they are free.</param>
    /// <param name="exits">Ends with the night, instead of staying until it is stopped.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> Run(
        string pack,
        int speed,
        DateTimeOffset? until,
        bool exits,
        int? port,
        SandboxOptions options,
        TextWriter output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        switch (PackLoader.Load(pack))
        {
            case PackReading.Refused refused:
                return PackFaults.Print(pack, refused, errors);
            case PackReading.Loaded { Pack: var loaded }
                when Night.Of(loaded, until) is { IsEmpty: false } night:
                try
                {
                    return await Play(night, speed, exits, port, options, output, ct);
                }
                catch (Exception e) when (e is IOException or StoreException)
                {
                    await errors.WriteLineAsync(e.Message);
                    return 1;
                }
            default:
                await errors.WriteLineAsync(
                    $"Nothing is recorded in {pack}{(until is null ? "" : " until then")}: a replay needs results.csv or script.csv."
                );
                return 1;
        }
    }

    /// <returns>The process's exit code.</returns>
    private static async Task<int> Play(
        Night night,
        int speed,
        bool exits,
        int? port,
        SandboxOptions options,
        TextWriter output,
        CancellationToken ct
    )
    {
        var time = TimeProvider.System;
        var phrases = new Phrasebook(night.Definition);
        await using var replayed = await ReplayedNight.Start(
            phrases,
            port,
            options,
            logging =>
                SandboxVerb.Quiet(logging.AddSimpleConsole()).SetMinimumLevel(LogLevel.Warning),
            ct,
            BlogOptions.OnThisMachine(port is > 0 ? port + 1 : port)
        );
        await output.WriteLineAsync(
            $"""

            {night.Definition.Name} in rehearsal, {speed} times as fast as the night: {night.Steps.Length} steps, {night.Results} results.
            Watch it at {replayed.Sandbox.PageAddress} (#newsroom has everything), and as readers see it at {replayed.Blog}.
            Stop with Ctrl+C.

            """
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, replayed.Ending);
        var pace = new Pace(speed, time);
        var steps = 0;
        try
        {
            await replayed.Subscribe(either.Token);
            foreach (var step in night.Steps)
            {
                await pace.Wait(step.At, either.Token);
                foreach (var moment in await replayed.Play(step, either.Token))
                {
                    await output.WriteLineAsync(
                        $"{moment.At:HH:mm} {moment.Who, -4} {moment.Did}: {PlainText.Shorten(moment.Answer, LongestAnswer)}"
                    );
                }
                steps++;
            }
            await replayed.Delivered(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Why the bot has ended by itself is in the log.
            await output.WriteLineAsync("Stopped.");
        }
        await output.WriteLineAsync(
            $"""

            {Line(phrases, replayed)}
            {steps} of {night.Steps.Length} steps in {pace.Elapsed.TotalSeconds:0.0} s; posts: {string.Join(
                ", ",
                Posts(replayed)
            )}.
            """
        );
        if (!exits && !either.IsCancellationRequested)
        {
            await output.WriteLineAsync("It all stays there to be read. Stop with Ctrl+C.");
            await Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return replayed.ExitCode;
    }

    private static string Line(Phrasebook phrases, ReplayedNight replayed) =>
        phrases.TallyLine(replayed.Election.Standing(phrases.Definition.Whole)).ToPlain();

    private static IEnumerable<string> Posts(ReplayedNight replayed) =>
        replayed
            .Sandbox.Channels.Select(c =>
                (c.Key, Count: replayed.Sandbox.Control.CountMessages(c.Value))
            )
            .Where(c => c.Count > 0)
            .OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => $"{c.Count} in #{c.Key}");
}
