using ResultsBot.Discord;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets.Discord;

/// <summary>What an answer of Discord's means to whoever delivers: the one place where that is decided.</summary>
internal static class DiscordAnswers
{
    /// <summary>With a dead token nothing works until the operator acts; the gateway says so and stops the bot.</summary>
    private static readonly TimeSpan WithoutToken = TimeSpan.FromMinutes(2);

    /// <param name="otherwise">What a refusal means that has no meaning of its own here.</param>
    public static OutletAnswer Of<T>(
        RestResult<T> result,
        Func<T, OutletAnswer> done,
        Refusal? otherwise = null
    ) =>
        result switch
        {
            RestResult<T>.Done d => done(d.Value),
            RestResult<T>.Unknown unknown => new OutletAnswer.Unknown(unknown.Reason),
            RestResult<T>.Refused { Refusal: var refusal } => Of(refusal, otherwise),
            _ => throw new InvalidOperationException($"No rule for {result}."),
        };

    public static OutletAnswer Of(RestRefusal refusal, Refusal? otherwise = null)
    {
        if (IsForLater(refusal) || Why(refusal, otherwise) is not { } why)
        {
            return new OutletAnswer.Later(
                refusal.RetryAfter ?? (refusal.IsUnauthorized ? WithoutToken : null),
                refusal.Message
            );
        }
        return new OutletAnswer.Refused(
            why,
            $"{refusal.Status} {refusal.Code} {refusal.Message}",
            refusal.EarlierTryLost
        );
    }

    public static bool IsForLater(RestRefusal refusal) =>
        refusal.RetryAfter is not null
        || refusal.IsRateLimited
        || refusal.IsCloudflare
        || refusal.NeverSent
        || refusal.IsUnauthorized
        // Told of the server's channels, the bot knows that it is one.
        || refusal.IsForum
        || refusal.Status >= 500;

    public static SendPriority Priority(Urgency urgency) =>
        urgency switch
        {
            Urgency.Normal => SendPriority.Normal,
            Urgency.Newsroom => SendPriority.Newsroom,
            Urgency.Correction => SendPriority.Correction,
            Urgency.NewsroomCorrection => SendPriority.NewsroomCorrection,
            _ => throw new ArgumentOutOfRangeException(nameof(urgency), urgency, "No priority."),
        };

    private static Refusal? Why(RestRefusal refusal, Refusal? otherwise) =>
        refusal switch
        {
            { IsChannelGone: true } or { IsMessageGone: true } => Refusal.Gone,
            { IsForbidden: true } or { NeedsTag: true } => Refusal.Forbidden,
            { IsThreadClosed: true } => Refusal.Closed,
            { IsBadRequest: true } => Refusal.Rejected,
            _ => otherwise,
        };
}
