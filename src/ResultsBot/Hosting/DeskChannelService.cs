using ResultsBot.Board;
using ResultsBot.Health;

namespace ResultsBot.Hosting;

/// <summary>Keeps the desk's channel up to date for as long as the host runs.</summary>
internal sealed class DeskChannelService(DeskChannel channel, HostFailure failure)
    : LoopService(Parts.DeskChannel, failure)
{
    protected override bool MayEnd => !channel.IsNamed;

    protected override Task Run(CancellationToken stop) => channel.Run(stop);
}
