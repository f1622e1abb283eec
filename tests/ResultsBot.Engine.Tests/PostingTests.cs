using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>What the desk writes itself, of no seat.</summary>
public class PostingTests
{
    private static readonly Contest A = Contest("A");

    private static readonly PostWords Words = new("Here all night", "Our reporters are out.");

    private static Election Posted => Election(A).After(new Command.WritePost(Words, "rita"));

    [Fact]
    public void An_entry_is_told_everywhere_as_a_whole_and_nowhere_in_particular()
    {
        var (told, _) = Election(A)
            .Tell(
                new Command.WritePost(Words, "rita", "hall.png") { IsPinned = true, IsKey = true }
            );

        var posted = Assert.IsType<Bulletin.Posted>(Assert.Single(told));
        Assert.Equal((1, Words, "hall.png"), (posted.Post, posted.Words, posted.Photo));
        Assert.True(posted.IsPinned && posted.IsKey);
        Assert.Equal([Election(A).Definition.Whole], posted.Areas.AsEnumerable());
        Assert.Null(posted.Contest);
    }

    [Fact]
    public void A_correction_says_what_stood_before_and_only_what_stands_can_be_corrected()
    {
        var right = Words with { Text = "Two of them are ill." };
        var (told, corrected) = Posted.Tell(
            new Command.CorrectPost(1, 1, right, "two are ill", "ed")
        );

        var correction = Assert.IsType<Bulletin.PostCorrected>(Assert.Single(told));
        Assert.Equal((Words, right), (correction.Before, correction.After));
        Assert.Equal(
            [new Fault.PostChanged(1)],
            corrected.Faults(new Command.CorrectPost(1, 1, Words, "no", "ed")).AsEnumerable()
        );
        Assert.Equal(
            [new Fault.NothingChanged()],
            corrected.Faults(new Command.CorrectPost(1, 2, right, "no", "ed")).AsEnumerable()
        );
        Assert.Equal(
            [new Fault.PostNotStanding(2)],
            corrected.Faults(new Command.CorrectPost(2, 1, right, "no", "ed")).AsEnumerable()
        );
    }

    [Fact]
    public void What_was_withdrawn_can_be_neither_corrected_nor_withdrawn_again()
    {
        var (told, withdrawn) = Posted.Tell(new Command.WithdrawPost(1, "wrong", "ed"));

        Assert.Equal(Words, Assert.IsType<Bulletin.PostWithdrawn>(Assert.Single(told)).Was);
        Assert.Equal(
            [new Fault.PostNotStanding(1)],
            withdrawn.Faults(new Command.WithdrawPost(1, "wrong", "ed")).AsEnumerable()
        );
        Assert.Equal(
            [new Fault.PostNotStanding(1)],
            withdrawn
                .Faults(new Command.CorrectPost(1, 1, new PostWords("a", "b"), "c", "ed"))
                .AsEnumerable()
        );
    }

    [Theory]
    [InlineData("", "text")]
    [InlineData("headline", " \n")]
    public void An_entry_has_a_headline_and_a_text(string headline, string text) =>
        Assert.Equal(
            [new Fault.TextMissing()],
            Election(A)
                .Faults(new Command.WritePost(new PostWords(headline, text), "rita"))
                .AsEnumerable()
        );

    [Fact]
    public void A_headline_is_no_essay() =>
        Assert.Equal(
            [new Fault.HeadlineTooLong(151, 150)],
            Election(A)
                .Faults(new Command.WritePost(new PostWords(new string('a', 151), "text"), "rita"))
                .AsEnumerable()
        );

    [Fact]
    public void While_everything_is_on_hold_nothing_of_no_seat_goes_out_either()
    {
        var held = Posted.After(
            new Command.PlaceEmbargo(new Embargo.OfArea(Election(A).Definition.Whole), "ed")
        );

        Assert.Equal(
            [new Fault.EverythingHeld()],
            held.Faults(new Command.WritePost(Words, "rita")).AsEnumerable()
        );
        held.After(new Command.WithdrawPost(1, "It gave a result away.", "ed"));
    }

    [Fact]
    public void A_source_that_is_no_person_writes_nothing() =>
        Assert.IsType<Fault.OutsideSource>(
            Assert.Single(
                Election(A).Faults(new Command.WritePost(Words, Command.Outside + "wire"))
            )
        );

    [Fact]
    public void A_mark_is_news_for_nobody_who_follows_anything()
    {
        var (told, _) = Posted.Tell(new Command.MarkEntry(1, EntryMark.Pinned, "ed"));

        var mark = Assert.IsType<Bulletin.EntryMarked>(Assert.Single(told));
        Assert.Equal((1, EntryMark.Pinned), (mark.Entry, mark.Mark));
        Assert.Empty(mark.Areas);
    }

    [Theory]
    [InlineData(150, true)]
    [InlineData(151, false)]
    public void A_headline_has_150_characters_at_most(int length, bool fits)
    {
        var words = Words with { Headline = new string('a', length) };

        Assert.Equal(
            fits,
            Election(A).Decide(new Command.WritePost(words, "rita"), Night) is Decision.Accepted
        );
    }
}
