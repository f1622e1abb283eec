using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/mine</c>: a reporter's seats, and what is missing at each.</summary>
internal sealed class MineCommand(
    ResultsDesk desk,
    Assignments assignments,
    Staff staff,
    Phrasebook phrases
) : ISlashCommand
{
    private const string Name = "mine";

    public ApplicationCommand Shape { get; } =
        new() { Name = Name, Description = phrases.CommandDescription(Name) };

    public bool IsPrivate => true;

    public Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (staff.Refuse(interaction, Rank.Reporter) is { } refusal)
        {
            return Task.FromResult(refusal);
        }
        var election = desk.Election;
        var own = election.SeatsOf(Staff.By(interaction));
        var tied = assignments.Of(interaction.User.Id.Value).ToHashSet();
        var seats = election
            .Contests.Where(c =>
                tied.Count > 0 ? tied.Contains(c.Contest.Id) : own.Contains(c.Contest.Id)
            )
            // What is missing something comes first.
            .OrderBy(c => !c.State.IsToCome)
            .Select(c => phrases.SeatLine(c.Contest, c.State))
            .ToArray();
        return Task.FromResult<Reply>(
            seats.Length == 0
                ? new Reply.Say(phrases.NoSeatsOfYours())
                : new Reply.Say(
                    new Post
                    {
                        Headline = phrases.YourSeats(),
                        Body = [.. seats.Select(s => new PostPart.Paragraph(s))],
                    }
                )
        );
    }
}
