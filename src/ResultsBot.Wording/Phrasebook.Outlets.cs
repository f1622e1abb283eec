using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What is said of outlets beside Discord, and by them.</summary>
public partial class Phrasebook
{
    /// <summary>Where nobody can look whether a post has arrived.</summary>
    public virtual string MayStandAlready() =>
        "Sent again, as we had no answer: you may have seen this already.";

    public virtual string OutletsDescription() => "What is sent outside Discord.";

    public virtual string OutletsListDescription() =>
        "What each gets, how far it is, and what’s wrong.";

    public virtual string OutletsPauseDescription() =>
        "Send nothing there for now; what’s for it waits.";

    public virtual string OutletsResumeDescription() => "Send there again, at once.";

    public virtual string OutletsTestDescription() => "Send a test there that says it’s one.";

    public virtual string OutletOption() => "Which one.";

    public virtual string OutletsTitle() => "Outside Discord";

    /// <param name="outlet">By which platform it goes, as the configuration calls it.</param>
    /// <param name="id">What it’s called there.</param>
    public virtual string OutletName(string outlet, string id) =>
        outlet switch
        {
            "webhook" => $"Webhook {id}",
            "slack" => $"Slack {id}",
            "teams" => $"Teams {id}",
            _ => $"{outlet} {id}",
        };

    /// <param name="waiting">Bulletins.</param>
    /// <param name="trouble">Why nothing arrives; null where it does.</param>
    /// <param name="since">Since when.</param>
    public virtual RichText OutletLine(
        string name,
        IReadOnlyList<Topic> topics,
        int waiting,
        string? trouble,
        DateTimeOffset? since
    )
    {
        RichText state = trouble is null
            ? waiting == 0
                ? "up to date"
                : $"{Of(waiting, "bulletin", "bulletins")} queued"
            : (RichText)
                $"{Of(waiting, "bulletin", "bulletins")} queued. ⚠ {PlainText.Shorten(trouble, 200)}";
        return since is { } at
            ? (RichText)$"**{name}** · {And([.. topics.Select(Topic)])} · {state}, {Ago(at)}"
            : (RichText)$"**{name}** · {And([.. topics.Select(Topic)])} · {state}";
    }

    public virtual RichText NoOutlets() =>
        $"Nothing is sent outside Discord. Webhooks, Slack and Teams channels are named in the configuration, under {RichText.Fixed("Outlets")}.";

    public virtual RichText NoSuchOutlet(string typed, IReadOnlyList<string> names) =>
        $"There’s no outlet “{PlainText.Shorten(typed, 60)}”. Choose {Or(names)}.";

    /// <summary>As it stands wherever trouble is told.</summary>
    public virtual string OutletPausedReason() => "Paused with /outlets.";

    public virtual RichText OutletPaused(string name) =>
        $"**{name} is paused.** What’s for it waits; {Slash("outlets resume")} sends it.";

    public virtual RichText OutletResumed(string name) => $"**{name} is tried again now.**";

    public virtual string OutletTestHeadline() => "TEST – NOT A RESULT";

    public virtual string OutletTestText() =>
        "Somebody in the newsroom is checking that posts arrive here.";

    public virtual RichText OutletTested(string name) => $"**The test has arrived at {name}.**";

    public virtual RichText OutletTestFailed(string name, string reason) =>
        $"The test didn’t arrive at {name}: {PlainText.Shorten(reason, 200)}";

    public virtual RichText BoardOutletTroubleLine(
        string outlet,
        string id,
        string reason,
        DateTimeOffset since
    ) => $"{OutletName(outlet, id)}: {PlainText.Shorten(reason, 120)}, {Ago(since)}";
}
