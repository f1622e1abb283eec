using System.CommandLine;
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

    [Fact]
    public void Help_says_what_each_kind_of_file_is_and_a_kind_that_does_not_exist_is_refused()
    {
        var (code, help, _) = Type("--help");

        Assert.Equal(0, code);
        var words = string.Join(
            ' ',
            help.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
        foreach (
            var said in (string[])
                [
                    "house-of-commons: a folder of the Library's tables",
                    "democracy-club: a CSV of candidates.democracyclub.org.uk/data",
                    "by-candidate: general elections or by-elections by candidate",
                    "lga: a council's results in the Local Government Association's schema",
                    "plain: any CSV with a line for each candidate",
                    "docs/election-packs.md",
                    "--previous",
                ]
        )
        {
            Assert.Contains(said, words, StringComparison.Ordinal);
        }
        Assert.NotEqual(0, Type("spreadsheet", "a.csv", "pack").Code);
    }

    private static (int Code, string Output, string Errors) Type(params string[] words)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var code = new RootCommand { ImportCommand.Create() }
            .Parse(["import", .. words])
            .Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
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
