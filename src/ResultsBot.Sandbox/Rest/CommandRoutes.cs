using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>The commands a bot registers, global or for one guild.</summary>
internal sealed class CommandRoutes(SandboxWorld world)
{
    /// <summary>Creates of the last day, by scope: Discord counts them for each guild, and once for the global scope.</summary>
    private readonly Dictionary<ulong, Queue<DateTimeOffset>> _creates = [];

    public Answer List(Call call) => Answer.Ok(world.CommandsOf(Scope(call)).DeepClone());

    public Answer Get(Call call) => Answer.Ok(Find(call).DeepClone());

    public Answer Replace(Call call)
    {
        var scope = Scope(call);
        var form = new Form();
        var seen = new HashSet<(int, string?)>();
        var wanted = new List<JsonObject>();
        foreach (var command in form.List(call.Body, DiscordLimits.CommandsAtOnce))
        {
            var read = CommandRules.Read(command, scope);
            if (!seen.Add(Key(read)))
                command.Fault(
                    "name",
                    "APPLICATION_COMMANDS_DUPLICATE_NAME",
                    "Application command names must be unique"
                );
            wanted.Add(read);
        }
        CheckCount(wanted);
        form.ThrowIfFaulty();

        var old = Known(scope).ToDictionary(Key);
        CountCreates(scope, wanted.Count(w => !old.ContainsKey(Key(w))));
        var result = wanted.ToJson(w => Settle(w, old.GetValueOrDefault(Key(w))));
        world.SetCommands(scope, result);
        return Answer.Ok(result.DeepClone());
    }

    public Answer Create(Call call)
    {
        var scope = Scope(call);
        var command = Read(call.Body, scope);
        var all = Known(scope).ToList();
        var at = all.FindIndex(c => Key(c) == Key(command));
        var settled = Settle(command, at < 0 ? null : all[at]);
        if (at >= 0)
            all.RemoveAt(at);
        all.Add(settled);
        CheckCount(all);
        if (at < 0)
            CountCreates(scope, 1);
        Set(scope, all);
        return at < 0 ? Answer.Created(settled.DeepClone()) : Answer.Ok(settled.DeepClone());
    }

    public Answer Edit(Call call)
    {
        var scope = Scope(call);
        var old = Find(call);
        var merged = old.DeepClone().AsObject();
        foreach (var (name, value) in new Form().Body(call.Body).Json)
            merged[name] = value?.DeepClone();
        var settled = Settle(Read(merged, scope), old);
        Set(scope, Known(scope).Select(c => c == old ? settled : c));
        return Answer.Ok(settled);
    }

    public Answer Delete(Call call)
    {
        var old = Find(call);
        Set(Scope(call), Known(Scope(call)).Where(c => c != old));
        return Answer.NoContent;
    }

    private static JsonObject Read(JsonNode? body, ulong? scope)
    {
        var form = new Form();
        var command = CommandRules.Read(form.Body(body), scope);
        form.ThrowIfFaulty();
        return command;
    }

    private JsonObject Settle(JsonObject command, JsonObject? old)
    {
        var unchanged = old is not null && CommandRules.Same(command, old);
        command["id"] = old?["id"]?.DeepClone() ?? Wire.Id(world.NewId());
        command["version"] = unchanged ? old!["version"]!.DeepClone() : Wire.Id(world.NewId());
        return command;
    }

    private IEnumerable<JsonObject> Known(ulong? scope) => world.CommandsOf(scope).Objects();

    private void Set(ulong? scope, IEnumerable<JsonObject> commands) =>
        world.SetCommands(scope, commands.ToJson(c => c.DeepClone()));

    private static void CheckCount(IReadOnlyList<JsonObject> commands)
    {
        foreach (var (type, most) in DiscordLimits.Commands)
            if (commands.Count(c => (int)c["type"]! == type) > most)
                throw new Refusal(
                    400,
                    30032,
                    $"Maximum number of application commands reached ({most})."
                );
    }

    private void CountCreates(ulong? scope, int count)
    {
        if (!_creates.TryGetValue(scope ?? 0, out var creates))
            _creates[scope ?? 0] = creates = new Queue<DateTimeOffset>();
        while (creates.TryPeek(out var oldest) && world.Now() - oldest >= TimeSpan.FromDays(1))
            creates.Dequeue();
        if (creates.Count + count > DiscordLimits.CommandCreatesADay)
            throw new Refusal(
                400,
                30034,
                "Max number of daily application command creates has been reached (200)"
            );
        for (var i = 0; i < count; i++)
            creates.Enqueue(world.Now());
    }

    private JsonObject Find(Call call)
    {
        var id = call.Id("command");
        return Known(Scope(call)).FirstOrDefault(c => Form.AsId(c["id"]) == id)
            ?? throw Refusal.UnknownCommand();
    }

    private ulong? Scope(Call call)
    {
        if (call.Id("application") != FixedIds.Application)
            throw new Refusal(
                403,
                20012,
                "You are not authorized to perform this action on this application"
            );
        if (call.Part("guild") is null)
            return null;
        var guild = call.Id("guild");
        return world.GuildOf(guild) is null ? throw Refusal.MissingAccess() : guild;
    }

    private static (int, string?) Key(JsonObject command) =>
        ((int)command["type"]!, command.TextOf("name"));
}
