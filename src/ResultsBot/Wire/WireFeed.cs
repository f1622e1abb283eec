using System.Collections.Immutable;
using System.Threading.Channels;

namespace ResultsBot.Wire;

/// <summary>
/// Tells the wire's readers what has just been stored. Only a hint: a reader that missed something finds it in
/// the store, behind its bookmark.
/// </summary>
internal sealed class WireFeed
{
    private readonly Channel<ImmutableArray<WireEntry>> _entries = Channel.CreateUnbounded<
        ImmutableArray<WireEntry>
    >(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>What was stored together, so that it can go out together.</summary>
    public ChannelReader<ImmutableArray<WireEntry>> Entries => _entries.Reader;

    public void Publish(ImmutableArray<WireEntry> entries) => _entries.Writer.TryWrite(entries);
}
