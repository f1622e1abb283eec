using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs;
using ResultsBot.Wording;

namespace ResultsBot.Verbs;

/// <summary>
/// <c>results &lt;pack&gt; [--until &lt;time&gt;] [--chambers] [--csv]</c>: puts a pack's recorded results through the
/// engine in order of time and prints a row for each contest, or for each party of each chamber.
/// </summary>
internal static class ResultsVerb
{
    /// <returns>The process's exit code.</returns>
    public static int Run(
        string pack,
        DateTimeOffset? until,
        bool chambers,
        bool csv,
        TextWriter output,
        TextWriter errors
    )
    {
        return PackLoader.Load(pack) switch
        {
            PackReading.Refused refused => PackFaults.Print(pack, refused, errors),
            PackReading.Loaded { Pack: var loaded } => Work(
                loaded,
                until,
                errors,
                election => Print(election, chambers, csv, output)
            ),
            var reading => throw new InvalidOperationException($"No rule for {reading}."),
        };
    }

    private static int Work(
        ElectionPack loaded,
        DateTimeOffset? until,
        TextWriter errors,
        Action<Election> print
    )
    {
        var election = new Election(loaded.Definition);
        var phrases = new Phrasebook(loaded.Definition);
        var refused = false;
        foreach (var played in RecordedResults.Play(loaded, until))
        {
            election = played.After;
            if (played.Decision is Decision.Refused no)
            {
                // A tie whose lot is not recorded is no mistake of the pack: the contest is not complete.
                refused |= no.Faults.Any(f => f is not Fault.TieWithoutLot);
                var contest = loaded.Definition.Contest(played.Recorded.Contest);
                errors.WriteLine($"{contest.Name} ({contest.Id}) is refused:");
                foreach (var fault in no.Faults)
                {
                    errors.WriteLine("  " + phrases.Sentence(fault));
                }
            }
        }

        print(election);
        return refused ? 1 : 0;
    }

    private static void Print(Election election, bool chambers, bool csv, TextWriter output)
    {
        Action<Election, TextWriter> print = (chambers, csv) switch
        {
            (true, true) => ChambersTable.Write,
            (true, false) => PrintChambers,
            (false, true) => ResultsTable.Write,
            _ => Print,
        };
        print(election, output);
    }

    private static void PrintChambers(Election election, TextWriter output)
    {
        foreach (var standing in election.Chambers(election.Definition.Whole))
        {
            var chamber = standing.Chamber;
            var control = ChambersTable.Control(standing) is { Length: > 0 } known ? known : "open";
            output.WriteLine(
                $"{chamber.Name}: {chamber.Seats} seats, {standing.Elected.Declared} of {standing.Elected.Seats} declared, majority {chamber.Majority}, control {control}"
            );
            foreach (var (party, seats) in standing.Members)
            {
                output.WriteLine(
                    $"  {election.Definition.Party(party).Name, -40} {seats, 4}  gains {standing.Elected.Of(party).Gains, 3}  losses {standing.Elected.Of(party).Losses, 3}  not up {chamber.ContinuingSeats(party), 3}"
                );
            }
        }
    }

    private static void Print(Election election, TextWriter output)
    {
        var definition = election.Definition;
        var width = definition.Contests.Max(c => c.Name.Length);
        foreach (var contest in definition.Contests)
        {
            output.WriteLine(
                election.State(contest.Id) is ContestState.Postponed
                    ? $"{contest.Name.PadRight(width)}  poll postponed"
                : election.State(contest.Id)
                    is ContestState.Declared { Verdict: { IsUnopposed: true } unopposed }
                    ? $"{contest.Name.PadRight(width)}  {Labels.InShort(unopposed), -20}"
                        + $"  {string.Join("; ", unopposed.Elected.Select(l => l.Candidate.Name)), -32}  unopposed"
                : election.State(contest.Id) is ContestState.Declared { Verdict: var v }
                    ? $"{contest.Name.PadRight(width)}  {Labels.InShort(v), -20}"
                        + $"  {v.Winner.Candidate.Name, -32}  majority {Numbers.Count(v.Majority), 6}"
                        + (v.Turnout is { } turnout ? $"  turnout {Numbers.Percent(turnout)}" : "")
                : $"{contest.Name.PadRight(width)}  not declared"
            );
        }
        var whole = election.Standing(definition.Whole);
        output.WriteLine();
        output.WriteLine($"{definition.Name}: {whole.Declared} of {whole.Seats} declared");
        foreach (var line in whole.InSeats())
        {
            output.WriteLine(
                $"  {definition.Party(line.Party).Name, -40} {line.Seats, 4}  gains {line.Gains, 3}  losses {line.Losses, 3}"
            );
        }
    }
}
