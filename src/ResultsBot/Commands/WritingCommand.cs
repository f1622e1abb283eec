using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>What every command needs that writes in the live blog.</summary>
internal sealed record WritingTools(
    ResultsDesk Desk,
    IDraftStore Drafts,
    Staff Staff,
    Assignments Assignments,
    BlogEntries Entries,
    ReadBacks ReadBacks,
    Phrasebook Phrases
);

/// <summary>
/// A command that writes in the live blog, of no one seat. What was typed is kept and read back, and goes out once
/// somebody has pressed the button; <b>Edit</b> gives the text back.
/// </summary>
internal abstract class WritingCommand(WritingTools tools) : ISlashCommand
{
    private const string Form = "form";

    /// <summary>Who typed it.</summary>
    private const string Writer = "by";

    /// <summary>The first of the drafts that are edits of each other: of all of them only one goes out.</summary>
    private const string Origin = "origin";

    protected WritingTools Tools => tools;

    protected Phrasebook Phrases => tools.Phrases;

    public abstract ApplicationCommand Shape { get; }

    public bool IsPrivate => true;

    protected string Name => Shape.Name;

    /// <summary>The boxes of its form.</summary>
    protected abstract ImmutableArray<Field> Boxes { get; }

    protected abstract string FormTitle { get; }

    /// <summary>What is done once it is sent.</summary>
    protected abstract Command Read(Draft draft, string by);

    /// <summary>What is asked above the preview.</summary>
    protected abstract RichText Question(Draft draft);

    protected abstract (string Label, ButtonStyle Style) Go { get; }

    /// <summary>Whether an event is what a draft asks for: a second press may find that another edit was sent.</summary>
    protected abstract bool IsOf(ElectionEvent happened, Draft draft);

