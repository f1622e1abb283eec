using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Commands;

/// <summary>What was typed, as a report; or what is wrong with it.</summary>
internal abstract record ReportReading
{
    private ReportReading() { }

    public sealed record Understood(Command.Report Report) : ReportReading;

    /// <param name="Sentences">Never empty.</param>
    public sealed record NotUnderstood(params ImmutableArray<RichText> Sentences) : ReportReading
    {
        /// <summary>Candidates of whom one press says that they are meant.</summary>
        public ImmutableArray<Candidate> Nearly { get; init; } = [];
    }
}
