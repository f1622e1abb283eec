using Microsoft.Extensions.Logging;
using ResultsBot.Commands;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Board;

/// <summary>A message that is to stand in the desk's channel.</summary>
/// <param name="Name">What it shows, under a name that stays the same.</param>
internal sealed record WantedCard(string Name, OutgoingMessage Message)
{
    /// <summary>The one that always stands last.</summary>
    public bool IsBoard => Name == DeskCards.Board;
}

/// <summary>What is to stand in the desk's channel, as it follows from the state.</summary>
internal sealed class DeskCards(
    BoardSettings settings,
    NightBoard board,
    ProposalCards proposals,
    ResultsDesk desk,
    DiscordMessages messages,
    Quarantine quarantine,
    Phrasebook phrases,
    ILogger<DeskCards> log
)
{
    public const string Board = "board";
    private const string ProposalPrefix = "proposal:";
    private const string ReminderPrefix = "reminder:";
    private const string AlertPrefix = "alert:";
    private const string QuarantinePrefix = "quarantine:";

    private readonly HashSet<string> _unworded = [];

    /// <summary>The board last, so that it stands below.</summary>
    public IEnumerable<WantedCard> Wanted(DateTimeOffset now)
    {
        var state = desk.Election;
        foreach (var alert in Alert.Of(state))
        {
            yield return Worded(AlertPrefix + alert.Key, () => NightBoard.Raised(alert, phrases));
        }
        foreach (var item in quarantine.Items)
        {
            yield return Worded(
                QuarantinePrefix + item.Position,
                () => BotMessage.Saying(NightBoard.Sentence(item, phrases))
            );
        }
        foreach (var proposal in state.AwaitingSecondPerson)
        {
            yield return Worded(ProposalPrefix + proposal.Id, () => proposals.Of(proposal));
            if (now - proposal.At > settings.RemindAfter)
            {
                yield return Worded(
                    ReminderPrefix + proposal.Id,
                    () =>
                        BotMessage.Saying(
                            phrases.ProposalWaitsLong(
                                phrases.Seat(proposal.Asks.Contest),
                                proposal.At
                            )
                        )
                );
            }
        }
        yield return Worded(Board, () => board.Of(now, settings.SilentAfter));
    }

    /// <summary>What went out plain stays so, also when a later process has not met it again.</summary>
    public static bool Stays(Card card) =>
        card.Name.StartsWith(QuarantinePrefix, StringComparison.Ordinal);

    /// <summary>What one that is no longer wanted says for the last time; null where it is to go.</summary>
    public OutgoingMessage? LastOf(Card card) =>
        card.Name switch
        {
            _ when card.Name.StartsWith(ProposalPrefix, StringComparison.Ordinal)
                    && desk.Election.Proposal(new ProposalId(card.Name[ProposalPrefix.Length..]))
                        is { } proposal => Worded(card.Name, () => proposals.Of(proposal)).Message,
            _ when card.Name.StartsWith(AlertPrefix, StringComparison.Ordinal) => messages.Of(
                BotMessage.Saying(
                    phrases.AlertOver(phrases.Seat(new ContestId(card.Name.Split(':')[^1])))
                )
            ),
            _ => null,
        };

    /// <summary>One that cannot be worded must not end the desk's channel, at every start anew.</summary>
    private WantedCard Worded(string name, Func<BotMessage> word)
    {
        try
        {
            return new WantedCard(name, messages.Of(word()));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (_unworded.Add(name))
            {
                log.LogError(e, "{Card} in the desk's channel cannot be worded.", name);
            }
            return new WantedCard(name, messages.Of(BotMessage.Saying(phrases.CardNotShown())));
        }
    }
}
