using System.Globalization;
using ResultsBot.Packs.Import;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Verbs;

namespace ResultsBot.Tests.Verbs;

public class ImportVerbTests
{
    private const string Table = """
        ward,candidate,party,electorate,colour
        Abbey,Ann Able,Labour,4000,
        Abbey,Bob Best,Conservative,4000,
        Abbey,Ann Able,Labour,4000,
        """;

    [Fact]
    public void What_became_of_each_row_is_said_and_counted()
    {
        var (code, output, errors) = Import(Table);

        Assert.Equal(
            (0, "source.csv, line 4: Ann Able (Lab) is in Abbey on line 2 already\n"),
            (code, errors)
        );
        Assert.StartsWith(
            "columns not known, and not used: colour\n",
            output,
            StringComparison.Ordinal
        );
        Assert.EndsWith("\n3 rows read, 2 used, 1 not used\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_pack_nothing_is_counted()
    {
        var (code, output, errors) = Import("ward,candidate,party\nAbbey,Ann Able,Labour");

        Assert.Equal(1, code);
        Assert.DoesNotContain("rows read", output, StringComparison.Ordinal);
        Assert.Contains("source.csv: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_file_that_is_all_wrong_the_first_thousand_lines_are_listed()
    {
        var rows = Enumerable.Range(0, 2_500).Select(i => $"Abbey,,Labour {i},4000,");

        var (_, _, errors) = Import($"{Table}\n{string.Join('\n', rows)}");

        Assert.Contains("\nand 1,501 more\n", errors, StringComparison.Ordinal);
        // Why there is no pack stands behind them.
        Assert.Equal(1_002, errors.Count(c => c == '\n'));
    }

    private static (int Code, string Output, string Errors) Import(string csv)
    {
        using var folder = new TempFolder();
        folder.Write("source.csv", csv);
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var code = ImportVerb.Run(
            PackImport.Plain,
            folder.Of("source.csv"),
            folder.Of("pack"),
            new ImportOptions("small", "Small", "2024-07-04T22:00:00+01:00", "Shire"),
            output,
            errors
        );
        return (code, output.ToString(), errors.ToString());
    }
}
