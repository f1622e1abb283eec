using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ResultsBot.Engine;

namespace ResultsBot.Commands;

/// <summary>
/// Which cautions were accepted by name so far, of those that were shown. It travels in the buttons of a read-back, and
/// so survives a restart.
/// </summary>
/// <param name="Shown">
/// A mark of what was shown, word for word: “3 votes fewer” accepts nothing of what says “3,000 fewer” by now, though
/// both have the same code.
/// </param>
internal readonly record struct AcceptedCautions(long Bits, uint Shown)
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
        "electorate-far-from-pack",
        "papers-not-compared",
        "turnout-unlike-area",
        "absurd-turnout",
        "many-rejected",
        "electorate-far-from-last-time",
        "another-flash",
        "few-votes",
        "level-figures",
        "unlikely-share",
        "fits-another",
        "text-winner",
        "text-turnout",
        "text-valid-votes",
        "text-electorate",
        "text-majority",
        "text-seats",
        "text-papers",
        "rejected-not-said",
        "text-swing",
        "swapped-by-shares",
    ];

    public static AcceptedCautions None { get; }

    public bool Has(Caution caution) => (Bits & Bit(caution.Code)) != 0;

    public AcceptedCautions With(string code) => this with { Bits = Bits | Bit(code) };

    /// <summary>Of what is shown, and nothing accepted.</summary>
    public static AcceptedCautions Of(IEnumerable<string> shown) => new(0, Mark(shown));

    /// <summary>Whether it was this that was shown.</summary>
    public bool AreOf(IEnumerable<string> shown) => Shown == Mark(shown);

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

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Bits:x}-{Shown:x}");

    public static AcceptedCautions Parse(string text) =>
        text.Split('-') is [var accepted, var shown]
        && long.TryParse(
            accepted,
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var bits
        )
        && uint.TryParse(
            shown,
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var mark
        )
            ? new AcceptedCautions(bits, mark)
            : None;

    private static uint Mark(IEnumerable<string> shown) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', shown))));

    /// <exception cref="ArgumentException">The code is not listed above.</exception>
    private static long Bit(string code) =>
        Codes.IndexOf(code) is >= 0 and var at
            ? 1L << at
            : throw new ArgumentException($"“{code}” has no place.", nameof(code));
}
