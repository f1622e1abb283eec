using System.Runtime.InteropServices;
using ResultsBot.Discord;
using ResultsBot.Storage;

namespace ResultsBot.Outlets.Discord;

/// <summary>
/// The pictures that are on their way out. A picture is read once, and all posts share the one copy in memory for as
/// long as any of them holds it; the last one stays, since what is posted next most likely shows it too.
/// </summary>
internal sealed class SharedPhotos(IPhotoStore photos)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<OutgoingFile?>> _reading = [];
    private readonly Dictionary<string, WeakReference<OutgoingFile>> _read = [];
    private OutgoingFile? _last;

    /// <returns>Null where the store has no such picture.</returns>
    public Task<OutgoingFile?> Find(string name, CancellationToken ct)
    {
        lock (_gate)
        {
            if (_read.TryGetValue(name, out var known) && known.TryGetTarget(out var file))
            {
                return Task.FromResult<OutgoingFile?>(file);
            }
            if (!_reading.TryGetValue(name, out var reading))
            {
                reading = Read(name, ct);
                _reading.Add(name, reading);
            }
            return reading;
        }
    }

    private async Task<OutgoingFile?> Read(string name, CancellationToken ct)
    {
        // Not before it is among those that are being read.
        await Task.Yield();
        OutgoingFile? file = null;
        try
        {
            if (await photos.FindPhoto(name, ct) is { } photo)
            {
                file = new OutgoingFile(
                    photo.Name,
                    photo.Type,
                    ImmutableCollectionsMarshal.AsArray(photo.Bytes)
                );
            }
            return file;
        }
        finally
        {
            lock (_gate)
            {
                _reading.Remove(name);
                if (file is not null)
                {
                    Keep(name, file);
                }
            }
        }
    }

    private void Keep(string name, OutgoingFile file)
    {
        foreach (var (gone, _) in _read.Where(r => !r.Value.TryGetTarget(out _)).ToArray())
        {
            _read.Remove(gone);
        }
        _read[name] = new WeakReference<OutgoingFile>(file);
        _last = file;
    }
}
