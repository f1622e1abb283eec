using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ResultsBot.Hosting;

/// <summary>The live blog: the section Blog.</summary>
/// <param name="Urls">Where it listens; null for nowhere.</param>
/// <param name="PublicAddress">Where readers find it, with a slash at its end; null for where it listens.</param>
/// <param name="Title">Null for the election's name.</param>
/// <param name="MayMove">To any free port, where the address is taken.</param>
internal sealed partial record BlogOptions(
    string? Urls,
    Uri? PublicAddress = null,
    string? Title = null,
    bool MayMove = false
)
{
    /// <summary>Where nobody has asked for anything else, and nobody else can see it.</summary>
    public const string UsualUrls = "http://127.0.0.1:5181";

    /// <param name="port">Null for the usual one, or any where that is taken.</param>
    public static BlogOptions OnThisMachine(int? port) =>
        port is null ? new(UsualUrls, MayMove: true) : new($"http://127.0.0.1:{port}");

    /// <summary>Where it can be asked on this machine, by Blog:Urls or where it usually is.</summary>
    public static string FirstAddress(IConfiguration configuration)
    {
        var first = (configuration.Text("Blog:Urls") ?? UsualUrls)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .First();
        return Anywhere().Replace(first, "://127.0.0.1");
    }

    /// <summary>All addresses of this machine, in any way that ASP.NET Core writes it.</summary>
    [GeneratedRegex(@"://(?:\*|\+|0\.0\.0\.0|\[::\])", RegexOptions.None, 1000)]
    private static partial Regex Anywhere();

    /// <param name="isAlone">Without a token: nobody but who sits at this machine looks.</param>
    public static BlogOptions Read(IConfiguration configuration, bool isAlone, List<string> faults)
    {
        var urls = configuration.Text("Blog:Urls");
        // Said, and nothing in it.
        var isOff = urls is null && configuration["Blog:Urls"] is not null;
        ConfigurationValues.CheckUrls("Blog:Urls", urls, UsualUrls, faults);
        Uri? found = null;
        if (configuration.Text("Blog:PublicAddress") is { } written)
        {
            if (
                Uri.TryCreate(written.TrimEnd('/') + "/", UriKind.Absolute, out found)
                && found is { Scheme: "http" or "https", Query: "", Fragment: "" }
            )
            {
                if (urls is null && !isAlone && !isOff)
                {
                    faults.Add("Blog:PublicAddress is given, but no Blog:Urls to listen on.");
                }
            }
            else
            {
                faults.Add($"Blog:PublicAddress is an http or https address, not “{written}”.");
            }
        }
        return new BlogOptions(
            urls ?? (isAlone && !isOff ? UsualUrls : null),
            found,
            configuration.Text("Blog:Title"),
            MayMove: urls is null
        );
    }
}
