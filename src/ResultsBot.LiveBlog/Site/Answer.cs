using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace ResultsBot.LiveBlog.Site;

/// <summary>A body with all that goes over the wire before it, put into words once.</summary>
/// <param name="tag">What the edition is known by; null where it is kept indefinitely, or not at all.</param>
internal sealed class Answer(Body body, string? tag)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors ";

    private readonly string? _known = tag is null ? null : '"' + tag;
    private readonly Encoding? _brotli = Encoding.Of(body.Brotli, "br", tag);
    private readonly Encoding? _gzip = Encoding.Of(body.Gzip, "gzip", tag);

    /// <summary>The body in one of the encodings it is kept in.</summary>
    public sealed record Encoding(ReadOnlyMemory<byte> Bytes, StringValues Name, StringValues Tag)
    {
        public static Encoding? Of(ReadOnlyMemory<byte>? bytes, string name, string? tag) =>
            bytes is { } encoded
                ? new Encoding(
                    encoded,
                    name,
                    tag is null ? default : (StringValues)$"\"{tag}-{name}\""
                )
                : null;
    }

    public Encoding Plain { get; } =
        new(body.Plain, default, tag is null ? default : (StringValues)$"\"{tag}\"");

    public StringValues Type { get; } = body.Type;

    public StringValues Keeping { get; } = body.Keeping;

    public StringValues SecurityPolicy { get; } = Policy + (body.MayBeFramed ? "*" : "'none'");

    public StringValues Origin { get; } = body.IsOpenData ? "*" : default(StringValues);

    public StringValues Vary { get; } =
        body.Brotli is null ? default(StringValues) : "Accept-Encoding";

    /// <summary>Whether the reader has it already, in whichever encoding.</summary>
    public bool IsKnown(StringValues tags)
    {
        if (_known is null || tags.Count == 0)
        {
            return false;
        }
        foreach (var known in tags)
        {
            if (known?.Contains(_known, StringComparison.Ordinal) == true)
            {
                return true;
            }
        }
        return false;
    }

    public Encoding In(StringValues accepted) =>
        _brotli is not null && Accepts(accepted, "br") ? _brotli
        : _gzip is not null && Accepts(accepted, "gzip") ? _gzip
        : Plain;

    /// <summary>Named, and not refused by a weight of nothing.</summary>
    private static bool Accepts(StringValues accepted, string encoding)
    {
        foreach (var header in accepted)
        {
            var text = header.AsSpan();
            foreach (var range in text.Split(','))
            {
                var part = text[range].Trim();
                var at = part.IndexOf(';');
                var name = at < 0 ? part : part[..at].TrimEnd();
                if (name.Equals(encoding, StringComparison.OrdinalIgnoreCase))
                {
                    return at < 0 || Weight(part[(at + 1)..].Trim()) > 0;
                }
            }
        }
        return false;
    }

    private static double Weight(ReadOnlySpan<char> parameter) =>
        parameter is ['q' or 'Q', '=', .. var weight]
        && double.TryParse(weight, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : 1;
}
