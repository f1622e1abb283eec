using System.Globalization;

namespace ResultsBot.LiveBlog.Site;

/// <summary>What readers may take of the machine: posts to the newsrooms need some of it.</summary>
/// <param name="Streams">Open pages that are told at once, each with a connection.</param>
/// <param name="Connections">Of all readers together, streams among them.</param>
/// <param name="ConnectionsByAddress">Of one address.</param>
internal sealed record ReaderLimits(int Streams, int Connections, int ConnectionsByAddress)
{
    private const int MostConnections = 15_000;

    /// <summary>As many as a newsroom or a school has behind one address.</summary>
    private const int MostByAddress = 200;

    public static ReaderLimits OfThisMachine() => For(OpenFiles());

    /// <param name="openFiles">How many the process may have; null where it isn't known. A connection is one of them.</param>
    public static ReaderLimits For(long? openFiles)
    {
        var connections = (int)
            Math.Min(MostConnections, (openFiles ?? MostConnections / 2) / 4 * 3);
        return new ReaderLimits(connections / 3 * 2, connections, MostByAddress);
    }

    private static long? OpenFiles()
    {
        const string Limits = "/proc/self/limits";
        if (!File.Exists(Limits))
        {
            return null;
        }
        var line = File.ReadLines(Limits)
            .FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        return
            line?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                is [_, _, _, var soft, ..]
            && long.TryParse(soft, CultureInfo.InvariantCulture, out var most)
            ? most
            : null;
    }
}
