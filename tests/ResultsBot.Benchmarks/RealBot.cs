using System.Collections.Immutable;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Sandbox.Control;
using ResultsBot.Storage;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Benchmarks;

/// <summary>The bot as a process of its own, connected to a sandbox in this one.</summary>
internal static class RealBot
{
    private static readonly ImmutableDictionary<string, string> NoMore = ImmutableDictionary<
        string,
        string
    >.Empty;

    /// <summary>Discord allows no more in one server.</summary>
    private const int MostChannels = 500;

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    public static string Connection(string folder) =>
        $"Data Source={Path.Combine(folder, "results.db")}";

    /// <summary>How many servers it takes beside the newsroom's own.</summary>
    public static int FurtherGuilds(int channels) => (channels - 1) / MostChannels;

    /// <summary>So many new channels that follow everything, in as many servers as the sandbox has.</summary>
    public static Task Follow(
        ISubscriberStore store,
        ElectionPack pack,
        SandboxServer sandbox,
        int count
    )
    {
        var topic = new Topic(new Scope.Area(pack.Definition.Whole), null, Kind.Everything);
        return Task.WhenAll(
            ((IEnumerable<ulong>)[sandbox.GuildId, .. sandbox.FurtherGuildIds]).SelectMany(
                (guild, i) =>
                    sandbox
                        .Control.CreateChannels(
                            Math.Min(MostChannels, count - (i * MostChannels)),
                            $"channel-{i}",
                            guild
                        )
                        .Select(channel =>
                            (Task)
                                store.Subscribe(
                                    DiscordAddresses.Address(channel),
                                    DiscordAddresses.Group(guild),
                                    topic,
                                    DeliveryChange.None
                                )
                        )
            )
        );
    }

    /// <param name="environment">Beside, or in the place of, what every bot here is told.</param>
    /// <param name="heapLimit">Of the managed heap, in bytes; null: what the machine has.</param>
    public static BotProcess Start(
        SandboxServer sandbox,
        string folder,
        string? program = null,
        long? heapLimit = null,
        IReadOnlyDictionary<string, string>? environment = null
    ) =>
        BotProcess.Start(
            folder,
            [],
            Environment(sandbox, folder, heapLimit).SetItems(environment ?? NoMore),
            program
        );

    private static ImmutableDictionary<string, string> Environment(
        SandboxServer sandbox,
        string folder,
        long? heapLimit
    ) =>
        new Dictionary<string, string>
        {
            // Hexadecimal, and none where it is zero.
            ["DOTNET_GCHeapHardLimit"] = $"{heapLimit ?? 0:X}",
            ["Discord__Token"] = sandbox.BotToken,
            ["Discord__BaseAddress"] = sandbox.ApiAddress.ToString(),
            ["Discord__NewsroomGuilds"] = $"{sandbox.GuildId}",
            ["Store__ConnectionString"] = Connection(folder),
            ["Desk__Reporters"] = $"{sandbox.Roles["Reporter"]}",
            ["Desk__Editors"] = $"{sandbox.Roles["Editor"]}",
            ["Desk__Channel"] = $"{sandbox.Channels["desk"]}",
            // Nobody is there to be the second one.
            ["Desk__SecondPerson"] = "never",
        }.ToImmutableDictionary();

    /// <summary>Done when the bot has answered somebody.</summary>
    /// <exception cref="InvalidOperationException">It has not, and this is what it printed.</exception>
    public static async Task Answers(SandboxControl control, BotProcess bot)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5), time);
        while (control.BotsListening() == 0 || !await Suggests(control))
        {
            if (bot.HasExited || time.GetElapsedTime(began) > LongestStart)
            {
                throw new InvalidOperationException($"The bot does not answer. {bot.Printed}");
            }
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Whether somebody who types is offered anything.</summary>
    public static async Task<bool> Suggests(SandboxControl control)
    {
        try
        {
            var choices = await control.Suggest(
                "rita",
                "newsroom",
                "declare",
                "seat",
                "Chesterfield"
            );
            return !choices.IsEmpty;
        }
        catch (CannotException)
        {
            // A new bot registers its commands after its session has begun.
            return false;
        }
    }
}
