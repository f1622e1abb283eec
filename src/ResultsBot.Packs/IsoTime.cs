using System.Globalization;

namespace ResultsBot.Packs;

/// <summary>
/// A time as packs write it: ISO 8601 with an offset. Without one it would mean a different moment on every machine,
/// and with day and month swapped a different day.
/// </summary>
internal static class IsoTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static DateTimeOffset? Parse(string text)
    {
        var hasOffset =
            text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        return
            hasOffset
            && DateTimeOffset.TryParseExact(
                text,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
            ? time
            : null;
    }
}
