using ResultsBot.Health;
using ResultsBot.Outlets.Discord;

namespace ResultsBot.Hosting;

/// <summary>Draws the cards that are sent along, for as long as the host runs.</summary>
internal sealed class CardService(ResultCards cards, HostFailure failure)
    : LoopService(Parts.Cards, failure)
{
    protected override Task Run(CancellationToken stop) => Task.Run(() => cards.Run(stop), stop);
}
