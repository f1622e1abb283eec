using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord;

/// <summary>How a command is used.</summary>
public enum ApplicationCommandType
{
    /// <summary>Typed after a slash.</summary>
    ChatInput = 1,

    /// <summary>Chosen in the menu of a message.</summary>
    Message = 3,
}

/// <summary>
/// A command to register (developers/interactions/application-commands.mdx). One that is typed: name 1–32, lower case;
/// description 1–100; at most 25 options, required ones first. One of a message: a name of 1–32, spaces and capitals
/// allowed; no description, no options.
/// </summary>
public sealed record ApplicationCommand
{
    public ApplicationCommandType Type { get; init; } = ApplicationCommandType.ChatInput;

    public required string Name { get; init; }
    public string Description { get; init; } = "";
    public ImmutableArray<CommandOption> Options { get; init; } = [];

    /// <summary>Who sees it until a guild's admins say otherwise: null everyone, None only administrators.</summary>
    public Permissions? DefaultMemberPermissions { get; init; }

    /// <summary>Where it can be typed: 0 guilds, 1 the bot's direct messages, 2 other private channels. Global commands only.</summary>
    public ImmutableArray<int> Contexts { get; init; } = [0];

    /// <summary>How the bot must be installed: 0 in a guild, 1 by a user. Global commands only.</summary>
    public ImmutableArray<int> IntegrationTypes { get; init; } = [0];
}

public enum CommandOptionType
{
    SubCommand = 1,
    SubCommandGroup = 2,
    String = 3,
    Integer = 4,
    Boolean = 5,
    User = 6,
    Channel = 7,
    Role = 8,
    Mentionable = 9,
    Number = 10,
    Attachment = 11,
}

public sealed record CommandOption
{
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required CommandOptionType Type { get; init; }
    public bool Required { get; init; }

    /// <summary>Asks for suggestions while typing; not together with <see cref="Choices"/>. Free text still comes through.</summary>
    public bool Autocomplete { get; init; }
    public ImmutableArray<CommandChoice> Choices { get; init; } = [];

    /// <summary>Of a string, 0 to 6000.</summary>
    public int? MinLength { get; init; }

    /// <summary>Of a string, 1 to 6000.</summary>
    public int? MaxLength { get; init; }
    public long? MinValue { get; init; }
    public long? MaxValue { get; init; }

    /// <summary>Which channel types a channel option offers (0 text, 5 announcement, 10–12 threads …); empty: all.</summary>
    public ImmutableArray<int> ChannelTypes { get; init; } = [];

    /// <summary>Of a subcommand or group.</summary>
    public ImmutableArray<CommandOption> Options { get; init; } = [];
}

/// <summary>Name 1–100, value ≤ 100 (a string) or ±(2^53−1) (an integer).</summary>
public sealed record CommandChoice
{
    public CommandChoice(string name, string value)
    {
        Name = name;
        Text = value;
    }

    public CommandChoice(string name, long value)
    {
        Name = name;
        Integer = value;
    }

    public string Name { get; }
    public string? Text { get; }
    public long? Integer { get; }
}

/// <summary>What came of registering: whether anything had to be written, and the ids to mention commands by.</summary>
public sealed record Registration(bool Changed, ImmutableArray<RegisteredCommand> Commands);

public sealed record RegisteredCommand(Snowflake Id, string Name)
{
    internal static RegisteredCommand? Parse(JsonElement json) =>
        json.Id("id") is { } id && json.Text("name") is { } name
            ? new RegisteredCommand(id, name)
            : null;
}
