using CsCheck;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Newswire.Tests;

public class RichTextTests
{
    [Fact]
    public void Our_own_words_may_hold_marks()
    {
        RichText text = $"**Withdrawn.** It said ~~{"38.4%"}~~";

        Assert.Equal(
            [
                new RichSpan("Withdrawn.", TextStyles.Strong),
                new RichSpan(" It said "),
                new RichSpan("38.4%", TextStyles.Struck),
            ],
            text.Spans.ToArray()
        );
        Assert.Equal("Withdrawn. It said 38.4%", text.ToPlain());
    }

    [Theory]
    [InlineData("**bold**")]
    [InlineData("~~struck~~")]
    [InlineData("* * ** ~~")]
    public void What_is_put_into_a_hole_is_never_markup(string typed)
    {
        RichText text = $"By {typed}.";

        Assert.Equal([new RichSpan($"By {typed}.")], text.Spans.ToArray());
        Assert.Equal(RichText.Plain($"By {typed}."), text);
    }

    [Fact]
    public void What_is_put_into_a_hole_is_one_clean_line()
    {
        RichText text = $"“{"a\nb\u202E"}”\n— {"c"}";

        Assert.Equal("“a b”\n— c", text.ToPlain());
    }

    [Fact]
    public void Rich_text_in_a_hole_keeps_its_style_and_takes_on_that_of_the_hole()
    {
        RichText inner = $"a **b**";
        RichText text = $"~~{inner}~~ c";

        Assert.Equal(
            [
                new RichSpan("a ", TextStyles.Struck),
                new RichSpan("b", TextStyles.Struck | TextStyles.Strong),
                new RichSpan(" c"),
            ],
            text.Spans.ToArray()
        );
    }

    [Fact]
    public void Figures_and_times_are_written_the_same_everywhere()
    {
        var at = new DateTimeOffset(2024, 7, 5, 4, 30, 0, TimeSpan.Zero);
        RichText text = $"{1234} at {at:HH:mm}";

        Assert.Equal("1234 at 04:30", text.ToPlain());
    }

    [Fact]
    public void Equal_is_what_reads_and_looks_the_same_however_it_was_written()
    {
        RichText once = $"a **b** c";

        Assert.Equal(once, RichText.Plain("a ") + RichText.Strong("b") + " c");
        Assert.Equal(
            once.GetHashCode(),
            (RichText.Plain("a ") + RichText.Strong("b c")).GetHashCode()
        );
        Assert.NotEqual(once, RichText.Plain("a b c"));
        Assert.Equal(RichText.Empty, default);
    }

    [Fact]
    public void Joined_texts_keep_their_style() =>
        Assert.Equal(
            RichText.Strong("a") + ", " + RichText.Plain("b"),
            RichText.Join(", ", [RichText.Strong("a"), "b"])
        );

    [Fact]
    public void Writing_on_changes_no_other_text()
    {
        RichText first = $"a";
        var second = first + "b";
        first += "c";

        Assert.Equal("ab", second.ToPlain());
        Assert.Equal("ac", first.ToPlain());
        Assert.True(RichText.Empty.IsEmpty);
    }

    [Fact]
    public void Shortened_text_keeps_its_limit_its_style_and_its_references_whole() =>
        Gen.Int[1, 30]
            .Sample(limit =>
            {
                RichText text = $"**{"🗳 strong"}** and {RichText.Command("subscribe")} and more";

                var shortened = text.Shorten(limit);

                Assert.True(shortened.Length <= limit);
                Assert.All(
                    shortened.Spans.Where(s => s.Reference is not null),
                    s => Assert.Equal("/subscribe", s.Text)
                );
                Assert.True(
                    limit >= text.Length ? shortened == text : shortened.ToPlain().EndsWith('…')
                );
            });
}
