using Microsoft.Extensions.Configuration;
using ResultsBot.Outlets;

namespace ResultsBot.Tests.Outlets;

/// <summary>Outlets as a configuration names them.</summary>
internal static class Configured
{
    public static OutletSettings Outlets(params (string Key, string Value)[] values)
    {
        var (settings, faults) = Read(values);
        Assert.Empty(faults);
        return settings;
    }

    public static string[] Faults(params (string Key, string Value)[] values) =>
        Read(values).Faults;

    private static (OutletSettings, string[] Faults) Read((string Key, string Value)[] values)
    {
        var faults = new List<string>();
        var settings = OutletSettings.Read(
            (IConfigurationRoot)
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        values.Select(v =>
                            KeyValuePair.Create($"Outlets:{v.Key}", (string?)v.Value)
                        )
                    )
                    .Build(),
            faults
        );
        return (settings, [.. faults]);
    }
}
