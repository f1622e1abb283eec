using System.Collections.Immutable;
using System.Text;
using ResultsBot.Pasting;
using ResultsBot.Pasting.Tests.Samples;

namespace ResultsBot.Benchmarks;

/// <summary>One way to make a text that the paste reader has to bear, out of a seat's real result.</summary>
/// <param name="Weight">How many in a hundred texts are made so.</param>
internal sealed record FuzzKind(string Name, int Weight, Func<Random, PastedSeat, string> Make);

/// <summary>
/// What somebody might paste by mistake or out of malice: real results in every layout with anything changed, two
/// layouts in one, pages, hostile Unicode, absurd digits, noise, and whatever fits into a command's option.
/// </summary>
internal static class FuzzTexts
{
    private const int MostSpoils = 6;
    private const int MostPieces = 40;

    private static readonly string[] Pieces =
    [
        " - ",
        ", ",
        ": ",
        "\n",
        "\t",
        "\r\n",
        " ",
        " – ",
        "(",
        ")",
        "|",
        "/",
        "%",
        "-",
        "+",
        "?",
        "Elected",
        "elected:",
        "re-elected",
        "not elected",
        "is duly elected",
        "votes",
        "Majority",
        "maj",
        "Turnout",
        "Total votes",
        "Total",
        "Rejected ballots",
        "want of official mark",
        "Electorate",
        "ballot papers verified",
        "hold",
        "gain from",
        "Swing",
        "17,591",
        "17 591",
        "108",
        "0",
        "-5",
        "38.4%",
        "38.4",
        "+2.1",
        "1,00",
        "007",
        "1e9",
        "2147483648",
        "99999999999",
        "1st",
        "2.",
        "4 July 2024",
        "04/07/2024",
        "3am",
        "½",
        "’",
        "\u0301",
        "\u202E",
        "\u00A0",
        "😀",
        "٣",
        "\0",
        "\uD800",
        "Full results for",
        "Labour",
        "Reform Uk",
        "Green Party",
        "Conservative",
        "Independent",
        "Labour and Co-operative Party",
        "The",
        "Party",
        "&",
        "&amp;",
        "<td>",
        "and",
    ];

    /// <summary>Marks that join, part, turn or hide what stands beside them, and digits that are none of ours.</summary>
    private static readonly string[] Hostile =
    [
        "\u0300",
        "\u036F",
        "\u0489",
        "\u200B",
        "\u200D",
        "\u200E",
        "\u202A",
        "\u202E",
        "\u2060",
        "\u2066",
        "\uFEFF",
        "\u00AD",
        "\u034F",
        "\u3164",
        "\u2800",
        "\u2028",
        "\u0085",
        "\uD83D",
        "\uDE00",
        "\uFFFF",
        "\uFB03",
        "İ",
        "ı",
        "ẞ",
        "ŉ",
        "Ǆ",
        "ﬀ",
        "１",
        "９",
        "٤",
        "৩",
        "²",
        "Ⅳ",
        "①",
        "½",
        "𝟗",
        "О",
        "а",
        "’",
        "\u02BC",
        "\u2212",
        "\u2009",
        "\u202F",
        "\u3000",
        "،",
        "٬",
        "🇬🇧",
        "👨‍👩‍👧",
    ];

    private static readonly string[] Breaks =
    [
        " ",
        "",
        "\r\n",
        "\n\n",
        "\t",
        "\u2028",
        " | ",
        "; ",
        ", ",
        "\r",
        "<br>",
    ];

    private static readonly string[] Tags =
    [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td class=\"votes\">",
        "</td>",
        "<th>",
        "<br/>",
        "<p>",
        "</p>",
        "<div",
        "<span style='color:#d50000'>",
        "</span>",
        "<b>",
        "<a href=\"https://example.org/?a=1&b=2024\">",
        "<!-- 17,591 -->",
        "<script>var votes = 1;</script>",
        "&nbsp;",
        "&amp;",
        "&#49;",
        "&#x31;",
        "&#99999;",
        "&lt;td&gt;",
        "{{Election box candidate|votes = ",
        "}}",
        "[[Labour Party (UK)|Labour]]",
        "'''",
        "||",
        "|-\n",
    ];

    public static ImmutableArray<FuzzKind> Kinds { get; } =
    [
        new("a layout, mutated", 20, (r, s) => PasteMutations.Mutate(r, Layout(r, s))),
        new("a layout, spoilt", 22, (r, s) => Spoil(r, Layout(r, s), Pieces)),
        new("a layout, other breaks", 10, OtherBreaks),
        new("two layouts", 10, TwoLayouts),
        new("hostile Unicode", 10, HostileUnicode),
        new("absurd digits", 8, AbsurdDigits),
        new("a page", 8, Page),
        new("noise", 10, Noise),
        new("very long", 2, VeryLong),
    ];

    /// <summary>The text of that number from the seed, whose contest it is for, and how it was made.</summary>
    public static (FuzzKind Kind, PastedSeat Seat, string Text) Make(
        int seed,
        long number,
        ImmutableArray<PastedSeat> seats
    )
    {
        var random = new Random(HashCode(seed, number));
        var seat = seats[random.Next(seats.Length)];
        var left = random.Next(Kinds.Sum(k => k.Weight));
        var kind = Kinds.First(k => (left -= k.Weight) < 0);
        // Now and then it is another seat's.
        var printed = random.Next(30) == 0 ? seats[random.Next(seats.Length)] : seat;
        var text = kind.Make(random, printed);
        return (
            kind,
            seat,
            text.Length > PastedResult.LongestText ? text[..PastedResult.LongestText] : text
        );
    }

