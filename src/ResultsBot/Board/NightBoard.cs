using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
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

    public OutgoingMessage Of(DateTimeOffset now, TimeSpan silentAfter)
    {
        var election = desk.Election;
        var whole = election.Standing(election.Definition.Whole);
        var status = broadcaster.Status;
        return new OutgoingMessage
        {
            Embeds =
            [
                new Embed
                {
                    Title = phrases.BoardTitle(),
                    Description = Text.Shorten(
                        string.Join(
                            '\n',
                            Lines(status.IsPaused ? phrases.BoardPaused() : null, whole)
                        ),
                        Limits.EmbedDescription
                    ),
                    Fields =
                    [
                        .. Field(
                            phrases.BoardAlerts(),
                            [.. Alert.Of(election).Select(phrases.Sentence)],
                            MostOfAKind
                        ),
                        .. Field(
                            phrases.BoardNotShown(),
                            [.. quarantine.Items.Select(i => Sentence(i, phrases))],
                            MostOfAKind
                        ),
                        .. Field(
                            phrases.BoardProposals(),
                            [.. election.AwaitingSecondPerson.Select(Proposal)],
                            MostOfAKind
                        ),
                        .. Field(phrases.BoardSilent(), Silent(now, silentAfter), MostOfAKind),
                        .. Field(phrases.BoardAwaited(), Awaited(), MostAwaited),
                        .. Field(
                            phrases.BoardPostponed(),
                            [
                                .. Overview
                                    .Postponed(election, election.Definition.Whole)
                                    .Select(c => Text.Escape(c.Name)),
                            ],
                            MostOfAKind
                        ),
                        .. Field(
                            phrases.BoardHeld(),
                            [
                                .. election
                                    .Embargoes.Select(e => Text.Escape(phrases.Place(e)))
                                    .Order(StringComparer.Ordinal),
                            ],
                            MostOfAKind
                        ),
                        .. Field(
                            phrases.BoardTrouble(),
                            [
                                .. broadcaster
                                    .Trouble.OrderBy(t => t.Since)
                                    .Select(t =>
                                        phrases.BoardTroubleLine(
                                            $"<#{t.Address.Id}>",
                                            t.Reason,
                                            t.Since
                                        )
                                    ),
                            ],
                            MostOfAKind
                        ),
                        .. Field(
                            phrases.BoardSending(),
                            [
                                phrases.BoardQueue(
                                    status.Channels,
                                    status.Waiting,
                                    status.OldestWaiting,
                                    status.Delay
                                ),
                            ],
                            1
                        ),
                    ],
                },
            ],
        };
    }

    /// <summary>What the desk is told of a bulletin that did not go out as it should.</summary>
    public static string Sentence(Quarantined item, Phrasebook phrases) =>
        item.Bulletin is { } bulletin
            ? phrases.BulletinNotShown(
                item.Position,
                phrases.PlainHeadline(bulletin),
                Text.Shorten(item.Reason, LongestReason)
            )
            : phrases.BulletinNotRead(
                item.Position,
                item.Kind,
                item.Revises.Length,
                Text.Shorten(item.Reason, LongestReason)
            );

    private IEnumerable<string> Lines(string? first, Standing whole)
    {
        if (first is not null)
        {
            yield return first;
        }
        yield return phrases.Standing(whole, MostOfAKind);
    }

    private string Proposal(Proposal proposal) =>
        phrases.BoardProposalLine(
            phrases.Seat(proposal.Asks.Contest),
            phrases.Person(proposal.By),
            proposal.At
        );

    /// <summary>Seats of which something is known: those that cannot declare first, then by when they are expected.</summary>
    private ImmutableArray<string> Awaited()
    {
        var election = desk.Election;
        return
        [
            .. election
                .Contests.Where(c => c.State.IsToCome && c.State.Progress.Stage is not null)
                .OrderByDescending(c => c.State.Progress.Stage!.Stage == Stage.UnableToDeclare)
                .ThenBy(c => c.State.Progress.Stage!.Expected ?? DateTimeOffset.MaxValue)
                .ThenByDescending(c => c.State.Progress.Stage!.Stage)
                .Select(c => phrases.BoardAwaitedLine(c.Contest.Name, c.State.Progress.Stage)),
        ];
    }

    /// <summary>Seats where somebody is, or was, and nothing has been heard for long.</summary>
    private ImmutableArray<string> Silent(DateTimeOffset now, TimeSpan after)
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

    private IEnumerable<EmbedField> Field(string name, ImmutableArray<string> lines, int most)
    {
        if (lines.IsEmpty)
        {
            yield break;
        }
        var shown = lines.Take(most).ToList();
        var left = Limits.EmbedFieldValue / (Math.Min(lines.Length, most) + 1);
        var cut = shown.Select(l => Text.Shorten(l, left - 1)).ToList();
        if (lines.Length > most)
        {
            cut.Add(phrases.AndMore(lines.Length - most));
        }
        yield return new EmbedField(name, string.Join('\n', cut));
    }
}
