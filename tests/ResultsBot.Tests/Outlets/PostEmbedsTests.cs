using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Outlets.Discord;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;
using Snapshooter.Xunit;

namespace ResultsBot.Tests.Outlets;

public class PostEmbedsTests
{
    private static readonly AsPosted Embeds = new(new Phrasebook(TheNight.Definition));
    private static readonly AreaId Derbyshire = new(AreaKind.County, "Derbyshire");

    [Fact]
    public void North_East_Derbyshire_is_gained() =>
        Snapshot.Match(Shown.Read(Embeds.Of(PlayedNight.ResultOf("North East Derbyshire"))));

    [Fact]
    public void Chesterfield_is_held() =>
        Snapshot.Match(Shown.Read(Embeds.Of(PlayedNight.ResultOf("Chesterfield"))));

    [Fact]
    public void Derbyshire_Dales_is_the_last_of_the_county()
    {
        var result = PlayedNight.ResultOf("Derbyshire Dales");
        var complete = PlayedNight.Wire.Single(e =>
            e.Bulletin is Bulletin.AreaComplete { Standing.Area: var area } && area == Derbyshire
        );

        Snapshot.Match($"{Shown.Read(Embeds.Of(result))}\n\n{Shown.Read(Embeds.Of(complete))}");
    }

    [Fact]
    public void The_night_begins_with_its_first_result() =>
        Snapshot.Match(Shown.Read(Embeds.Of(PlayedNight.Wire[0])));

    [Fact]
    public void Labour_passes_the_line() =>
        Snapshot.Match(
            Shown.Read(
                Embeds.Of(PlayedNight.Wire.Single(e => e.Bulletin is Bulletin.OverallMajority))
            )
        );

    [Fact]
    public void The_last_bulletin_completes_the_country() =>
        Snapshot.Match(Shown.Read(Embeds.Of(PlayedNight.Wire[^1])));

    [Fact]
    public void The_tally_at_the_end_says_where_the_Speaker_is_counted() =>
        Snapshot.Match(
            Shown.Read(Embeds.Of(PlayedNight.Election.Standing(TheNight.Definition.Whole)))
        );

    [Fact]
    public void A_tally_without_the_Speaker_has_no_note_of_it()
    {
        var embed = Embeds.Of(PlayedNight.Election.Standing(Derbyshire));

        Assert.DoesNotContain("Speaker", embed.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tally_before_the_first_result_says_so()
    {
        var embed = Embeds.Of(new Election(TheNight.Definition).Standing(Derbyshire));

        Assert.Equal("Derbyshire: 0 of 11 declared", embed.Title);
        Assert.Equal("No seat has declared yet.", embed.Description);
        Assert.Null(embed.Color);
    }

    [Fact]
    public void A_seat_won_by_lot_says_so_and_names_no_majority()
    {
        var contest = TheNight.Contest("Chesterfield");
        var figures = new Figures(
            [
                .. contest.Candidates.Select(c => new CandidateVotes(
                    c.Number,
                    c.Number <= 2 ? 900 : 10
                )),
            ],
            Rejected: 1,
            Elected: [2]
        );
        var verdict = ((Count.Complete)Count.Of(contest, figures)).Verdict;

        var embed = Embeds.Of(contest, verdict);

        Assert.StartsWith(
            "**Ben Flook** elected by drawing lots after a tie on 900 votes\n",
            embed.Description,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("majority", embed.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void With_one_seat_left_one_seat_is_to_come()
    {
        var bulletin = new Bulletin.FirstResult(
            TheNight.Contest("Chesterfield"),
            PlayedNight.Verdict("Chesterfield"),
            2,
            Samples.At
        );

        Assert.EndsWith(
            "1 seat to come.",
            Embeds.Of(new LogEntry(1, bulletin)).Description,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_bulletin_is_worded_the_same_every_time()
    {
        var entry = PlayedNight.ResultOf("Chesterfield");

        Assert.Equal(
            Shown.Read(Embeds.Of(entry)),
            Shown.Read(new AsPosted(new Phrasebook(TheNight.Definition)).Of(entry))
        );
    }

    /// <summary>The two figures that readers would notice first, found again in what is posted.</summary>
    [Fact]
    public void Every_result_of_the_night_names_its_winner_and_its_majority()
    {
        foreach (var entry in PlayedNight.Wire.Where(e => e.Bulletin is Bulletin.Result))
        {
            var result = (Bulletin.Result)entry.Bulletin;
            var votes = TheNight
                .Pack.Recorded.Single(r => r.Contest == result.Of.Id)
                .Figures.Votes.OrderByDescending(v => v.Votes)
                .ToArray();
            var winner = DiscordText.Of(result.Of.Candidate(votes[0].Candidate).Name);
            var majority = (votes[0].Votes - votes[1].Votes).ToString("N0");

            var text = Embeds.Of(entry).Description!;

            Assert.StartsWith($"**{winner}**, ", text, StringComparison.Ordinal);
            Assert.Contains($", maj **{majority}** (", text, StringComparison.Ordinal);
            Assert.Equal(
                votes.Select(v => v.Votes.ToString("N0")),
                Shown.Blocks(Embeds.Of(entry)).Single().Select(l => l.TrimStart().Split(' ')[0])
            );
        }
    }
}
