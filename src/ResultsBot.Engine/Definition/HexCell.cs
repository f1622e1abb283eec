namespace ResultsBot.Engine.Definition;

/// <summary>Where a contest lies on a map that gives each of them a hexagon of one size.</summary>
/// <param name="Column">From the west. In odd rows it lies half a cell further to the right.</param>
/// <param name="Row">From the south.</param>
public readonly record struct HexCell(int Column, int Row);
