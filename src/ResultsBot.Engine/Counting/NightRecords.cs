using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Counting;

/// <summary>
/// The records of the night so far. Of equals the one that comes first in the order of the contests' codes, so
/// that it does not matter in what order they declared.
/// </summary>
public sealed record NightRecords(
    NightRecords.Held<int>? Closest,
    NightRecords.Held<Fraction>? Safest,
    NightRecords.Held<Swing>? BiggestSwing
)
{
    public static NightRecords None { get; } = new(null, null, null);

    public readonly record struct Held<T>(ContestId Contest, T Value);

    /// <summary>The records after one more result. A single unopposed candidate breaks none.</summary>
    public NightRecords With(ContestId contest, Verdict verdict)
    {
        if (verdict.RunnerUp is null)
        {
            return this;
        }
        var closest = new Held<int>(contest, verdict.Majority);
        var safest = new Held<Fraction>(contest, verdict.MajorityShare);
        var result = this with
        {
            Closest = Beats(Closest, closest, (a, b) => b.CompareTo(a)) ? closest : Closest,
            Safest = Beats(Safest, safest, (a, b) => a.CompareTo(b)) ? safest : Safest,
        };
        if (verdict.Swing is not { } swung)
        {
            return result;
        }
        var swing = new Held<Swing>(contest, swung);
        return Beats(BiggestSwing, swing, (a, b) => a.Size.CompareTo(b.Size))
            ? result with
            {
                BiggestSwing = swing,
            }
            : result;
    }

    private static bool Beats<T>(Held<T>? held, Held<T> challenger, Func<T, T, int> compare) =>
        held is not { } before
        || compare(challenger.Value, before.Value) switch
        {
            0 => string.CompareOrdinal(challenger.Contest.Value, before.Contest.Value) < 0,
            var order => order > 0,
        };
}
