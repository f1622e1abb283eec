using System.Collections.Immutable;
using System.Globalization;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// A slash command that reports something of a contest. Whatever it is, it goes one way: what was typed is kept, read
/// and proposed, read back, and sent once somebody has pressed the button. <b>Edit</b> gives the text back.
/// </summary>
internal abstract class ReportCommand(ReportTools tools) : ISlashCommand
{
    private const string Form = "form";

    /// <summary>Where a draft keeps who is said to be meant: numbers on the roll. No box of a form has it.</summary>
    private const string Meant = "meant";

    /// <summary>The subject of a form that replaces nothing.</summary>
    private const string Nothing = "-";

    protected Phrasebook Phrases => tools.Phrases;

    protected ResultsDesk Desk => tools.Desk;

    public abstract string Name { get; }

    /// <summary>What is typed; the seat is the first.</summary>
    protected abstract ImmutableArray<Field> Fields { get; }

    /// <summary>Options that are not typed.</summary>
    protected virtual ImmutableArray<CommandOption> OtherOptions => [];

    protected virtual Rank Least => Rank.Reporter;

    /// <summary>Who may make this report, where it is not for everybody who may use the command.</summary>
    protected virtual Rank LeastFor(Command.Report report) => Least;

    public ApplicationCommand Shape =>
        new()
        {
            Name = Name,
            Description = Phrases.CommandDescription(Name),
            Options =
            [
                .. Fields.Where(f => !f.IsOnlyInForm).Select(f => f.Option(Phrases)),
                .. OtherOptions,
            ],
        };

    public bool IsPrivate => true;

    /// <summary>Whether a report is one of those that this command makes.</summary>
    protected abstract bool Makes(Command.Report report);

    /// <summary>Words to report. Pure.</summary>
    protected abstract ReportReading Read(Contest contest, Draft draft, string by);

    /// <summary>Who was said to be meant, by a button, where a name is nearly theirs: numbers on the roll.</summary>
    protected static ImmutableArray<int> MeantBy(Draft draft) =>
        [
            .. draft[Meant]
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(n =>
                    int.TryParse(n, CultureInfo.InvariantCulture, out var number) ? number : 0
                ),
        ];

    /// <summary>Why a form would be filled in for nothing; null where it would not.</summary>
    protected virtual string? RefuseForm(Contest contest) => null;

    /// <summary>What a form that is opened without a text begins with, field by field.</summary>
    protected virtual string Blank(Field field, Contest contest) => "";

    /// <summary>What comes with a command and is not typed, kept under a name.</summary>
    protected virtual Task<ReportReading.NotUnderstood?> Take(
        Interaction.CommandInvoked interaction,
        Dictionary<string, string> fields,
        CancellationToken ct
    ) => Task.FromResult<ReportReading.NotUnderstood?>(null);

