using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>Papers that were left out, or made up, in wards with several seats.</summary>
public partial class MistakesTests
{
    /// <summary>Broughton and Scawby as it was declared. How many papers carried its 1,880 votes was not published.</summary>
    [Fact]
    public void North_Lincolnshire_2023_864_postal_votes_not_counted_do_not_reconcile_in_a_ward_either()
    {
        const int counted = 985;
        var ward = Ward("Broughton and Scawby", 2, "Con Con Green Lab Lab", held: "Con 2");
        var verified = Election(ward)
            .After(new Command.ReportVerified(ward.Id, counted + 864, null, "rita"));
        var short864 = Votes(525, 528, 105, 367, 355) with { Rejected = 0 };

        Assert.Equal(
            [new Fault.NotReconciled(counted, 0, counted + 864)],
            verified
                .Faults(
                    new Command.Propose(Read, ward.Id, short864 with { Papers = counted }, "rita")
                )
                .AsEnumerable()
        );
        // Where the valid papers were not said, that is asked about, and no mere remark.
        var asked = Assert.Single(
            verified.Cautions(new Command.Propose(Read, ward.Id, short864, "rita"))
        );
        Assert.Equal(new Caution.PapersNotCompared(counted + 864), asked);
        Assert.False(asked.IsRemark);
    }

    [Fact]
    public void Highworth_2019_the_verified_papers_stop_it_where_no_valid_ones_were_said()
    {
        var highworth = Ward("Highworth", 2, "Con Con Lab", held: "Con 2");
        var verified = Election(highworth)
            .After(new Command.ReportVerified(highworth.Id, 2_477, null, "rita"));

        Assert.Equal(
            [
                new Fault.MoreVotesThanPapers(highworth.Candidate(1), 3_012, 2_477),
                new Fault.MoreVotesThanPapers(highworth.Candidate(2), 3_001, 2_477),
                new Fault.MoreVotesThanPapersCarry(6_413, 2_477, 2),
            ],
            verified
                .Faults(new Command.Declare(highworth.Id, Votes(3_012, 3_001, 400), "rita"))
                .AsEnumerable()
        );
    }

    /// <summary>High Street ward: the four whose figures were published. The papers were not; so many would do.</summary>
    [Fact]
    public void Waltham_Forest_2010_1000_added_to_each_of_Labours_figures_are_more_than_was_verified()
    {
        var ward = Ward("High Street", 3, "Lab Lab Lab LD", held: "LD 3");
        var verified = Election(ward)
            .After(new Command.ReportVerified(ward.Id, 3_700, null, "rita"));

        Assert.Equal(
            [new Fault.MoreVotesThanPapersCarry(11_482, 3_700, 3)],
            verified
                .Faults(
                    new Command.Propose(Read, ward.Id, Votes(3_322, 3_185, 2_932, 2_043), "rita")
                )
                .AsEnumerable()
        );
        Assert.DoesNotContain(
            verified.Cautions(
                new Command.Propose(Read, ward.Id, Votes(2_322, 2_185, 1_932, 2_043), "rita")
            ),
            c => c is not Caution.PapersNotCompared
        );
    }
}
