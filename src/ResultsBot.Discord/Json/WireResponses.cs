namespace ResultsBot.Discord.Json;

/// <summary>The body of an interaction's callback.</summary>
internal sealed record WireResponse(int Type)
{
    public WireResponseData? Data { get; init; }

    public static WireResponse From(InteractionResponse response) =>
        response switch
        {
            InteractionResponse.Reply reply => new WireResponse(4)
            {
                Data = WireResponseData.From(WireMessage.ForInteraction(reply.Message)),
            },
            InteractionResponse.Defer defer => new WireResponse(5)
            {
                // Ephemeral is the only thing that may be set here.
                Data = defer.Ephemeral
                    ? WireResponseData.From(WireMessage.Deferred(ephemeral: true))
                    : null,
            },
            InteractionResponse.DeferUpdate => new WireResponse(6),
            InteractionResponse.Update update => new WireResponse(7)
            {
                Data = WireResponseData.From(WireEdit.From(update.Message)),
            },
            InteractionResponse.Suggest suggest => new WireResponse(8)
            {
                Data = new WireResponseData
                {
                    Choices =
                    [
                        .. suggest.Choices.OrEmpty().Take(Limits.Choices).Select(WireChoice.From),
                    ],
                },
            },
            InteractionResponse.ShowModal { Modal: var modal } => new WireResponse(9)
            {
                Data = new WireResponseData
                {
                    CustomId = modal.CustomId,
                    Title = modal.Title,
                    Components = [.. modal.Inputs.OrEmpty().Select(WireComponent.From)],
                },
            },
            _ => throw new NotSupportedException($"No wire shape for {response.GetType().Name}."),
        };
}

internal sealed record WireResponseData
{
    public string? Content { get; init; }
    public WireEmbed[]? Embeds { get; init; }
    public WireComponent[]? Components { get; init; }
    public int? Flags { get; init; }
    public WireMentions? AllowedMentions { get; init; }
    public WireChoice[]? Choices { get; init; }
    public string? CustomId { get; init; }
    public string? Title { get; init; }
    public WireAttachment[]? Attachments { get; init; }

    public static WireResponseData From(WireMessage message) =>
        new()
        {
            Content = message.Content,
            Embeds = message.Embeds,
            Components = message.Components,
            Flags = message.Flags,
            AllowedMentions = message.AllowedMentions,
            Attachments = message.Attachments,
        };

    public static WireResponseData From(WireEdit edit) =>
        new()
        {
            Content = edit.Content ?? "",
            Embeds = edit.Embeds,
            Components = edit.Components,
            AllowedMentions = edit.AllowedMentions,
            Attachments = edit.Attachments,
        };
}
