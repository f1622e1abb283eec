using System.Collections.Immutable;

namespace ResultsBot.Sandbox;

/// <summary>What can go wrong on request.</summary>
public enum FaultKind
{
    // These hit the next REST requests.

    /// <summary>500, and nothing was done.</summary>
    ServerErrorBefore,

    /// <summary>It was done, and the answer is 500 all the same.</summary>
    ServerErrorAfter,

    /// <summary>The connection drops, and nothing was done.</summary>
    NoAnswerBefore,

    /// <summary>It was done, and the connection drops before the answer.</summary>
    NoAnswerAfter,

    /// <summary>It was done, and the answer never comes; the connection stays open.</summary>
    Hang,

    /// <summary>502 with a page of HTML, and nothing was done.</summary>
    BadGateway,

    /// <summary>429 of <see cref="Fault.Scope"/>; its header may disagree with its body.</summary>
    RateLimit,

    /// <summary>429 with a page of HTML and without Via: Cloudflare in Discord's place.</summary>
    Cloudflare,

    /// <summary>403 with a page of HTML: the same, as has been seen as well.</summary>
    CloudflareForbids,

    /// <summary>401, and nothing was done.</summary>
    Unauthorized,

    /// <summary>It was done, and the answer is gzip by its header and none in truth.</summary>
    NoGzip,

    /// <summary>It was done, and the answer is gzip that ends too soon.</summary>
    CutGzip,

    /// <summary>It was done, and the answer is br by its header and none in truth.</summary>
    NoBrotli,

    /// <summary>The answer has no rate limit headers.</summary>
    NoHeaders,

    /// <summary>The answer's headers speak of 49,999 of 50,000 in three days.</summary>
    FarHeaders,

    /// <summary>The answer's headers say that nothing is left, though there is.</summary>
    EmptyHeaders,

    /// <summary>The answer's headers name a bucket that every route is told.</summary>
    WrongBucket,

    // These happen to every gateway socket at once.

    /// <summary>Closes them with <see cref="Fault.Code"/>.</summary>
    CloseSockets,

    /// <summary>Drops them without a word.</summary>
    DropSockets,

    /// <summary>Half-open: they stay, take what is sent, and never answer again.</summary>
    FreezeSockets,

    /// <summary>Op 7.</summary>
    Reconnect,

    /// <summary>Op 9 with d: true on a live session.</summary>
    InvalidateResumable,

    /// <summary>Op 9 with d: false on a live session, which is gone.</summary>
    Invalidate,

    /// <summary>No session is known any more.</summary>
    ForgetSessions,

    /// <summary>Op 1.</summary>
    AskForHeartbeat,

    /// <summary>Date and X-RateLimit-Reset jump by <see cref="Fault.Shift"/>.</summary>
    StepClock,

    // These wait in the gateway until it comes to it.

    /// <summary>A Resume is answered with op 9, d: false.</summary>
    RefuseResume,

    /// <summary>A new connection is accepted, and hears nothing.</summary>
    NoHello,

    /// <summary>A new connection is told op 7 instead of Hello.</summary>
    ReconnectBeforeHello,

    /// <summary>A heartbeat is not acknowledged.</summary>
    NoHeartbeatAck,

    /// <summary>An event comes twice.</summary>
    DuplicateEvent,

    /// <summary>An event comes after the one that follows it.</summary>
    LateEvent,

    /// <summary>An interaction comes twice.</summary>
    RepeatInteraction,
}

/// <summary>One thing that goes wrong, when, and how often.</summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>How often; null: until it is mended.</summary>
    public int? Count { get; init; } = 1;

    /// <summary>On each occasion, how likely. Drawn from the seed.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Not before so many REST requests have come in; what hits all sockets then comes again at this distance.</summary>
    public int AfterRequests { get; init; }

    /// <summary>Not before so much time has passed; what hits all sockets then comes again at this distance.</summary>
    public TimeSpan After { get; init; }

    /// <summary>Only requests whose path holds this.</summary>
    public string? OnlyPath { get; init; }

    /// <summary>Of a 429: "user", "global" or "shared".</summary>
    public string Scope { get; init; } = "user";
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What Retry-After says in the body's stead; null: the same, in whole seconds.</summary>
    public TimeSpan? HeaderRetryAfter { get; init; }

    /// <summary>Of a close.</summary>
    public int Code { get; init; } = 4000;
    public TimeSpan Shift { get; init; }

    internal bool HitsRequests => Kind <= FaultKind.WrongBucket;
    internal bool HitsAtOnce => Kind is > FaultKind.WrongBucket and <= FaultKind.StepClock;
}

/// <summary>Things that go wrong, by a seed: the same requests meet the same faults.</summary>
public sealed record FaultScript(int Seed, ImmutableArray<Fault> Faults);
