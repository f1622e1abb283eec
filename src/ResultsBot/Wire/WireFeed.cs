using System.Collections.Immutable;
using System.Threading.Channels;

namespace ResultsBot.Wire;

/// <summary>
/// Tells the wire's readers what has just been stored. Only a hint: a reader that missed something finds it in
/// the store, behind its bookmark.
/// </summary>
internal sealed class WireFeed
{
    private readonly Channel<WireEntry> _entries = Channel.CreateUnbounded<WireEntry>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    public ChannelReader<WireEntry> Entries => _entries.Reader;

    public void Publish(ImmutableArray<WireEntry> entries)
    {
        foreach (var entry in entries)
        {
            _entries.Writer.TryWrite(entry);
        }
    }
}
