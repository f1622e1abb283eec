using System.Text.Json;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Http;

namespace ResultsBot.Outlets.Slack;

/// <summary>What an answer of Slack's means to whoever delivers (https://docs.slack.dev/reference/methods/chat.postMessage#errors).</summary>
internal static class SlackAnswers
{
    /// <summary>With a dead token nothing works until the operator acts.</summary>
    private static readonly TimeSpan WithoutToken = TimeSpan.FromMinutes(2);

    /// <summary>Of an answer without success, where Slack says nothing in its own words.</summary>
    public static OutletAnswer Of(HttpResponseMessage response, TimeProvider time) =>
        (int)response.StatusCode is 500 or 502 or 504
            ? new OutletAnswer.Unknown($"The answer was {(int)response.StatusCode}.")
            : HttpAnswers.NotYet(response, time);

    /// <param name="done">Told the answer where it was done.</param>
    public static OutletAnswer Of(JsonElement answer, Func<JsonElement, OutletAnswer> done)
    {
        if (answer.GetProperty("ok").GetBoolean())
        {
            return done(answer);
        }
        var error = answer.TryGetProperty("error", out var said) ? said.GetString() : null;
        return Of(error ?? "unknown_error");
    }

    private static OutletAnswer Of(string error) =>
        error switch
        {
            "ratelimited" or "rate_limited" or "service_unavailable" or "team_added_to_org" =>
                new OutletAnswer.Later(null, Reason(error)),
            // It may have been done before it failed.
            "internal_error" or "fatal_error" or "request_timeout" => new OutletAnswer.Unknown(
                Reason(error)
            ),
            "invalid_auth"
            or "not_authed"
            or "account_inactive"
            or "token_expired"
            or "token_revoked"
            or "org_login_required" => new OutletAnswer.Later(WithoutToken, Reason(error)),
            // Slack does not tell when that changes: it is tried again and again.
            "not_in_channel"
            or "missing_scope"
            or "no_permission"
            or "access_denied"
            or "restricted_action"
            or "restricted_action_read_only_channel" => new OutletAnswer.Later(null, Reason(error)),
            "is_archived" or "channel_not_found" => new OutletAnswer.Refused(
                Refusal.Closed,
                Reason(error)
            ),
            _ => new OutletAnswer.Refused(Refusal.Rejected, Reason(error)),
        };

    /// <summary>Of all that a message may be refused for, this alone can be a file in it that Slack doesn't take.</summary>
    public static bool RefusesBlocks(OutletAnswer answer) =>
        answer is OutletAnswer.Refused { Reason: var reason } && reason == Reason("invalid_blocks");

    /// <summary>Nothing changes that but somebody who gives the app another scope.</summary>
    public static bool LacksScope(OutletAnswer answer) =>
        answer is OutletAnswer.Later { Reason: var reason } && reason == Reason("missing_scope");

    private static string Reason(string error) =>
        error switch
        {
            "is_archived" => "The channel is archived (is_archived).",
            "channel_not_found" =>
                "There's no such channel, or it's private and the app isn't in it (channel_not_found).",
            "not_in_channel" => "The app isn't in the channel: invite it there (not_in_channel).",
            "missing_scope" =>
                "The app lacks a scope: it needs chat:write, channels:history and, for pictures, files:write (missing_scope).",
            _ => error.Length <= 60 ? $"Slack says {error}." : "Slack refuses it.",
        };
}