    /// <summary>The same on every machine, and far apart for numbers that are close.</summary>
    private static int HashCode(int seed, long number)
    {
        unchecked
        {
            var mixed = ((ulong)number + ((ulong)(uint)seed << 40)) * 0x9E3779B97F4A7C15UL;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            return (int)(mixed >> 33);
        }
    }

    private static string Layout(Random random, PastedSeat seat) =>
        SampleLayout.All[random.Next(SampleLayout.All.Length)].Print(seat);

    private static string Spoil(Random random, string text, string[] pieces)
    {
        for (var spoils = random.Next(1, MostSpoils + 1); spoils > 0; spoils--)
        {
            var at = random.Next(text.Length + 1);
            var gone = Math.Min(random.Next(4) == 0 ? random.Next(30) : 0, text.Length - at);
            text = text.Remove(at, gone).Insert(at, pieces[random.Next(pieces.Length)]);
        }
        return text;
    }

    private static string OtherBreaks(Random random, PastedSeat seat)
    {
        var lines = Layout(random, seat).Split('\n');
        var text = string.Join(Breaks[random.Next(Breaks.Length)], lines);
        return random.Next(2) == 0 ? text : Spoil(random, text, Pieces);
    }

    /// <summary>Lines of one layout among those of another, some left out, some twice, in any order.</summary>
    private static string TwoLayouts(Random random, PastedSeat seat)
    {
        var lines = $"{Layout(random, seat)}\n{Layout(random, seat)}".Split('\n').ToList();
        for (var changes = random.Next(1, lines.Count); changes > 0 && lines.Count > 1; changes--)
        {
            var at = random.Next(lines.Count);
            switch (random.Next(3))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(random.Next(lines.Count), lines[at]);
                    break;
                default:
                    (lines[0], lines[at]) = (lines[at], lines[0]);
                    break;
            }
        }
        return string.Join('\n', lines);
    }

    private static string HostileUnicode(Random random, PastedSeat seat)
    {
        var every = random.Next(2, 60);
        var text = new StringBuilder();
        foreach (var c in Layout(random, seat))
        {
            text.Append(c);
            if (random.Next(every) == 0)
            {
                text.Append(
                    random.Next(10) == 0
                        ? ((char)random.Next(0x80, 0x10000)).ToString()
                        : Hostile[random.Next(Hostile.Length)]
                );
            }
        }
        return text.ToString();
    }

    /// <summary>Digits in runs, with marks of every kind between, in the place of some figures.</summary>
    private static string AbsurdDigits(Random random, PastedSeat seat)
    {
        var text = Layout(random, seat);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var run = new StringBuilder();
            var (group, marks) = (random.Next(1, 6), ", .'\u00A0\u2009-/:"[random.Next(9)]);
            for (
                var digits = random.Next(4) == 0 ? random.Next(800) : random.Next(20);
                digits > 0;

            )
            {
                run.Append((char)('0' + random.Next(10)));
                if (--digits % group == 0 && digits > 0)
                {
                    run.Append(random.Next(9) == 0 ? ", " : marks);
                }
            }
            var at = text.AsSpan().IndexOfAnyInRange('0', '9') is var first and >= 0
                ? random.Next(first, text.Length)
                : 0;
            text = text.Insert(at, run.ToString());
        }
        return text;
    }

    private static string Page(Random random, PastedSeat seat)
    {
        var text = new StringBuilder();
        var isNested = random.Next(10) == 0;
        foreach (var c in Layout(random, seat))
        {
            if (c is '\n' or ',' or '\t' or '(' || random.Next(isNested ? 3 : 40) == 0)
            {
                text.Append(Tags[random.Next(Tags.Length)]);
            }
            text.Append(c);
        }
        return text.ToString();
    }

    private static string Noise(Random random, PastedSeat seat)
    {
        var text = new StringBuilder();
        for (var length = random.Next(MostPieces); length > 0; length--)
        {
            text.Append(Piece(random, seat));
        }
        return text.ToString();
    }

    private static string Piece(Random random, PastedSeat seat)
    {
        var row = seat.Rows[random.Next(seat.Rows.Length)];
        return random.Next(9) switch
        {
            0 => row.Name,
            1 => row.Party,
            2 => row.Code,
            3 => random.Next(60_000).ToString("N0"),
            4 => ((char)random.Next(0x20, 0x2100)).ToString(),
            5 => Hostile[random.Next(Hostile.Length)],
            _ => Pieces[random.Next(Pieces.Length)],
        };
    }

    /// <summary>A few pieces or a whole layout over and over, up to what an option can hold.</summary>
    private static string VeryLong(Random random, PastedSeat seat)
    {
        var unit =
            random.Next(3) == 0
                ? Layout(random, seat) + Breaks[random.Next(Breaks.Length)]
                : string.Concat(
                    Enumerable
                        .Range(0, random.Next(1, 6))
                        .Select(_ => Piece(random, seat) + (random.Next(2) == 0 ? " " : ""))
                );
        var text = new StringBuilder();
        var length = random.Next(1000, PastedResult.LongestText + 1);
        while (text.Length < length)
        {
            text.Append(random.Next(50) == 0 ? Piece(random, seat) : unit);
        }
        text.Length = length;
        return random.Next(2) == 0 ? text.ToString() : Spoil(random, text.ToString(), Pieces);
    }
}
