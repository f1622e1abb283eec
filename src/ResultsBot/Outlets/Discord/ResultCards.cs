using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Pictures;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Discord;

/// <summary>
/// Cards of results that are sent along, where no public address has them: in the read-back, and in the newsroom's own
/// channels. One is drawn when its result is proposed, beside everything else, and once: what is read back is what is sent. A
/// post shows a card that is ready, and waits for none.
/// </summary>
internal sealed class ResultCards(
    Phrasebook phrases,
    PostWriter writer,
    Newsroom newsroom,
    ILogger<ResultCards> logger
)
{
    /// <summary>Some 100 KB each.</summary>
    private const int Kept = 40;

    /// <summary>More are proposed at once in no newsroom; of a flood the newest go without.</summary>
    private const int MostWaiting = 16;

    private const int NameLength = 32;

    private readonly ConcurrentDictionary<string, Card> _cards = [];
    private readonly ConcurrentQueue<string> _order = new();
    private readonly Channel<Card> _wanted = System.Threading.Channels.Channel.CreateBounded<Card>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true }
    );

    /// <summary>A card that was asked for.</summary>
    private sealed record Card(string Name, Bulletin.Result Of)
    {
        public TaskCompletionSource<OutgoingFile?> Drawn { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Null while it isn't ready, and where it can't be drawn.</summary>
        public OutgoingFile? File =>
            Drawn.Task is { IsCompletedSuccessfully: true } done ? done.Result : null;
    }

    /// <summary>Whether what is sent there comes with cards.</summary>
    public bool IsFor(Group group) => group != default && newsroom.Includes(group.Guild());

    /// <summary>The card of what a proposal would lead to, which is drawn from now on; null where it has none, or too many wait.</summary>
    public Task<OutgoingFile?> Draw(Bulletin? proposed)
    {
        if (proposed is null || ResultOf(proposed, null) is not { } result)
        {
            return Task.FromResult<OutgoingFile?>(null);
        }
        var name = NameOf(result);
        if (_cards.TryGetValue(name, out var known))
        {
            return known.Drawn.Task;
        }
        var card = new Card(name, result);
        if (!_wanted.Writer.TryWrite(card))
        {
            return Task.FromResult<OutgoingFile?>(null);
        }
        _cards[name] = card;
        _order.Enqueue(name);
        while (_order.Count > Kept && _order.TryDequeue(out var oldest))
        {
            _cards.TryRemove(oldest, out _);
        }
        return card.Drawn.Task;
    }

    /// <inheritdoc cref="PictureOf"/>
    public PostPicture? Of(Bulletin bulletin, Mark? mark) =>
        ResultOf(bulletin, mark) is { } result && Find(NameOf(result)) is { } file
            ? new PostPicture(file.Name, file.Description ?? "")
            : null;

    /// <summary>Null where it isn't ready.</summary>
    public OutgoingFile? Find(string name) => _cards.GetValueOrDefault(name)?.File;

    /// <summary>Draws what is wanted, one after the other: each is work, and somebody waits for other things.</summary>
    public async Task Run(CancellationToken stop)
    {
        await foreach (var card in _wanted.Reader.ReadAllAsync(stop))
        {
            card.Drawn.SetResult(Draw(card));
        }
    }

    private OutgoingFile? Draw(Card card)
    {
        try
        {
            var (result, standings) = (card.Of, card.Of.Standings);
            var drawing = ResultCard.Draw(
                phrases,
                result.Of,
                result.Verdict,
                standings.IsEmpty ? null : standings[0],
                // When it is sent, nobody knows yet.
                declared: null,
                writer.IsRehearsal
            );
            return new OutgoingFile(card.Name, "image/png", Png.Encode(drawing))
            {
                Description = PlainText.Shorten(drawing.Alt, Limits.FileDescription),
            };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.LogError(
                e,
                "The card of {Seat} could not be drawn: posted without it.",
                card.Of.Of.Name
            );
            return null;
        }
    }

    /// <summary>The result that a bulletin tells of as it holds now; null where there is none.</summary>
    private static Bulletin.Result? ResultOf(Bulletin bulletin, Mark? mark) =>
        (bulletin, mark) switch
        {
            (_, Mark.TakenBack or Mark.Unknown or Mark.Overtaken) => null,
            (_, Mark.Corrected { Now: var now }) => now,
            (Bulletin.Result b, _) => b,
            (Bulletin.Corrected b, _) => new Bulletin.Result(b.Of, b.After, b.Standings, b.At),
            (Bulletin.Reinstated b, _) => new Bulletin.Result(b.Of, b.Verdict, b.Standings, b.At),
            _ => null,
        };

    /// <summary>From all that it shows and that may change in a night: another card, another name.</summary>
    private static string NameOf(Bulletin.Result result)
    {
        var verdict = result.Verdict;
        var shown = string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Of.Id} {result.Of.Electorate} {verdict.Rejected} {verdict.ByLot} {verdict.Turnout}\n{string.Join('|', verdict.Lines.Select(l => (l.Candidate.Number, l.Votes)))}\n{(result.Standings.IsEmpty ? "" : Shown(result.Standings[0]))}"
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shown)))[
                ..NameLength
            ] + ".png";
    }

    private static string Shown(Standing standing) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{standing.Declared} {standing.Postponed} {string.Join('|', standing.Parties)}"
        );
}
