using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ResultsBot.Sandbox.Rest;
using static ResultsBot.Sandbox.Control.ControlApi;

namespace ResultsBot.Sandbox.Control;

// What the routes of /sandbox take, as ASP.NET Core reads it: snake_case names, ids as texts.

internal sealed record WrittenBody(string As, string Content);

internal sealed record CommandBody(
    string As,
    string Channel,
    string? Text = null,
    string? Command = null,
    JsonObject? Options = null,
    string? Focused = null,
    Dictionary<string, FileBody>? Files = null,
    string? Wait = null
)
{
    [JsonIgnore]
    public string NeededCommand => Command ?? throw Needed("command");

    public IReadOnlyDictionary<string, JsonNode?> ReadOptions() => Options.ToMap();

    public IReadOnlyDictionary<string, UploadedFile> ReadFiles() =>
        (Files ?? []).ToDictionary(f => f.Key, f => f.Value.Read(f.Key), StringComparer.Ordinal);
}

/// <param name="Data">In base64.</param>
internal sealed record FileBody(
    string? Filename = null,
    string? Data = null,
    string ContentType = "application/octet-stream"
)
{
    public UploadedFile Read(string option)
    {
        var bytes = new byte[Data?.Length ?? 0];
        return
            Filename is { Length: > 0 } name
            && Data is not null
            && Convert.TryFromBase64String(Data, bytes, out var length)
            ? new UploadedFile(name, ContentType, bytes.AsMemory(0, length))
            : throw new CannotException($"“{option}” must be a file.", option);
    }
}

/// <param name="Command">Its name, as in the message's menu.</param>
internal sealed record MessageCommandBody(
    string As,
    string Channel,
    ulong Message,
    string Command,
    string? Wait = null
);

internal sealed record ComponentBody(
    string As,
    string Channel,
    ulong Message,
    string CustomId,
    IReadOnlyList<string>? Values = null,
    string? Wait = null
);

internal sealed record ModalBody(
    string As,
    ulong Interaction,
    JsonObject? Values = null,
    string? Wait = null
)
{
    public IReadOnlyDictionary<string, JsonNode?> ReadValues() => Values.ToMap();
}

internal sealed record DismissBody(string As, string Channel, ulong Message);

internal sealed record ChannelBody(
    string? Name = null,
    int? Count = null,
    ulong? Guild = null,
    int? Type = null,
    string? Parent = null
);

internal sealed record PermissionsBody(
    string? Role = null,
    IReadOnlyList<string>? Deny = null,
    IReadOnlyList<string>? Allow = null
);

internal sealed record GuildPermissionsBody(
    IReadOnlyList<string>? Remove = null,
    IReadOnlyList<string>? Add = null
);

internal sealed record ThreadBody(bool Archived = false, bool Locked = false);

internal sealed record RoleBody(bool Mentionable = false);

/// <param name="Url">Null: over the gateway.</param>
internal sealed record EndpointBody(string? Url = null)
{
    public Uri? ReadUrl() =>
        Url is null ? null
        : Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url
        : throw new CannotException($"“{Url}” is no http or https address.", "url");
}

internal sealed record OutageBody(bool Outage = false);

internal sealed record CloseBody(int? Code = null);

internal sealed record InvalidateBody(bool Resumable = false);

internal sealed record OldEditsBody(int AgeMs, int Count, int WindowMs)
{
    private const int ADay = 86_400_000;

    public TimeSpan Age => TimeSpan.FromMilliseconds(Within(AgeMs, 0, ADay, "age_ms"));
    public int Edits => Within(Count, 0, 1_000_000, "count");
    public TimeSpan Window => TimeSpan.FromMilliseconds(Within(WindowMs, 1, ADay, "window_ms"));
}

