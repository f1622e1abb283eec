using System.Text.Json.Nodes;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>The commands a bot registers, global or for one guild.</summary>
internal sealed class CommandRoutes(SandboxWorld world)
{
    private const int CreatesADay = 200;

    /// <summary>Creates of the last day, by scope: Discord counts them for each guild, and once for the global scope.</summary>
    private readonly Dictionary<ulong, Queue<DateTimeOffset>> _creates = [];

    public Func<Call, Answer> All(string method) =>
        method switch
        {
            "GET" => List,
            "PUT" => Replace,
            "POST" => Create,
            _ => throw Refusal.MethodNotAllowed(),
        };

    public Func<Call, Answer> One(string method) =>
        method switch
        {
            "GET" => Get,
            "PATCH" => Edit,
            "DELETE" => Delete,
            _ => throw Refusal.MethodNotAllowed(),
        };

    private Answer List(Call call) => Answer.Ok(world.CommandsOf(Scope(call)).DeepClone());

    private Answer Get(Call call) => Answer.Ok(Find(call).DeepClone());

    private Answer Replace(Call call)
    {
        var scope = Scope(call);
        var body = Form.List(call.Body);
        var form = new Form();
        if (body.Count > 130)
            form.Fault("", "BASE_TYPE_BAD_LENGTH", "Must be between 0 and 130 in length.");
        var seen = new HashSet<(int, string?)>();
        var wanted = new List<JsonObject>();
        foreach (var (command, path) in form.Objects(body, ""))
        {
            var read = CommandRules.Read(form, command, path, scope);
            if (!seen.Add(Key(read)))
                form.Fault(
                    Form.Join(path, "name"),
                    "APPLICATION_COMMANDS_DUPLICATE_NAME",
                    "Application command names must be unique"
                );
            wanted.Add(read);
        }
        foreach (var (type, most) in new[] { (1, 100), (2, 15), (3, 15), (4, 1) })
            if (wanted.Count(c => (int)c["type"]! == type) > most)
                throw new Refusal(
                    400,
                    30032,
                    $"Maximum number of application commands reached ({most})."
                );
        form.ThrowIfFaulty();

        var old = world.CommandsOf(scope).Select(c => c!.AsObject()).ToList();
        CountCreates(scope, wanted.Count(w => old.TrueForAll(o => Key(o) != Key(w))));
        var result = new JsonArray();
        foreach (var command in wanted)
            result.Add(Settle(command, old.Find(o => Key(o) == Key(command))));
        world.SetCommands(scope, result);
        return Answer.Ok(result.DeepClone());
    }

    private Answer Create(Call call)
    {
        var scope = Scope(call);
        var form = new Form();
        var command = CommandRules.Read(form, Form.Body(call.Body), "", scope);
        form.ThrowIfFaulty();
        var all = world.CommandsOf(scope).DeepClone().AsArray();
        var old = all.Select(c => c!.AsObject()).FirstOrDefault(c => Key(c) == Key(command));
        if (old is null)
        {
            if (
                all.Count(c => (int)c!["type"]! == (int)command["type"]!)
                >= ((int)command["type"]! == 1 ? 100 : 15)
            )
                throw new Refusal(400, 30032, "Maximum number of application commands reached.");
            CountCreates(scope, 1);
        }
        else
            all.Remove(old);
        var settled = Settle(command, old);
        all.Add(settled);
        world.SetCommands(scope, all);
        return old is null ? Answer.Created(settled.DeepClone()) : Answer.Ok(settled.DeepClone());
    }

    private Answer Edit(Call call)
    {
        var scope = Scope(call);
        var old = Find(call);
        var merged = old.DeepClone().AsObject();
        foreach (var (name, value) in Form.Body(call.Body))
            merged[name] = value?.DeepClone();
        var form = new Form();
        var command = CommandRules.Read(form, merged, "", scope);
        form.ThrowIfFaulty();
        var settled = Settle(command, old);
        var all = world.CommandsOf(scope).DeepClone().AsArray();
        for (var i = 0; i < all.Count; i++)
            if (JsonNode.DeepEquals(all[i]!["id"], old["id"]))
                all[i] = settled.DeepClone();
        world.SetCommands(scope, all);
        return Answer.Ok(settled);
    }

    private Answer Delete(Call call)
    {
        var scope = Scope(call);
        var old = Find(call);
        var rest = world.CommandsOf(scope).Where(c => !JsonNode.DeepEquals(c!["id"], old["id"]));
        world.SetCommands(scope, new JsonArray([.. rest.Select(c => c!.DeepClone())]));
        return Answer.NoContent;
    }

    private JsonObject Settle(JsonObject command, JsonObject? old)
    {
        var unchanged = old is not null && CommandRules.Same(command, old);
        command["id"] = old?["id"]?.DeepClone() ?? Wire.Id(world.NewId());
        command["version"] = unchanged ? old!["version"]!.DeepClone() : Wire.Id(world.NewId());
        return command;
    }

    private void CountCreates(ulong? scope, int count)
    {
        if (!_creates.TryGetValue(scope ?? 0, out var creates))
            _creates[scope ?? 0] = creates = new Queue<DateTimeOffset>();
        while (creates.TryPeek(out var oldest) && world.Now() - oldest >= TimeSpan.FromDays(1))
            creates.Dequeue();
        if (creates.Count + count > CreatesADay)
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
        var id = Routes.Id(call.Path[^1]);
        return world
                .CommandsOf(Scope(call))
                .Select(c => c!.AsObject())
                .FirstOrDefault(c => Form.AsId(c["id"]) == id)
            ?? throw Refusal.UnknownCommand();
    }

    private ulong? Scope(Call call)
    {
        if (Routes.Id(call.Path[1]) != FixedIds.Application)
            throw new Refusal(
                403,
                20012,
                "You are not authorized to perform this action on this application"
            );
        if (call.Path[2] is not "guilds")
            return null;
        var guild = Routes.Id(call.Path[3]);
        return world.GuildOf(guild) is null ? throw Refusal.MissingAccess() : guild;
    }

    private static (int, string?) Key(JsonObject command) =>
        ((int)command["type"]!, (string?)command["name"]);
}
