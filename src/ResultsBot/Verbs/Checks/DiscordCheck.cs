using System.Collections.Immutable;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Discord;
using ResultsBot.Hosting;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Verbs.Checks;

/// <summary>Token, servers, roles and clock, by a few questions over HTTP: a bot that is connected isn't disturbed.</summary>
internal sealed class DiscordCheck : IDisposable
{
    /// <summary>A bot with the same token shares the limit of 50.</summary>
    private const int RequestsPerSecond = 10;

    private const int FewSessions = 10;

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Wrong = TimeSpan.FromSeconds(60);

    private readonly Settings _settings;
    private readonly Phrasebook _phrases;
    private readonly Uri _address;
    private readonly SocketsHttpHandler _handler = new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
    };
    private readonly ServerClock _clock;
    private readonly DiscordRest _discord;

    public DiscordCheck(Settings settings, string token, Phrasebook phrases, TimeProvider time)
    {
        _settings = settings;
        _phrases = phrases;
        _address = settings.BaseAddress ?? DiscordOptions.DefaultBaseAddress;
        _clock = new ServerClock(_handler, time);
        _discord = new DiscordRest(
            _clock,
            new DiscordOptions
            {
                Token = token,
                BaseAddress = _address,
                RequestsPerSecond = RequestsPerSecond,
                Retries = 1,
            },
            time,
            () => 0.5,
            NullLogger<DiscordRest>.Instance
        );
    }

    /// <param name="subscribers">Null where nobody can tell who they are.</param>
    public async IAsyncEnumerable<Finding> Look(
        ImmutableArray<Subscriber>? subscribers,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var own = await _discord.GetOwnUser(ct);
        if (own is not RestResult<User>.Done { Value: var bot })
        {
            yield return NoAnswer(own);
            yield break;
        }
        var about = await _discord.GetApplication(ct);
        yield return Token(bot, about);
        if (
            about is RestResult<Application>.Done { Value: var application }
            && Interactions(application) is { } wayIn
        )
        {
            yield return wayIn;
        }
        yield return await Sessions(ct);
        yield return Clock();
        var servers = new Dictionary<Snowflake, Guild>();
        foreach (var id in _settings.NewsroomGuilds.Select(g => new Snowflake(g)))
        {
            switch (await _discord.GetGuild(id, bot.Id, ct))
            {
                case RestResult<Guild>.Done { Value: var guild }:
                    servers[id] = guild;
                    yield return Finding.Ready(
                        $"The newsroom's server “{guild.Name}” ({id}) has the bot in it."
                    );
                    break;
                case var none:
                    yield return Finding.NotReady(NotIn(id, none));
                    break;
            }
        }
        foreach (var finding in Desk(servers))
        {
            yield return finding;
        }
        if (subscribers is not { } all)
        {
            yield break;
        }
        var channels = new ChannelCheck(_discord, servers, bot.Id, _phrases);
        await foreach (var finding in channels.Look(all, ct))
        {
            yield return finding;
        }
    }

    public void Dispose()
    {
        _discord.Dispose();
        _clock.Dispose();
        _handler.Dispose();
    }

    private Finding NoAnswer(RestResult<User> answer) =>
        answer switch
        {
            RestResult<User>.Refused { Refusal.IsUnauthorized: true } => Finding.NotReady(
                "Discord doesn't accept the token: copy it again into Discord:Token (Developer Portal, Bot, Reset Token)."
            ),
            _ => Finding.NotReady(
                $"Discord can't be asked at {_address} ({Reason(answer)}): check the network and Discord:BaseAddress. Nothing there was checked."
            ),
        };

    private static Finding Token(User bot, RestResult<Application> about) =>
        about switch
        {
            RestResult<Application>.Done { Value: var application } => Finding.Ready(
                $"The token is good: {bot.Username}, application {application.Id} ({application.Name}). It needs no privileged intent."
            ),
            var answer => Finding.Warning(
                $"The token is good ({bot.Username}), but Discord doesn't tell of its application ({Reason(answer)})."
            ),
        };

    /// <summary>Discord sends them one way or the other, and never says that nobody listens.</summary>
    private Finding? Interactions(Application application) =>
        (application.InteractionsEndpoint, _settings.Interactions) switch
        {
            (null, null) => null,
            ({ } url, null) => Finding.NotReady(
                $"Discord sends commands to {url}, and the bot doesn't listen for them: set Interactions:Urls and Interactions:PublicKey, or empty “Interactions Endpoint URL” in the Developer Portal."
            ),
            (null, _) => Finding.Warning(
                "Interactions:Urls is set, but “Interactions Endpoint URL” in the Developer Portal is empty: commands come over the gateway."
            ),
            (_, { Key: var key }) when $"{key}" != application.PublicKey => Finding.NotReady(
                "Interactions:PublicKey is another application's: copy “Public Key” from the Developer Portal again."
            ),
            ({ } url, _) => Finding.Ready($"Discord sends commands to {url}."),
        };

    private async Task<Finding> Sessions(CancellationToken ct) =>
        await _discord.GetGatewayBot(ct) switch
        {
            RestResult<GatewayInfo>.Done { Value: { Remaining: 0 } info } => Finding.NotReady(
                $"Discord lets the bot begin no session for another {info.ResetAfter.TotalMinutes:0} minutes: if it runs, don't stop it."
            ),
            RestResult<GatewayInfo>.Done { Value: { Remaining: < FewSessions } info } =>
                Finding.Warning(
                    $"Discord lets the bot begin {info.Remaining} more sessions in the next {info.ResetAfter.TotalHours:0} hours: find out why it starts so often."
                ),
            RestResult<GatewayInfo>.Done { Value: var info } => Finding.Ready(
                $"Discord is ready for the bot: {info.Shards} {(info.Shards == 1 ? "connection" : "connections")}, {info.Remaining} sessions left today."
            ),
            var answer => Finding.NotReady(
                $"Discord doesn't say where to connect ({Reason(answer)}): try again, and see discordstatus.com."
            ),
        };

    private Finding Clock()
    {
        if (_clock.Ahead is not { } ahead)
        {
            return Finding.Warning("Discord's answers have no date: the clock wasn't checked.");
        }
        var off =
            $"This machine's clock is {Math.Abs(ahead.TotalSeconds):0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} Discord's: set it by NTP (timedatectl set-ntp true).";
        return ahead.Duration() > Wrong ? Finding.NotReady(off)
            : ahead.Duration() > Slow ? Finding.Warning(off)
            : Finding.Ready("The clock agrees with Discord's.");
    }

    private IEnumerable<Finding> Desk(Dictionary<Snowflake, Guild> servers)
    {
        var roles = _settings.Desk.Roles;
        var (level, access) = DeskAccess.Of(new Newsroom(_settings.NewsroomGuilds), roles);
        var missing = new[]
        {
            ("Desk:Reporters", roles.Reporters),
            ("Desk:Editors", roles.Editors),
            ("Desk:Administrators", roles.Administrators),
        }
            .SelectMany(list => list.Item2.Select(id => (Key: list.Item1, Id: new Snowflake(id))))
            .Where(role => !servers.Values.Any(s => s.Roles.Any(r => r.Id == role.Id)))
            .Select(role =>
                Finding.NotReady(
                    $"{role.Key} names {role.Id}, and none of the newsroom's servers has such a role: copy its id again."
                )
            )
            .ToArray();
        foreach (var finding in missing)
        {
            yield return finding;
        }
        if (missing.Length == 0)
        {
            yield return level == LogLevel.Warning
                ? Finding.Warning(access)
                : Finding.Ready(access);
        }
        yield return DeskChannel(servers);
    }

    private Finding DeskChannel(Dictionary<Snowflake, Guild> servers)
    {
        if (_settings.Desk.Channel is not { } id)
        {
            return Finding.Warning(
                "No channel for the desk is named (Desk:Channel): alerts are in the log alone, and what needs a second person waits in /proposals."
            );
        }
        var (server, channel) = servers
            .Values.SelectMany(s => s.Channels.Select(c => (Server: s, Channel: c)))
            .FirstOrDefault(c => c.Channel.Id.Value == id);
        if (channel is null)
        {
            return Finding.NotReady(
                $"Desk:Channel is {id}, and none of the newsroom's servers has such a channel: copy its id again."
            );
        }
        var name = ChannelCheck.NameOf(server, channel);
        var missing = ChannelCheck.Missing(server, channel, withThreads: false, _phrases);
        return !missing.IsEmpty
                ? Finding.NotReady(
                    $"The desk's channel {name}: the bot needs {string.Join(", ", missing)} there."
                )
            : IsPublic(server, channel)
                ? Finding.Warning(
                    $"The desk's channel {name} can be seen by everybody on the server: make it private."
                )
            : Finding.Ready($"The desk's channel is {name}.");
    }

    /// <summary>Somebody without any role sees it.</summary>
    private static bool IsPublic(Guild guild, Channel channel) =>
        EffectivePermissions
            .Of(guild with { OwnUserId = default, OwnRoleIds = [] }, channel)
            .HasFlag(Permissions.ViewChannel);

    private static string NotIn<T>(Snowflake id, RestResult<T> answer) =>
        answer
            is RestResult<T>.Refused { Refusal: { IsChannelGone: true } or { IsForbidden: true } }
            ? $"Discord:NewsroomGuilds names {id}, but the bot is in no such server: invite it there, or put the id right."
            : $"The newsroom's server {id} can't be looked at ({Reason(answer)}): try again.";

    internal static string Reason<T>(RestResult<T> answer) =>
        answer switch
        {
            RestResult<T>.Refused { Refusal: var refusal } =>
                $"{refusal.Status} {refusal.Message}".Trim(),
            RestResult<T>.Unknown unknown => unknown.Reason,
            _ => "no answer",
        };
}
