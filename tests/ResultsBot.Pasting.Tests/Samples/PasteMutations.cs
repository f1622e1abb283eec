using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting.Tests.Samples;

/// <summary>
/// Good pastes in which anything but a digit has been changed, left out or put in, from a seed. Whatever became of them,
/// they give the same figures, or are not read.
/// </summary>
internal static class PasteMutations
{
    private const int MostChanges = 3;

    private static readonly string[] Marks =
    [
        " ",
        "  ",
        "\t",
        "\n",
        ", ",
        " ,",
        ",",
        ".",
        "'",
        "-",
        "–",
        "+",
        "%",
        "(",
        ")",
        ":",
        ";",
        "|",
        "/",
        "\u00A0",
        "\u2009",
        "\u200B",
        "\u00AD",
        "\u202E",
        "x",
        "l",
        "O",
        "e",
        "votes",
        "th",
        "st",
        "per cent",
        "am",
        "pm",
        "Elected",
        "Majority",
        "rejected",
        "😀",
    ];

    public static string Mutate(Random random, string text)
    {
        for (var changes = random.Next(1, MostChanges + 1); changes > 0; changes--)
        {
            var places = Enumerable
                .Range(0, text.Length)
                .Where(i => !char.IsAsciiDigit(text[i]))
                .ToArray();
            var at = places[random.Next(places.Length)];
            var mark = Marks[random.Next(Marks.Length)];
            // Most of them where they hurt: at a digit.
            if (random.Next(2) == 0)
            {
                var digits = Enumerable
                    .Range(0, text.Length)
                    .Where(i => char.IsAsciiDigit(text[i]))
                    .ToArray();
                text = text.Insert(digits[random.Next(digits.Length)] + random.Next(2), mark);
                continue;
            }
            text = random.Next(3) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Remove(at, 1).Insert(at, mark),
                _ => text.Insert(at, mark),
            };
        }
        return text;
    }

    /// <summary>What is wrong with how a text was read that is a mutation of the seat's; null if nothing is.</summary>
    public static string? Misread(PastedSeat seat, string text, PasteReading reading)
    {
        if (reading is not PasteReading.Understood { Figures: var read })
        {
            return null;
        }
        var others = read
            .Votes.Where(v => seat.Figures.Of(v.Candidate) != v.Votes)
            .Select(v => $"{seat.Contest.Candidate(v.Candidate).Name} {v.Votes}")
            .ToArray();
        return others.Length > 0 ? $"{string.Join(", ", others)} in: {text}"
            : read.Rejected is { } rejected && rejected != seat.Rejected
                ? $"{rejected} rejected ballots in: {text}"
            : null;
    }
}
