using Microsoft.Extensions.Logging;
using ResultsBot.Commands;
using ResultsBot.Discord;
using ResultsBot.Outlets.Discord;

namespace ResultsBot.Hosting;

/// <summary>
/// Tells Discord which commands there are: those for everybody on every server, the desk's on the newsroom's own. Where
/// no newsroom is named they are offered everywhere, and whoever tries one is told what is missing.
/// </summary>
internal sealed class CommandRegistration(
    DiscordRest discord,
    Router router,
    Newsroom newsroom,
    ILogger<CommandRegistration> log
)
{
    private readonly Lock _turn = new();

    /// <summary>By server; <see cref="Everywhere"/> for those of every server.</summary>
    private readonly Dictionary<Snowflake, Task<bool>> _registering = [];
    private Snowflake _application;

    /// <summary>No server has this id.</summary>
    private static Snowflake Everywhere => default;

    /// <summary>A session has begun.</summary>
    public void Begin(Snowflake application, CancellationToken ct)
    {
        _application = application;
        Once(
            Everywhere,
            () =>
                discord.RegisterCommands(
                    application,
                    newsroom.IsNamed ? router.PublicShapes : router.Shapes,
                    ct
                )
        );
    }

    /// <summary>A server has told of itself: after the session's start, and once the bot was invited.</summary>
    public void Told(Snowflake guild, CancellationToken ct)
    {
        if (newsroom.Includes(guild.Value))
        {
            var application = _application;
            Once(guild, () => discord.RegisterCommands(application, guild, router.DeskShapes, ct));
        }
    }

    /// <summary>With the bot, its commands there are gone.</summary>
    public void Left(Snowflake guild)
    {
        lock (_turn)
        {
            _registering.Remove(guild);
        }
    }

    /// <summary>
    /// Once for all shards and sessions, and again with the next session only where it has failed. Beside the events:
    /// what people press meanwhile is not kept waiting.
    /// </summary>
    private void Once(Snowflake scope, Func<Task<RestResult<Registration>>> register)
    {
        lock (_turn)
        {
            if (
                _registering.TryGetValue(scope, out var before)
                && before
                    is { IsCompleted: false }
                        or { IsCompletedSuccessfully: true, Result: true }
            )
            {
                return;
            }
            var registering = Register(scope, register);
            _registering[scope] = registering;
            _ = registering.ContinueWith(
                done => log.LogError(done.Exception, "Registering the slash commands failed."),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default
            );
        }
    }

    private async Task<bool> Register(
        Snowflake scope,
        Func<Task<RestResult<Registration>>> register
    )
    {
        var where = scope == Everywhere ? "everywhere" : $"{scope}";
        switch (await register())
        {
            case RestResult<Registration>.Done { Value.Changed: true }:
                log.LogInformation("The slash commands ({Where}) were registered.", where);
                return true;
            case RestResult<Registration>.Done:
                log.LogDebug(
                    "The slash commands ({Where}) are registered as they should be.",
                    where
                );
                return true;
            case RestResult<Registration>.Refused { Refusal: var refusal }:
                log.LogError(
                    "The slash commands ({Where}) could not be registered: {Refusal}",
                    where,
                    refusal
                );
                return false;
            case RestResult<Registration>.Unknown { Reason: var reason }:
                log.LogError(
                    "The slash commands ({Where}) may not be registered: {Reason}",
                    where,
                    reason
                );
                return false;
            case var result:
                throw new InvalidOperationException($"No rule for {result}.");
        }
    }
}
