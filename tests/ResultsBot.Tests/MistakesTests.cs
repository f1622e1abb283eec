using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Pasting;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests;

/// <summary>Mistakes of real election nights that the engine alone cannot stop.</summary>
public class MistakesTests
{
    [Fact]
    public void WNEP_2024_a_rehearsal_is_marked_on_every_post_and_each_kind_of_it()
    {
        var embeds = new AsPosted(new Phrasebook(TheNight.Definition), isRehearsal: true);

        foreach (var entry in PlayedNight.Wire.Take(200))
        {
            var embed = embeds.Of(entry);
            Assert.StartsWith(
                "REHEARSAL – NOT A REAL RESULT · ",
                embed.Title,
                StringComparison.Ordinal
            );
            Assert.StartsWith(
                "REHEARSAL – NOT A REAL RESULT · ",
                embed.Footer,
                StringComparison.Ordinal
            );
        }
        var tally = embeds.Of(PlayedNight.Election.Standing(TheNight.Definition.Whole));
        Assert.StartsWith(
            "REHEARSAL – NOT A REAL RESULT · ",
            tally.Title,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task WNEP_2024_a_rehearsal_and_the_real_night_never_open_each_others_store()
    {
        var folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;
        var file = $"Data Source={Path.Combine(folder, "results.db")}";
        await SqliteStore.Open(file, "ge2024", TimeProvider.System).DisposeAsync();

        var refused = Assert.Throws<StoreException>(() =>
            SqliteStore.Open(file, "ge2024 in rehearsal", TimeProvider.System)
        );

        Assert.Contains("each has a store of its own", refused.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void GB_News_2024_what_is_shown_has_name_party_figure_and_colour_together()
    {
        var embeds = new AsPosted(new Phrasebook(TheNight.Definition));
        var entry = PlayedNight.ResultOf("Chesterfield");
        var verdict = ((Bulletin.Result)entry.Bulletin).Verdict;

        var embed = embeds.Of(entry);

        Assert.Equal(0xd50000, embed.Color);
        Assert.All(
            verdict.Lines,
            line =>
                Assert.Matches(
                    $@"(?m)^ *{Numbers.Count(line.Votes)} .* {line.Candidate.Party} +(\S.* )?{line.Candidate.Name.Split(' ')[^1]}$",
                    embed.Description
                )
        );
    }

    [Fact]
    public void GB_News_2024_figures_beside_the_other_partys_name_are_refused()
    {
        var swapped = TheNight
            .ChesterfieldPaste.Replace("Labour", "x", StringComparison.Ordinal)
            .Replace("Conservative", "Labour", StringComparison.Ordinal)
            .Replace("Perkins, x", "Perkins, Conservative", StringComparison.Ordinal);

        var reading = PastedResult.Read(
            swapped,
            TheNight.Contest("Chesterfield"),
            TheNight.PartyNames
        );

        Assert.Equal(
            ["Toby Perkins", "Ben Flook"],
            Assert
                .IsType<PasteReading.NotUnderstood>(reading)
                .Problems.OfType<PasteProblem.WrongParty>()
                .Select(p => p.Candidate.Name)
        );
    }

    [Fact]
    public void PA_test_feed_2016_what_is_pasted_along_is_compared_with_what_is_worked_out()
    {
        var reading = PastedResult.Read(
            TheNight.ChesterfieldPaste + "\nMajority 5,820\nTotal votes 41,555",
            TheNight.Contest("Chesterfield"),
            TheNight.PartyNames
        );

        Assert.Equal(
            new Announced { Majority = 5_820, ValidVotes = 41_555 },
            Assert.IsType<PasteReading.Understood>(reading).Announced
        );
    }
}
