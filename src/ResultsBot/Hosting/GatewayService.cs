using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ResultsBot.Commands;
using ResultsBot.Discord;
using ResultsBot.Health;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Rehearsing;

namespace ResultsBot.Hosting;

/// <summary>
/// Listens to Discord: interactions go to the router, what happens to guilds and channels to the broadcaster.
/// </summary>
internal sealed class GatewayService(
    GatewaySession session,
    Router router,
    CommandRegistration registration,
    Welcome welcome,
    Broadcaster broadcaster,
    Rehearsals rehearsals,
    Newsroom newsroom,
    WarmUpService warmUp,
    HostFailure failure,
    ILogger<GatewayService> log,
    InteractionServer? interactions = null
) : LoopService(Parts.Connection, failure)
{
    /// <summary>How long a stop waits for interactions that are being answered.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Task, bool> _answering = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        interactions?.AnswerNoMore();
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_answering.Keys)
            .WaitAsync(LongestDrain, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_answering.Keys.Count(t => !t.IsCompleted) is var left and > 0)
        {
            log.LogWarning(
                "Stopped before {Count} commands or presses were answered: who sent them sees no answer.",
                left
            );
        }
    }

    protected override async Task Run(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        interactions?.AnswerWith(Answer);
        var listening = session.Listen(Handle, end.Token);
        if (await Task.WhenAny(listening, session.Discord.Rest.TokenRefused) != listening)
        {
            Failure.End(Parts.TokenRefused);
            await end.CancelAsync();
        }
        if (await listening is GatewayEnd.Fatal fatal)
        {
            Failure.End(Parts.Refused(fatal.Code, fatal.Sentence));
        }
    }

    private async ValueTask Handle(GatewayEvent told, CancellationToken ct)
    {
        switch (told)
        {
            case GatewayEvent.Ready ready:
                log.LogInformation(
                    "Connected to Discord as {Name}, in {Guilds} servers (shard {Shard} of {ShardCount}).",
                    ready.User.Username,
                    ready.GuildIds.Length,
                    ready.Shard,
                    ready.ShardCount
                );
                foreach (
                    var missing in newsroom
                        .Guilds.Select(g => new Snowflake(g))
                        .Where(g => ready.Covers(g) && !ready.GuildIds.Contains(g))
                )
                {
                    log.LogWarning(
                        "Discord:NewsroomGuilds names {Guild}, but the bot is in no such server: nobody can declare there.",
                        missing
                    );
                }
                welcome.Begin(ready.GuildIds);
                registration.Begin(ready.ApplicationId, ct);
                warmUp.Connected();
                break;
            case GatewayEvent.InteractionCreated { Interaction: var interaction }:
                Answer(interaction);
                break;
            case GatewayEvent.ChannelDeleted e:
                await broadcaster.Forget(DiscordAddresses.Address(e.ChannelId.Value));
                await rehearsals.Forget(e.ChannelId.Value);
                break;
            case GatewayEvent.ThreadDeleted e:
                await broadcaster.Forget(DiscordAddresses.Address(e.ThreadId.Value));
                await rehearsals.Forget(e.ThreadId.Value);
                break;
            case GatewayEvent.GuildAvailable { Guild: var guild }:
                registration.Told(guild.Id, ct);
                if (welcome.IsNew(guild.Id))
                {
                    Finish(() => welcome.Say(guild, CancellationToken.None), guild.Id);
                }
                break;
            case GatewayEvent.GuildRemoved e:
                registration.Left(e.GuildId);
                welcome.Left(e.GuildId);
                broadcaster.ForgetGroup(DiscordAddresses.Group(e.GuildId.Value));
                await rehearsals.ForgetGuild(e.GuildId.Value);
                break;
            default:
                break;
        }
        if (session.Guilds.Take(told) is { } changed)
        {
            broadcaster.Recheck(DiscordAddresses.Group(changed.Value));
        }
    }

    /// <summary>Beside the others: one slow answer never makes another late.</summary>
    private void Answer(Interaction interaction) =>
        // Not with the stopping token: what somebody has pressed is finished, and its answer given.
        Finish(() => router.Handle(interaction, CancellationToken.None), interaction);

    /// <param name="what">For the log, where it fails.</param>
    private void Finish(Func<Task> work, object what)
    {
        var answering = Task.Run(work);
        _answering.TryAdd(answering, true);
        _ = answering.ContinueWith(
            done =>
            {
                _answering.TryRemove(done, out _);
                if (done.Exception is { } bug)
                {
                    log.LogError(bug, "{Interaction} was not answered.", what);
                }
            },
            TaskScheduler.Default
        );
    }
}
