using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace ResultsBot.Wording;

/// <summary>Rows as CSV for other programs.</summary>
internal static class CsvTable
{
    /// <param name="columns">Their names.</param>
    public static void Write(string[] columns, IEnumerable<string[]> rows, TextWriter to)
    {
        using var csv = new CsvWriter(
            to,
            new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" },
            leaveOpen: true
        );
        foreach (var row in rows.Prepend(columns))
        {
            foreach (var value in row)
            {
                csv.WriteField(value);
            }
            csv.NextRecord();
        }
    }
}
