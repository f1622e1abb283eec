using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>Seats and areas, and what is said where none or several fit.</summary>
public partial class Phrasebook
{
    private const int LongestEcho = 80;

    /// <summary>“Derbyshire (county)”, as it stands in a list to choose from.</summary>
    public virtual string Place(AreaId area) =>
        area.Kind == AreaKind.Whole
            ? area.Name
            : $"{area.Name} ({area.Kind.ToString().ToLowerInvariant()})";

    /// <summary>The words for a scope in a sentence.</summary>
    public virtual string Place(Scope scope) =>
        scope switch
        {
            Scope.Area { Id: var area } => Place(area),
            Scope.Seat seat => Definition.FindContest(seat.Contest)?.Name ?? seat.Contest.Value,
            _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "No words for it."),
        };

    public virtual string Place(Embargo embargo) =>
        embargo switch
        {
            Embargo.OfArea { Area: var area } => Place(area),
            Embargo.OfSeat { Contest: var contest } => Definition.FindContest(contest)?.Name
                ?? contest.Value,
            _ => throw new ArgumentOutOfRangeException(
                nameof(embargo),
                embargo,
                "No words for it."
            ),
        };

    /// <param name="near">The names of seats that are called alike.</param>
    public virtual string UnknownSeat(string typed, IReadOnlyList<string> near) =>
        $"There’s no seat called “{Echo(typed)}”.{DidYouMean(near)}";

    public virtual string UnknownPlace(string typed, IReadOnlyList<string> near) =>
        $"There’s no area or seat called “{Echo(typed)}”.{DidYouMean(near)}";

    public virtual string UnclearPlace(string typed, IReadOnlyList<Scope> choices) =>
        $"“{Echo(typed)}” could be {Or([.. choices.Select(Place)])}: please choose one from the list.";

    private string DidYouMean(IReadOnlyList<string> near) =>
        near.Count == 0 ? "" : $" Did you mean {Or([.. near])}?";

    private static string Echo(string typed) => PlainText.Shorten(typed, LongestEcho);
}
