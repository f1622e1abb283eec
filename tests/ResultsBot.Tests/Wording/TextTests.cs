using System.Text;
using CsCheck;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Wording;

public class TextTests
{
    private const string Alphabet = "ab1. -+*_~`|>#[]<@:\\/\n\r\t\u202E\u200F\u061C\u2028é🗳";

    private static readonly Gen<string> AnyText = Gen.Int[0, Alphabet.Length - 1]
        .Select(i => Alphabet[i])
        .Array[0, 24]
        .Select(c => new string(c));

    [Theory]
    [InlineData("Louise Jones", "Louise Jones")]
    [InlineData("Frank Adlington-Stringer", "Frank Adlington-Stringer")]
    [InlineData("**bold**", "\\*\\*bold\\*\\*")]
    [InlineData("@everyone", "\\@everyone")]
    [InlineData("<@123>", "\\<\\@123\\>")]
    [InlineData("[x](https://x.example)", "\\[x\\](https\\://x.example)")]
    [InlineData(":boom:", "\\:boom\\:")]
    [InlineData("Shire: all in", "Shire: all in")]
    [InlineData("end:", "end\\:")]
    [InlineData("a\\*b", "a\\\\\\*b")]
    [InlineData("- list", "\\- list")]
    [InlineData("Zalgo\u0301\u0302\u0303\u0304\u0305\u0306!", "Zalgo\u0301\u0302\u0303!")]
    [InlineData("Nguye\u0302\u0303n", "Nguye\u0302\u0303n")]
    [InlineData("  -# small", "  \\-\\# small")]
    [InlineData("12. twelfth", "12\\. twelfth")]
    [InlineData("12.5 percent", "12\\.5 percent")]
    [InlineData("no. 1", "no. 1")]
    [InlineData("a\nb", "a b")]
    [InlineData("\u202Eevil\u202C", "evil")]
    [InlineData("", "")]
    public void Escaped_text_is_shown_as_it_is(string text, string escaped) =>
        Assert.Equal(escaped, Text.Escape(text));

    [Fact]
    public void Whatever_is_escaped_is_read_as_itself_and_does_nothing() =>
        AnyText.Sample(text => Assert.Equal(Text.Plain(text), Shown.Literal(Text.Escape(text))));

    [Fact]
    public void Plain_text_is_one_line_and_turns_no_direction()
    {
        AnyText.Sample(text =>
            Assert.DoesNotContain(
                Text.Plain(text),
                c => char.IsControl(c) || c is '\u202E' or '\u200F' or '\u061C' or '\u2028'
            )
        );
        Assert.Equal("left alone: *x*", Text.Plain("left alone: *x*"));
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("a🗳b", 3, "a…")]
    [InlineData("🗳🗳", 4, "🗳🗳")]
    [InlineData("abc", 1, "…")]
    public void Long_text_ends_in_an_ellipsis_and_never_in_half_an_emoji(
        string text,
        int limit,
        string shortened
    ) => Assert.Equal(shortened, Text.Shorten(text, limit));

    [Fact]
    public void Shortened_text_keeps_its_limit_and_stays_sound() =>
        Gen.Select(Gen.OneOf(Gen.Const("🗳"), Gen.Const("a")).Array[0, 20], Gen.Int[1, 30])
            .Sample(
                (parts, limit) =>
                {
                    var shortened = Text.Shorten(string.Concat(parts), limit);
                    Assert.True(shortened.Length <= limit);
                    new UTF8Encoding(false, true).GetBytes(shortened);
                }
            );

    [Fact]
    public void Lines_are_kept_whole()
    {
        Assert.Equal("one\ntwo", Text.Lines(["one", "two"], 100));
        Assert.Equal("one\n…", Text.Lines(["one", "two", "three"], 8));
        Assert.Equal("one\n\ntwo", Text.Lines(["one", "", "two"], 100));
        Assert.InRange(Text.Lines(Enumerable.Repeat("12345678", 100), 50).Length, 40, 50);
    }

    [Fact]
    public void What_a_reporter_typed_stays_in_its_block_whatever_it_is()
    {
        Gen.Select(AnyText, Gen.Int[20, 60])
            .Sample(
                (text, limit) =>
                {
                    var quoted = Text.Quote(text, limit);
                    Assert.True(quoted.Length <= limit);
                    Assert.StartsWith("```\n", quoted, StringComparison.Ordinal);
                    Assert.EndsWith("\n```", quoted, StringComparison.Ordinal);
                    Assert.DoesNotContain("```", quoted[3..^3], StringComparison.Ordinal);
                }
            );
        Assert.Equal("```\na\nb\n```", Text.Quote("a\r\nb", 100));
    }

    [Fact]
    public void Lists_read_as_one_says_them()
    {
        Assert.Equal("", Text.Join([], "and"));
        Assert.Equal("a", Text.Join(["a"], "and"));
        Assert.Equal("a and b", Text.Join(["a", "b"], "and"));
        Assert.Equal("a, b and c", Text.Join(["a", "b", "c"], "and"));
    }
}