/// <param name="Count">A number, or "always".</param>
internal sealed record FaultBody(
    FaultKind Fault,
    string Count = "1",
    double Probability = 1,
    int AfterRequests = 0,
    int AfterMs = 0,
    string? Path = null,
    string Scope = "user",
    int RetryAfterMs = 1000,
    int? HeaderRetryAfterMs = null,
    int Code = 4000,
    int ShiftMs = 0
)
{
    public Fault Read() =>
        new(Fault)
        {
            Count =
                Count is "always" ? null
                : int.TryParse(Count, out var count) ? Within(count, 0, 1_000_000, "count")
                : throw new CannotException(
                    "“count” must be a whole number, or “always”.",
                    "count"
                ),
            Probability = Probability is >= 0 and <= 1
                ? Probability
                : throw new CannotException("“probability” must be from 0 to 1.", "probability"),
            AfterRequests = Within(AfterRequests, 0, 1_000_000, "after_requests"),
            After = Time(AfterMs, "after_ms"),
            OnlyPath = Path,
            Scope = Scope,
            RetryAfter = Time(RetryAfterMs, "retry_after_ms"),
            HeaderRetryAfter = HeaderRetryAfterMs is { } header
                ? Time(header, "header_retry_after_ms")
                : null,
            Code = Within(Code, 1000, 4999, "code"),
            Shift = TimeSpan.FromMilliseconds(ShiftMs),
        };

    public static TimeSpan Time(int milliseconds, string name) =>
        TimeSpan.FromMilliseconds(Within(milliseconds, 0, 86_400_000, name));
}

internal sealed record FaultScriptBody(int Seed = 0, IReadOnlyList<FaultBody>? Faults = null)
{
    public FaultScript Read() =>
        new(Within(Seed, 0, int.MaxValue, "seed"), [.. (Faults ?? []).Select(f => f.Read())]);
}

/// <summary>The commonest faults in one: how many requests each is to hit.</summary>
internal sealed record FaultsBody(
    int? LatencyMs = null,
    int? JitterMs = null,
    int? FailBefore = null,
    int? FailAfter = null,
    int? DropAfter = null,
    int? Limit = null,
    string Scope = "user",
    int RetryAfterMs = 1000,
    string? Path = null
)
{
    public void Apply(SandboxControl control)
    {
        if (LatencyMs is not null || JitterMs is not null)
            control.SetLatency(
                FaultBody.Time(LatencyMs ?? 0, "latency_ms"),
                FaultBody.Time(JitterMs ?? 0, "jitter_ms")
            );
        Replace(control, FaultKind.ServerErrorBefore, FailBefore, "fail_before");
        Replace(control, FaultKind.ServerErrorAfter, FailAfter, "fail_after");
        Replace(control, FaultKind.NoAnswerAfter, DropAfter, "drop_after");
        Replace(control, FaultKind.RateLimit, Limit, "limit");
    }

    private void Replace(SandboxControl control, FaultKind kind, int? count, string name)
    {
        if (count is { } given)
            control.Replace(
                new Fault(kind)
                {
                    Count = Within(given, 0, 1_000_000, name),
                    Scope = Scope,
                    RetryAfter = FaultBody.Time(RetryAfterMs, "retry_after_ms"),
                    OnlyPath = Path,
                }
            );
    }
}

internal static class ControlJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.NumberHandling = JsonNumberHandling.AllowReadingFromString;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new TextConverter());
        options.Converters.Add(
            new JsonStringEnumConverter<FaultKind>(
                JsonNamingPolicy.SnakeCaseLower,
                allowIntegerValues: false
            )
        );
    }

    public static Dictionary<string, JsonNode?> ToMap(this JsonObject? json)
    {
        if (!SafeJson.IsWhole(json))
            throw new CannotException("The body holds text that is no Unicode.");
        return (json ?? []).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
    }

    /// <summary>Texts, and numbers where a text is asked for: scripts give ids as either.</summary>
    private sealed class TextConverter : JsonConverter<string>
    {
        public override string? Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            reader.TokenType is JsonTokenType.Number
                ? JsonNode.Parse(ref reader)!.ToJsonString()
                : reader.GetString();

        public override void Write(
            Utf8JsonWriter writer,
            string value,
            JsonSerializerOptions options
        ) => writer.WriteStringValue(value);
    }
}
