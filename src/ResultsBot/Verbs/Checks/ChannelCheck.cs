using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ResultsBot.Commands;
using ResultsBot.Discord;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Verbs.Checks;

/// <summary>
/// Whether each channel that follows something can be posted to. In the newsroom's own servers it has to be; what others do
/// with their channels is told, and keeps nobody from the night.
/// </summary>
/// <param name="newsroom">Its servers, by their ids.</param>
internal sealed class ChannelCheck(
    DiscordRest discord,
    IReadOnlyDictionary<Snowflake, Guild> newsroom,
    Snowflake bot,
    Phrasebook phrases
)
{
    private const string ReadHistory = "Read Message History";
    private const string AttachFiles = "Attach Files";

    public async IAsyncEnumerable<Finding> Look(
        ImmutableArray<Subscriber> subscribers,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var (channels, well) = (0, 0);
        var servers = subscribers
            .Where(s => s.Address.Outlet == DiscordAddresses.Outlet)
            .GroupBy(s => new Snowflake(s.Group.Guild()))
            .OrderByDescending(s => newsroom.ContainsKey(s.Key));
        foreach (var server in servers)
        {
            ct.ThrowIfCancellationRequested();
            var (guild, reason) = await Server(server.Key, ct);
            foreach (var subscriber in server)
            {
                channels++;
                var findings = guild is null
                    ? [Worse(server.Key, $"Channel {subscriber.Address.Id}: {reason}")]
                    : await Of(guild, subscriber, ct);
                well += findings.IsEmpty ? 1 : 0;
                foreach (var finding in findings)
                {
                    yield return finding;
                }
            }
        }
        yield return channels == 0
            ? Finding.Warning("No channel follows anything yet: type /subscribe in one.")
            : Finding.Ready(
                $"{well:N0} of {channels:N0} channels that follow something are as they should be."
            );
    }

    public static string NameOf(Guild guild, Channel channel) =>
        $"#{channel.Name} ({channel.Id}) on “{guild.Name}”";

    /// <summary>What has to be allowed there and isn't, as Discord calls it.</summary>
    public static ImmutableArray<string> Missing(
        Guild guild,
        Channel channel,
        bool withThreads,
        Phrasebook phrases
    ) =>
        PostingPermissions.Missing(
            EffectivePermissions.Of(guild, channel),
            channel.Type,
            withThreads,
            phrases
        );

    private async Task<(Guild? Guild, string Reason)> Server(Snowflake id, CancellationToken ct) =>
        newsroom.TryGetValue(id, out var known)
            ? (known, "")
            : await discord.GetGuild(id, bot, ct) switch
            {
                RestResult<Guild>.Done { Value: var guild } => (guild, ""),
                RestResult<Guild>.Refused
                {
                    Refusal: { IsChannelGone: true } or { IsForbidden: true }
                } => (null, $"the bot is no longer in its server ({id})."),
                var answer => (
                    null,
                    $"its server ({id}) can't be looked at ({DiscordCheck.Reason(answer)})."
                ),
            };

    private async Task<ImmutableArray<Finding>> Of(
        Guild guild,
        Subscriber subscriber,
        CancellationToken ct
    )
    {
        var id = new Snowflake(subscriber.Address.Channel());
        // Threads aren't among a server's channels.
        var channel =
            guild.Channels.FirstOrDefault(c => c.Id == id)
            ?? (
                await discord.GetChannel(id, ct) is RestResult<Channel>.Done { Value: var thread }
                    ? thread
                    : null
            );
        if (channel is null)
        {
            return
            [
                Worse(
                    guild.Id,
                    $"Channel {id} on “{guild.Name}” is gone, or hidden from the bot: nothing can be posted there."
                ),
            ];
        }
        return [.. Of(guild, channel, subscriber)];
    }

    private IEnumerable<Finding> Of(Guild guild, Channel channel, Subscriber subscriber)
    {
        var name = NameOf(guild, channel);
        var missing = Missing(guild, channel, subscriber.Options.Threads, phrases);
        if (!missing.IsEmpty)
        {
            yield return Worse(
                guild.Id,
                $"{name}: nothing can be posted as asked until the bot has {string.Join(", ", missing)} there."
            );
        }
        else if (Wanted(EffectivePermissions.Of(guild, channel)) is { Length: > 0 } wanted)
        {
            yield return Finding.Warning(
                $"{name}: give the bot {string.Join(", ", wanted)} as well, for pictures and to find out after a crash what arrived."
            );
        }
        if (subscriber.Suspended is { } suspended)
        {
            yield return Worse(
                guild.Id,
                $"{name} is suspended since {suspended.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {suspended.Reason}"
            );
        }
        if (subscriber.Options.Publishes && channel.Type != ChannelType.Announcement)
        {
            yield return Finding.Warning(
                $"{name} is no announcement channel any more, so its posts aren't published: make it one, or /subscribe with publish:False."
            );
        }
        if (
            subscriber.Mention is { Role: var role }
            && !guild.Roles.Any(r => r.Id.ToString() == role)
        )
        {
            yield return Finding.Warning(
                $"{name} mentions role {role}, which is gone: type /mention there."
            );
        }
    }

    private static string[] Wanted(Permissions permissions) =>
        [
            .. permissions.HasFlag(Permissions.AttachFiles) ? [] : new[] { AttachFiles },
            .. permissions.HasFlag(Permissions.ReadMessageHistory) ? [] : new[] { ReadHistory },
        ];

    private Finding Worse(Snowflake guild, string sentence) =>
        newsroom.ContainsKey(guild) ? Finding.NotReady(sentence) : Finding.Warning(sentence);
}
