using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using ResultsBot.Commands;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Commands;

/// <summary>What strangers may cost, on a simulated clock.</summary>
public class PublicRequestsTests
{
    private const ulong Stranger = 21;
    private const ulong Rita = 11;
    private const ulong Elsewhere = 5_000;

    private readonly SimulatedNewsroom _newsroom = new SimulatedNewsroom(
        TheNight.Definition,
        new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero)
    ).Start();

    public PublicRequestsTests() => _newsroom.Discord.Latency = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void A_stranger_who_types_without_end_is_suggested_nothing_until_a_few_seconds_later()
    {
        var asked = Enumerable.Range(0, 40).Select(_ => Suggested(Stranger, Elsewhere)).ToArray();

        Assert.All(asked[..20], s => Assert.Contains("Bolsover", s));
        Assert.Empty(asked[^1]);

        _newsroom.Pass(TimeSpan.FromSeconds(5));
        Assert.Contains("Bolsover", Suggested(Stranger, Elsewhere));
    }

    [Fact]
    public void So_are_many_strangers_on_one_server_and_nobody_on_another()
    {
        var asked = Enumerable
            .Range(0, 200)
            .Select(i => Suggested(Stranger + (ulong)i, Elsewhere))
            .ToArray();

        Assert.Empty(asked[^1]);
        Assert.Contains("Bolsover", Suggested(Stranger + 1_000, Elsewhere + 1));
    }

    [Fact]
    public void The_desk_is_never_refused()
    {
        Assert.All(
            Enumerable.Range(0, 200).Select(_ => Suggested(Rita, null)),
            s => Assert.Contains("Bolsover", s)
        );
    }

    [Theory]
    [InlineData("tally")]
    [InlineData("story")]
    [InlineData("closest")]
    [InlineData("gains")]
    [InlineData("outstanding")]
    public void Commands_count_as_well_and_the_refusal_is_for_who_typed_alone(string command)
    {
        var answers = Enumerable
            .Range(0, 40)
            .Select(_ => Answer(_newsroom.TypeElsewhere(Stranger, Elsewhere, command)))
            .ToArray();

        Assert.NotEmpty(answers[0]["embeds"]!.AsArray());
        Assert.Equal(
            "Nothing was done: too many requests. Try again in a few seconds.",
            (string?)answers[^1]["content"]
        );
        Assert.Equal(64, (int?)answers[^1]["flags"]);
    }

    [Theory]
    [InlineData("seat", "seat", "Atlantis")]
    [InlineData("tally", "area", "Atlantis")]
    [InlineData("outstanding", "area", "Atlantis")]
    [InlineData("gains", "party", "Atlantis")]
    public void Why_a_question_has_no_answer_is_for_who_asked_alone(
        string command,
        string option,
        string typed
    )
    {
        var refused = Answer(
            _newsroom.TypeElsewhere(Stranger, Elsewhere, command, (option, typed))
        );
        var answered = Answer(
            _newsroom.TypeElsewhere(Stranger, Elsewhere, "seat", ("seat", "Bolsover"))
        );

        Assert.Contains("Atlantis", (string?)refused["content"], StringComparison.Ordinal);
        Assert.Equal((64, null), ((int?)refused["flags"], (int?)answered["flags"]));
    }

    [Fact]
    public void What_is_typed_beyond_any_name_is_not_looked_at()
    {
        var places = new Places(_newsroom.Phrases);
        var longest = "Bolsover" + new string(' ', 93);

        Assert.Equal(
            places.SuggestSeats(longest).Select(c => c.Name),
            places
                .SuggestSeats(longest + string.Concat(Enumerable.Repeat("Chester ", 750)))
                .Select(c => c.Name)
        );
    }

    [Fact]
    public void An_allowance_comes_back_by_and_by()
    {
        var time = new FakeTimeProvider();
        var allowances = new Allowances(new AllowanceRule(Most: 2, PerSecond: 1), time);

        Assert.True(allowances.Take(1));
        Assert.True(allowances.Take(1));
        Assert.False(allowances.Take(1));
        Assert.True(allowances.Take(2));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(allowances.Take(1));
        Assert.False(allowances.Take(1));
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(allowances.Take(1));
        Assert.True(allowances.Take(1));
        Assert.False(allowances.Take(1));
    }

    private IEnumerable<string> Suggested(ulong person, ulong? guild) =>
        Answer(_newsroom.AskFor(person, "seat", "seat", "Bolsov", guild))["choices"]!
            .AsArray()
            .Select(c => (string)c!["name"]!);

    private JsonObject Answer(ulong interaction)
    {
        // What is handed over at one moment is answered at one.
        _newsroom.Await(interaction);
        return _newsroom.Discord.AnswerTo(interaction)!;
    }
}