    /// <summary>What to suggest for an option of its own.</summary>
    protected virtual ImmutableArray<CommandChoice> Suggest(
        Interaction.AutocompleteAsked interaction,
        Contest? contest
    ) => [];

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        interaction.FocusedOption == SeatOption.Name
            ? tools.Places.SuggestSeats(
                interaction.FocusedValue,
                tools.Near.To(interaction.User.Id.Value)
            )
            : Suggest(
                interaction,
                interaction.Options.FirstOrDefault(o => o.Name == SeatOption.Name)?.Text is { } seat
                    ? tools.Places.Seat(seat)
                    : null
            );

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (tools.Staff.Refuse(interaction, Least) is { } refusal)
        {
            return refusal;
        }
        var fields = Fields
            .Where(f => !f.IsOnlyInForm)
            .ToDictionary(f => f.Name, f => f.Read(interaction));
        var typed = new Draft(interaction.Id.ToString(), Name, fields);
        if (await Take(interaction, fields, ct) is { } problem)
        {
            await tools.Drafts.Save(typed);
            return Problem(typed, problem.Sentences);
        }
        if (Fields.All(f => !f.IsText || f.IsOnlyInForm || fields[f.Name].Length > 0))
        {
            return await Take(typed, null, interaction, ct);
        }
        var seat = typed[SeatOption.Name];
        if (tools.Places.Seat(seat) is not { } contest)
        {
            return new Reply.Say(SeatOption.Unknown(seat, tools.Places, Phrases));
        }
        if ((tools.Staff.Refuse(interaction, contest) ?? RefuseForm(contest)) is { } reason)
        {
            return new Reply.Say(reason);
        }
        foreach (var field in Fields.Where(f => typed[f.Name].Length == 0))
        {
            fields[field.Name] = Blank(field, contest);
        }
        if (fields.Keys.All(k => Fields.Any(f => f.Name == k)))
        {
            return new Reply.Form(Ask(Nothing, typed, contest.Name));
        }
        // What a form has no box for comes back by the draft.
        await tools.Drafts.Save(typed);
        return new Reply.Form(
            Ask(typed.Id, typed, contest.Name),
            Problem(typed, [Phrases.PictureKept()]).Message
        );
    }

    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (tools.Staff.Refuse(interaction, Least) is { } refusal)
        {
            return refusal;
        }
        var (proposal, accepted) = ReadBacks.Parse(id);
        if (RefuseProposal(interaction, proposal) is { } notThis)
        {
            return new Reply.Say(notThis);
        }
        // Who was tied to other seats since the read-back is refused now as well.
        if (
            id.Action == ReadBacks.Send
            && tools.Desk.Election.Proposal(proposal) is { Asks.Contest: var seat }
            && tools.Staff.Refuse(interaction, tools.Desk.Election.Definition.Contest(seat))
                is { } notYours
        )
        {
            return new Reply.Say(notYours);
        }
        switch (id.Action)
        {
            case ReadBacks.Send when tools.Desk.Election.Proposal(proposal) is not null:
                return await tools.ReadBacks.Confirm(Name, proposal, accepted, interaction, ct);
            case ReadBacks.Cancel:
                return tools.ReadBacks.Cancelled(
                    await tools.Desk.Submit(
                        new Command.Withdraw(proposal, Staff.By(interaction)),
                        interaction.Id.ToString(),
                        ct
                    )
                );
            case ReadBacks.Edit
                when await tools.Drafts.Find(proposal.Value, ct) is { } draft
                    && draft.Command == Name:
                return new Reply.Form(
                    Ask(
                        draft.Id,
                        draft,
                        tools.Places.Seat(draft[SeatOption.Name])?.Name ?? draft[SeatOption.Name]
                    )
                );
            case ReadBacks.Use
            or ReadBacks.UseSeat
                when await tools.Drafts.Find(proposal.Value, ct) is { } draft
                    && draft.Command == Name:
                return await Take(
                    new Draft(interaction.Id.ToString(), Name, WithMeant(draft, id)),
                    null,
                    interaction,
                    ct
                );
            default:
                return new Reply.Say(Phrases.NoLongerKept(Name));
        }
    }

    /// <summary>The draft's fields with what the button takes, which stands behind the draft's id.</summary>
    private static Dictionary<string, string> WithMeant(Draft draft, CustomId id)
    {
        var fields = draft.Fields.ToDictionary();
        var taken = id.Subject[(id.Subject.IndexOf(':') + 1)..];
        if (id.Action == ReadBacks.UseSeat)
        {
            fields[SeatOption.Name] = taken;
        }
        else
        {
            fields[Meant] = $"{draft[Meant]},{taken}";
        }
        return fields;
    }

    public async Task<Reply> Fill(
        Interaction.ModalSubmitted interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (tools.Staff.Refuse(interaction, Least) is { } refusal)
        {
            return refusal;
        }
        if (
            id.Subject != Nothing
            && RefuseProposal(interaction, new ProposalId(id.Subject)) is { } notThis
        )
        {
            return new Reply.Say(notThis);
        }
        var before = id.Subject == Nothing ? null : await tools.Drafts.Find(id.Subject, ct);
        var fields = (before?.Fields ?? new Dictionary<string, string>()).ToDictionary();
        // It was said of the text as it was.
        fields.Remove(Meant);
        foreach (var field in Fields)
        {
            fields[field.Name] = field.Read(interaction, before);
        }
        return await Take(
            new Draft(interaction.Id.ToString(), Name, fields),
            id.Subject == Nothing ? null : new ProposalId(id.Subject),
            interaction,
            ct
        );
    }

    /// <summary>
    /// Why somebody may not touch a proposal here; null where they may. A button says which proposal it is of, and whoever
    /// presses it could have made that up: another command asks for another rank.
    /// </summary>
    private RichText? RefuseProposal(Interaction interaction, ProposalId id) =>
        tools.Desk.Election.Proposal(id) switch
        {
            null => (RichText?)null,
            { Asks: var asks } when !Makes(asks) => Phrases.NoLongerKept(Name),
            { Asks: var asks }
                when tools.Staff.RefuseRank(interaction, LeastFor(asks)) is { } tooLow => tooLow,
            { By: var by }
                when by != Staff.By(interaction) && tools.Staff.RankOf(interaction) < Rank.Editor =>
                Phrases.SomebodyElses(),
            _ => null,
        };

    /// <summary>What was typed is kept, whatever comes of it.</summary>
    private async Task<Reply> Take(
        Draft draft,
        ProposalId? replaces,
        Interaction interaction,
        CancellationToken ct
    )
    {
        var kept = tools.Drafts.Save(draft);
        var reply = await Propose(draft, replaces, interaction, ct);
        await kept;
        return reply;
    }

    private async Task<Reply> Propose(
        Draft draft,
        ProposalId? replaces,
        Interaction interaction,
        CancellationToken ct
    )
    {
        var seat = draft[SeatOption.Name];
        if (tools.Places.Seat(seat) is not { } contest)
        {
            return Problem(
                draft,
                [SeatOption.Unknown(seat, tools.Places, Phrases)],
                [
                    .. tools
                        .Places.SeatsLike(seat)
                        .Select(tools.Places.Seat)
                        .OfType<Contest>()
                        .Select(s => tools.ReadBacks.Meant(Name, draft.Id, s)),
                ]
            );
        }
        if (tools.Staff.Refuse(interaction, contest) is { } refusal)
        {
            return Problem(draft, [refusal]);
        }
        var by = Staff.By(interaction);
        // Its electorate may have been corrected since the places were listed.
        switch (Read(tools.Desk.Election.Definition.Contest(contest.Id), draft, by))
        {
            case ReportReading.NotUnderstood not:
                return Problem(
                    draft,
                    not.Sentences,
                    [.. not.Nearly.Select(c => tools.ReadBacks.Meant(Name, draft.Id, c))]
                );
            case ReportReading.Understood { Report: var report }
                when tools.Staff.RefuseRank(interaction, LeastFor(report)) is { } tooLow:
                return Problem(draft, [tooLow]);
            case ReportReading.Understood { Report: var report }:
                var proposal = new ProposalId(draft.Id);
                var decision = await tools.Desk.Submit(
                    new Command.Propose(proposal, report, by, replaces),
                    interaction.Id.ToString(),
                    ct
                );
                return decision is Decision.Refused { Faults: var faults }
                    ? Problem(draft, [.. faults.Select(Phrases.Sentence)])
                    : new Reply.Replace(
                        await tools.ReadBacks.Show(Name, proposal, AcceptedCautions.None, null, ct)
                    );
            default:
                throw new InvalidOperationException("No rule for this reading.");
        }
    }

    private Reply.Replace Problem(
        Draft draft,
        ImmutableArray<RichText> sentences,
        params ImmutableArray<Button> meant
    ) =>
        tools.ReadBacks.Problem(
            Name,
            draft.Id,
            tools.Places.Seat(draft[SeatOption.Name])?.Name,
            sentences,
            Fields.FirstOrDefault(f => f.IsText) is { } text ? draft[text.Name] : "",
            meant
        );

    private Modal Ask(string replaces, Draft draft, string seat) =>
        new(
            new CustomId(Name, Form, replaces).ToString(),
            PlainText.Shorten(PlainText.Clean(Phrases.FormTitle(Name, seat)), Limits.ModalTitle),
            [
                .. Fields
                    .SelectMany(f => f.Boxes(f == Fields[0] ? seat : draft[f.Name], Phrases))
                    .Take(Limits.ModalFields),
            ]
        );
}
