using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ResultsBot.Sandbox.Page;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Control;

/// <summary>
/// <see cref="SandboxControl"/> over HTTP, for the page and for scripts in other languages. README.md lists the routes.
/// </summary>
internal sealed class ControlApi(SandboxControl control, PageFeed feed, ILogger log)
{
    private People People => control.People;

    public void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/sandbox");
        MapReading(api);
        MapPeople(api);
        MapWorld(api);
        MapTrouble(api);
        api.Map("/feed", (HttpContext http, string @as) => feed.Accept(http, People.Find(@as)));
        api.Map("/{**path}", () => Problem(404, "The sandbox has no such route."));
    }

    private void MapReading(RouteGroupBuilder api)
    {
        api.MapGet("/state", (string @as) => control.Do(() => feed.Snapshot(People.Find(@as))));
        api.MapGet("/channels", (string? @as) => control.Do(() => ChannelsOf(@as)));
        api.MapGet("/channels/{channel}/messages", Messages);
        api.MapGet(
            "/statistics",
            () => Results.Json(control.Statistics(), JsonSerializerOptions.Web)
        );
        api.MapDelete("/statistics", () => Done(control.ResetStatistics));
    }

    private JsonArray ChannelsOf(string? who)
    {
        var person = who is null ? null : People.Find(who);
        return control
            .World.Channels.Where(c => person is null || People.Sees(person, c))
            .ToJson(c => c.Json());
    }

    private JsonNode Messages(string channel, string? @as, ulong? before, int limit = 100) =>
        control.Do<JsonNode>(() =>
        {
            Within(limit, 1, 1000, "limit");
            if (@as is null)
                return control.Read(Channel(channel), limit).ToJson(m => m);
            var person = People.Find(@as);
            var seen = People.Channel(person, channel).Id;
            return Shape.Of(
                ("rev", control.World.Revision),
                ("messages", feed.Messages(person, seen, before, limit))
            );
        });

    private void MapPeople(RouteGroupBuilder api)
    {
        api.MapPost(
            "/channels/{channel}/messages",
            (string channel, WrittenBody b) => Made(control.Write(b.As, channel, b.Content))
        );
        api.MapPost(
            "/interactions/command",
            (CommandBody b, CancellationToken ct) =>
                Settle(
                    b.Text is { } text
                        ? People.TypeCommand(b.As, b.Channel, text, b.ReadFiles())
                        : People.UseCommand(
                            b.As,
                            b.Channel,
                            b.NeededCommand,
                            b.ReadOptions(),
                            files: b.ReadFiles()
                        ),
                    b.Wait,
                    ct
                )
        );
        api.MapPost(
            "/interactions/autocomplete",
            (CommandBody b, CancellationToken ct) =>
                Settle(
                    People.UseCommand(
                        b.As,
                        b.Channel,
                        b.NeededCommand,
                        b.ReadOptions(),
                        b.Focused ?? throw Needed("focused")
                    ),
                    b.Wait,
                    ct
                )
        );
        api.MapPost(
            "/interactions/message-command",
            (MessageCommandBody b, CancellationToken ct) =>
                Settle(People.UseOnMessage(b.As, b.Channel, b.Message, b.Command), b.Wait, ct)
        );
        api.MapPost(
            "/interactions/component",
            (ComponentBody b, CancellationToken ct) =>
                Settle(People.Use(b.As, b.Channel, b.Message, b.CustomId, b.Values), b.Wait, ct)
        );
        api.MapPost(
            "/interactions/modal",
            (ModalBody b, CancellationToken ct) =>
                Settle(People.Submit(b.As, b.Interaction, b.ReadValues()), b.Wait, ct)
        );
        api.MapPost(
            "/messages/dismiss",
            (DismissBody b) => Done(() => People.Dismiss(b.As, b.Channel, b.Message))
        );
    }

    /// <param name="wait">The page does not wait ("none"): it is told of everything by its feed.</param>
    private async Task<JsonObject> Settle(
        Interaction interaction,
        string? wait,
        CancellationToken ct
    )
    {
        var outcome = wait is "none"
            ? control.Do(() => control.Conversations.Describe(interaction))
            : await control.Conversations.Settle(interaction, ct, firstAnswerOnly: wait is "first");
        return Shape.Of(
            ("interaction", Wire.Id(outcome.InteractionId)),
            ("state", outcome.State),
            ("message", outcome.Message),
            ("modal", outcome.Modal),
            (
                "choices",
                outcome.Choices.ToJson(c =>
                    Shape.Of(("name", c.Name), ("value", c.Value.DeepClone()))
                )
            )
        );
    }

    private void MapWorld(RouteGroupBuilder api)
    {
        api.MapPost("/channels", Create);
        api.MapDelete(
            "/channels/{channel}",
            (string channel) => Done(() => control.DeleteChannel(Channel(channel)))
        );
        api.MapDelete(
            "/channels/{channel}/messages/{message}",
            (string channel, ulong message) =>
                Done(() => control.DeleteMessage(Channel(channel), message))
        );
        api.MapPut(
            "/channels/{channel}/permissions",
            (string channel, PermissionsBody? b) =>
                Done(() =>
                {
                    if (b?.Role is { } role)
                        control.SetRolePermissions(Channel(channel), role, b.Deny ?? [], b.Allow);
                    else
                        control.SetBotPermissions(Channel(channel), b?.Deny ?? [], b?.Allow);
                })
        );
        api.MapPut(
            "/channels/{channel}/thread",
            (string channel, ThreadBody b) =>
                Done(() => control.SetThread(Channel(channel), b.Archived, b.Locked))
        );
        api.MapPut(
            "/roles/{role}",
            (string role, RoleBody b) => Done(() => control.SetMentionable(role, b.Mentionable))
        );
        api.MapPut(
            "/limits/old-edits",
            (OldEditsBody b) => Done(() => control.LimitOldEdits(b.Age, b.Edits, b.Window))
        );
        api.MapPut(
            "/guilds/{guild}/permissions",
            (ulong guild, GuildPermissionsBody b) =>
                Done(() => control.SetBotRole(guild, b.Remove ?? [], b.Add))
        );
        api.MapDelete(
            "/guilds/{guild}",
            (ulong guild, bool? outage, [FromBody] OutageBody? b) =>
                Done(() => control.LoseGuild(guild, outage ?? b?.Outage ?? false))
        );
        api.MapPut(
            "/interactions-endpoint",
            async (EndpointBody b, CancellationToken ct) =>
            {
                await control.SetInteractionsEndpoint(b.ReadUrl(), ct);
                return new JsonObject { ["ok"] = true };
            }
        );
        api.MapPut("/guilds/{guild}", (ulong guild) => Done(() => control.BringBackGuild(guild)));
    }

    private JsonNode Create(ChannelBody b)
    {
        if (b.Count is { } count)
            return control
                .CreateChannels(Within(count, 1, 10_000, "count"), b.Name ?? "channel", b.Guild)
                .ToJson(id => Wire.Id(id));
        ulong? parent = b.Parent is { } named ? Channel(named) : null;
        var usual = parent is null ? ChannelType.Text : ChannelType.PublicThread;
        var type = Within(b.Type ?? usual, 0, 20, "type");
        return Made(control.CreateChannel(b.Name ?? throw Needed("name"), b.Guild, type, parent));
    }

    private void MapTrouble(RouteGroupBuilder api)
    {
        api.MapPost(
            "/gateway/close",
            (CloseBody? b) =>
                new JsonObject
                {
                    ["closed"] = control.CloseSockets(
                        b?.Code is { } code ? Within(code, 1000, 4999, "code") : null
                    ),
                }
        );
        void MapFault(string path, FaultKind kind) =>
            api.MapPost(path, () => Done(() => control.Break(new Fault(kind))));
        MapFault("/gateway/freeze", FaultKind.FreezeSockets);
        MapFault("/gateway/reconnect", FaultKind.Reconnect);
        MapFault("/gateway/forget", FaultKind.ForgetSessions);
        MapFault("/gateway/heartbeat", FaultKind.AskForHeartbeat);
        api.MapPost(
            "/gateway/invalidate",
            (InvalidateBody? b) =>
                Done(() =>
                    control.Break(
                        new Fault(
                            b?.Resumable is true
                                ? FaultKind.InvalidateResumable
                                : FaultKind.Invalidate
                        )
                    )
                )
        );
        api.MapPost("/faults/add", (FaultBody b) => Done(() => control.Break(b.Read())));
        api.MapPost("/faults/script", (FaultScriptBody b) => Done(() => control.Run(b.Read())));
        api.MapDelete("/faults", () => Done(control.Mend));
        api.MapGet(
            "/faults",
            () =>
                control
                    .Struck()
                    .ToDictionary(
                        s => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{s.Key}"),
                        s => s.Value
                    )
        );
        api.MapPost("/faults", (FaultsBody b) => Done(() => b.Apply(control)));
    }

    private ulong Channel(string nameOrId) =>
        control.Do(() => control.World.Channels.FirstOrDefault(c => c.IsCalled(nameOrId))?.Id)
        ?? throw new CannotException($"There is no channel “{nameOrId}”.");

    private static JsonObject Done(Action action)
    {
        action();
        return new JsonObject { ["ok"] = true };
    }

    private static JsonObject Made(ulong id) => new() { ["id"] = Wire.Id(id) };

    public static CannotException Needed(string name) => new($"“{name}” is needed.", name);

    public static int Within(int number, int min, int max, string name) =>
        number >= min && number <= max
            ? number
            : throw new CannotException(
                $"“{name}” must be a whole number from {min} to {max}.",
                name
            );

    private static IResult Problem(int status, string error, string? option = null) =>
        Results.Json(new { error, option }, statusCode: status);

    /// <summary>Turns what cannot be done, or not be read, into a sentence.</summary>
    public async Task Guard(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            // A form on a page elsewhere could post text/plain without asking; JSON it could not.
            if (http.Request.ContentLength > 0 && !http.Request.HasJsonContentType())
                throw new CannotException("The body must be application/json.");
            await next(http);
        }
        catch (CannotException e)
        {
            await Problem(400, e.Message, e.Option).ExecuteAsync(http);
        }
        catch (BadHttpRequestException e)
        {
            var reason = e.InnerException is JsonException json ? json.Message : e.Message;
            await Problem(400, reason).ExecuteAsync(http);
        }
        catch (OperationCanceledException)
        {
            // Whoever asked has gone, or the sandbox is stopping.
            http.Abort();
        }
        catch (Exception e) when (e is not OutOfMemoryException && !http.Response.HasStarted)
        {
            log.LogError(
                e,
                "The sandbox could not do {Method} {Path}",
                http.Request.Method,
                http.Request.Path
            );
            await Problem(500, "The sandbox has a fault; its log says more.").ExecuteAsync(http);
        }
    }
}
