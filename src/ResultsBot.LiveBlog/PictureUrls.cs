using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Pictures;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog;

/// <summary>A picture that can be drawn.</summary>
/// <param name="Hash">Of all that is in it, and of what draws it: another picture, another hash.</param>
/// <param name="Draw">Some 50 ms of work.</param>
/// <param name="Alt">What it shows, for those who can't see it.</param>
internal sealed record Picture(string Hash, string Alt, Func<Drawing> Draw)
{
    public string Path => $"pictures/{Hash}.png";
}

/// <summary>
/// Where the live blog has the picture of a bulletin, for posts that show pictures by their address. It draws nothing and asks
/// nobody: the address follows from what the picture shows. It is answered for as long as the bulletin stands in public.
/// </summary>
/// <param name="isRehearsal">Then every picture says so.</param>
/// <param name="publicAddress">Where readers find the live blog, with a slash at its end.</param>
public sealed class PictureUrls(Phrasebook phrases, bool isRehearsal, Uri publicAddress)
{
    /// <summary>Of a SHA-256, in hexadecimal: nobody guesses one, and no two are alike.</summary>
    private const int HashLength = 32;

    private readonly string _drawnBy = string.Join(
        '\n',
        typeof(Drawing).Module.ModuleVersionId,
        typeof(Phrasebook).Module.ModuleVersionId,
        phrases.Language,
        isRehearsal,
        phrases.Definition.Id,
        phrases.Definition.Name,
        phrases.Definition.BaseName,
        string.Join('\n', phrases.Definition.Parties)
    );

    /// <summary>The picture of a bulletin as it is to be read now.</summary>
    /// <returns>Null where there is none of it, or it does not hold.</returns>
    public PostPicture? PictureOf(Bulletin bulletin, Mark? mark) =>
        Picture(bulletin, mark) is { } picture
            ? new PostPicture($"{picture.Hash}.png", picture.Alt, UrlOf(picture))
            : null;

    /// <summary>Whether a picture could have that name.</summary>
    internal static bool IsHash(string text) =>
        text.Length == HashLength && text.All(char.IsAsciiHexDigitLower);

    internal Uri UrlOf(Picture picture) => new(publicAddress, picture.Path);

    /// <summary>Of a bulletin as it is to be read now; null where there is none, or it does not hold.</summary>
    internal Picture? Picture(Bulletin bulletin, Mark? mark) =>
        (bulletin, mark) switch
        {
            (_, Mark.TakenBack or Mark.Unknown or Mark.Overtaken) => null,
            (_, Mark.Corrected { Now: var now }) => Result(now),
            (Bulletin.Result b, _) => Result(b),
            (Bulletin.Corrected b, _) => Result(
                new Bulletin.Result(b.Of, b.After, b.Standings, b.At)
            ),
            (Bulletin.Reinstated b, _) => Result(
                new Bulletin.Result(b.Of, b.Verdict, b.Standings, b.At)
            ),
            (Bulletin.AreaComplete b, _) => State(b.Standing),
            _ => null,
        };

    /// <summary>The state of the parties in an area.</summary>
    internal Picture State(Standing standing) =>
        new(
            Hash("state", Key(standing)),
            phrases.BlogBarLabel(standing),
            () => StandingCard.Draw(phrases, standing, isRehearsal)
        );

    /// <summary>The map of all seats; null where the election has none.</summary>
    internal Picture? Map(Edition edition) =>
        phrases.Definition.Map.Count == 0
            ? null
            : new Picture(
                Hash(
                    "map",
                    Key(edition.Whole),
                    string.Join(
                        '\n',
                        phrases
                            .Definition.Contests.Select(c => edition.Seat(c.Id).Verdict)
                            .Select(v => $"{v?.Winner.Candidate.Party} {v?.Outcome}")
                    )
                ),
                phrases.BlogBarLabel(edition.Whole),
                () =>
                    SeatMap.Draw(
                        phrases,
                        edition.Whole,
                        id => edition.Seat(id).Verdict,
                        isRehearsal
                    )
            );

    private Picture Result(Bulletin.Result result)
    {
        var standing = result.Standings.IsEmpty ? null : result.Standings[0];
        return new Picture(
            Hash(
                "result",
                Key(result.Of),
                Key(result.Verdict),
                standing is null ? "" : Key(standing),
                result.At.ToString("O", CultureInfo.InvariantCulture)
            ),
            phrases.Headline(result.Of, result.Verdict),
            () =>
                ResultCard.Draw(
                    phrases,
                    result.Of,
                    result.Verdict,
                    standing,
                    result.At,
                    isRehearsal
                )
        );
    }

    private string Hash(params ReadOnlySpan<string> shown) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(_drawnBy + string.Join('\n', shown)))
        )[..HashLength];

    private static string Key(Contest contest) =>
        string.Join(
            '\n',
            contest.Id,
            contest.Name,
            contest.Electorate,
            contest.Seats,
            contest.Base is { } last ? Listed(last.Votes) + Listed(last.Seats) : "",
            Listed(contest.Candidates)
        );

    /// <summary>All figures of it, and what they are held against, follow from these and the contest.</summary>
    private static string Key(Verdict verdict) =>
        string.Join(
            '\n',
            Listed(verdict.Lines),
            verdict.Rejected,
            verdict.Turnout,
            verdict.Seats,
            verdict.ByLot,
            verdict.Outcome,
            verdict.Swing
        );

    private static string Key(Standing standing) =>
        string.Join(
            '\n',
            standing.Area,
            standing.Seats,
            standing.Declared,
            standing.Postponed,
            Listed(standing.Parties)
        );

    private static string Listed<T>(ImmutableArray<T> values) => string.Join('|', values);
}
