using System.Collections.Immutable;
using System.Globalization;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Storage;

namespace ResultsBot.Commands;

/// <summary>What changes an entry that the desk wrote: who wrote it may, and every editor.</summary>
internal abstract class PostChangingCommand(WritingTools tools) : WritingCommand(tools)
{
    private const string Post = "post";

    public override ImmutableArray<CommandChoice> Suggest(
        Interaction.AutocompleteAsked interaction
    ) =>
        Tools.Staff.RankOf(interaction) < Rank.Reporter
            ? []
            : Tools.Entries.Suggest(
                interaction.FocusedValue,
                e => Written(e) is { IsWithdrawn: false }
            );

    public override Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (Refuse(interaction) is { } refusal)
        {
            return Said(refusal);
        }
        var typed = interaction.Text(BlogEntries.Name) ?? "";
        if (Tools.Entries.Find(typed) is not { } entry)
        {
            return Said(Phrases.UnknownEntry(typed));
        }
        if (Written(entry) is not { } post)
        {
            return Said(Phrases.NotTheDesks(Tools.Entries.Headline(entry)));
        }
        if (post.By != Staff.By(interaction) && Tools.Staff.RankOf(interaction) < Rank.Editor)
        {
            return Said(Phrases.SomebodyElses());
        }
        return Run(
            interaction,
            post,
            new Dictionary<string, string>
            {
                [Post] = post.Number.ToString(CultureInfo.InvariantCulture),
                [Field.Reason.Name] = Field.Reason.Read(interaction),
            },
            ct
        );
    }

    protected abstract Task<Reply> Run(
        Interaction.CommandInvoked interaction,
        GeneralPost post,
        Dictionary<string, string> fields,
        CancellationToken ct
    );

    protected static int PostOf(Draft draft) =>
        int.Parse(draft[Post], CultureInfo.InvariantCulture);

    /// <summary>As it stands now.</summary>
    protected GeneralPost Standing(Draft draft) => Tools.Desk.Election.Posts[PostOf(draft)];

    private GeneralPost? Written(LogEntry entry) =>
        entry.Bulletin is Bulletin.Posted { Post: var number }
            ? Tools.Desk.Election.Posts.GetValueOrDefault(number)
            : null;

    private static Task<Reply> Said(RichText sentence) =>
        Task.FromResult<Reply>(new Reply.Say(sentence));
}

/// <summary><c>/correct-post entry reason</c>: its form holds the words as they are.</summary>
internal sealed class CorrectPostCommand(WritingTools tools) : PostChangingCommand(tools)
{
    private const string Version = "version";

    public override ApplicationCommand Shape =>
        new()
        {
            Name = "correct-post",
            Description = Phrases.CommandDescription("correct-post"),
            Options = [BlogEntries.Field.Option(Phrases), Field.Reason.Option(Phrases)],
        };

    protected override ImmutableArray<Field> Boxes =>
        [PostCommand.Headline, Photos.Words, Field.Reason];

    protected override string FormTitle => Phrases.CorrectPostFormTitle;

    protected override (string Label, ButtonStyle Style) Go =>
        (Phrases.BroadcastButton(), ButtonStyle.Success);

    protected override Task<Reply> Run(
        Interaction.CommandInvoked interaction,
        GeneralPost post,
        Dictionary<string, string> fields,
        CancellationToken ct
    )
    {
        fields[Version] = post.Version.ToString(CultureInfo.InvariantCulture);
        fields[PostCommand.Headline.Name] = post.Words.Headline;
        fields[Photos.Words.Name] = post.Words.Text;
        return Open(Typed(interaction, fields));
    }

    protected override Command Read(Draft draft, string by) =>
        new Command.CorrectPost(
            PostOf(draft),
            int.Parse(draft[Version], CultureInfo.InvariantCulture),
            PostCommand.Words(draft),
            draft[Field.Reason.Name].Trim(),
            by
        );

    protected override RichText Question(Draft draft) =>
        Phrases.CorrectPostThis(Standing(draft).Words.Headline);

    protected override bool IsOf(ElectionEvent happened, Draft draft) =>
        happened is ElectionEvent.PostCorrected corrected
        && corrected.Words == PostCommand.Words(draft);

    protected override string SentHeadline(Draft draft) => PostCommand.Words(draft).Headline;
}

/// <summary><c>/withdraw-post entry reason</c></summary>
internal sealed class WithdrawPostCommand(WritingTools tools) : PostChangingCommand(tools)
{
    public override ApplicationCommand Shape =>
        new()
        {
            Name = "withdraw-post",
            Description = Phrases.CommandDescription("withdraw-post"),
            Options = [BlogEntries.Field.Option(Phrases), Field.Reason.Option(Phrases)],
        };

    protected override ImmutableArray<Field> Boxes => [Field.Reason];

    protected override string FormTitle => Phrases.WithdrawPostFormTitle;

    protected override (string Label, ButtonStyle Style) Go =>
        (Phrases.WithdrawButton, ButtonStyle.Danger);

    protected override Task<Reply> Run(
        Interaction.CommandInvoked interaction,
        GeneralPost post,
        Dictionary<string, string> fields,
        CancellationToken ct
    ) => ReadBack(Typed(interaction, fields), ct);

    protected override Command Read(Draft draft, string by) =>
        new Command.WithdrawPost(PostOf(draft), draft[Field.Reason.Name].Trim(), by);

    protected override RichText Question(Draft draft) =>
        Phrases.WithdrawPostThis(Standing(draft).Words.Headline);

    protected override bool IsOf(ElectionEvent happened, Draft draft) =>
        happened is ElectionEvent.PostWithdrawn;

    protected override string SentHeadline(Draft draft) =>
        Phrases.PostWithdrawnNow(Standing(draft).Words);
}
