using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Newswire.Posts;
using ResultsBot.Storage;

namespace ResultsBot.Commands;

/// <summary><c>/post headline [text] [photo] [key] [pin]</c>: an entry of the live blog that is of no one seat.</summary>
internal sealed class PostCommand(WritingTools tools, Photos photos) : WritingCommand(tools)
{
    private const string Key = "key";
    private const string Pin = "pin";
    private const string Yes = "yes";

    public static Field Headline { get; } =
        new("headline") { IsRequired = true, MaxLength = Election.LongestHeadline };

    public override ApplicationCommand Shape =>
        new()
        {
            Name = "post",
            Description = Phrases.CommandDescription("post"),
            Options =
            [
                Headline.Option(Phrases),
                Photos.Words.Option(Phrases),
                photos.Option,
                Flag(Key),
                Flag(Pin),
            ],
        };

    protected override ImmutableArray<Field> Boxes => [Headline, Photos.Words];

    protected override string FormTitle => Phrases.PostFormTitle;

    protected override (string Label, ButtonStyle Style) Go =>
        (Phrases.BroadcastButton(), ButtonStyle.Success);

    public override async Task<Reply> Run(
        Interaction.CommandInvoked interaction,
        CancellationToken ct
    )
    {
        if (Refuse(interaction) is { } refusal)
        {
            return new Reply.Say(refusal);
        }
        var draft = Typed(
            interaction,
            new Dictionary<string, string>
            {
                [Headline.Name] = Headline.Read(interaction),
                [Photos.Words.Name] = Photos.Words.Read(interaction),
                [Key] = interaction.Flag(Key) == true ? Yes : "",
                [Pin] = interaction.Flag(Pin) == true ? Yes : "",
            }
        );
        return await With(draft, interaction.AttachmentOf(Photos.Name), ct);
    }

    /// <summary>A message of the newsroom becomes an entry, with its first picture; its headline is asked for.</summary>
    public async Task<Reply> From(
        Interaction.MessageCommandInvoked interaction,
        Message message,
        CancellationToken ct
    )
    {
        if (Refuse(interaction) is { } refusal)
        {
            return new Reply.Say(refusal);
        }
        var draft = Typed(
            interaction,
            new Dictionary<string, string> { [Photos.Words.Name] = message.Content.Trim() }
        );
        return await With(draft, message.Attachments.FirstOrDefault(), ct);
    }

    protected override Command Read(Draft draft, string by) =>
        new Command.WritePost(Words(draft), by, Photos.In(draft))
        {
            IsKey = draft[Key] == Yes,
            IsPinned = draft[Pin] == Yes,
        };

    protected override RichText Question(Draft draft) =>
        Phrases.PostThis(draft[Pin] == Yes, draft[Key] == Yes);

    protected override bool IsOf(ElectionEvent happened, Draft draft) =>
        happened is ElectionEvent.PostWritten written && written.Words == Words(draft);

    protected override string SentHeadline(Draft draft) => Words(draft).Headline;

    internal static PostWords Words(Draft draft) =>
        new(draft[Headline.Name].Trim(), draft[Photos.Words.Name].Trim());

    private async Task<Reply> With(Draft draft, Attachment? photo, CancellationToken ct)
    {
        var fields = draft.Fields.ToDictionary();
        if (photo is not null && await photos.Take(photo, fields, ct) is { } problem)
        {
            return await Refused(draft, problem.Sentences);
        }
        draft = draft with { Fields = fields };
        return Words(draft) is { Headline.Length: > 0, Text.Length: > 0 }
            ? await ReadBack(draft, ct)
            : await Open(draft);
    }

    private CommandOption Flag(string name) =>
        new()
        {
            Name = name,
            Description = Phrases.OptionDescription(name),
            Type = CommandOptionType.Boolean,
        };
}

/// <summary><i>Add to the live blog</i>, in the menu of a message.</summary>
internal sealed class AddToLiveBlogCommand(WritingTools tools, Photos photos) : ISlashCommand
{
    private readonly PostCommand _post = new(tools, photos);

    public ApplicationCommand Shape { get; } =
        new() { Type = ApplicationCommandType.Message, Name = tools.Phrases.AddToLiveBlog };

    public bool IsPrivate => true;

    public Task<Reply> RunOn(Interaction.MessageCommandInvoked interaction, CancellationToken ct) =>
        interaction.Target is { } message
            ? _post.From(interaction, message, ct)
            : Task.FromResult<Reply>(new Reply.Say(tools.Phrases.SomethingWentWrong()));
}
