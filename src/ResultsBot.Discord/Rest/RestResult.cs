using System.Collections.Immutable;

namespace ResultsBot.Discord;

/// <summary>What came of a request. Exceptions are for bugs and for cancellation.</summary>
public abstract record RestResult<T>
{
    private RestResult() { }

    /// <summary>Discord did it.</summary>
    public sealed record Done(T Value) : RestResult<T>;

    /// <summary>
    /// Discord answered no, or the request was never sent (<see cref="RestRefusal.NeverSent"/>): it has not happened,
    /// unless by an earlier try (<see cref="RestRefusal.EarlierTryLost"/>).
    /// </summary>
    public sealed record Refused(RestRefusal Refusal) : RestResult<T>;

    /// <summary>No usable answer, after all retries that were safe: it may or may not have happened.</summary>
    public sealed record Unknown(string Reason) : RestResult<T>;
}

/// <summary>The value of a request that only happens.</summary>
public readonly record struct Nothing;

/// <summary>Why not (developers/topics/opcodes-and-status-codes.mdx, "JSON").</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Discord's own code; 0 where it gave none.</param>
public sealed record RestRefusal(int Status, int Code, string Message)
{
    /// <summary>What is wrong with which field of the request (code 50035).</summary>
    public ImmutableArray<FieldError> Errors { get; init; } = [];

    /// <summary>When asking again makes sense, from the moment of the answer.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The client itself refused; nothing was sent. Status and code tell what it acts upon.</summary>
    public bool NeverSent { get; init; }

    /// <summary>A try before this one had no answer: that may have worked.</summary>
    public bool EarlierTryLost { get; init; }

    /// <summary>Cloudflare answered in Discord's place, or the client rests because it did: no fault of this channel.</summary>
    public bool IsCloudflare { get; init; }

    /// <summary>
    /// The token is dead: nothing will work until the operator gives another. A 401 that bears
    /// <see cref="RetryAfter"/> is only doubted.
    /// </summary>
    public bool IsUnauthorized => Status == 401 && RetryAfter is null;

    /// <summary>The channel or its guild is no more.</summary>
    public bool IsChannelGone => Code is 10003 or 10004;

    /// <summary>The bot may not see or do this; try again only once permissions have changed.</summary>
    public bool IsForbidden =>
        !IsCloudflare && !NeverSent && (Status == 403 || Code is 50001 or 50013);

    /// <summary>The message to edit or delete is no more.</summary>
    public bool IsMessageGone => Code == 10008;

    /// <summary>The thread is archived or locked.</summary>
    public bool IsThreadClosed => IsThreadArchived || Code == 160005;

    /// <summary>The thread is archived: taken out, it takes edits again.</summary>
    public bool IsThreadArchived => Code == 50083;

    /// <summary>The channel is a forum: it takes posts, and no messages.</summary>
    public bool IsForum => Code == 40058;

    /// <summary>A post in the forum needs a tag, until somebody changes the forum.</summary>
    public bool NeedsTag => Code == 40067;

    /// <summary>The message has been published onward already.</summary>
    public bool IsAlreadyCrossposted => Code == 40033;

    /// <summary>A limit: see <see cref="RetryAfter"/>.</summary>
    public bool IsRateLimited => Status == 429;

    /// <summary>The request itself is wrong: a bug, or text Discord will not take. Never retry it as it is.</summary>
    public bool IsBadRequest =>
        Status is 400 or 405 or 411 or 413 or 414 or 415 or 422 && !IsThreadClosed;
}

/// <param name="Path">Where in the request, e.g. "embeds[0].title".</param>
public sealed record FieldError(string Path, string Code, string Message);
