using System.Collections.Immutable;
using ResultsBot.Broadcasting;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Pasting;
using ResultsBot.Store;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/declare seat [result]</c>: takes a result in, reads it back, and sends it once somebody has pressed
/// <b>Broadcast</b>. Without a result it opens a form that lists the candidates already.
/// </summary>
internal sealed class DeclareCommand(
    ResultsDesk desk,
    IDraftStore drafts,
    Newsroom newsroom,
    Places places,
    PartyNames parties,
    BulletinEmbeds embeds,
    Phrasebook phrases
) : ISlashCommand
{
    private const string Name = "declare";
    private const string ResultOption = "result";

    private const string Send = "send";
    private const string EditIt = "edit";
    private const string Cancel = "cancel";
    private const string Figures = "figures";
    private const string MoreFigures = "figures2";
    private const string Rejected = "rejected";

    /// <summary>The subject of a form that replaces nothing.</summary>
    private const string Nothing = "-";

    private const int MostSentences = 8;

    /// <summary>Of a message’s 2,000 characters.</summary>
    private const int LongestChecks = 1800;

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = Name,
            Description = "Take in a result, read it back, and send it.",
            Options =
            [
                SeatOption.Shape,
                new CommandOption
                {
                    Name = ResultOption,
                    Description =
                        "The figures as you have them, in any order. Leave it out for a form.",
                    Type = CommandOptionType.String,
                    MaxLength = PastedResult.LongestText,
                },
            ],
        };

    public bool IsPrivate => true;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        places.SuggestSeats(interaction.FocusedValue);

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (NewsroomOnly.Refuse(newsroom, interaction) is { } refusal)
        {
            return refusal;
        }
        var seat = interaction.Text(SeatOption.Name) ?? "";
        if (interaction.Text(ResultOption) is { } result)
        {
            return await Take(
                new Draft(interaction.Id.ToString(), seat, result, ""),
                null,
                interaction,
                ct
            );
        }
        return places.Seat(seat) switch
        {
            null => new Reply.Say(SeatOption.Unknown(seat, places, phrases)),
            var contest when desk.Election.State(contest.Id) is ContestState.Declared =>
                new Reply.Say($"{Text.Escape(contest.Name)} is already declared."),
            var contest => new Reply.Form(Form(Nothing, contest.Name, Blank(contest), "")),
        };
    }

    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (NewsroomOnly.Refuse(newsroom, interaction) is { } refusal)
        {
            return refusal;
        }
        var by = By(interaction);
        var proposal = new ProposalId(id.Subject);
        switch (id.Action)
        {
            case Send:
                // The button stands below the cautions: who presses it has read and accepts them.
                var accepted = desk.Election.Proposal(proposal)?.Cautions ?? [];
                var decision = await desk.Submit(
                    new Command.Confirm(proposal, by, accepted),
                    interaction.Id.ToString(),
                    ct
                );
                return decision is Decision.Cautioned { Cautions: var cautions }
                    ? Changed(proposal, cautions)
                    : Sent(decision);
            case Cancel:
                return Cancelled(
                    await desk.Submit(
                        new Command.Withdraw(proposal, by),
                        interaction.Id.ToString(),
                        ct
                    )
                );
            case EditIt when await drafts.Find(id.Subject, ct) is { } draft:
                return new Reply.Form(
                    Form(
                        draft.Id,
                        places.Seat(draft.Seat)?.Name ?? draft.Seat,
                        draft.Figures,
                        draft.Rejected
                    )
                );
            default:
                return new Reply.Say("These figures are no longer kept. Please declare again.");
        }
    }

    public async Task<Reply> Fill(
        Interaction.ModalSubmitted interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (NewsroomOnly.Refuse(newsroom, interaction) is { } refusal)
        {
            return refusal;
        }
        var draft = new Draft(
            interaction.Id.ToString(),
            interaction.Field(SeatOption.Name) ?? "",
            $"{interaction.Field(Figures)}{interaction.Field(MoreFigures)}",
            interaction.Field(Rejected) ?? ""
        );
        return await Take(
            draft,
            id.Subject == Nothing ? null : new ProposalId(id.Subject),
            interaction,
            ct
        );
    }

    private static string By(Interaction interaction) => $"discord:{interaction.User.Id}";

    /// <summary>Reads what was typed and proposes it. What was typed is kept, whatever comes of it.</summary>
    private async Task<Reply> Take(
        Draft draft,
        ProposalId? replaces,
        Interaction interaction,
        CancellationToken ct
    )
    {
        var kept = drafts.Save(draft);
        var reply = await Read(draft, replaces, interaction, ct);
        await kept;
        return reply;
    }

    private async Task<Reply> Read(
        Draft draft,
        ProposalId? replaces,
        Interaction interaction,
        CancellationToken ct
    )
    {
        if (places.Seat(draft.Seat) is not { } contest)
        {
            return Problem(draft, [SeatOption.Unknown(draft.Seat, places, phrases)]);
        }
        var text = string.IsNullOrWhiteSpace(draft.Rejected)
            ? draft.Figures
            // Before the figures, so that a candidate whose figure is missing does not take it.
            : $"Rejected ballots: {draft.Rejected}\n{draft.Figures}";
        switch (PastedResult.Read(text, contest, parties))
        {
            case PasteReading.NotUnderstood { Problems: var problems }:
                return Problem(draft, [.. problems.Select(phrases.Sentence)]);
            case PasteReading.Understood { Figures: var figures }:
                var proposal = new ProposalId(draft.Id);
                var decision = await desk.Submit(
                    new Command.Propose(proposal, contest.Id, figures, By(interaction), replaces),
                    interaction.Id.ToString(),
                    ct
                );
                return decision is Decision.Refused { Faults: var faults }
                    ? Problem(draft, [.. faults.Select(phrases.Sentence)])
                    : ReadBack(contest, decision, proposal);
            default:
                throw new InvalidOperationException("No rule for this reading.");
        }
    }

    private Reply ReadBack(Contest contest, Decision decision, ProposalId proposal)
    {
        var accepted = (Decision.Accepted)decision;
        var figures = (
            (Command.Declare)
                accepted
                    .Events.OfType<ElectionEvent.Proposed>()
                    .Single(e => e.Proposal == proposal)
                    .Asks
        ).Figures;
        if (
            Count.Of(contest, figures, desk.Election.Definition.HasDeposits)
            is not Count.Complete { Verdict: var verdict }
        )
        {
            throw new InvalidOperationException("A proposal without a winner was accepted.");
        }
        // One paper for one vote; with several seats only who counts the papers knows.
        var papers =
            contest.Seats == 1 ? verdict.ValidVotes + (verdict.Rejected ?? 0) : figures.Papers;
        var checks = new List<string>
        {
            $"✓ All {contest.Candidates.Length} candidates have a figure.",
        };
        if (papers is { } counted)
        {
            checks.Add(
                $"✓ {phrases.Number(counted)} ballot papers, of {phrases.Number(contest.Electorate)} voters."
            );
        }
        checks.AddRange(accepted.Cautions.Select(c => $"⚠ {phrases.Sentence(c)}"));
        return new Reply.Replace(
            new OutgoingMessage
            {
                Content =
                    $"**Is this right?** Nothing is sent until you press Broadcast.\n{Text.Lines(checks, LongestChecks)}",
                Embeds = [embeds.Of(contest, verdict)],
                Components =
                [
                    new ActionRow([
                        new Button(Id(Send, proposal.Value), "Broadcast", ButtonStyle.Success),
                        new Button(Id(EditIt, proposal.Value), "Edit", ButtonStyle.Secondary),
                        new Button(Id(Cancel, proposal.Value), "Cancel", ButtonStyle.Secondary),
                    ]),
                ],
            }
        );
    }

    /// <summary>The count has moved on between the read-back and the press.</summary>
    private Reply.Replace Changed(ProposalId proposal, ImmutableArray<Caution> cautions) =>
        new(
            new OutgoingMessage
            {
                Content = Text.Lines(
                    cautions
                        .Select(c => $"⚠ {phrases.Sentence(c)}")
                        .Prepend(
                            "**Nothing was sent.** Since you read it back, something has come up. Press Edit to look again."
                        ),
                    LongestChecks
                ),
                Components = [new ActionRow([new Button(Id(EditIt, proposal.Value), "Edit")])],
            }
        );

    private Reply Sent(Decision decision)
    {
        if (decision is Decision.Refused { Faults: var faults })
        {
            return new Reply.Replace(string.Join('\n', faults.Select(phrases.Sentence)));
        }
        var declared = ((Decision.Accepted)decision)
            .Events.OfType<ElectionEvent.ResultDeclared>()
            .Single();
        var contest = desk.Election.Definition.Contest(declared.Contest);
        var verdict = ((ContestState.Declared)desk.Election.State(contest.Id)).Verdict;
        return new Reply.Replace(
            new OutgoingMessage
            {
                Content =
                    $"**Sent.** {Text.Escape(phrases.Headline(contest, verdict))}, by {phrases.Number(verdict.Majority)}.",
                Embeds = [embeds.Of(contest, verdict)],
            }
        );
    }

    private Reply.Replace Cancelled(Decision decision) =>
        new(
            decision is Decision.Refused { Faults: var faults }
                ? string.Join('\n', faults.Select(phrases.Sentence))
                : "Cancelled. Nothing was sent."
        );

    private static Reply Problem(Draft draft, ImmutableArray<string> sentences)
    {
        var told = sentences.Take(MostSentences).Select(s => $"- {Text.Shorten(s, 200)}").ToList();
        if (sentences.Length > MostSentences)
        {
            told.Add($"- and {sentences.Length - MostSentences} more");
        }
        return new Reply.Replace(
            new OutgoingMessage
            {
                Content =
                    $"**Nothing was sent.** Your text is kept: press Edit to put it right.\n{string.Join('\n', told)}",
                Embeds = string.IsNullOrWhiteSpace(draft.Figures)
                    ? []
                    :
                    [
                        new Embed
                        {
                            Description = Text.Quote(draft.Figures, Limits.EmbedDescription),
                        },
                    ],
                Components = [new ActionRow([new Button(Id(EditIt, draft.Id), "Edit")])],
            }
        );
    }

    private static Modal Form(string replaces, string seat, string figures, string rejected) =>
        new(
            Id(Figures, replaces),
            Text.Shorten(Text.Plain($"Result: {seat}"), Limits.ModalTitle),
            [
                new TextInput
                {
                    CustomId = SeatOption.Name,
                    Label = "Seat",
                    Value = Text.Shorten(seat, 100),
                    MaxLength = 100,
                },
                .. FigureInputs(figures),
                new TextInput
                {
                    CustomId = Rejected,
                    Label = "Rejected ballots",
                    Value = Text.Shorten(rejected, 20),
                    Required = false,
                    MaxLength = 20,
                },
            ]
        );

    /// <summary>A command takes more text than a box of a form: then it comes back in two, and nothing is lost.</summary>
    private static IEnumerable<TextInput> FigureInputs(string figures)
    {
        yield return Input(
            Figures,
            "Votes for each candidate",
            figures[..Math.Min(figures.Length, Limits.TextInput)]
        );
        if (figures.Length > Limits.TextInput)
        {
            yield return Input(MoreFigures, "Votes, continued", figures[Limits.TextInput..]);
        }

        static TextInput Input(string id, string label, string value) =>
            new()
            {
                CustomId = id,
                Label = label,
                Description = "Any order of name, party and figure.",
                Style = TextInputStyle.Paragraph,
                Value = value,
                MaxLength = Limits.TextInput,
            };
    }

    /// <summary>The roll, as a form to fill: only the figures are missing.</summary>
    private string Blank(Contest contest) =>
        string.Join(
            '\n',
            contest.Candidates.Select(c => $"{c.Name}, {c.Description ?? phrases.Party(c.Party)}: ")
        );

    private static string Id(string action, string subject) =>
        new CustomId(Name, action, subject).ToString();
}
