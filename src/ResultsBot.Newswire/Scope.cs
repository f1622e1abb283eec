using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Newswire;

/// <summary>Where what a channel follows happens: an area (the whole country is one) or a single seat.</summary>
public abstract record Scope
{
    private Scope() { }

    public sealed record Area(AreaId Id) : Scope;

    public sealed record Seat(ContestId Contest) : Scope;

    public bool Covers(Bulletin bulletin) =>
        this switch
        {
            Area area => bulletin.Areas.Contains(area.Id),
            Seat seat => bulletin.Contest == seat.Contest,
            _ => throw new InvalidOperationException($"No rule for {this}."),
        };
}

/// <summary>A bulletin in its place on the log.</summary>
/// <param name="Position">From 1, without gaps, for ever the same.</param>
public sealed record LogEntry(long Position, Bulletin Bulletin)
{
    /// <summary>
    /// Whose followers are told. Of a correction these are also the parties of all that it corrects: who was told
    /// of the first winner is told of the third.
    /// </summary>
    public ImmutableArray<PartyId> Parties { get; init; } = Bulletin.Parties;

    /// <summary>
    /// How close a seat is, and whether it changes hands: also of all that is corrected, and of the result that it adds to.
    /// </summary>
    public Closeness Closeness { get; init; } = Closeness.Of(Bulletin);

    /// <summary>The name of the picture that it comes with; null where it has none.</summary>
    public string? Photo =>
        Bulletin switch
        {
            Bulletin.Noted { Photo: { } photo } => photo,
            Bulletin.Quoted { Photo: { } photo } => photo,
            Bulletin.Posted { Photo: { } photo } => photo,
            _ => null,
        };
}