    public abstract Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct);

    public virtual ImmutableArray<CommandChoice> Suggest(
        Interaction.AutocompleteAsked interaction
    ) => [];

    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (Refuse(interaction) is { } refusal)
        {
            return new Reply.Say(refusal);
        }
        if (await Kept(id.Subject, ct) is not { } draft)
        {
            return new Reply.Say(Phrases.NoLongerKept(Name));
        }
        if (RefuseDraft(interaction, draft) is { } notThis)
        {
            return new Reply.Say(notThis);
        }
        return id.Action switch
        {
            ReadBacks.Send => await Send(draft, interaction, ct),
            ReadBacks.Edit => new Reply.Form(Ask(draft)),
            _ => new Reply.Replace(Phrases.Cancelled()),
        };
    }

    public async Task<Reply> Fill(
        Interaction.ModalSubmitted interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (Refuse(interaction) is { } refusal)
        {
            return new Reply.Say(refusal);
        }
        if (await Kept(id.Subject, ct) is not { } before)
        {
            return new Reply.Say(Phrases.NoLongerKept(Name));
        }
        if (RefuseDraft(interaction, before) is { } notThis)
        {
            return new Reply.Say(notThis);
        }
        var fields = before.Fields.ToDictionary();
        foreach (var box in Boxes)
        {
            fields[box.Name] = box.Read(interaction, before);
        }
        return await ReadBack(before with { Id = interaction.Id.ToString(), Fields = fields }, ct);
    }

    /// <summary>Why somebody may not write at all; null where they may. What is of no seat is none of theirs who have some.</summary>
    protected RichText? Refuse(Interaction interaction)
    {
        if (tools.Staff.RefuseRank(interaction, Rank.Reporter) is { } tooLow)
        {
            return tooLow;
        }
        var seats = tools.Assignments.Of(interaction.User.Id.Value);
        return seats.IsEmpty || tools.Staff.RankOf(interaction) >= Rank.Editor
            ? (RichText?)null
            : Phrases.OnlyYourSeats([.. seats.Select(Phrases.Seat)]);
    }

    /// <summary>As it was typed, before anything is made of it.</summary>
    protected Draft Typed(Interaction interaction, Dictionary<string, string> fields)
    {
        fields[Writer] = Staff.By(interaction);
        fields[Origin] = interaction.Id.ToString();
        return new Draft(fields[Origin], Name, fields);
    }

    /// <summary>Keeps it, and opens its form.</summary>
    protected async Task<Reply> Open(Draft draft)
    {
        await tools.Drafts.Save(draft);
        return new Reply.Form(Ask(draft), Problem(draft, [Phrases.PictureKept()]).Message);
    }

    /// <summary>Keeps it, and shows what would be sent.</summary>
    protected async Task<Reply> ReadBack(Draft draft, CancellationToken ct)
    {
        await tools.Drafts.Save(draft);
        var (decision, bulletins) = tools.Desk.Foresee(Read(draft, draft[Writer]));
        if (decision is Decision.Refused { Faults: var faults })
        {
            return Problem(draft, [.. faults.Select(Phrases.Sentence)]);
        }
        var lines = new List<RichText>
        {
            RichText.Strong(Phrases.Headline(bulletins[0])),
            Question(draft),
        };
        if (tools.Desk.Election.IsPaused)
        {
            lines.Add(Phrases.WillWaitForPause());
        }
        var message = new BotMessage
        {
            Lines = [.. lines],
            Posts = tools.ReadBacks.Previewed(bulletins[0]),
            Components =
            [
                new ActionRow([
                    Button(ReadBacks.Send, draft, Go.Label, Go.Style),
                    Button(ReadBacks.Edit, draft, Phrases.EditButton(), ButtonStyle.Secondary),
                    Button(ReadBacks.Cancel, draft, Phrases.CancelButton(), ButtonStyle.Secondary),
                ]),
            ],
        };
        return new Reply.Replace(await tools.ReadBacks.WithPhoto(message, bulletins[0], ct));
    }

    protected async Task<Reply> Refused(Draft draft, ImmutableArray<RichText> sentences)
    {
        await tools.Drafts.Save(draft);
        return Problem(draft, sentences);
    }

    private async Task<Reply> Send(
        Draft draft,
        Interaction.ComponentPressed interaction,
        CancellationToken ct
    )
    {
        var decision = await tools.Desk.Submit(
            Read(draft, Staff.By(interaction)),
            draft[Origin],
            ct
        );
        return decision switch
        {
            Decision.Refused { Faults: var faults } => Problem(
                draft,
                [.. faults.Select(Phrases.Sentence)]
            ),
            Decision.Accepted { Events: [var happened, ..] } when IsOf(happened, draft) =>
                new Reply.Replace(
                    tools.Desk.Election.IsPaused
                        ? Phrases.TakenInWhilePaused(SentHeadline(draft))
                        : Phrases.Sent(SentHeadline(draft), null, channels: null)
                ),
            _ => new Reply.Say(Phrases.SentAlready()),
        };
    }

    /// <summary>What was sent, in a line.</summary>
    protected abstract string SentHeadline(Draft draft);

    private async Task<Draft?> Kept(string id, CancellationToken ct) =>
        await tools.Drafts.Find(id, ct) is { } draft && draft.Command == Name ? draft : null;

    private string? RefuseDraft(Interaction interaction, Draft draft) =>
        draft[Writer] == Staff.By(interaction) || tools.Staff.RankOf(interaction) >= Rank.Editor
            ? null
            : Phrases.SomebodyElses();

    private Reply.Replace Problem(Draft draft, ImmutableArray<RichText> sentences) =>
        tools.ReadBacks.Problem(
            Name,
            draft.Id,
            seat: null,
            sentences,
            Boxes.FirstOrDefault(b => b.IsText) is { } text ? draft[text.Name] : ""
        );

    private Modal Ask(Draft draft) =>
        new(
            new CustomId(Name, Form, draft.Id).ToString(),
            FormTitle,
            [.. Boxes.SelectMany(b => b.Boxes(draft[b.Name], Phrases)).Take(Limits.ModalFields)]
        );

    private Button Button(string action, Draft draft, string label, ButtonStyle style) =>
        new(new CustomId(Name, action, draft.Id).ToString(), label, style);
}
