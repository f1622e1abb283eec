using System.Text.Json;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord.Commands;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord.Rest;

/// <summary>Makes the commands of an application or a guild be these, and writes them only where they differ.</summary>
internal sealed class CommandRegistration(RestCalls calls, ILogger logger)
{
    public async Task<RestResult<Registration>> Register(
        string route,
        string path,
        string major,
        bool global,
        IReadOnlyList<ApplicationCommand> commands,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(commands);
        var listed = await calls.Ask(
            new RestRequest(HttpMethod.Get, $"GET {route}", path, major),
            json => json.ValueKind == JsonValueKind.Array ? json.Clone() : null as JsonElement?,
            ct
        );
        if (listed is not RestResult<JsonElement>.Done { Value: var registered })
        {
            return listed is RestResult<JsonElement>.Refused refused
                ? new RestResult<Registration>.Refused(refused.Refusal)
                : new RestResult<Registration>.Unknown(
                    ((RestResult<JsonElement>.Unknown)listed).Reason
                );
        }

        if (CommandComparison.AreSame(registered, commands, global))
        {
            return new RestResult<Registration>.Done(
                new Registration(false, RestCalls.Array(registered, RegisteredCommand.Parse))
            );
        }

        logger.LogDebug(
            "The slash commands differ from those registered; writing {Count}.",
            commands.Count
        );
        WireCommand[] wire = [.. commands.Select(command => WireCommand.From(command, global))];
        return await calls.Ask(
            new RestRequest(HttpMethod.Put, $"PUT {route}", path, major)
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(wire, WireJson.Default.WireCommandArray),
            },
            json => new Registration(true, RestCalls.Array(json, RegisteredCommand.Parse)),
            ct
        );
    }
}
