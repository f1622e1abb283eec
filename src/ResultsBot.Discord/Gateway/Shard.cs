using Microsoft.Extensions.Logging;

namespace ResultsBot.Discord.Gateway;

/// <summary>
/// The one owner of a shard's reconnects: the next connection is opened when the last is over and done with, so no
/// two ever say who they are at once (DSharpPlus #1955, discord.js #473).
/// </summary>
internal sealed class Shard(ShardContext context, Func<IGatewaySocket> open)
{
    private const int MostResumes = 3;

    /// <summary>A connection that held this long counts as success: earlier failures are forgotten.</summary>
    private static readonly TimeSpan Stable = TimeSpan.FromMinutes(1);

    public async Task<GatewayEnd> Run(CancellationToken ct)
    {
        var backoff = new Backoff(context.Random);
        Session? session = null;
        var resumes = 0;
        try
        {
            await context.Starts.ReachedBy(context.Shard, ct);
            while (true)
            {
                // A session can be resumed, and broken, for ever (discord-api-docs #1619, DSharpPlus #2455).
                session = resumes < MostResumes ? session : null;
                var address = session?.ResumeUrl;
                if (address is null)
                {
                    resumes = 0;
                    if (await context.Starts.Allowed(ct) is not { } info)
                    {
                        return new GatewayEnd.Fatal(
                            401,
                            "Discord does not accept the bot's token: check Discord:Token."
                        );
                    }

                    address = info.Url;
                }
                else
                {
                    resumes++;
                }

                ConnectionEnd end;
                using (var connection = new ShardConnection(context, open(), session))
                {
                    end = await connection.Run(address, ct);
                }

                context.Report(false);
                context.Starts.Pass(context.Shard);

                switch (end)
                {
                    case ConnectionEnd.Stopped:
                        return new GatewayEnd.Stopped();
                    case ConnectionEnd.Fatal fatal:
                        // Whoever runs the gateway is handed it, and says it to the operator.
                        context.Logger.LogDebug(
                            "Shard {Shard}: Discord closed with {Code}. {Sentence}",
                            context.Shard,
                            fatal.Code,
                            fatal.Sentence
                        );
                        return new GatewayEnd.Fatal(fatal.Code, fatal.Sentence);
                }

                var again = (ConnectionEnd.TryAgain)end;
                session = again.Session;
                if (again.InOrderFor >= Stable)
                {
                    backoff.Reset();
                    resumes = 0;
                }

                var wait = backoff.Next();
                wait = wait > again.AtLeast ? wait : again.AtLeast;
                context.Meters.Reconnecting(again.Reason);
                context.Logger.Log(
                    // Discord asks for new connections every few hours; one that never got in order is trouble.
                    again.InOrderFor > TimeSpan.Zero
                        ? LogLevel.Information
                        : LogLevel.Warning,
                    "Shard {Shard}: disconnected ({Reason}), {Why}; {Next} in {Wait}.",
                    context.Shard,
                    again.Reason,
                    again.Why,
                    session is null ? "a new session" : "resuming",
                    wait
                );
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, context.Time, ct);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new GatewayEnd.Stopped();
        }
    }
}
