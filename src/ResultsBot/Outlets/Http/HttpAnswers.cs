using System.Net;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets.Http;

/// <summary>What an answer over HTTP means to whoever delivers, where the outlet has no words of its own for it.</summary>
internal static class HttpAnswers
{
    /// <summary>An answer that is no success: for later, as it may be a mistake that somebody mends.</summary>
    public static OutletAnswer.Later NotYet(HttpResponseMessage response, TimeProvider time) =>
        new(
            RetryAfter(response, time),
            IsRedirect(response.StatusCode)
                ? $"The answer was {(int)response.StatusCode}: it has moved, and redirects aren't followed."
                : $"The answer was {(int)response.StatusCode}."
        );

    /// <summary>The pause that it asks for; null where it does not.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date - time.GetUtcNow() is var left && left > TimeSpan.Zero =>
                left,
            _ => null,
        };

    private static bool IsRedirect(HttpStatusCode status) => (int)status is >= 300 and < 400;
}
