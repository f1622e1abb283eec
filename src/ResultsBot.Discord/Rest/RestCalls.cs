using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ResultsBot.Discord.Rest;

/// <summary>Sends a request, and reads what was answered as what was asked for.</summary>
internal sealed class RestCalls(RestSender sender, ILogger logger)
{
    /// <summary>The items that could be read; none where it is no list.</summary>
    public static ImmutableArray<T> Array<T>(JsonElement json, Func<JsonElement, T?> parse)
        where T : class =>
        json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Select(parse).OfType<T>()]
            : [];

    public async Task<RestResult<Nothing>> Do(RestRequest request, CancellationToken ct) =>
        await sender.Send(request, ct) switch
        {
            Answer.Ok => new RestResult<Nothing>.Done(default),
            Answer.Refused refused => new RestResult<Nothing>.Refused(refused.Refusal),
            Answer.Lost lost => new RestResult<Nothing>.Unknown(lost.Reason),
            _ => throw new InvalidOperationException("No such answer."),
        };

    public Task<RestResult<T>> Ask<T>(
        RestRequest request,
        Func<JsonElement, T?> parse,
        CancellationToken ct
    )
        where T : class =>
        AskFor(request, json => parse(json) is { } value ? (true, value) : (false, default!), ct);

    public Task<RestResult<T>> Ask<T>(
        RestRequest request,
        Func<JsonElement, T?> parse,
        CancellationToken ct
    )
        where T : struct =>
        AskFor(request, json => parse(json) is { } value ? (true, value) : (false, default), ct);

    private async Task<RestResult<T>> AskFor<T>(
        RestRequest request,
        Func<JsonElement, (bool Understood, T Value)> parse,
        CancellationToken ct
    )
    {
        switch (await sender.Send(request, ct))
        {
            case Answer.Refused refused:
                return new RestResult<T>.Refused(refused.Refusal);

            case Answer.Lost lost:
                return new RestResult<T>.Unknown(lost.Reason);

            case Answer.Ok ok:
                try
                {
                    using var document = JsonDocument.Parse(ok.Body);
                    var (understood, value) = parse(document.RootElement);
                    if (understood)
                    {
                        return new RestResult<T>.Done(value);
                    }
                }
                catch (JsonException)
                {
                    // Said below.
                }

                logger.LogWarning("{Route} worked, but its answer cannot be read.", request.Route);
                return new RestResult<T>.Unknown("the answer cannot be read");

            default:
                throw new InvalidOperationException("No such answer.");
        }
    }
}
