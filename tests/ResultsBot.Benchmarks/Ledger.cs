using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dapper;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Sandbox;
using ResultsBot.Simulation;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Benchmarks;

/// <summary>What is there and should not be, or the other way round.</summary>
internal sealed record Balance(
    int Messages,
    int Edited,
    int Lost,
    int Doubled,
    int OutOfOrder,
    ImmutableArray<string> Faults
)
{
    public bool IsGood => Faults.IsEmpty;
}

/// <summary>
/// Holds what stands in the channels against the wire and what was acknowledged. The store is read from outside; the
/// bot may be running.
/// </summary>
internal sealed class Ledger(
    ElectionDefinition definition,
    SandboxServer sandbox,
    Receivers receivers,
    NightStore kept,
    IReadOnlyDictionary<ulong, Topic> follows
)
{
    private readonly Pages _pages = PagesOf(definition);

    private sealed record Receipt(ulong Place, Page Page);

    /// <param name="declared">The figures that were acknowledged as each seat's first.</param>
    /// <param name="corrected">Those that were acknowledged as its last.</param>
    public async Task<Balance> Check(
        IReadOnlyDictionary<ContestId, Figures> declared,
        IReadOnlyDictionary<ContestId, Figures> corrected
    )
    {
        await using var store = kept.Connect();
        var wire = (
            await store.QueryAsync<(long Position, string Kind, byte[] Data)>(
                $"SELECT position, kind, {kept.Dialect.Utf8("data")} FROM bulletins ORDER BY position"
            )
        )
            .Select(r => new LogEntry(r.Position, Codec.Read<Bulletin>(r.Kind, r.Data)))
            .ToArray();
        var receipts = (
            await store.QueryAsync<(string Address, string Handle, string Page)>(
                "SELECT address, handle, page FROM receipts WHERE outlet = 'discord'"
            )
        ).ToLookup(
            r => ulong.Parse(r.Address),
            r =>
                DiscordAddresses.Message(r.Handle) is var (place, message)
                    ? (message.Value, new Receipt(place.Value, PageCodec.Read(r.Page)))
                    : default
        );

        var faults = ImmutableArray.CreateBuilder<string>();
        faults.AddRange(await receivers.Check(store, definition, wire));
        var (messages, edited, lost, doubled, turned) = (0, 0, 0, 0, 0);
        foreach (var (contest, figures) in declared)
        {
            if (
                !wire.Any(e =>
                    e.Bulletin is Bulletin.Result r && IsOf(r.Of, r.Verdict, contest, figures)
                )
            )
            {
                lost++;
                faults.Add($"{contest} was acknowledged and is not on the wire");
            }
        }
        foreach (var (contest, figures) in corrected)
        {
            if (
                !wire.Any(e =>
                    e.Bulletin is Bulletin.Corrected c && IsOf(c.Of, c.After, contest, figures)
                )
            )
            {
                lost++;
                faults.Add($"The correction of {contest} was acknowledged and is not on the wire");
            }
        }
        foreach (
            var twice in wire.Where(e => e.Bulletin is Bulletin.Result)
                .GroupBy(e => e.Bulletin.Contest)
                .Where(g => g.Count() > 1)
        )
        {
            doubled++;
            faults.Add($"{twice.Key} was declared {twice.Count()} times");
        }
        foreach (var (channel, topic) in follows)
        {
            var known = receipts[channel].ToDictionary();
            var shown = new List<long>();
            foreach (var place in known.Values.Select(r => r.Place).Append(channel).Distinct())
            {
                var last = 0L;
                foreach (var message in sandbox.Control.Read(place).Where(IsPost))
                {
                    messages++;
                    edited += message["edited_timestamp"] is null ? 0 : 1;
                    if (!known.Remove(ulong.Parse((string)message["id"]!), out var receipt))
                    {
                        doubled++;
                        faults.Add(
                            $"Channel {channel} has a message that nobody knows of: {Text(message)}"
                        );
                        continue;
                    }
                    shown.AddRange(receipt.Page.Positions);
                    if (receipt.Page.Needs.Min() <= last)
                    {
                        turned++;
                        faults.Add(
                            $"Channel {channel}: No. {receipt.Page.Needs.Min()} stands behind {last}"
                        );
                    }
                    last = receipt.Page.Needs.Max();
                    if (
                        SimulatedNight.Expected(receipt.Page, wire, _pages) is var expected
                        && expected != Text(message)
                    )
                    {
                        lost++;
                        faults.Add(
                            $"Channel {channel}: a message reads “{Text(message)}” and should read “{expected}”"
                        );
                    }
                }
            }
            // What is noted as posted and does not stand there.
            lost += known.Count;
            faults.AddRange(known.Keys.Select(m => $"Channel {channel}: message {m} is not there"));
            var wanted = wire.Where(e => SimulatedNight.Wants((topic, 0), e, wire, tallies: false))
                .Select(e => e.Position)
                .ToArray();
            var missing = wanted.Except(shown).ToArray();
            lost += missing.Length;
            faults.AddRange(missing.Select(p => $"Channel {channel} lacks No. {p}"));
            var unasked = shown
                .Except(wanted)
                .Concat(shown.GroupBy(p => p).Where(g => g.Count() > 1).Select(g => g.Key))
                .ToArray();
            doubled += unasked.Length;
            faults.AddRange(unasked.Select(p => $"Channel {channel} has No. {p} too often"));
        }
        return new Balance(messages, edited, lost, doubled, turned, faults.ToImmutable());
    }

    private static Pages PagesOf(ElectionDefinition definition)
    {
        var phrases = new Phrasebook(definition);
        return new Pages(
            phrases,
            new PostWriter(phrases),
            new PostEmbeds(phrases),
            new Quarantine()
        );
    }

    private static bool IsOf(Contest of, Verdict verdict, ContestId contest, Figures figures) =>
        of.Id == contest && verdict.Lines.All(l => figures.Of(l.Candidate.Number) == l.Votes);

    /// <summary>Not what Discord itself says of a new thread.</summary>
    private static bool IsPost(JsonObject message) => (int)message["type"]! == 0;

    /// <summary>As <see cref="SimulatedNight.Expected"/> puts it together.</summary>
    private static string Text(JsonObject message) =>
        string.Join(
            '\n',
            message["embeds"]!
                .AsArray()
                .SelectMany(e =>
                    new[]
                    {
                        (string?)e!["title"],
                        (string?)e["description"],
                        (string?)e["footer"]?["text"],
                    }
                )
                // None of the channels mentions a role.
                .Prepend((string?)message["content"])
        );
}
