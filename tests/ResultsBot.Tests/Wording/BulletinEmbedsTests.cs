using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wire;
using ResultsBot.Wording;
using Snapshooter.Xunit;

namespace ResultsBot.Tests.Wording;

public class BulletinEmbedsTests
{
    private static readonly BulletinEmbeds Embeds = new(new Phrasebook(TheNight.Definition));
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
            "**Ben Flook** elected by lot, after a tie on 900 votes\n",
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
            Embeds.Of(new WireEntry(1, bulletin)).Description,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_bulletin_is_worded_the_same_every_time()
    {
        var entry = PlayedNight.ResultOf("Chesterfield");

        Assert.Equal(
            Shown.Read(Embeds.Of(entry)),
            Shown.Read(new BulletinEmbeds(new Phrasebook(TheNight.Definition)).Of(entry))
        );
    }

    [Fact]
    public void Every_bulletin_of_the_night_keeps_Discords_limits_and_says_only_what_it_means()
    {
        foreach (var entry in PlayedNight.Wire)
        {
            var embed = Embeds.Of(entry);
            Shown.IsWithinLimits(embed);
            Shown.HasOnlyTheBotsOwnMarks(embed);
            // A name in a table may have to be cut, and nothing else.
            Assert.DoesNotContain(
                "…",
                Shown.Read(embed with { Description = string.Join(' ', Shown.Prose(embed)) }),
                StringComparison.Ordinal
            );
        }
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
            var winner = Text.Escape(result.Of.Candidate(votes[0].Candidate).Name);
            var majority = (votes[0].Votes - votes[1].Votes).ToString("N0");

            var text = Embeds.Of(entry).Description!;

            Assert.StartsWith($"**{winner}**, ", text, StringComparison.Ordinal);
            Assert.Contains($", majority **{majority}** (", text, StringComparison.Ordinal);
            Assert.Equal(
                votes.Select(v => v.Votes.ToString("N0")),
                Shown
                    .Blocks(Embeds.Of(entry))
                    .Single()
                    .Skip(1)
                    .Select(l => l.TrimStart().Split(' ')[0])
            );
        }
    }

    public static TheoryData<string> HostileNames =>
        new(
            "**bold** _it_ __u__ ~~s~~ ||sp|| `c` ```x```",
            "@everyone @here <@123> <@&5> <#7> </declare:1> <t:1:R> <a:x:1>",
            "\u202Eevil\u202C \u2066x\u2069 \u200F\u061C",
            "🗳️👨‍👩‍👧 Ëmïlê 𝕏",
            new string('*', 100),
            string.Concat(Enumerable.Repeat("🗳", 50)),
            "line\nbreak\r\n# heading\u2028> quote\t\0",
            "- list",
            "-# small",
            "1. one",
            "[text](https://evil.example)",
            "https://evil.example/x :boom:",
            "\\",
            "\\*x\\*"
        );

    [Theory]
    [MemberData(nameof(HostileNames))]
    public void Nothing_in_a_name_mentions_formats_or_breaks_a_post(string name)
    {
        var (definition, entries, standing) = Hostile(name, candidates: 6);
        var embeds = new BulletinEmbeds(new Phrasebook(definition));

        foreach (var embed in entries.Select(embeds.Of))
        {
            Shown.IsWithinLimits(embed);
            Shown.HasOnlyTheBotsOwnMarks(embed);
        }
        Shown.IsWithinLimits(embeds.Of(standing));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(2000)]
    public void However_long_names_are_and_however_many_stand_a_post_fits(int length)
    {
        var (definition, entries, standing) = Hostile(new string('_', length), candidates: 40);
        var embeds = new BulletinEmbeds(new Phrasebook(definition));

        Assert.All(entries.Select(embeds.Of), Shown.IsWithinLimits);
        Shown.IsWithinLimits(embeds.Of(standing));
    }

    /// <summary>An election in which everybody and everything has one name, and its bulletins.</summary>
    private static (
        ElectionDefinition Definition,
        IReadOnlyList<WireEntry> Entries,
        Standing Standing
    ) Hostile(string name, int candidates)
    {
        var parties = Enumerable
            .Range(1, candidates)
            .Select(i => new Party(new PartyId($"{i}{name}"), name, null, []))
            .ToArray();
        var county = new AreaId(AreaKind.County, name);
        var whole = new AreaId(AreaKind.Whole, name);
        Contest Contest(int i) =>
            new(
                new ContestId($"C{i}"),
                name,
                10_000,
                [county, whole],
                [
                    .. parties.Select(
                        (p, n) => new Candidate(n + 1, name, p.Id, name, Sitting: n == 1)
                    ),
                ],
                BaseResult.Of([new PartyVotes(parties[(i + 1) % parties.Length].Id, 100)])
            );
        Contest[] contests = [.. Enumerable.Range(0, candidates).Select(Contest)];
        var definition = new ElectionDefinition(
            "hostile",
            name,
            Samples.At,
            name,
            [.. parties],
            [.. contests]
        );
        var election = new Election(definition);
        var entries = new List<WireEntry>();
        foreach (var (i, contest) in contests.Index())
        {
            // Each party wins once, but for the first, which wins enough for a majority.
            var winner = i <= contests.Length / 2 ? 1 : i + 1;
            var figures = new Figures([
                .. contest.Candidates.Select(c => new CandidateVotes(
                    c.Number,
                    c.Number == winner ? 100 : c.Number
                )),
            ]);
            var happened = new ElectionEvent.ResultDeclared(
                contest.Id,
                figures,
                null,
                Samples.At,
                name
            );
            var after = election.Apply(happened);
            entries.AddRange(
                News.Of(election, happened, after)
                    .Select(b => new WireEntry(entries.Count + 1, b))
                    .ToArray()
            );
            election = after;
        }
        Assert.Contains(entries, e => e.Bulletin is Bulletin.OverallMajority);
        return (definition, entries, election.Standing(whole));
    }
}
