using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;

namespace ResultsBot.Tests.Outlets;

public class DiscordTextTests
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
    [InlineData("12.5 percent", "12.5 percent")]
    [InlineData("at 04:30", "at 04:30")]
    [InlineData("1:04:30:2", "1\\:04\\:30\\:2")]
    [InlineData("-5 and -# x", "-5 and -\\# x")]
    [InlineData("no. 1", "no. 1")]
    [InlineData("a\nb", "a b")]
    [InlineData("\u202Eevil\u202C", "evil")]
    [InlineData("", "")]
    public void Escaped_text_is_shown_as_it_is(string text, string escaped) =>
        Assert.Equal(escaped, DiscordText.Of(RichText.Plain(text)));

    [Fact]
    public void Whatever_is_escaped_is_read_as_itself_and_does_nothing() =>
        AnyText.Sample(text =>
            Assert.Equal(PlainText.Clean(text), Shown.Literal(DiscordText.Of(RichText.Plain(text))))
        );

    [Fact]
    public void What_is_to_be_typed_cannot_end_its_own_marks() =>
        Assert.Equal("`a'**b**`", DiscordText.Of(RichText.Fixed("a`**b**")));

    [Theory]
    [InlineData("@everyone")]
    [InlineData("1> <@&2")]
    [InlineData("")]
    public void An_id_of_another_platform_is_plain_text(string id) =>
        Assert.Equal(
            $"#{id} @{id} @{id}",
            Shown.Literal(
                DiscordText.Of($"{RichText.Channel(id)} {RichText.Role(id)} {RichText.Person(id)}")
            )
        );

    [Fact]
    public void Plain_text_is_one_line_and_turns_no_direction()
    {
        AnyText.Sample(text =>
            Assert.DoesNotContain(
                PlainText.Clean(text),
                c => char.IsControl(c) || c is '\u202E' or '\u200F' or '\u061C' or '\u2028'
            )
        );
        Assert.Equal("left alone: *x*", PlainText.Clean("left alone: *x*"));
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
    ) => Assert.Equal(shortened, PlainText.Shorten(text, limit));

    [Fact]
    public void Shortened_text_keeps_its_limit_and_stays_sound() =>
        Gen.Select(Gen.OneOf(Gen.Const("🗳"), Gen.Const("a")).Array[0, 20], Gen.Int[1, 30])
            .Sample(
                (parts, limit) =>
                {
                    var shortened = PlainText.Shorten(string.Concat(parts), limit);
                    Assert.True(shortened.Length <= limit);
                    new UTF8Encoding(false, true).GetBytes(shortened);
                }
            );

    [Fact]
    public void Lines_are_kept_whole()
    {
        Assert.Equal("one\ntwo", DiscordText.Lines(["one", "two"], 100));
        Assert.Equal("one\n…", DiscordText.Lines(["one", "two", "three"], 8));
        Assert.Equal("one\n\ntwo", DiscordText.Lines(["one", "", "two"], 100));
        Assert.InRange(DiscordText.Lines(Enumerable.Repeat("12345678", 100), 50).Length, 40, 50);
    }

    [Fact]
    public void What_a_reporter_typed_stays_in_its_block_whatever_it_is()
    {
        Gen.Select(AnyText, Gen.Int[20, 60])
            .Sample(
                (text, limit) =>
                {
                    var quoted = DiscordText.Quote(text, limit);
                    Assert.True(quoted.Length <= limit);
                    Assert.StartsWith("```\n", quoted, StringComparison.Ordinal);
                    Assert.EndsWith("\n```", quoted, StringComparison.Ordinal);
                    Assert.DoesNotContain("```", quoted[3..^3], StringComparison.Ordinal);
                }
            );
        Assert.Equal("```\na\nb\n```", DiscordText.Quote("a\r\nb", 100));
    }

    [Fact]
    public void Each_kind_of_span_has_its_mark()
    {
        RichText text =
            $"**{"Ann *A*"}** ~~was~~ {RichText.Fixed("every")} {RichText.Command("tally")} {RichText.Channel("1")} {RichText.Role("2")} {RichText.Person("3")} {RichText.Moment(DateTimeOffset.UnixEpoch, MomentForm.Ago)} {RichText.Link("a]b", new Uri("https://x.example/"))}";

        Assert.Equal(
            "**Ann \\*A\\*** ~~was~~ `every` `/tally` <#1> <@&2> <@3> <t:0:R> [a\\]b](https://x.example/)",
            DiscordText.Of(text)
        );
        Assert.Equal(
            "- one\n-# two\n-# three",
            DiscordText.Of(
                RichText.Lines(RichText.Item("one"), RichText.Small(RichText.Lines("two", "three")))
            )
        );
    }

    [Fact]
    public void Wherever_it_is_cut_no_mark_is_left_open_and_no_backslash_alone() =>
        Gen.Select(AnyText, AnyText, Gen.Int[8, 60])
            .Sample(
                (strong, plain, limit) =>
                {
                    RichText text = $"**{strong}** and {plain}{plain}";

                    var cut = DiscordText.Of(text, limit);

                    Assert.True(cut.Length <= limit);
                    var whole = DiscordText.Of(text);
                    if (whole.Length > limit)
                    {
                        var marks = Regex.Replace(
                            cut,
                            @"\\.",
                            "",
                            RegexOptions.None,
                            TimeSpan.FromSeconds(1)
                        );
                        Assert.Contains('…', cut);
                        Assert.DoesNotContain('\\', marks);
                        Assert.True(marks.Split("**").Length % 2 == 1, "Bold is not closed.");
                    }
                    else
                    {
                        Assert.Equal(whole, cut);
                    }
                }
            );
}
