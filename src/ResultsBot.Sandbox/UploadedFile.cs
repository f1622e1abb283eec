namespace ResultsBot.Sandbox;

/// <summary>A file as somebody gave it: by an option of a command, or along with a message.</summary>
public sealed record UploadedFile(string Name, string ContentType, ReadOnlyMemory<byte> Bytes);
