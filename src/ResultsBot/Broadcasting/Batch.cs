using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ResultsBot.Discord;
using ResultsBot.Store;
using ResultsBot.Wire;
using ResultsBot.Wording;

namespace ResultsBot.Broadcasting;

/// <summary>What goes to one channel in one message.</summary>
internal sealed record Batch(Sending Sending, ImmutableArray<Embed> Embeds)
{
    /// <summary>
    /// As many of the waiting bulletins as one message takes, in order: ten embeds, 6,000 characters
    /// (developers/resources/message.mdx).
    /// </summary>
    public static Batch Of(
        string store,
        ulong channel,
        IReadOnlyCollection<WireEntry> waiting,
        BulletinEmbeds embeds,
        DateTimeOffset now
    )
    {
        var first = waiting.FirstOrDefault()?.Position ?? 0;
        var through = first;
        var characters = 0;
        var taken = ImmutableArray.CreateBuilder<Embed>();
        foreach (var (embed, last) in embeds.Of(waiting))
        {
            var fits =
                taken.Count < Limits.EmbedsPerMessage
                && characters + embed.Length <= Limits.EmbedCharacters;
            if (!fits && taken.Count > 0)
            {
                break;
            }
            through = last.Position;
            characters += embed.Length;
            taken.Add(embed);
        }
        return new Batch(
            new Sending(first, through, Nonce(store, channel, first, through), now),
            taken.ToImmutable()
        );
    }

    /// <summary>
    /// The same for the same bulletins in the same channel, whoever sends them and however often: Discord then
    /// gives back the message it has instead of making another.
    /// </summary>
    private static string Nonce(string store, ulong channel, long first, long through)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{store}/{channel}/{first}-{through}"));
        return Convert.ToHexStringLower(hash)[..Limits.Nonce];
    }
}
