using Microsoft.Extensions.Configuration;
using ResultsBot.Discord;

namespace ResultsBot.Hosting;

/// <summary>Values of the configuration. What is wrong with one is a sentence that names its key.</summary>
internal static class ConfigurationValues
{
    /// <returns>Null where nothing is written.</returns>
    public static string? Text(this IConfiguration configuration, string key) =>
        configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <param name="what">Whose ids they are, for people.</param>
    public static List<ulong> Ids(
        this IConfigurationRoot configuration,
        string key,
        string what,
        List<string> faults
    )
    {
        var ids = new List<ulong>();
        foreach (var written in ConfigurationKeys.ReadList(configuration, key))
        {
            if (Snowflake.TryParse(written, out var id))
            {
                ids.Add(id.Value);
            }
            else
            {
                faults.Add($"{key} holds {what} ids (digits only), not “{written}”.");
            }
        }
        return ids;
    }

    /// <param name="example">One that is right.</param>
    public static void CheckUrls(string key, string? urls, string example, List<string> faults)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (
                !Uri.TryCreate(
                    // Any address of this machine, as ASP.NET Core writes it.
                    url.Trim()
                        .Replace("://*", "://any", StringComparison.Ordinal)
                        .Replace("://+", "://any", StringComparison.Ordinal),
                    UriKind.Absolute,
                    out var address
                ) || address is not { Scheme: "http", PathAndQuery: "/" }
            )
            {
                faults.Add(
                    $"{key} holds http addresses to listen on, such as {example}, not “{url.Trim()}”. For https, put a web server in front."
                );
            }
        }
    }
}
