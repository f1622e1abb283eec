using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Slack;

/// <summary>A message as it stands in a channel.</summary>
/// <param name="Ts">By which it is known in its channel.</param>
/// <param name="Metadata">What the app has put beside it; null for nothing.</param>
public sealed record SlackMessage(
    string Ts,
    string Text,
    JsonArray? Blocks,
    JsonObject? Metadata,
    int Edits
)
{
    /// <summary>The ids of those that were shared beside it; what its blocks show is not among them.</summary>
    public ImmutableArray<string> Files { get; init; } = [];
}

/// <summary>The channels of a workspace and what stands in them. Whichever thread asks.</summary>
public sealed class SlackWorkspace(TimeProvider time)
{
    /// <summary>“Generally allows posting one message per second per channel” (https://docs.slack.dev/apis/web-api/rate-limits).</summary>
    private static readonly TimeSpan PostsApart = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Channel> _channels = new(StringComparer.Ordinal);
    private long _number;

    /// <summary>What was uploaded.</summary>
    public SlackFiles Files { get; } = new(time);

    private sealed class Channel
    {
        public List<SlackMessage> Messages { get; } = [];
        public bool IsArchived { get; init; }
        public bool HasApp { get; init; } = true;
        public DateTimeOffset PostedAt { get; set; }
    }

    /// <returns>Its id.</returns>
    public string AddChannel(bool isArchived = false, bool hasApp = true)
    {
        lock (_gate)
        {
            var id = $"C{_channels.Count + 1:D8}";
            _channels.Add(id, new Channel { IsArchived = isArchived, HasApp = hasApp });
            return id;
        }
    }

    /// <summary>In the order they were posted.</summary>
    public ImmutableArray<SlackMessage> Read(string channel)
    {
        lock (_gate)
        {
            return [.. _channels[channel].Messages];
        }
    }

    /// <returns>What is wrong with the channel, in Slack's words; null for nothing.</returns>
    internal string? Refuse(string? id, bool toPost)
    {
        lock (_gate)
        {
            if (id is null || !_channels.TryGetValue(id, out var channel))
                return "channel_not_found";
            if (!channel.HasApp)
                return "not_in_channel";
            return toPost && channel.IsArchived ? "is_archived" : null;
        }
    }

    /// <returns>Null where the channel has had its message of this second.</returns>
    internal SlackMessage? Post(string id, string text, JsonArray? blocks, JsonObject? metadata) =>
        Add(id, ts => new SlackMessage(ts, text, blocks, metadata, 0));

    /// <inheritdoc cref="Post"/>
    internal SlackMessage? Share(string id, string text, ImmutableArray<string> files) =>
        Add(id, ts => new SlackMessage(ts, text, null, null, 0) { Files = files });

    private SlackMessage? Add(string id, Func<string, SlackMessage> of)
    {
        lock (_gate)
        {
            var channel = _channels[id];
            var now = time.GetUtcNow();
            if (now - channel.PostedAt < PostsApart)
                return null;
            channel.PostedAt = now;
            var ts = string.Create(
                CultureInfo.InvariantCulture,
                $"{now.ToUnixTimeSeconds()}.{++_number % 1_000_000:D6}"
            );
            var message = of(ts);
            channel.Messages.Add(message);
            return message;
        }
    }

    /// <returns>Null where there is no such message.</returns>
    internal SlackMessage? Update(string id, string? ts, string text, JsonArray? blocks)
    {
        lock (_gate)
        {
            var messages = _channels[id].Messages;
            var at = messages.FindIndex(m => string.Equals(m.Ts, ts, StringComparison.Ordinal));
            if (at < 0)
                return null;
            return messages[at] = messages[at] with
            {
                Text = text,
                Blocks = blocks,
                Edits = messages[at].Edits + 1,
            };
        }
    }
}
