using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>A proposal as it is at one moment: all that is shown of it rests on the same state.</summary>
/// <param name="Election">The state that it was held against.</param>
/// <param name="Preview">The bulletin that matters of those it would lead to; null where nothing would be told.</param>
internal sealed record Look(
    Election Election,
    Proposal Proposal,
    ImmutableArray<Fault> Faults,
    ImmutableArray<Caution> Cautions,
    Bulletin? Preview
)
{
    public Command.Report Asks => Proposal.Asks;
}

/// <summary>
/// What is shown of a proposal before it is sent, when it is sent, and where it cannot be. It is worked out from the
/// state as it is at that moment; what a button carries is all that is remembered.
/// </summary>
internal sealed class ReadBacks(
    ResultsDesk desk,
    WaitingReporters waiting,
    SentAnswers sent,
    PostWriter writer,
    Phrasebook phrases
)
{
    public const string Send = "send";
    public const string Edit = "edit";
    public const string Cancel = "cancel";

    /// <summary>Of a button that was pressed and does nothing more.</summary>
    private const string Accepted = "accepted";

    /// <summary>Takes the candidate whom a name nearly is.</summary>
    public const string Use = "use";

    private const int MostSentences = 8;
    private const int LongestSentence = 200;

    private readonly ReadBackLines _lines = new(phrases);

    public static (ProposalId Proposal, AcceptedCautions Accepted) Parse(CustomId id) =>
        id.Subject.Split(':', 2) is [var proposal, var accepted]
            ? (new ProposalId(proposal), AcceptedCautions.Parse(accepted))
            : (new ProposalId(id.Subject), AcceptedCautions.None);

    /// <summary>What was understood: the winner first, then what was checked, then what is odd, each with its button.</summary>
    /// <param name="accepted">Of what is odd now; what was accepted of something else does not count.</param>
    /// <param name="intro">Said before everything else.</param>
    public BotMessage Show(
        string command,
        ProposalId id,
        AcceptedCautions accepted,
        RichText? intro = null
    ) => Show(command, LookAt(id), accepted, intro);

    /// <summary>What there is to see of a proposal now.</summary>
    public Look LookAt(ProposalId id)
    {
        var (election, considered) = desk.Consider(id);
        return new Look(
            election,
            election.Proposal(id)!,
            considered.Faults,
            considered.Cautions,
            considered.Bulletins.FirstOrDefault(b => b is not Bulletin.FirstResult)
        );
    }

    /// <summary>A proposal as it is put before somebody: its headline, its checks, and the post as channels would see it.</summary>
    public BotMessage Body(Look look, AcceptedCautions accepted, RichText intro)
    {
        var preview = look.Preview;
        var contest = look.Election.Definition.Contest(look.Asks.Contest);
        var lines = new List<RichText>();
        if (preview is not null)
        {
            lines.Add(RichText.Strong(phrases.Headline(preview)));
        }
        lines.Add(intro);
        lines.AddRange(_lines.Checks(look, contest));
        lines.AddRange(
            look.Cautions.Select(c =>
                (RichText)(accepted.Has(c) ? phrases.CautionAccepted(c) : phrases.CautionOpen(c))
            )
        );
        if (look.Election.IsHeld(contest))
        {
            // Nothing is foreseen either where it would be refused.
            lines.Add(
                preview is null && look.Faults.IsEmpty
                    ? phrases.WillNotBeTold(contest.Name)
                    : phrases.WillBeHeld(contest.Name)
            );
        }
        if (look.Election.IsPaused)
        {
            lines.Add(phrases.WillWaitForPause());
        }
        // Last: where a roll is so long that not all of it fits, no caution is lost for it.
        lines.AddRange(_lines.Kept(look, contest));
        return new BotMessage { Lines = [.. lines], Posts = Previewed(preview) };
    }

    /// <summary>The press of the button that sends, or that accepts one caution of several.</summary>
    public async Task<Reply> Confirm(
        string command,
        ProposalId id,
        AcceptedCautions accepted,
        Interaction interaction,
        CancellationToken ct
    )
    {
        var look = LookAt(id);
        var isWaiting = look.Proposal.State == ProposalState.Waiting;
        if (look.Faults.IsEmpty && isWaiting)
        {
            // The count has moved on between the read-back and the press.
            if (!accepted.AreOf(Told(look)))
            {
                return new Reply.Replace(Show(command, look, accepted, phrases.SomethingCameUp()));
            }
            // One of several is accepted so far: the rest is still asked for.
            if (!Open(look.Cautions, accepted).IsEmpty)
            {
                return new Reply.Replace(Show(command, look, accepted, null));
            }
        }
        var counting = sent.Following(look.Preview, ct);
        var decision = await desk.Submit(
            new Command.Confirm(id, Staff.By(interaction), accepted.Confirmed(look.Cautions)),
            interaction.Id.ToString(),
            ct,
            // Nothing has happened since it was looked at: it need not be worked out again.
            () => ReferenceEquals(desk.Election, look.Election) || IsAsShown(id, accepted)
        );
        var following = await counting;
        return decision switch
        {
            // And here between that and the decision.
            Decision.Cautioned or Decision.Overtaken => new Reply.Replace(
                Show(command, id, accepted, phrases.SomethingCameUp())
            ),
            // A second press: what the first has made of the message stays true.
            Decision.Refused { Faults: [Fault.ProposalSettled { State: ProposalState.Sent }] } =>
                new Reply.Say(phrases.SentAlready()),
            Decision.Refused { Faults: [Fault.SecondPersonNeeded] } => new Reply.Say(
                phrases.AsksSecondPersonAlready()
            ),
            Decision.Refused refused => Problem(
                command,
                id.Value,
                phrases.Seat(look.Asks.Contest),
                [.. refused.Faults.Select(phrases.Sentence)],
                ""
            ),
            Decision.Accepted { Events: var events } asked
                when events.OfType<ElectionEvent.SecondPersonAsked>().Any() => new Reply.Replace(
                AwaitsSecondPerson(look, asked, interaction)
            ),
            // A press that comes again, after it has been carried out, foresees nothing either.
            Decision.Accepted done => new Reply.Replace(
                sent.Of(
                    look,
                    isTold: look.Preview is not null || !isWaiting,
                    done,
                    following,
                    interaction
                )
            ),
            _ => throw new InvalidOperationException("No words for this decision."),
        };
    }

    /// <summary>What somebody reads before the press: what it would say, and what is odd, word for word.</summary>
    /// <remarks>Without remarks: they need no accepting, and one that is gone is no reason to ask again.</remarks>
    public IReadOnlyList<string> Told(Look look) =>
        [
            look.Preview is { } preview ? phrases.Headline(preview) : "",
            .. look.Cautions.Where(c => !c.IsRemark).Select(phrases.CautionOpen),
        ];

    /// <summary>Whether a proposal that can be sent reads as it did when it was shown.</summary>
    public bool IsAsShown(ProposalId id, AcceptedCautions accepted)
    {
        var look = LookAt(id);
        return !look.Faults.IsEmpty
            || look.Proposal.State
                is not (ProposalState.Waiting or ProposalState.AwaitsSecondPerson)
            || accepted.AreOf(Told(look));
    }

    public Reply.Replace Cancelled(Decision decision) =>
        new(
            decision is Decision.Refused { Faults: var faults }
                ? phrases.Sentences(faults)
                : phrases.Cancelled()
        );

    /// <param name="typed">The text that is given back to look at.</param>
    /// <param name="nearly">Candidates who may be meant, each with a button that takes them.</param>
    public Reply.Replace Problem(
        string command,
        string draft,
        string? seat,
        ImmutableArray<RichText> sentences,
        string typed,
        params ImmutableArray<Candidate> nearly
    )
    {
        var told = sentences.Take(MostSentences).Select(s => s.Shorten(LongestSentence)).ToList();
        if (sentences.Length > MostSentences)
        {
            told.Add(phrases.AndMore(sentences.Length - MostSentences));
        }
        return new Reply.Replace(
            new BotMessage
            {
                Lines = [phrases.NothingSent(seat), .. told.Select(RichText.Item)],
                Typed = typed,
                Components =
                [
                    new ActionRow([
                        .. nearly
                            .Take(Limits.ButtonsPerRow - 1)
                            .Select(c => new Button(
                                new CustomId(command, Use, $"{draft}:{c.Number}").ToString(),
                                PlainText.Shorten(phrases.UseButton(c), Limits.ButtonLabel)
                            )),
                        new Button(
                            new CustomId(command, Edit, draft).ToString(),
                            phrases.EditButton(),
                            nearly.IsEmpty ? ButtonStyle.Primary : ButtonStyle.Secondary
                        ),
                    ]),
                ],
            }
        );
    }

    private BotMessage Show(string command, Look look, AcceptedCautions accepted, RichText? intro)
    {
        var told = Told(look);
        if (!accepted.AreOf(told))
        {
            accepted = AcceptedCautions.Of(told);
        }
        var id = look.Proposal.Id;
        var open = Open(look.Cautions, accepted);
        return Body(
            look,
            accepted,
            intro ?? phrases.IsThisRight(open.Length, ButtonOf(look.Asks))
        ) with
        {
            Components = look.Faults.IsEmpty
                ? [.. Accepting(command, look, accepted, open), Settling(command, id)]
                : [Settling(command, id)],
        };
    }

    /// <summary>What the button that sends says: what pressing it does.</summary>
    private string ButtonOf(Command.Report report) =>
        report switch
        {
            Command.Retract => phrases.WithdrawResultButton(),
            Command.WithdrawFlash => phrases.WithdrawFlashButton(),
            Command.ReopenPoll => phrases.WithdrawPostponementButton(),
            _ => phrases.BroadcastButton(),
        };

    private BotMessage AwaitsSecondPerson(
        Look look,
        Decision.Accepted decision,
        Interaction pressed
    )
    {
        waiting.Remember(look.Proposal.Id, pressed);
        return new BotMessage
        {
            Lines =
            [
                phrases.WaitsForSecondPerson(phrases.Seat(look.Asks.Contest), decision.Cautions),
            ],
            Posts = Previewed(look.Preview),
        };
    }

    /// <summary>A bulletin as channels would see it.</summary>
    public ImmutableArray<Post> Previewed(Bulletin? bulletin) =>
        bulletin is null
            ? []
            :
            [
                // Not on the log yet, so without a place on it; and its picture is not sent along.
                writer.Write(new LogEntry(0, bulletin)) with
                {
                    Source = "",
                    At = null,
                    Picture = null,
                },
            ];

    /// <summary>What has to be accepted by name and was not.</summary>
    private static ImmutableArray<Caution> Open(
        ImmutableArray<Caution> cautions,
        AcceptedCautions accepted
    ) => [.. ToAccept(cautions).Where(c => !accepted.Has(c))];

    private static IEnumerable<Caution> ToAccept(ImmutableArray<Caution> cautions) =>
        cautions.Where(c => !c.IsRemark).DistinctBy(c => c.Code);

    /// <summary>
    /// The first button sends. Where one thing is odd, it says what pressing it overrides; where several are, each has a
    /// button of its own, and the last one pressed sends. A button that overrides a warning is red. One that was pressed
    /// keeps its place: else the next would come under a thumb that taps twice, and accept what nobody has read.
    /// </summary>
    private IEnumerable<ActionRow> Accepting(
        string command,
        Look look,
        AcceptedCautions accepted,
        ImmutableArray<Caution> open
    )
    {
        var id = look.Proposal.Id;
        var button = ButtonOf(look.Asks);
        if (open.IsEmpty)
        {
            return [new ActionRow([Press(accepted, button, ButtonStyle.Success)])];
        }
        return ToAccept(look.Cautions)
            .Select(c =>
                accepted.Has(c) ? Pressed(c)
                : open.Length == 1
                    ? Press(
                        accepted.With(c.Code),
                        phrases.AnywayButton(button, c),
                        ButtonStyle.Danger
                    )
                : Press(accepted.With(c.Code), phrases.AcceptButton(c), ButtonStyle.Danger)
            )
            .Chunk(Limits.ButtonsPerRow)
            .Select(row => new ActionRow([.. row]));

        Button Pressed(Caution c) =>
            new(
                new CustomId(command, Accepted, $"{id}:{c.Code}").ToString(),
                PlainText.Shorten(phrases.AcceptedButton(c), Limits.ButtonLabel),
                ButtonStyle.Secondary,
                Disabled: true
            );

        Button Press(AcceptedCautions with, string label, ButtonStyle style) =>
            new(
                new CustomId(command, Send, $"{id}:{with}").ToString(),
                PlainText.Shorten(label, Limits.ButtonLabel),
                style
            );
    }

    private ActionRow Settling(string command, ProposalId id) =>
        new([
            new Button(
                new CustomId(command, Edit, id.Value).ToString(),
                phrases.EditButton(),
                ButtonStyle.Secondary
            ),
            new Button(
                new CustomId(command, Cancel, id.Value).ToString(),
                phrases.CancelButton(),
                ButtonStyle.Secondary
            ),
        ]);
}
