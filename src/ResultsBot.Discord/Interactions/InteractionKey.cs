using System.Diagnostics.CodeAnalysis;
using System.Text;
using NSec.Cryptography;

namespace ResultsBot.Discord;

/// <summary>
/// The application's public key, which the Developer Portal shows: what Discord sends to an interactions endpoint is
/// signed with the private one (developers/interactions/overview.mdx, "Setting Up an Endpoint").
/// </summary>
public sealed class InteractionKey
{
    private const int KeyBytes = 32;
    private const int SignatureBytes = 64;
    private readonly PublicKey _key;

    private InteractionKey(PublicKey key) => _key = key;

    /// <param name="hex">64 hexadecimal digits, as the Developer Portal shows them.</param>
    public static bool TryParse(string? hex, [NotNullWhen(true)] out InteractionKey? key)
    {
        key =
            Read(hex, KeyBytes) is { } bytes
            && PublicKey.TryImport(
                SignatureAlgorithm.Ed25519,
                bytes,
                KeyBlobFormat.RawPublicKey,
                out var imported
            )
                ? new InteractionKey(imported!)
                : null;
        return key is not null;
    }

    /// <summary>Whether Discord has sent this: Ed25519 over the timestamp as it was written, and the body.</summary>
    /// <param name="timestamp">The header X-Signature-Timestamp.</param>
    /// <param name="signature">The header X-Signature-Ed25519: 128 hexadecimal digits.</param>
    public bool HasSigned(string timestamp, ReadOnlySpan<byte> body, string signature)
    {
        ArgumentNullException.ThrowIfNull(timestamp);
        if (Read(signature, SignatureBytes) is not { } signed)
        {
            return false;
        }
        byte[] message = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
        return SignatureAlgorithm.Ed25519.Verify(_key, message, signed);
    }

    /// <summary>In the same form as it is given.</summary>
    public override string ToString() =>
        Convert.ToHexStringLower(_key.Export(KeyBlobFormat.RawPublicKey));

    private static byte[]? Read(string? hex, int length) =>
        hex?.Length == length * 2 && hex.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(hex)
            : null;
}
