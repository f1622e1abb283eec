using System.Globalization;

namespace ResultsBot.Packs.Import;

/// <summary>Several dates in one file are several elections, of which one is taken, or one night, as asked.</summary>
internal static class PollDate
{
    public const string All = "all";

    private const int Closes = 22;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm:ss",
        "dd/MM/yyyy",
        "d MMMM yyyy",
    ];

    /// <summary>The option, and the rows of other dates left out; null where it isn't clear which are meant.</summary>
    public static Func<SourceRow, SourceRow>? Choice(
        SourceTable table,
        ImportOptions options,
        ImportReport report
    )
    {
        string[] held =
        [
            .. table
                .Lines.Select(l => l["date"])
                .Where(d => d.Length > 0)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        if (held.Length > 1 && options.Election is null)
        {
            report.Refuse(
                $"the file holds {held.Length} dates: {ImportReport.Some([.. held.Select(SourceTable.Shown)])}; take one of them with --election, or all as one night with --election {All}"
            );
            return null;
        }
        if (held.Length > 0 && options.Election is { } asked && asked != All)
        {
            if (!held.Contains(asked))
            {
                report.Refuse(
                    $"there is no election on {asked} in it, but on {ImportReport.Some([.. held.Select(SourceTable.Shown)])}"
                );
                return null;
            }
            return row =>
            {
                if (row.Text("date") is var date && date != asked)
                {
                    row.Skip($"it is of another date: {date}");
                }
                return row;
            };
        }
        return row => row;
    }

    /// <summary>Null where it is no date.</summary>
    public static DateOnly? Day(string? date) =>
        DateTime.TryParseExact(
            date,
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? DateOnly.FromDateTime(day)
            : null;

    /// <summary>When the polls of that day close: at ten at night in London, by law. Null where it is no date.</summary>
    public static string? ClosesOn(string? date)
    {
        if (
            Day(date) is not { } day
            || !TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out var london)
        )
        {
            return null;
        }
        var closes = day.ToDateTime(new TimeOnly(Closes, 0));
        return new DateTimeOffset(closes, london.GetUtcOffset(closes)).ToString(
            "yyyy-MM-dd'T'HH:mm:sszzz",
            CultureInfo.InvariantCulture
        );
    }
}
