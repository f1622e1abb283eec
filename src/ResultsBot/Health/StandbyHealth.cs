using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage.Postgres;

namespace ResultsBot.Health;

/// <summary>The health file of a process that stands by for another.</summary>
internal sealed class StandbyHealth(string path)
{
    private static readonly TimeSpan WriteAgain = TimeSpan.FromSeconds(10);

    private readonly HealthFile _file = new(path);
    private string? _written;
    private long _writtenAt;

    /// <summary>Where it cannot be written, nothing is the worse for it but who watches: the file grows old.</summary>
    public void Write(Leader? leader)
    {
        var time = TimeProvider.System;
        var name = leader?.Name ?? "";
        if (name == _written && time.GetElapsedTime(_writtenAt) < WriteAgain)
        {
            return;
        }
        (_written, _writtenAt) = (name, time.GetTimestamp());
        try
        {
            _file.Write(
                HealthReport.Of(time.GetUtcNow(), [], BroadcastStatus.Nothing, [], null) with
                {
                    StandsByFor = name,
                }
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As it says above.
        }
    }
}
