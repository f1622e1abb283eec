using System.IO.Compression;

namespace ResultsBot.Discord.Gateway;

/// <summary>
/// Transport compression "zlib-stream" (developers/events/gateway.mdx): one stream for the whole life of a connection;
/// a payload is complete when a frame ends with the flush suffix 00 00 FF FF.
/// </summary>
internal sealed class ZlibStreamInflater : IDisposable
{
    /// <summary>Against a few bytes that inflate to gigabytes.</summary>
    private const int LargestPayload = 64 * 1024 * 1024;
    private static ReadOnlySpan<byte> Suffix => [0x00, 0x00, 0xFF, 0xFF];

    private readonly MemoryStream _compressed = new();
    private readonly ZLibStream _inflate;
    private readonly byte[] _buffer = new byte[16 * 1024];

    public ZlibStreamInflater() =>
        _inflate = new ZLibStream(_compressed, CompressionMode.Decompress);

    /// <summary>The payload, once it is complete.</summary>
    /// <exception cref="InvalidDataException">The stream is broken for good: take a new connection.</exception>
    public ReadOnlyMemory<byte>? Add(ReadOnlySpan<byte> frame)
    {
        _compressed.Position = _compressed.Length;
        _compressed.Write(frame);
        if (_compressed.Length > LargestPayload)
        {
            throw new InvalidDataException("A payload without an end.");
        }

        if (!frame.EndsWith(Suffix) && !EndsWithSuffix())
        {
            return null;
        }

        _compressed.Position = 0;
        var payload = new MemoryStream();
        int read;
        while ((read = _inflate.Read(_buffer)) > 0)
        {
            payload.Write(_buffer, 0, read);
            if (payload.Length > LargestPayload)
            {
                throw new InvalidDataException("A payload beyond all bounds.");
            }
        }

        _compressed.SetLength(0);
        return payload.GetBuffer().AsMemory(0, (int)payload.Length);
    }

    public void Dispose()
    {
        _inflate.Dispose();
        _compressed.Dispose();
    }

    /// <summary>The suffix itself may be split over two frames.</summary>
    private bool EndsWithSuffix() =>
        _compressed.Length >= Suffix.Length
        && _compressed
            .GetBuffer()
            .AsSpan((int)_compressed.Length - Suffix.Length, Suffix.Length)
            .SequenceEqual(Suffix);
}
