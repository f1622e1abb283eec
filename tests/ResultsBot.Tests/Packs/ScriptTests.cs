using ResultsBot.Engine.Definition;
using ResultsBot.Packs;
using ResultsBot.Pasting;
using ResultsBot.Rehearsing;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Packs;

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

    [Fact]
    public void A_pack_without_a_script_is_played_from_its_results_alone()
    {
        using var pack = SmallPack.Write();
        var loaded = Assert.IsType<PackReading.Loaded>(PackLoader.Load(pack.Path)).Pack;

        var night = Night.Of(loaded, until: null);

        Assert.Empty(loaded.Script);
        Assert.Equal(["E1", "E2"], night.Steps.Select(s => s.Contest!.Value.Value));
        Assert.All(night.Steps, s => Assert.Equal("declare", s.Command));
    }

    [Fact]
    public void A_seat_that_the_script_declares_is_declared_once_and_others_at_their_recorded_time()
    {
        var night = Night.Of(TheNight.Pack, until: null);

        Assert.Equal(650, night.Results);
        Assert.Equal(
            650,
            night.Steps.Where(s => s.Command == "declare").Select(s => s.Contest).Distinct().Count()
        );
        Assert.Equal(night.Steps.Select(s => s.At).Order(), night.Steps.Select(s => s.At));
        var until = TheNight.Recorded("Chesterfield").At;
        Assert.Equal(until, Night.Of(TheNight.Pack, until).Ends);
    }

    [Fact]
    public void The_script_ends_at_the_figures_that_were_recorded()
    {
        foreach (
            var seat in TheNight
                .Pack.Script.Where(s => s.Command is "declare" or "correct")
                .GroupBy(s => s.Contest)
        )
        {
            var last = seat.Last();
            var contest = TheNight.Definition.Contest(last.Contest!.Value);
            var read = Assert.IsType<PasteReading.Understood>(
                PastedResult.Read(last["result"], contest, TheNight.PartyNames)
            );

            var recorded = TheNight.Recorded(contest.Name).Figures;
            Assert.Equal(
                recorded.Votes.OrderBy(v => v.Candidate),
                read.Figures.Votes.OrderBy(v => v.Candidate)
            );
        }
    }

    [Fact]
    public void Every_recorded_result_is_understood_in_each_handwriting()
    {
        foreach (var recorded in TheNight.Pack.Recorded)
        {
            var contest = TheNight.Definition.Contest(recorded.Contest);
            for (var kind = 0; kind < Handwriting.Kinds; kind++)
            {
                var text = Handwriting.Write(TheNight.Definition, contest, recorded.Figures, kind);

                var read = PastedResult.Read(text, contest, TheNight.PartyNames);

                Assert.True(
                    read is PasteReading.Understood { Figures: var figures }
                        && figures == recorded.Figures,
                    text
                );
            }
        }
    }

    private static SmallPack WithScript(string script)
    {
        var pack = SmallPack.Write();
        pack.Replace("script.csv", script);
        return pack;
    }
}
