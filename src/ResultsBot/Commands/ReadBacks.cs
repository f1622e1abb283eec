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
    Phrasebook phrases,
    SharedPhotos photos,
    ResultCards? cards = null
)
{
    public const string Send = "send";
    public const string Edit = "edit";
    public const string Cancel = "cancel";

    /// <summary>Takes the candidate whom a name nearly is.</summary>
    public const string Use = "use";

    /// <summary>Takes the seat whose name was nearly typed.</summary>
    public const string UseSeat = "use-seat";

    private const int MostSentences = 8;
    private const int LongestSentence = 200;

    private readonly ReadBackLines _lines = new(phrases);
    private readonly ReadBackButtons _buttons = new(phrases);

    public static (ProposalId Proposal, AcceptedCautions Accepted) Parse(CustomId id) =>
        id.Subject.Split(':', 2) is [var proposal, var accepted]
            ? (new ProposalId(proposal), AcceptedCautions.Parse(accepted))
            : (new ProposalId(id.Subject), AcceptedCautions.None);

    /// <summary>What was understood: the winner first, then what was checked, then what is odd, each with its button.</summary>
    /// <param name="accepted">Of what is odd now; what was accepted of something else does not count.</param>
    /// <param name="intro">Said before everything else.</param>
    public Task<BotMessage> Show(
        string command,
        ProposalId id,
        AcceptedCautions accepted,
        RichText? intro,
        CancellationToken ct
    ) => Show(command, LookAt(id), accepted, intro, ct);

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

    /// <summary>
    /// A proposal as it is put before somebody: its headline and winner, its checks, and below them its figures. The rest of a
    /// result's post is for readers, and stands on its card: here it would push the checks off the screen.
    /// </summary>
    public BotMessage Body(Look look, AcceptedCautions accepted, RichText intro)
    {
        var preview = look.Preview;
        var contest = look.Election.Definition.Contest(look.Asks.Contest);
        var lines = new List<RichText>();
        if (preview is not null)
        {
            lines.Add(RichText.Strong(phrases.Headline(preview)));
        }
        if (preview is Bulletin.Result { Verdict: var verdict })
        {
            lines.Add(phrases.Winner(verdict));
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
        return new BotMessage
        {
            Lines = [.. lines],
            Posts =
            [
                // In a rehearsal the headline bears its mark.
                .. Previewed(preview)
                    .Select(p =>
                        p with
                        {
                            Headline = p.IsRehearsal ? p.Headline : "",
                            Body = preview is Bulletin.Result ? WithoutHead(p.Body) : p.Body,
                            Standings = [],
                        }
                    )
                    .Where(p => p.IsRehearsal || !p.Body.IsEmpty || !p.Sections.IsEmpty),
            ],
        };
    }

    /// <summary>From the table on: the winner and the turnout have been told above.</summary>
    private static ImmutableArray<PostPart> WithoutHead(ImmutableArray<PostPart> body) =>
        [.. body.SkipWhile(p => p is not PostPart.Table)];

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
                return new Reply.Replace(
                    await Show(command, look, accepted, phrases.SomethingCameUp(), ct)
                );
            }
            // One of several is accepted so far: the rest is still asked for.
            if (!ReadBackButtons.Open(look, accepted).IsEmpty)
            {
                return new Reply.Replace(await Show(command, look, accepted, null, ct));
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
                await Show(command, id, accepted, phrases.SomethingCameUp(), ct)
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
    /// <param name="meant">What was nearly named, a button each that takes it.</param>
    public Reply.Replace Problem(
        string command,
        string draft,
        string? seat,
        ImmutableArray<RichText> sentences,
        string typed,
        params ImmutableArray<Button> meant
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
                        .. meant.Take(Limits.ButtonsPerRow - 1),
                        new Button(
                            new CustomId(command, Edit, draft).ToString(),
                            phrases.EditButton(),
                            meant.IsEmpty ? ButtonStyle.Primary : ButtonStyle.Secondary
                        ),
                    ]),
                ],
            }
        );
    }

    /// <summary>Takes the candidate in the place of a name that nobody has.</summary>
    public Button Meant(string command, string draft, Candidate candidate) =>
        new(
            new CustomId(command, Use, $"{draft}:{candidate.Number}").ToString(),
            PlainText.Shorten(phrases.UseButton(candidate), Limits.ButtonLabel)
        );

    /// <summary>Takes the seat in the place of one that there is not.</summary>
    public Button Meant(string command, string draft, Contest seat) =>
        new(
            new CustomId(command, UseSeat, $"{draft}:{seat.Id}").ToString(),
            PlainText.Shorten(phrases.UseSeatButton(seat), Limits.ButtonLabel)
        );

    private async Task<BotMessage> Show(
        string command,
        Look look,
        AcceptedCautions accepted,
        RichText? intro,
        CancellationToken ct
    )
    {
        var told = Told(look);
        if (!accepted.AreOf(told))
        {
            accepted = AcceptedCautions.Of(told);
        }
        var open = ReadBackButtons.Open(look, accepted).Length;
        var message = Body(
            look,
            accepted,
            intro ?? phrases.IsThisRight(open, _buttons.Sending(look.Asks))
        ) with
        {
            Components = _buttons.Of(command, look, accepted),
        };
        return WithCard(await WithPhoto(message, look.Preview, ct), look);
    }

    /// <summary>With the picture or video that goes out with it.</summary>
    public async Task<BotMessage> WithPhoto(
        BotMessage message,
        Bulletin? bulletin,
        CancellationToken ct
    ) =>
        bulletin is not null
        && new LogEntry(0, bulletin).Photo is { } name
        && await photos.Find(name, ct) is { } photo
            ? message.With(photo)
            : message;

    /// <summary>With the card of its result at once where it is drawn, and else as soon as it is.</summary>
    private BotMessage WithCard(BotMessage message, Look look) =>
        cards?.Draw(look.Preview) switch
        {
            null => message,
            { IsCompletedSuccessfully: true, Result: var drawn } => drawn is null
                ? message
                : message.With(drawn),
            var drawing => message with
            {
                Late = new LatePicture(
                    drawing,
                    () =>
                        desk.Election.Proposal(look.Proposal.Id) is { State: ProposalState.Waiting }
                ),
            },
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
}
