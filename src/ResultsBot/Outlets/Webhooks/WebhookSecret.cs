using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ResultsBot.Outlets.Webhooks;

/// <summary>
/// A key that messages are signed with, as Standard Webhooks has it: HMAC-SHA256 over id, time and body
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
/// </summary>
internal sealed class WebhookSecret
{
    public const string Prefix = "whsec_";

    /// <summary>In bytes, both ends included.</summary>
    public const int Shortest = 24;
    public const int Longest = 64;

    private const string Version = "v1";

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <returns>Null where it is none.</returns>
    public static WebhookSecret? Parse(string written)
    {
        if (!written.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }
        var key = new byte[written.Length];
        return
            Convert.TryFromBase64String(written[Prefix.Length..], key, out var length)
            && length is >= Shortest and <= Longest
            ? new WebhookSecret(key[..length])
            : null;
    }

    /// <summary>The header's text: a signature by each of the secrets, so that a receiver may know either.</summary>
    public static string Sign(
        IEnumerable<WebhookSecret> secrets,
        string id,
        DateTimeOffset at,
        ReadOnlySpan<byte> body
    )
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{Time(at)}."), .. body];
        return string.Join(
            ' ',
            secrets.Select(s =>
                $"{Version},{Convert.ToBase64String(HMACSHA256.HashData(s._key, signed))}"
            )
        );
    }

    /// <summary>In whole seconds since 1970, as the header has it.</summary>
    public static string Time(DateTimeOffset at) =>
        at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
