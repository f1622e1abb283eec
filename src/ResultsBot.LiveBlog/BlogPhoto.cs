namespace ResultsBot.LiveBlog;

/// <summary>A picture that an entry names; null where there is none.</summary>
public delegate Task<BlogPhoto?> FindPhoto(string name, CancellationToken ct);

/// <param name="Type">image/png and the like.</param>
public sealed record BlogPhoto(string Type, ReadOnlyMemory<byte> Bytes);
