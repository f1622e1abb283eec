using System.Text.Json.Nodes;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Verbs;

namespace ResultsBot.Tests.Verbs;

public class ReadVerbTests
{
    [Fact]
    public async Task A_text_is_read_and_every_figure_in_it_is_told_by_name()
    {
        var read = await Read(
            $"{TheNight.ChesterfieldPaste}\nRejected 135\nElectorate 71,645\nTurnout 58.2%\nMajority 10,820",
            seat: "chesterfield"
        );

        Assert.Equal("read", (string?)read["state"]);
        Assert.Equal(19_316, (int?)read["votes"]!["Toby Perkins"]);
        Assert.Equal(135, (int?)read["rejected"]);
        Assert.Equal(71_645, (int?)read["electorate"]);
        Assert.Equal(58.2m, (decimal?)read["turnout"]);
        Assert.Equal(10_820, (int?)read["majority"]);
        Assert.Null(read["verified"]);
        Assert.Empty(read["faults"]!.AsArray());
    }

    [Fact]
    public async Task What_is_nearly_a_name_is_asked_and_what_has_no_figure_refused()
    {
        var asked = await Read(
            TheNight.ChesterfieldPaste.Replace("Perkins", "Perkin", StringComparison.Ordinal),
            seat: "E14001165"
        );
        var refused = await Read("Toby Perkins 19,316", seat: "Chesterfield");

        Assert.Equal("asked", (string?)asked["state"]);
        Assert.Single(asked["questions"]!.AsArray());
        Assert.Equal("refused", (string?)refused["state"]);
        Assert.NotEmpty(refused["faults"]!.AsArray());
    }

    [Fact]
    public async Task Each_line_is_an_object_of_its_own_whatever_the_others_are()
    {
        var lines = await Run(
            """
            {"seat":"Chesterfield","text":"Toby Perkins 19,316"}
            nonsense
            {"seat":"Atlantis","text":"Neptune 5"}
            """,
            seat: null,
            isLines: true
        );

        Assert.Equal(3, lines.Length);
        Assert.Contains("JSON", (string?)lines[1]["faults"]![0]);
        Assert.Contains("Atlantis", (string?)lines[2]["faults"]![0]);
    }

    private static async Task<JsonNode> Read(string text, string seat) =>
        Assert.Single(await Run(text, seat, isLines: false));

    private static async Task<JsonNode[]> Run(string input, string? seat, bool isLines)
    {
        var output = new StringWriter();
        var code = await ReadVerb.Run(
            "ge2024",
            seat,
            isLines,
            new StringReader(input),
            output,
            TextWriter.Null,
            CancellationToken.None
        );

        Assert.Equal(0, code);
        return
        [
            .. output
                .ToString()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => JsonNode.Parse(l)!),
        ];
    }
}
