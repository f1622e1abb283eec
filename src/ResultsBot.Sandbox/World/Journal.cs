using System.Text;
using System.Text.Json;
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
        if (!IsKept(happening))
            return;
        var line = JsonSerializer.Serialize(happening);
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush();
    }

    private static bool IsKept(Happening happening) =>
        happening switch
        {
            Happening.MessagePosted posted => posted.Message.OnlyFor is null,
            Happening.MessageEdited edited => edited.Message.OnlyFor is null,
            Happening.MessageDeleted deleted => deleted.Message.OnlyFor is null,
            Happening.GuildLost or Happening.GuildBack => false,
            Happening.InteractionMoved or Happening.BotCameOrWent => false,
            _ => true,
        };

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
                Apply(JsonSerializer.Deserialize<Happening>(bytes.AsSpan(good, length))!, world);
            }
            catch (Exception e)
                when (e is JsonException or NotSupportedException or NullReferenceException)
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

    private static void Apply(Happening happening, SandboxWorld world)
    {
        switch (happening)
        {
            case Happening.MessagePosted posted:
                world.Put(posted.Message);
                break;
            case Happening.MessageEdited edited:
                world.Put(edited.Message);
                break;
            case Happening.MessageDeleted { Message: var gone }:
                world.Remove(gone.ChannelId, gone.Id);
                break;
            case Happening.ChannelCreated created:
                world.Put(created.Channel);
                break;
            case Happening.ChannelUpdated updated:
                world.Put(updated.Channel);
                break;
            case Happening.ChannelDeleted deleted:
                world.Remove(deleted.Channel.Id);
                break;
            case Happening.RoleUpdated role:
                world.Put(role.GuildId, role.Role);
                break;
            case Happening.CommandsChanged commands:
                world.Put(commands.GuildId, commands.Commands);
                break;
        }
    }
}
