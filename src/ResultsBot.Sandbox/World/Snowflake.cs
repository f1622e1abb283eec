using System.Globalization;

namespace ResultsBot.Sandbox.World;

/// <summary>Discord's ids: milliseconds since 2015 in the upper 42 bits, a running number in the lower 22.</summary>
internal static class Snowflake
{
    private const long Epoch = 1_420_070_400_000;

    public static bool TryParse(string? text, out ulong id) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    public static DateTimeOffset TimeOf(ulong id) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(id >> 22) + Epoch);

    public static ulong At(DateTimeOffset time, uint number = 0)
    {
        var sinceEpoch = Math.Max(0, time.ToUnixTimeMilliseconds() - Epoch);
        return ((ulong)sinceEpoch << 22) + number;
    }
}

/// <summary>Gives out ids that only ever rise, whatever the clock does (a test's clock may stand still, or in 2000).</summary>
internal sealed class SnowflakeMaker(TimeProvider time)
{
    private ulong _last = Snowflake.At(FixedIds.Founded.AddDays(1));

    public ulong Next() => _last = Math.Max(Snowflake.At(time.GetUtcNow()), _last + 1);

    public void StayAbove(ulong id) => _last = Math.Max(_last, id);
}
