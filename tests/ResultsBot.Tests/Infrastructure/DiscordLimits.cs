using ResultsBot.Discord;

namespace ResultsBot.Tests.Infrastructure;

/// <summary>
/// What Discord refuses, with the figures of its documents written out once more: a slip in the client’s own would
/// otherwise agree with itself.
/// </summary>
internal static class DiscordLimits
{
    /// <summary>A whole message: text, embeds, components, files.</summary>
    public static void Check(OutgoingMessage message)
    {
        Assert.InRange(message.Content?.Length ?? 0, 0, 2000);
        Check(message.Embeds);
        Assert.False(
            string.IsNullOrWhiteSpace(message.Content)
                && message.Embeds.IsEmpty
                && message.Components.IsEmpty
                && message.Files.IsEmpty,
            "An empty message."
        );
        Assert.InRange(message.Nonce?.Length ?? 0, 0, 25);
        Assert.InRange(message.Files.Length, 0, 10);
        Assert.InRange(message.Components.Length, 0, 5);
        Assert.All(message.Components, Check);
        var ids = message
            .Components.SelectMany(r => r.Components)
            .Select(b => b.CustomId)
            .ToArray();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
    }

    public static void Check(IReadOnlyCollection<Embed> embeds)
    {
        Assert.InRange(embeds.Count, 0, 10);
        Assert.All(embeds, Check);
        Assert.InRange(embeds.Sum(Length), 0, 6000);
    }

    public static void Check(Embed embed)
    {
        Assert.InRange(embed.Title?.Length ?? 0, 0, 256);
        Assert.InRange(embed.Description?.Length ?? 0, 0, 4096);
        Assert.InRange(embed.Footer?.Length ?? 0, 0, 2048);
        Assert.InRange(embed.Author?.Length ?? 0, 0, 256);
        Assert.InRange(embed.Color ?? 0, 0, 0xFFFFFF);
        Assert.InRange(embed.Fields.Length, 0, 25);
        foreach (var field in embed.Fields)
        {
            Filled(field.Name, 256);
            Filled(field.Value, 1024);
        }
        Assert.InRange(Length(embed), 1, 6000);
    }

    public static void Check(Modal modal)
    {
        Filled(modal.Title, 45);
        Filled(modal.CustomId, 100);
        Assert.InRange(modal.Inputs.Length, 1, 5);
        var ids = modal.Inputs.Select(f => f.CustomId).ToArray();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        Assert.All(modal.Inputs, Check);
    }

    /// <summary>What is suggested while somebody types.</summary>
    public static void Check(IReadOnlyCollection<CommandChoice> choices)
    {
        Assert.InRange(choices.Count, 0, 25);
        foreach (var choice in choices)
        {
            Filled(choice.Name, 100);
            if (choice.Text is { } text)
            {
                Filled(text, 100);
            }
        }
    }

    /// <summary>A slash command as it is registered.</summary>
    public static void Check(ApplicationCommand command)
    {
        if (command.Type == ApplicationCommandType.Message)
        {
            Filled(command.Name, 32);
            Assert.Equal(("", 0), (command.Description, command.Options.Length));
            return;
        }
        Assert.Matches(@"^[-_\p{Ll}\p{N}]{1,32}$", command.Name);
        Filled(command.Description, 100);
        Check(command.Options);
        Assert.InRange(
            command.Name.Length + command.Description.Length + command.Options.Sum(Length),
            1,
            8000
        );
    }

    private static void Check(IReadOnlyList<CommandOption> options)
    {
        Assert.InRange(options.Count, 0, 25);
        var names = options.Select(o => o.Name).ToArray();
        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
        // Those that have to be given come first.
        Assert.Equal(
            options.OrderByDescending(o => o.Required).Select(o => o.Name),
            options.Select(o => o.Name)
        );
        foreach (var option in options)
        {
            Assert.Matches(@"^[-_\p{Ll}\p{N}]{1,32}$", option.Name);
            Filled(option.Description, 100);
            Check(option.Choices);
            Assert.False(option.Autocomplete && option.Choices.Length > 0);
            Check(option.Options);
        }
    }

    private static void Check(ActionRow row)
    {
        Assert.InRange(row.Components.Length, 1, 5);
        foreach (var button in row.Components)
        {
            Filled(button.CustomId, 100);
            Filled(button.Label, 80);
        }
    }

    private static void Check(TextInput input)
    {
        Filled(input.CustomId, 100);
        Filled(input.Label, 45);
        Assert.InRange(input.Description?.Length ?? 0, 0, 100);
        Assert.InRange(input.Placeholder?.Length ?? 0, 0, 100);
        Assert.InRange(input.MaxLength ?? 4000, 1, 4000);
        Assert.InRange(input.MinLength ?? 0, 0, input.MaxLength ?? 4000);
        Assert.InRange(input.Value?.Length ?? 0, 0, input.MaxLength ?? 4000);
    }

    private static int Length(CommandOption option) =>
        option.Name.Length
        + option.Description.Length
        + option.Choices.Sum(c => c.Name.Length + (c.Text?.Length ?? 0))
        + option.Options.Sum(Length);

    private static int Length(Embed embed) =>
        (embed.Title?.Length ?? 0)
        + (embed.Description?.Length ?? 0)
        + (embed.Footer?.Length ?? 0)
        + (embed.Author?.Length ?? 0)
        + embed.Fields.Sum(f => f.Name.Length + f.Value.Length);

    /// <summary>Discord trims first: what is only space is empty.</summary>
    private static void Filled(string text, int most) =>
        Assert.InRange(text.Trim().Length, 1, most);
}
