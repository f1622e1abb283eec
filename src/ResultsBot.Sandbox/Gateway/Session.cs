using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Gateway;

/// <summary>
/// A bot's session, which outlives its connections: while nobody is connected, what happens is kept for the one who
/// resumes. Called while the world's gate is held.
/// </summary>
internal sealed class Session(string id, int intents, int shard, int shards)
{
    /// <summary>More than any client should miss; beyond it, the session is gone.</summary>
    private const int Kept = 50_000;
    private readonly Queue<(long Sequence, string Frame)> _sent = new();

    public string Id => id;
    public long Sequence { get; private set; }
    public Connection? Connection { get; set; }

    /// <summary>An event held back so that it comes after the next one.</summary>
    public (string Name, string Data)? Held { get; set; }

    public bool Wants(int intent) => (intents & intent) != 0;

    public bool Minds(ulong guildId) => (int)((guildId >> 22) % (ulong)shards) == shard;

    public bool IsShard(int index, int count) => shard == index && shards == count;

    public void Dispatch(string name, string data)
    {
        var sequence = ++Sequence;
        var frame = $"{{\"op\":0,\"s\":{sequence},\"t\":\"{name}\",\"d\":{data}}}";
        _sent.Enqueue((sequence, frame));
        if (_sent.Count > Kept)
            _sent.Dequeue();
        Connection?.Send(frame);
    }

    public void Dispatch(string name, JsonObject data) => Dispatch(name, data.ToJsonString());

    /// <summary>What came after the given number, or null if some of it is no longer known.</summary>
    public List<string>? Since(long sequence)
    {
        if (
            sequence > Sequence
            || (_sent.TryPeek(out var oldest) && oldest.Sequence > sequence + 1)
        )
            return null;
        return [.. _sent.Where(s => s.Sequence > sequence).Select(s => s.Frame)];
    }
}
