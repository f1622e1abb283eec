namespace ResultsBot.Board;

/// <param name="Channel">Where the desk is told; null for nowhere.</param>
/// <param name="SilentAfter">After how long a seat that nothing is heard of is pointed out.</param>
/// <param name="RemindAfter">After how long a proposal that waits is called to mind.</param>
internal sealed record BoardSettings(ulong? Channel, TimeSpan SilentAfter, TimeSpan RemindAfter);
