using System.Text.Json;
using System.Text.Json.Nodes;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord.Commands;

/// <summary>Whether the commands Discord holds are the commands wanted, past all that it adds of its own.</summary>
internal static class CommandComparison
{
    private const int EntryPoint = 4;
    private const int Deepest = 4;

    public static bool AreSame(
        JsonElement registered,
        IReadOnlyList<ApplicationCommand> wanted,
        bool global
    )
    {
        var theirs = registered
            .EnumerateArray()
            // An activity's entry point is none of ours, and comes and goes with the application's settings.
            .Where(command => command.Int("type") != EntryPoint)
            .Select(command =>
                JsonSerializer.Serialize(Read(command, global), WireJson.Default.WireCommand)
            );
        var ours = wanted.Select(command =>
            JsonSerializer.Serialize(
                WireCommand.From(command, global),
                WireJson.Default.WireCommand
            )
        );
        return theirs
            .Order(StringComparer.Ordinal)
            .SequenceEqual(ours.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static WireCommand Read(JsonElement json, bool global) =>
        new(json.Text("name") ?? "", json.Text("description") ?? "")
        {
            Type = json.Int("type") ?? 1,
            Options = Options(json, 0),
            DefaultMemberPermissions = json.Id("default_member_permissions")?.ToString(),
            Contexts = global ? Numbers(json, "contexts") ?? [0, 1, 2] : null,
            IntegrationTypes = global ? Numbers(json, "integration_types") ?? [0] : null,
        };

    private static WireOption[]? Options(JsonElement json, int depth)
    {
        WireOption[] options =
            depth > Deepest
                ? []
                : [.. json.Items("options").Select(option => Option(option, depth))];
        return options.Length == 0 ? null : options;
    }

    private static WireOption Option(JsonElement json, int depth)
    {
        WireChoice[] choices =
        [
            .. json.Items("choices")
                .Select(choice => new WireChoice(
                    choice.Text("name") ?? "",
                    choice.Long("value") is { } number
                        ? JsonValue.Create(number)
                        : JsonValue.Create(choice.Text("value") ?? "")
                )),
        ];
        return new WireOption(
            json.Text("name") ?? "",
            json.Text("description") ?? "",
            json.Int("type") ?? 0
        )
        {
            Required = json.Flag("required") == true ? true : null,
            Autocomplete = json.Flag("autocomplete") == true ? true : null,
            Choices = choices.Length == 0 ? null : choices,
            MinLength = json.Int("min_length"),
            MaxLength = json.Int("max_length"),
            MinValue = json.Long("min_value"),
            MaxValue = json.Long("max_value"),
            ChannelTypes = Numbers(json, "channel_types") is { Length: > 0 } types ? types : null,
            Options = Options(json, depth + 1),
        };
    }

    private static int[]? Numbers(JsonElement json, string name) =>
        json.Get(name) is { ValueKind: JsonValueKind.Array } array
            ?
            [
                .. array
                    .EnumerateArray()
                    .Select(item => item.TryGetInt32Safely())
                    .OfType<int>()
                    .Order(),
            ]
            : null;

    private static int? TryGetInt32Safely(this JsonElement item) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) ? number : null;
}
