using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace ResultsBot.Sandbox.World;

/// <summary>
/// Keeps the world in a file: one line of JSON a change, handed to the operating system before anybody is answered, so
/// that what was acknowledged outlives even a killed process. A last line cut short was never acknowledged.
/// </summary>
internal sealed class Journal : IWitness, IDisposable
{
    private readonly FileStream _file;
    private readonly FileStream _lock;

    private Journal(FileStream file, FileStream @lock) => (_file, _lock) = (file, @lock);

    public static Journal Open(string path, SandboxWorld world, ILogger log)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        var @lock = Lock(path);
        try
        {
            var file = new FileStream(
                path,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.ReadWrite,
                1
            );
            try
            {
                file.SetLength(Load(file, world, log));
                file.Seek(0, SeekOrigin.End);
                return new Journal(file, @lock);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Two sandboxes on one file would each lose the other's messages. The lock goes with the process, however it ends;
    /// it is a file of its own so that the journal can be read meanwhile.
    /// </summary>
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(
                path + ".lock",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
        }
        // EWOULDBLOCK of Linux and of macOS, a sharing violation of Windows: anything else says itself what it is.
        catch (IOException e) when ((e.HResult & 0xFFFF) is 11 or 35 or 32)
        {
            throw new IOException($"{path} is in use by another sandbox.", e);
        }
    }

    public void See(Happening happening)
    {
        var line = happening switch
        {
            Happening.MessagePosted { Message: { OnlyFor: null } m } => MessageLine(m),
            Happening.MessageEdited { Message: { OnlyFor: null } m } => MessageLine(m),
            _ => LineFor(happening)?.ToJsonString(),
        };
        if (line is null)
            return;
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush();
    }

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    /// <summary>Reads every whole line, and returns how much of the file is good.</summary>
    private static long Load(FileStream file, SandboxWorld world, ILogger log)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var good = 0;
        while (good < bytes.Length)
        {
            var length = Array.IndexOf(bytes, (byte)'\n', good) - good;
            if (length < 0)
            {
                log.LogWarning(
                    "The sandbox's journal ends in a torn line of {Bytes} bytes, left out",
                    bytes.Length - good
                );
                break;
            }
            try
            {
                Apply(JsonNode.Parse(bytes.AsSpan(good, length))!.AsObject(), world);
            }
            catch (Exception e)
                when (e is JsonException or InvalidOperationException or NullReferenceException)
            {
                throw new InvalidDataException(
                    $"The sandbox's journal {file.Name} cannot be read at byte {good}. Move it away to start afresh.",
                    e
                );
            }
            good += length + 1;
        }
        return good;
    }

    private static JsonObject? LineFor(Happening happening) =>
        happening switch
        {
            Happening.MessageDeleted { Message: { OnlyFor: null } m } => new JsonObject
            {
                ["op"] = "message gone",
                ["channel"] = m.ChannelId,
                ["id"] = m.Id,
            },
            Happening.ChannelCreated { Channel: var c } => ChannelLine(c),
            Happening.ChannelUpdated { Channel: var c } => ChannelLine(c),
            Happening.ChannelDeleted { Channel: var c } => new JsonObject
            {
                ["op"] = "channel gone",
                ["id"] = c.Id,
            },
            Happening.RoleUpdated r => new JsonObject
            {
                ["op"] = "role",
                ["guild"] = r.GuildId,
                ["role"] = JsonSerializer.SerializeToNode(r.Role),
            },
            Happening.CommandsChanged c => new JsonObject
            {
                ["op"] = "commands",
                ["guild"] = c.GuildId,
                ["commands"] = c.Commands.DeepClone(),
            },
            _ => null,
        };

    /// <summary>The message is JSON already; to take it apart for this would cost more than all the rest.</summary>
    private static string MessageLine(Message m) =>
        $"{{\"op\":\"message\",\"id\":{m.Id},\"channel\":{m.ChannelId},\"author\":{m.AuthorId},"
        + $"\"nonce\":{JsonSerializer.Serialize(m.Nonce)},\"flags\":{m.Flags},\"json\":{m.Json}}}";

    private static JsonObject ChannelLine(Channel c) =>
        new() { ["op"] = "channel", ["channel"] = JsonSerializer.SerializeToNode(c) };

    private static void Apply(JsonObject line, SandboxWorld world)
    {
        switch (line["op"]!.GetValue<string>())
        {
            case "message":
                world.Put(
                    new Message(
                        line["id"]!.GetValue<ulong>(),
                        line["channel"]!.GetValue<ulong>(),
                        line["author"]!.GetValue<ulong>(),
                        line["nonce"]?.GetValue<string>(),
                        null,
                        line["flags"]!.GetValue<int>(),
                        line["json"]!.ToJsonString()
                    )
                );
                break;
            case "message gone":
                world.Remove(line["channel"]!.GetValue<ulong>(), line["id"]!.GetValue<ulong>());
                break;
            case "channel":
                world.Put(line["channel"].Deserialize<Channel>()!);
                break;
            case "channel gone":
                world.Remove(line["id"]!.GetValue<ulong>());
                break;
            case "role":
                world.Put(line["guild"]!.GetValue<ulong>(), line["role"].Deserialize<Role>()!);
                break;
            case "commands":
                var commands = line["commands"]!.AsArray();
                line.Remove("commands");
                world.Put(line["guild"]?.GetValue<ulong>(), commands);
                break;
        }
    }
}
