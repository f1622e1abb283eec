using System.Collections.Immutable;

namespace ResultsBot.Outlets;

/// <summary>How much of each post is shown, where all of it is more than a message takes.</summary>
/// <param name="Rows">Of a table.</param>
/// <param name="Letters">Of a paragraph.</param>
/// <param name="Lines">Of paragraphs and lists, in each post.</param>
internal readonly record struct PostDetail(int Rows, int Letters, int Lines)
{
    public static PostDetail All { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue);

    /// <summary>Each leaves out more than the one before; the last leaves the headlines.</summary>
    public static ImmutableArray<PostDetail> FromMost { get; } =
    [All, new(20, 2000, 40), new(10, 700, 20), new(5, 300, 10), new(0, 150, 2), new(0, 0, 0)];
}
