using System.Collections.Immutable;

namespace ResultsBot.Sandbox.Slack;

/// <summary>A file that was uploaded, or is to be.</summary>
/// <param name="Length">In bytes, as it was announced.</param>
/// <param name="Content">Null until it has come.</param>
/// <param name="CompletedAt">From then on it is the workspace's; null before.</param>
public sealed record SlackFile(
    string Id,
    string Name,
    string AltText,
    int Length,
    ImmutableArray<byte>? Content,
    DateTimeOffset? CompletedAt
);

/// <summary>
/// The files of a workspace, in three steps: one asks for an address, brings the bytes there, and says that they are complete
/// (https://docs.slack.dev/messaging/working-with-files#uploading_files). Whichever thread asks.
/// </summary>
public sealed class SlackFiles(TimeProvider time)
{
    private static readonly ImmutableArray<string> Pictures = [".png", ".jpg", ".jpeg", ".gif"];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SlackFile> _files = new(StringComparer.Ordinal);
    private int _number;

    /// <summary>Whether the app has the scope files:write.</summary>
    public bool MayWrite { get; set; } = true;

    /// <summary>How long a file that is complete is still looked at, and shown in no message.</summary>
    public TimeSpan LookedAtFor { get; set; }

    /// <returns>Its id.</returns>
    internal string Announce(string name, int length, string altText)
    {
        lock (_gate)
        {
            var id = $"F{++_number:D8}";
            _files.Add(id, new SlackFile(id, name, altText, length, null, null));
            return id;
        }
    }

    /// <returns>Whether it was announced, and so long.</returns>
    internal bool Take(string id, byte[] content)
    {
        lock (_gate)
        {
            if (
                _files.GetValueOrDefault(id) is not { CompletedAt: null } file
                || file.Length != content.Length
            )
            {
                return false;
            }
            _files[id] = file with { Content = [.. content] };
            return true;
        }
    }

    /// <returns>Null where one of them has not come.</returns>
    internal ImmutableArray<SlackFile>? Complete(IReadOnlyCollection<string> ids)
    {
        lock (_gate)
        {
            if (!ids.All(i => _files.GetValueOrDefault(i) is { Content: not null }))
            {
                return null;
            }
            foreach (var id in ids)
            {
                _files[id] = _files[id] with
                {
                    CompletedAt = _files[id].CompletedAt ?? time.GetUtcNow(),
                };
            }
            return [.. ids.Select(i => _files[i])];
        }
    }

    internal bool Delete(string id)
    {
        lock (_gate)
        {
            return _files.Remove(id);
        }
    }

    /// <summary>Whether a message can show it.</summary>
    internal bool CanShow(string id)
    {
        lock (_gate)
        {
            return _files.GetValueOrDefault(id) is { CompletedAt: { } at } file
                && time.GetUtcNow() - at >= LookedAtFor
                && Pictures.Any(p => file.Name.EndsWith(p, StringComparison.OrdinalIgnoreCase));
        }
    }
}
