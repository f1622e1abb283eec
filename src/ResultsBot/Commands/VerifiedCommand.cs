using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Pasting;
using ResultsBot.Storage;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/verified seat papers [turnout]</c>: the verification statement. From then on a result of this seat has to come
/// to exactly so many papers.
/// </summary>
internal sealed class VerifiedCommand(ReportTools tools) : ReportCommand(tools)
{
    private const string Papers = "papers";
    private const string Turnout = "turnout";

    /// <summary>No turnout is lower: it was typed as a fraction, 0.582 for 58.2%.</summary>
    private static readonly Fraction OnePercent = new(1, 100);

    public override string Name => "verified";

    protected override ImmutableArray<Field> Fields { get; } =
    [
        Field.Seat,
        new Field(Papers) { IsRequired = true, MaxLength = 20 },
        new Field(Turnout) { MaxLength = 10 },
    ];

    protected override bool Makes(Command.Report report) => report is Command.ReportVerified;

    protected override ReportReading Read(Contest contest, Draft draft, string by)
    {
        var problems = ImmutableArray.CreateBuilder<RichText>();
        var papers = Typed.Number(draft[Papers]);
        if (papers is null)
        {
            problems.Add(Phrases.NoNumber(draft[Papers]));
        }
        Fraction? turnout = null;
        if (!string.IsNullOrWhiteSpace(draft[Turnout]))
        {
            turnout = Typed.Percent(draft[Turnout]);
            if (turnout is not { Numerator: > 0 } typed)
            {
                problems.Add(Phrases.NoPercentage(draft[Turnout]));
            }
            else if (typed < OnePercent)
            {
                problems.Add(
                    Phrases.FractionOfAPercent(
                        draft[Turnout],
                        new Fraction(typed.Numerator * 100, typed.Denominator)
                    )
                );
            }
        }
        return papers is { } counted && problems.Count == 0
            ? new ReportReading.Understood(
                new Command.ReportVerified(contest.Id, counted, turnout, by)
            )
            : new ReportReading.NotUnderstood(problems.ToImmutable());
    }
}
