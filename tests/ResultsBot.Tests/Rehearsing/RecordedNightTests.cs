using ResultsBot.Packs;
using ResultsBot.Packs.Tests.Infrastructure;
using ResultsBot.Pasting;
using ResultsBot.Rehearsing;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Rehearsing;

public class RecordedNightTests
{
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
}
