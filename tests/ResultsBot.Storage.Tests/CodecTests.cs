using System.Text;
using System.Text.Json;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Storage;
using ResultsBot.Tests.Infrastructure;
using Snapshooter.Xunit;

namespace ResultsBot.Storage.Tests;

/// <summary>What stands in a store is read for ever: these texts may be added to, never changed.</summary>
[Collection(Alone.Name)]
public class CodecTests
{
    private static readonly IEnumerable<object> All =
    [
        .. Samples.Events.Cast<object>(),
        .. Samples.Bulletins,
    ];

    [Fact]
    public void Each_kind_is_stored_as_it_always_was()
    {
        var stored = All.Select(value =>
        {
            var (kind, data) = Codec.Write(value);
            using var json = JsonDocument.Parse(data);
            return $"{kind}\n{JsonSerializer.Serialize(json, ResultsBot.Tests.Infrastructure.Json.Readable)}";
        });

        Snapshot.Match(string.Join("\n\n", stored));
    }

    [Fact]
    public void Each_kind_comes_back_as_it_was_stored()
    {
        foreach (var value in All)
        {
            var (kind, data) = Codec.Write(value);

            var back =
                value is ElectionEvent
                    ? (object)Read<ElectionEvent>(kind, data)
                    : Read<Bulletin>(kind, data);

            Assert.Equal(value.GetType(), back.GetType());
            Assert.Equal((kind, data), Codec.Write(back));
            Assert.Equivalent(value, back, strict: true);
        }
    }

    [Fact]
    public void Every_kind_of_event_and_bulletin_has_a_sample_here() =>
        Assert.Equal(
            typeof(ElectionEvent)
                .GetNestedTypes()
                .Concat(typeof(Bulletin).GetNestedTypes())
                .Select(t => t.FullName)
                .Order(StringComparer.Ordinal),
            All.Select(v => v.GetType().FullName).Distinct().Order(StringComparer.Ordinal)
        );

    public static TheoryData<string> Kinds => new(FirstVersion.Texts.Keys);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_the_first_version_stored_is_still_read(string kind)
    {
        var data = FirstVersion.Texts[kind];
        var expected = All.First(v => Codec.Write(v).Kind == kind);

        var read =
            expected is ElectionEvent
                ? (object)Read<ElectionEvent>(kind, data)
                : Read<Bulletin>(kind, data);

        Assert.Equal(expected.GetType(), read.GetType());
        Assert.Equivalent(expected, read, strict: true);
    }

    [Fact]
    public void Every_kind_has_a_text_of_the_first_version() =>
        Assert.Equal(
            All.Select(v => Codec.Write(v).Kind).Distinct().Order(StringComparer.Ordinal),
            FirstVersion.Texts.Keys.Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("result-undeclared", "{}")]
    [InlineData("result-declared", "not json")]
    [InlineData("result-declared", "null")]
    [InlineData("result-declared", "[]")]
    [InlineData("proposal-withdrawn", "{\"proposal\":5}")]
    public void What_cannot_be_read_is_an_error_that_names_the_kind(string kind, string data)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read<ElectionEvent>(kind, data));

        Assert.Contains(kind, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bulletin_is_not_taken_for_an_event()
    {
        var (kind, data) = Codec.Write(Samples.Result);

        Assert.Throws<InvalidDataException>(() => Read<ElectionEvent>(kind, data));
    }

    [Fact]
    public void What_two_bulletins_have_in_common_is_read_as_one_object()
    {
        var (kind, data) = Codec.Write(Samples.Result);

        var first = (Bulletin.Result)Read<Bulletin>(kind, data);
        var second = (Bulletin.Result)Read<Bulletin>(kind, data);

        Assert.NotSame(first, second);
        Assert.Same(first.Of, second.Of);
        Assert.Same(first.Of.Candidates[0], first.Verdict.Lines[0].Candidate);
        Assert.Same(first.Standings[0].Parties[0], second.Standings[0].Parties[0]);
    }

    [Fact]
    public void A_contest_of_which_a_word_has_changed_is_read_as_another()
    {
        var (kind, data) = Codec.Write(Samples.Result);

        var before = (Bulletin.Result)Read<Bulletin>(kind, data);
        var after = (Bulletin.Result)
            Read<Bulletin>(
                kind,
                data.Replace("\"electorate\":5000", "\"electorate\":5001", StringComparison.Ordinal)
            );

        Assert.Equal((5000, 5001), (before.Of.Electorate, after.Of.Electorate));
        Assert.Same(before.Of.Candidates[0], after.Of.Candidates[0]);
    }

    [Theory]
    [InlineData("Lab")]
    [InlineData("A party – of several words")]
    [InlineData("")]
    public void A_partys_line_of_a_standing_is_read_whatever_the_party_is_called(string name)
    {
        foreach (var id in (string[])[name, string.Concat(Enumerable.Repeat(name, 40))])
        {
            var line = new PartyStanding(new PartyId(id), 4, 1, 2, 9_708_716, 3);
            var result = Samples.Result with
            {
                Standings = [new Standing(Samples.Shire, 4, 4, [line])],
            };

            var (kind, data) = Codec.Write(result);

            var read = (Bulletin.Result)Read<Bulletin>(kind, data);
            Assert.Equal([line], read.Standings.Single().Parties.AsEnumerable());
        }
    }

    private static T Read<T>(string kind, string data) =>
        Codec.Read<T>(kind, Encoding.UTF8.GetBytes(data));
}

/// <summary>For tests of what the whole process shares: others would read bulletins of their own meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class Alone
{
    public const string Name = "Alone";
}
