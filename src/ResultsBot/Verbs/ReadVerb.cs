using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResultsBot.Commands;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs;
using ResultsBot.Pasting;
using ResultsBot.Wording;

namespace ResultsBot.Verbs;

/// <summary>
/// <c>read &lt;pack&gt; [--seat S] [--lines]</c>: reads pasted results from standard input as <c>/declare</c> would, and
/// says what it understood: a JSON object for each text.
/// </summary>
internal static class ReadVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What came of a text. What it does not say is null.</summary>
    /// <param name="State"><c>read</c>, <c>asked</c> where an answer would do, or <c>refused</c>.</param>
    /// <param name="Turnout">In per cent.</param>
    private sealed record Reading(
        string? Seat,
        string State,
        IReadOnlyDictionary<string, int>? Votes,
        int? Rejected,
        int? Verified,
        int? Valid,
        decimal? Turnout,
        int? Electorate,
        int? Majority,
        IReadOnlyList<string> Elected,
        IReadOnlyList<string> Faults,
        IReadOnlyList<string> Cautions,
        IReadOnlyList<string> Questions
    )
    {
        public static Reading Refused(string? seat, params IReadOnlyList<string> faults) =>
            new(seat, "refused", null, null, null, null, null, null, null, [], faults, [], []);
    }

    private sealed record Line(string? Seat, string? Text);

    /// <returns>
    /// The process's exit code: 0 where every text has been looked at, whatever came of it; what did is in its object.
    /// </returns>
    public static async Task<int> Run(
        string pack,
        string? seat,
        bool isLines,
        TextReader input,
        TextWriter output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        switch (PackLoader.Load(pack))
        {
            case PackReading.Refused refused:
                return PackFaults.Print(pack, refused, errors);
            case PackReading.Loaded { Pack: var loaded }:
                var reader = new Reader(loaded);
                if (!isLines)
                {
                    await Write(reader.Read(seat, await input.ReadToEndAsync(ct)));
                    return 0;
                }
                while (await input.ReadLineAsync(ct) is { } line)
                {
                    if (!string.IsNullOrWhiteSpace(line))
                    {
                        await Write(ReadLine(reader, seat, line));
                    }
                }
                return 0;
            case var reading:
                throw new InvalidOperationException($"No rule for {reading}.");
        }

        Task Write(Reading reading) =>
            output.WriteLineAsync(JsonSerializer.Serialize(reading, Json).AsMemory(), ct);
    }

    private static Reading ReadLine(Reader reader, string? seat, string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line, Json) is { Text: { } text } asked
                ? reader.Read(asked.Seat ?? seat, text)
                : Reading.Refused(seat, "This line has no text.");
        }
        catch (JsonException)
        {
            return Reading.Refused(
                seat,
                """This line isn't JSON of the form {"seat":"…","text":"…"}."""
            );
        }
    }

    private sealed class Reader
    {
        private readonly Election _election;
        private readonly Phrasebook _phrases;
        private readonly Places _places;
        private readonly PartyNames _parties;

        public Reader(ElectionPack pack)
        {
            _election = new Election(pack.Definition);
            _phrases = new Phrasebook(pack.Definition);
            _places = new Places(_phrases);
            _parties = new PartyNames(pack.Definition.Parties);
        }

        public Reading Read(string? seat, string text)
        {
            if (seat is null || _places.Seat(seat) is not { } contest)
            {
                return Reading.Refused(
                    seat,
                    seat is null
                        ? "Which seat is it? Give --seat."
                        : $"There is no seat called “{seat}”."
                );
            }
            switch (PastedResult.Read(text, contest, _parties))
            {
                case PasteReading.NotUnderstood { Problems: var problems }:
                    var refused = Reading.Refused(
                        contest.Name,
                        [.. problems.Where(p => !p.IsQuestion).Select(Sentence)]
                    );
                    return refused with
                    {
                        State = problems.All(p => p.IsQuestion) ? "asked" : "refused",
                        Questions = [.. problems.Where(p => p.IsQuestion).Select(Sentence)],
                    };
                case PasteReading.Understood understood:
                    return Understood(contest, understood);
                case var reading:
                    throw new InvalidOperationException($"No rule for {reading}.");
            }
        }

        private Reading Understood(Contest contest, PasteReading.Understood read)
        {
            var said = read.Announced;
            var votes = new Dictionary<string, int>();
            foreach (var line in read.Figures.Votes)
            {
                var candidate = contest.Candidate(line.Candidate);
                // Two of one name are told apart by their parties.
                votes.Add(
                    votes.ContainsKey(candidate.Name)
                        ? $"{candidate.Name} ({candidate.Party})"
                        : candidate.Name,
                    line.Votes
                );
            }
            var decision = _election.Decide(
                new Engine.Command.Propose(
                    new ProposalId("read"),
                    new Engine.Command.Declare(contest.Id, read.Figures, "read")
                    {
                        Announced = said,
                    },
                    "read"
                ),
                _election.Definition.PollCloses
            );
            var faults = decision is Decision.Refused no
                ? no.Faults.Select(_phrases.Sentence).ToImmutableArray()
                : [];
            return new Reading(
                contest.Name,
                faults.IsEmpty ? "read" : "refused",
                votes,
                read.Figures.Rejected,
                said.Verified,
                said.ValidVotes ?? read.Figures.Papers,
                said.Turnout is { } turnout ? 100m * turnout.Numerator / turnout.Denominator : null,
                said.Electorate,
                said.Majority,
                [.. read.Figures.Elected.Select(n => contest.Candidate(n).Name)],
                faults,
                decision is Decision.Accepted accepted
                    ? [.. accepted.Cautions.Select(c => _phrases.Sentence(c))]
                    : [],
                []
            );
        }

        private string Sentence(PasteProblem problem) => _phrases.Sentence(problem);
    }
}
