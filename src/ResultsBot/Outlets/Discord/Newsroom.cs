using System.Collections.Frozen;

namespace ResultsBot.Outlets.Discord;

/// <summary>The newsroom's own guilds: only there may anybody declare, and they are told first.</summary>
internal sealed class Newsroom(IEnumerable<ulong> guilds)
{
    private readonly FrozenSet<ulong> _guilds = guilds.ToFrozenSet();

    public IReadOnlyCollection<ulong> Guilds => _guilds;

    public bool IsNamed => _guilds.Count > 0;

    public bool Includes(ulong? guild) => guild is { } id && _guilds.Contains(id);
}
