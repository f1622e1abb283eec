using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Http;
using ResultsBot.Outlets.Slack;
using ResultsBot.Outlets.Teams;
using ResultsBot.Outlets.Webhooks;

namespace ResultsBot.Outlets;

/// <summary>The outlets whose channels the configuration names: the section Outlets. Another one is registered here.</summary>
internal sealed record OutletSettings(
    bool AllowPrivateAddresses,
    WebhookSettings Webhooks,
    SlackSettings Slack,
    TeamsSettings Teams
)
{
    private const string AllowPrivate = "Outlets:AllowPrivateAddresses";

    public static OutletSettings None { get; } =
        new(false, WebhookSettings.None, SlackSettings.None, TeamsSettings.None);

    /// <summary>The keys that mean something; # stands for a number.</summary>
    public static ImmutableArray<string> Keys { get; } =
    [AllowPrivate, .. WebhookSettings.Keys, .. SlackSettings.Keys, .. TeamsSettings.Keys];

    public static ImmutableArray<string> Names { get; } =
    [WebhookSettings.Outlet, SlackSettings.Outlet, TeamsSettings.Outlet];

    public ImmutableArray<ConfiguredChannel> Channels =>
        [
            .. Webhooks.Channels.Select(c => c.Channel),
            .. Slack.Channels,
            .. Teams.Channels.Select(c => c.Channel),
        ];

    public static OutletSettings Read(IConfigurationRoot configuration, List<string> faults)
    {
        var written = configuration[AllowPrivate];
        var allow = false;
        if (!string.IsNullOrWhiteSpace(written) && !bool.TryParse(written, out allow))
        {
            faults.Add($"{AllowPrivate} is true or false, not “{written}”.");
        }
        var read = new OutletSettings(
            allow,
            WebhookSettings.Read(configuration, mayBePlain: allow, faults),
            SlackSettings.Read(configuration, mayBePlain: allow, faults),
            TeamsSettings.Read(configuration, mayBePlain: allow, faults)
        );
        ChannelSection.CheckNames(read.Channels, faults);
        return read;
    }

    /// <summary>Also those without any channel: what one of them posted in an earlier night may be corrected in this.</summary>
    /// <param name="beforeSending">Waited for before anything leaves: whether it still may.</param>
    public IServiceCollection AddTo(
        IServiceCollection services,
        Func<CancellationToken, Task> beforeSending
    ) =>
        services
            .AddSingleton(this)
            .AddSingleton(provider => new OutletHttp(
                AllowPrivateAddresses,
                provider.GetRequiredService<TimeProvider>(),
                beforeSending
            ))
            .AddSingleton(Webhooks)
            .AddSingleton<WebhookBodies>()
            .AddSingleton<IOutlet, WebhookOutlet>()
            .AddSingleton(Slack)
            .AddSingleton<SlackMessages>()
            .AddSingleton<SlackApi>()
            .AddSingleton<SlackFiles>()
            .AddSingleton<IOutlet, SlackOutlet>()
            .AddSingleton(Teams)
            .AddSingleton<TeamsCards>()
            .AddSingleton<IOutlet, TeamsOutlet>();
}
