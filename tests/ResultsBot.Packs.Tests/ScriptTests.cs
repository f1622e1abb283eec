using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Tests.Infrastructure;

namespace ResultsBot.Packs.Tests;

public class ScriptTests
{
    [Fact]
    public void A_script_is_read_in_order_of_time_with_all_that_is_typed()
    {
        using var pack = WithScript(
            """
            at,by,types,edit
            2024-07-05T01:00+01:00,reporter 2,"/declare seat:First result:Ann 6o0
            Bob 500","result:Ann 600
            Bob 500"
            2024-07-05T00:30+01:00,editor,/status seat:E2 stage:counting expected:02:30 note:Two tables left,
            2024-07-05T01:00+01:00,reporter 2,/undo,
            """
        );

        var script = Assert.IsType<PackReading.Loaded>(PackLoader.Load(pack.Path)).Pack.Script;

        Assert.Equal(["status", "declare", "undo"], script.Select(s => s.Command));
        var (status, declare, undo) = (script[0], script[1], script[2]);
        Assert.Equal((Actor.Editor, new ContestId("E2")), (status.Actor, status.Contest));
        Assert.Equal(
            ("counting", "02:30", "Two tables left"),
            (status["stage"], status["expected"], status["note"])
        );
        Assert.Equal("/declare seat:E1 result:Ann 6o0\nBob 500", declare.Typed);
        Assert.Equal("Ann 600\nBob 500", declare["result"]);
        Assert.Equal(("/undo", null), (undo.Typed, undo.Contest));
    }

    [Theory]
    [InlineData("noon,editor,/undo,", "“noon” is no ISO 8601 time with its offset")]
    [InlineData("2024-07-05T01:00+01:00,Rita,/undo,", "not “Rita”")]
    [InlineData("2024-07-05T01:00+01:00,editor,undo,", "“undo” is no command of a script")]
    [InlineData("2024-07-05T01:00+01:00,editor,/pause,", "“/pause” is no command of a script")]
    [InlineData("2024-07-05T01:00+01:00,editor,,", "“” is no command of a script")]
    [InlineData("2024-07-05T01:00+01:00,editor,/declare seat:First,", "/declare needs result")]
    [InlineData("2024-07-05T01:00+01:00,editor,/flash winner:Ann,", "/flash needs seat")]
    [InlineData(
        "2024-07-05T01:00+01:00,editor,/flash seat:Third winner:Ann,",
        "there is no seat “Third”"
    )]
    [InlineData(
        "2024-07-05T01:00+01:00,editor,/flash First winner:Ann,",
        "“First” belongs to no option"
    )]
    [InlineData("2024-07-05T01:00+01:00,editor,/undo it,", "“it” belongs to no option")]
    [InlineData("2024-07-05T01:00+01:00,editor,/flash seat:First winner:,", "winner is empty")]
    [InlineData(
        "2024-07-05T01:00+01:00,editor,/flash seat:First winner:Ann winner:Bob,",
        "winner is there twice"
    )]
    [InlineData(
        "2024-07-05T01:00+01:00,editor,/flash seat:First winner:Ann,seat:Second",
        "another seat is another line"
    )]
    public void What_could_not_be_typed_is_refused_with_file_line_and_reason(
        string line,
        string reason
    )
    {
        using var pack = WithScript($"at,by,types,edit\n{line}");

        var fault = Assert.Single(
            Assert.IsType<PackReading.Refused>(PackLoader.Load(pack.Path)).Faults
        );

        Assert.Equal(("script.csv", 2), (fault.File, fault.Line));
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
    }

    private static SmallPack WithScript(string script)
    {
        var pack = SmallPack.Write();
        pack.Replace("script.csv", script);
        return pack;
    }
}
