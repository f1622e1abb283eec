using ResultsBot.Discord.Json;
using ResultsBot.Discord.Rest;

namespace ResultsBot.Discord;

/// <summary>Answers to interactions, each under the interaction's own token.</summary>
public sealed partial class DiscordRest
{
    /// <summary>Short enough for a second try within the three seconds an interaction leaves.</summary>
    private static readonly TimeSpan CallbackTimeout = TimeSpan.FromSeconds(1.4);

    /// <summary>
    /// Gives an interaction its first answer: at once, past every queue. Tried again while its three seconds last; where
    /// the first try had worked but its answer was lost, that counts as done (code 40060).
    /// </summary>
    public Task<RestResult<Nothing>> Respond(
        Interaction interaction,
        InteractionResponse response,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(interaction);
        ArgumentNullException.ThrowIfNull(response);
        var path =
            $"interactions/{interaction.Id}/{Uri.EscapeDataString(interaction.Token)}/callback";
        return _calls.Do(
            new RestRequest(
                HttpMethod.Post,
                "POST interactions/{interaction}/{token}/callback",
                path,
                ""
            )
            {
                Body = Body(WireResponse.From(response), WireJson.Default.WireResponse),
                Files = response switch
                {
                    InteractionResponse.Reply { Message: var message } => message.Files,
                    InteractionResponse.Update { Message: var message } => message.Files,
                    _ => [],
                },
                IsInteraction = true,
                Unqueued = true,
                Timeout = CallbackTimeout,
                LastTryBefore =
                    interaction.ReceivedAt
                    + (long)(Limits.InteractionAnswer.TotalSeconds * _time.TimestampFrequency),
                CodeOfSuccessfulRepeat = 40060,
            },
            ct
        );
    }

    /// <summary>Fills in or replaces the first answer, within 15 minutes.</summary>
    public Task<RestResult<Message>> EditResponse(
        Interaction interaction,
        OutgoingMessage message,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(interaction);
        return EditResponse(interaction.ApplicationId, interaction.Token, message, ct);
    }

    /// <summary>
    /// Puts embeds and the files that they show on the first answer, within 15 minutes. Its words and buttons stay as they
    /// are.
    /// </summary>
    public Task<RestResult<Message>> ShowPicture(
        Interaction interaction,
        OutgoingMessage message,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(interaction);
        ArgumentNullException.ThrowIfNull(message);
        return _calls.Ask(
            Webhook(
                HttpMethod.Patch,
                interaction.ApplicationId,
                interaction.Token,
                "/messages/@original"
            ) with
            {
                Body = Body(WirePicture.From(message), WireJson.Default.WirePicture),
                Files = message.Files,
            },
            Message.Parse,
            ct
        );
    }

    internal Task<RestResult<Message>> EditResponse(
        Snowflake applicationId,
        string token,
        OutgoingMessage message,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        return _calls.Ask(
            Webhook(HttpMethod.Patch, applicationId, token, "/messages/@original") with
            {
                Body = Body(WireEdit.From(message), WireJson.Default.WireEdit),
                Files = message.Files,
            },
            Message.Parse,
            ct
        );
    }

    /// <summary>
    /// A further message after the first answer. There is no nonce here, so a lost answer is not asked for again
    /// (discord-api-docs PR #6647).
    /// </summary>
    public Task<RestResult<Message>> FollowUp(
        Interaction interaction,
        OutgoingMessage message,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(interaction);
        ArgumentNullException.ThrowIfNull(message);
        return _calls.Ask(
            Webhook(HttpMethod.Post, interaction.ApplicationId, interaction.Token, "") with
            {
                Body = Body(WireMessage.ForInteraction(message), WireJson.Default.WireMessage),
                Files = message.Files,
                Repeatable = false,
            },
            Message.Parse,
            ct
        );
    }

    private static RestRequest Webhook(
        HttpMethod method,
        Snowflake applicationId,
        string token,
        string rest
    ) =>
        new(
            method,
            $"{method} webhooks/{{application}}/{{token}}{rest}",
            $"webhooks/{applicationId}/{Uri.EscapeDataString(token)}{rest}",
            $"{applicationId}/{token}"
        )
        {
            IsInteraction = true,
        };
}
