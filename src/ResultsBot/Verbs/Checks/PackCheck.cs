using System.Collections.Immutable;
using ResultsBot.Engine.Definition;
using ResultsBot.Hosting;
using ResultsBot.Packs;
using ResultsBot.Wording;

namespace ResultsBot.Verbs.Checks;

/// <summary>Whether the election's pack can be used, and which election it is.</summary>
/// <param name="Phrases">Null where it can't.</param>
internal sealed record PackCheck(ImmutableArray<Finding> Findings, Phrasebook? Phrases)
{
    private const int MostFaults = 20;

    public static PackCheck Of(Settings settings)
    {
        switch (PackLoader.Load(settings.Pack))
        {
            case PackReading.Refused { Faults: var faults }:
                var more =
                    faults.Length > MostFaults ? $" (and {faults.Length - MostFaults} more)" : "";
                return new PackCheck(
                    [
                        Finding.NotReady($"The election pack {settings.Pack} can't be used{more}:"),
                        .. faults.Take(MostFaults).Select(f => Finding.NotReady($"{f}")),
                    ],
                    null
                );
            case PackReading.Loaded { Pack.Definition: var election }:
                return Phrasebook.In(settings.Language, election) is { } phrases
                    ? new PackCheck([Finding.Ready(Sentence(election))], phrases)
                    : new PackCheck([Finding.NotReady(settings.UnknownLanguage(election))], null);
            case var other:
                throw new InvalidOperationException($"No rule for {other}.");
        }
    }

    private static string Sentence(ElectionDefinition election)
    {
        var candidates = election.Contests.Sum(c => c.Candidates.Length);
        return $"The election is “{election.Name}” ({election.Id}): {election.Seats[election.Whole]:N0} seats in {election.Contests.Length:N0} contests, {candidates:N0} candidates, polls close {election.PollCloses.UtcDateTime:d MMMM yyyy HH:mm} UTC.";
    }
}
