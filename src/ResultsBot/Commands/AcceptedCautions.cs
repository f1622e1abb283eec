using System.Collections.Immutable;
using System.Globalization;
using ResultsBot.Engine;

namespace ResultsBot.Commands;

/// <summary>
/// Which cautions were accepted by name so far. It travels in the buttons of a read-back, and so survives a restart.
/// </summary>
internal readonly record struct AcceptedCautions(int Bits)
{
    /// <summary>In an order that stays the same: buttons that were sent yesterday still mean the same. Add at the end.</summary>
    private static readonly ImmutableArray<string> Codes =
    [
        "no-verified-total",
        "turnout-off-announced",
        "turnout-far-from-last-time",
        "total-fell",
        "looks-swapped",
        "contradicts-flash",
        "names-alike",
        "same-as-another",
        "far-from-area",
        "unexpected-winner",
        "winner-changes",
        "another-lot",
        "contradicts-lot",
    ];

    public static AcceptedCautions None { get; }

    public bool Has(Caution caution) => (Bits & Bit(caution.Code)) != 0;

    public AcceptedCautions With(string code) => new(Bits | Bit(code));

    /// <summary>What is accepted by code, and what needs no accepting.</summary>
    public ImmutableArray<string> Confirmed(IEnumerable<Caution> cautions)
    {
        var bits = Bits;
        return
        [
            .. Codes
                .Where(c => (bits & Bit(c)) != 0)
                .Union(cautions.Where(c => c.IsRemark).Select(c => c.Code)),
        ];
    }

    public override string ToString() => Bits.ToString("x", CultureInfo.InvariantCulture);

    public static AcceptedCautions Parse(string text) =>
        int.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits)
            ? new AcceptedCautions(bits)
            : None;

    /// <exception cref="ArgumentException">The code is not listed above.</exception>
    private static int Bit(string code) =>
        Codes.IndexOf(code) is >= 0 and var at
            ? 1 << at
            : throw new ArgumentException($"“{code}” has no place.", nameof(code));
}
