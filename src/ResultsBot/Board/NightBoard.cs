using System.Collections.Immutable;
using ResultsBot.Commands;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Board;

/// <summary>The night in one message: what is declared, what is awaited, and what somebody has to see to.</summary>
internal sealed class NightBoard(
    ResultsDesk desk,
    Broadcaster broadcaster,
    Assignments assignments,
    Quarantine quarantine,
    Phrasebook phrases
)
{
    private const int MostAwaited = 12;
    private const int MostOfAKind = 6;
    private const int LongestReason = 200;

    public BotMessage Of(DateTimeOffset now, TimeSpan silentAfter)
    {
        var election = desk.Election;
        var whole = election.Standing(election.Definition.Whole);
        var status = broadcaster.Status;
        RichText[] paused = status.IsPaused ? [phrases.BoardPaused()] : [];
        return BotMessage.Showing(
            new Post
            {
                Headline = phrases.BoardTitle(),
                Source = phrases.BoardAsOf(),
                At = now,
                Body =
                [
                    .. paused
                        .Append(phrases.Standing(whole, MostOfAKind))
                        .Concat(
                            phrases
                                .Chambers(election.Chambers(whole.Area).Where(c => !c.IsWhole))
                                .Select(c => (RichText)c)
                        )
                        .Select(l => new PostPart.Paragraph(l)),
                ],
                Sections =
                [
                    .. Section(
                        phrases.BoardAlerts(),
                        Alert.Of(election).Select(a => (RichText)phrases.Sentence(a))
                    ),
                    .. Section(
                        phrases.BoardNotShown(),
                        quarantine.Items.Select(i => Sentence(i, phrases))
                    ),
                    .. Section(
                        phrases.BoardProposals(),
                        election.AwaitingSecondPerson.Select(Proposal)
                    ),
                    .. Section(phrases.BoardSilent(), Silent(now, silentAfter)),
                    .. Section(phrases.BoardAwaited(), Awaited(), MostAwaited),
                    .. Section(
                        phrases.BoardPostponed(),
                        Overview
                            .Postponed(election, election.Definition.Whole)
                            .Select(c => (RichText)c.Name)
                    ),
                    .. Section(
                        phrases.BoardHeld(),
                        election
                            .Embargoes.Select(phrases.Place)
                            .Order(StringComparer.Ordinal)
                            .Select(p => (RichText)p)
                    ),
                    .. Section(
                        phrases.BoardTrouble(),
                        broadcaster.Trouble.OrderBy(t => t.Since).Select(Line)
                    ),
                    .. Section(
                        phrases.BoardSending(),
                        [
                            phrases.BoardQueue(
                                status.Channels,
                                status.Waiting,
                                status.OldestWaiting,
                                status.Delay
                            ),
                        ]
                    ),
                ],
            }
        ) with
        {
            Components =
            [
                new ActionRow([
                    Shows(AssignCommand.Name, phrases.WhoIsWhere()),
                    Shows(ProposalCards.Command, phrases.ProposalsButton()),
                ]),
            ],
        };
    }

    /// <summary>What stands wrong, with what an editor does about it.</summary>
    public static BotMessage Raised(Alert alert, Phrasebook phrases) =>
        BotMessage.Saying(phrases.AlertRaised(alert)) with
        {
            Components =
            [
                new ActionRow([
                    new Button(
                        new CustomId(
                            HoldCommand.Name,
                            CustomId.OnBoard,
                            alert.Contest.Id.Value
                        ).ToString(),
                        PlainText.Shorten(
                            phrases.HoldSeatButton(alert.Contest.Name),
                            Limits.ButtonLabel
                        ),
                        ButtonStyle.Danger
                    ),
                    Shows(AskCommand.Name, phrases.AskReporterButton(), alert.Contest.Id.Value),
                    Shows(AuditCommand.Name, phrases.ShowRecordButton(), alert.Contest.Id.Value),
                ]),
            ],
        };

    private static Button Shows(string command, string label, string subject = "") =>
        new(
            new CustomId(command, CustomId.OnBoard, subject).ToString(),
            label,
            ButtonStyle.Secondary
        );

    private RichText Line(Trouble trouble) =>
        trouble.Address.Outlet == DiscordAddresses.Outlet
            ? phrases.BoardTroubleLine(trouble.Address.Id, trouble.Reason, trouble.Since)
            : phrases.BoardOutletTroubleLine(
                trouble.Address.Outlet,
                trouble.Address.Id,
                trouble.Reason,
                trouble.Since
            );

    /// <summary>What the desk is told of a bulletin that did not go out as it should.</summary>
    public static RichText Sentence(Quarantined item, Phrasebook phrases) =>
        item.Bulletin is { } bulletin
            ? phrases.BulletinNotShown(
                phrases.PlainHeadline(bulletin),
                PlainText.Shorten(item.Reason, LongestReason)
            )
            : phrases.BulletinNotRead(
                item.Position,
                item.Kind,
                item.Revises.Length,
                PlainText.Shorten(item.Reason, LongestReason)
            );

    private RichText Proposal(Proposal proposal) =>
        phrases.BoardProposalLine(
            phrases.Seat(proposal.Asks.Contest),
            phrases.Person(proposal.By),
            proposal.At
        );

    /// <summary>
    /// Seats of which something is known, or where somebody is: those that cannot declare first, then by when they are
    /// expected.
    /// </summary>
    private IEnumerable<RichText> Awaited()
    {
        var election = desk.Election;
        return
        [
            .. election
                .Contests.Where(c => c.State.IsToCome)
                .Select(c =>
                    (
                        c.Contest,
                        c.State.Progress.Stage,
                        Reporters: assignments.At(c.Contest.Id).ToArray()
                    )
                )
                .Where(c => c.Stage is not null || c.Reporters.Length > 0)
                .OrderByDescending(c => c.Stage?.Stage == Stage.UnableToDeclare)
                .ThenBy(c => c.Stage?.Expected ?? DateTimeOffset.MaxValue)
                .ThenByDescending(c => c.Stage?.Stage)
                .Select(c =>
                    phrases.BoardAwaitedLine(
                        c.Contest.Name,
                        c.Stage,
                        [.. c.Reporters.Select(r => phrases.Person(Staff.Person(r)))]
                    )
                ),
        ];
    }

    /// <summary>Seats where somebody is, or was, and nothing has been heard for long.</summary>
    private IEnumerable<RichText> Silent(DateTimeOffset now, TimeSpan after)
    {
        var election = desk.Election;
        return
        [
            .. election
                .Contests.Where(c => c.State.IsToCome)
                .Select(c => (c.Contest, Heard: c.State.Progress.HeardAt))
                .Where(c =>
                    c.Heard is { } heard
                        ? now - heard > after
                        : now - election.Definition.PollCloses > after
                            && assignments.At(c.Contest.Id).Any()
                )
                .OrderBy(c => c.Heard ?? DateTimeOffset.MinValue)
                .Select(c => phrases.BoardSilentLine(c.Contest.Name, c.Heard)),
        ];
    }

    private IEnumerable<PostSection> Section(
        string heading,
        IEnumerable<RichText> lines,
        int most = MostOfAKind
    )
    {
        RichText[] all = [.. lines];
        if (all.Length > most)
        {
            all = [.. all.Take(most), phrases.AndMore(all.Length - most)];
        }
        return all.Length == 0 ? [] : [new PostSection(heading, [.. all])];
    }
}
