using Microsoft.Extensions.Configuration;
using ResultsBot.Discord;

namespace ResultsBot.Hosting;

/// <summary>Interactions over HTTP: the section Interactions.</summary>
/// <param name="Urls">Where it listens, several by semicolons.</param>
/// <param name="Peer">Where the other machine does, with a slash at its end; null where there is none.</param>
internal sealed record InteractionOptions(string Urls, InteractionKey Key, Uri? Peer)
{
    private const string UsualUrls = "http://127.0.0.1:5183";

    /// <param name="taken">Where something else listens.</param>
    public static InteractionOptions? Read(
        IConfiguration configuration,
        IEnumerable<string?> taken,
        List<string> faults
    )
    {
        var urls = configuration.Text("Interactions:Urls");
        ConfigurationValues.CheckUrls("Interactions:Urls", urls, UsualUrls, faults);
        if (urls is not null && taken.Contains(urls))
        {
            faults.Add(
                "Interactions:Urls is where something else listens: give it a port of its own."
            );
        }
        var written = configuration.Text("Interactions:PublicKey");
        // Without one, what knows of such keys isn't loaded at each start.
        InteractionKey? key = null;
        if (written is not null && !InteractionKey.TryParse(written, out key))
        {
            faults.Add(
                "Interactions:PublicKey is the 64 digits under “Public Key” in the Developer Portal (General Information)."
            );
        }
        else if (urls is null != written is null)
        {
            faults.Add(
                urls is null
                    ? "Interactions:PublicKey is given, but no Interactions:Urls to listen on."
                    : "Interactions:Urls is given, but no Interactions:PublicKey to know Discord by (Developer Portal, General Information)."
            );
        }
        Uri? peer = null;
        if (
            configuration.Text("Interactions:Peer") is { } other
            && !(
                Uri.TryCreate(other.TrimEnd('/') + "/", UriKind.Absolute, out peer)
                && peer is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "" }
            )
        )
        {
            faults.Add(
                $"Interactions:Peer is where the other machine listens, such as http://10.0.0.2:5183, not “{other}”."
            );
        }
        return urls is not null && key is not null ? new InteractionOptions(urls, key, peer) : null;
    }
}
