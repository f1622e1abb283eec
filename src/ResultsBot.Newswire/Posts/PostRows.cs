using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Newswire.Posts;

/// <summary>A figure that was wrong.</summary>
/// <param name="Candidate">Whose votes it is; null where it is no candidate's.</param>
/// <param name="What">What it is, where it is no candidate's: the majority, the rejected ballots.</param>
/// <param name="Was">Null where none was given.</param>
/// <param name="Now">Null where none is given.</param>
public sealed record CorrectedFigure(Candidate? Candidate, string What, int? Was, int? Now);

public sealed record CandidateFigure(Candidate Candidate, int Votes);

public sealed record SeatMajority(Contest Contest, Verdict Verdict);
