using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What is said at the desk.</summary>
public partial class Phrasebook
{
    /// <summary>A person as Discord shows one; it mentions nobody, since no message of ours does.</summary>
    /// <param name="by">As events name who did something.</param>
    public virtual RichText Person(string by) =>
        by.StartsWith("discord:", StringComparison.Ordinal)
            ? RichText.Person(by["discord:".Length..])
            : by;

    /// <summary>A moment, in each reader's own time zone.</summary>
    public virtual RichText Clock(DateTimeOffset at) => RichText.Moment(at, MomentForm.Clock);

    /// <summary>“5 minutes ago”, and it goes on counting.</summary>
    public virtual RichText Ago(DateTimeOffset at) => RichText.Moment(at, MomentForm.Ago);

    public virtual RichText UndoThis(string happened, DateTimeOffset at) =>
        $"**Undo this?** {happened} ({Ago(at)})\nEverybody who had it is told that it does not hold.";

    public virtual RichText UndoThisUnderEmbargo(string happened, DateTimeOffset at, string seat) =>
        $"**Undo this?** {happened} ({Ago(at)})\n{seat} is held: whoever had it is told when the desk releases it, and nobody where it never went out.";

    public virtual string UndoButton() => "Undo it";

    public virtual string KeepButton() => "Keep it";

    public virtual RichText Undone(string happened) => $"**Undone.** {happened}";

    public virtual string Kept() => "Nothing was undone.";

    public virtual string UndoReason() => "Sent by mistake.";

    public virtual RichText Held(string place) =>
        $"**{place} is held.** What comes from there is taken in, and none of it goes out until {Slash("release")}.";

    /// <param name="withheld">How many reports would go out.</param>
    public virtual RichText ReleaseThis(string place, int withheld) =>
        withheld == 0
            ? (RichText)$"**Release {place}?** Nothing has come from there meanwhile."
            : $"**Release {place}?** {Of(withheld, "report has", "reports have")} come from there meanwhile. What stands of it goes out.";

    public virtual string ReleaseButton() => "Release";

    public virtual RichText Released(string place) => $"**{place} is released.**";

    /// <param name="waiting">How many reports from there are still held.</param>
    public virtual RichText ReleasedInPart(string place, int waiting) =>
        $"**{place} is released**, but {Of(waiting, "report", "reports")} from there still {(waiting == 1 ? "waits" : "wait")}: a part of it, or what is around it, is held as well.";

    public virtual string StillHeld() => "It stays held.";

    public virtual string NotHeld(string place) => $"{place} is not held.";

    public virtual RichText Paused(string? line) =>
        line is null
            ? (RichText)
                $"**Paused.** Nothing goes out until {Slash("resume")}. What is declared is taken in. The channels are not told."
            : $"**Paused.** Nothing goes out until {Slash("resume")}. What is declared is taken in. The channels are told: “{line}”";

    /// <param name="waiting">Bulletins times channels.</param>
    public virtual RichText ResumeThis(int waiting) =>
        $"**Go on sending?** {Of(waiting, "post waits", "posts wait")}.";

    public virtual string ResumeButton() => "Resume";

    public virtual RichText Resumed() => $"**Resumed.** What has waited goes out now.";

    public virtual string StillPaused() => "It stays paused.";

    public virtual RichText Assigned(RichText person, IReadOnlyList<string> seats) =>
        seats.Count == 0
            ? (RichText)$"{person} may report of every seat."
            : $"{person} is tied to {And([.. seats])}, and may report of no other.";

    public virtual string NoSeatsOfYours() =>
        "You are tied to no seat, and have reported of none yet. You may report of every seat.";

    public virtual string YourSeats() => "Your seats";

    /// <summary>A seat of one's own in a line: how far it is, and what is missing.</summary>
    public virtual RichText SeatLine(Contest contest, ContestState state)
    {
        var name = RichText.Strong(contest.Name);
        switch (state)
        {
            case ContestState.Declared { Verdict: var verdict }:
                return $"✓ {name}: {Labels.Short(verdict)}, {ByHow(verdict)}";
            case ContestState.Postponed:
                return $"– {name}: {PostponedName()}";
            case ContestState.Retracted:
                return $"⚠ {name}: the result was taken back, and is awaited anew";
            default:
                var progress = state.Progress;
                var stage = progress.Stage is { } told ? Stage(told) : "no stage yet";
                var missing = new List<string>();
                if (progress.VerifiedPapers is null)
                {
                    missing.Add("the verified papers");
                }
                missing.Add("the result");
                return $"… {name}: {stage}. Missing: {And(missing)}";
        }
    }

    public virtual string NoProposals() => "Nothing waits for a second person.";

    public virtual RichText ProposalWaits(RichText person, DateTimeOffset since) =>
        $"**Second person wanted.** {person} wants this sent ({Ago(since)}).";

    public virtual RichText ProposalWaitsLong(string seat, DateTimeOffset since) =>
        $"⏰ **{seat} still waits for a second person** ({Ago(since)}).";

    public virtual RichText ProposalApproved(RichText person) =>
        $"**Approved and sent** by {person}.";

    public virtual RichText ProposalApprovedHeld(RichText person) =>
        $"**Approved** by {person}, and taken in. What there is to tell of it goes out once it is released or resumed.";

    public virtual RichText ProposalRejected(RichText person, string reason) =>
        $"**Rejected** by {person}: {reason}";

    public virtual RichText ProposalDropped() =>
        $"**No longer waiting.** It was cancelled, or replaced by newer figures.";

    /// <summary>To its reporter, once somebody at the desk has sent it.</summary>
    public virtual RichText YoursWasApproved(string seat) =>
        $"**Sent.** The desk has sent what you reported of {seat}.";

    public virtual RichText YoursWasTakenIn(string seat) =>
        $"**Taken in.** The desk has approved what you reported of {seat}. What there is to tell of it goes out once it is released or resumed.";

    public virtual RichText YoursWasRejected(string seat, string reason) =>
        $"**Not sent.** The desk has rejected what you reported of {seat}: {reason}";

    public virtual string RejectTitle() => "Reject";

    public virtual string RejectLabel() => "Why, for the reporter";

    /// <summary>What stands wrong until somebody sees to it.</summary>
    public virtual string Sentence(Alert alert) =>
        alert switch
        {
            Alert.WinnerDoesNotLead a =>
                $"{a.Contest.Name}: {Name(a.Flashed)} was flashed as the winner, but {Name(a.Leads)} leads.",
            Alert.MoreVotesThanVerified a =>
                $"{a.Contest.Name}: {Number(a.Votes)} votes are counted, but {Number(a.Papers)} papers were verified.",
            Alert.TurnoutDoesNotFit a =>
                $"{a.Contest.Name}: the turnout announced was {Percent(a.Announced)}, but the verified papers give {Percent(a.OfPapers)}.",
            _ => throw new ArgumentOutOfRangeException(nameof(alert), alert, "No sentence for it."),
        };

    public virtual string AlertRaised(Alert alert) => $"🚨 {Sentence(alert)}";

    /// <summary>In the place of an alert that stands no longer.</summary>
    public virtual string AlertOver(string seat) =>
        $"✓ {seat}: what was wrong here has been put right.";

    public virtual string AuditTitle(string seat) => $"Record of {seat}";

    public virtual string AuditIsAttached(int entries) =>
        $"The last of {Of(entries, "entry", "entries")}; the file holds them all, with what was typed.";

    public virtual string NothingHappened(string seat) => $"Nothing has been said of {seat} yet.";

    /// <summary>Before the text that somebody typed, in the record.</summary>
    public virtual string Typed() => "typed:";

    public virtual string Exported(int declared, int seats, int events) =>
        $"{Number(declared)} of {Number(seats)} seats declared; {Of(events, "event", "events")} in all.";

    /// <summary>The board of the night, in the desk's channel.</summary>
    public virtual string BoardTitle() => "The night";

    public virtual string BoardAwaited() => "Awaited";

    public virtual string BoardProposals() => "Waiting for a second person";

    public virtual string BoardSilent() => "Silent for too long";

    public virtual string BoardAlerts() => "Alerts";

    public virtual string BoardHeld() => "Held";

    public virtual string BoardTrouble() => "Channels that cannot be posted to";

    public virtual string BoardSending() => "Going out";

    public virtual string BoardAwaitedLine(string seat, StageReport? stage) =>
        stage is null
            ? seat
            : $"{seat}: {Stage(stage)}"
                + (stage.Reason is { } reason ? $" ({PlainText.Shorten(reason, 80)})" : "");

    public virtual RichText BoardSilentLine(string seat, DateTimeOffset? heard) =>
        heard is { } at ? (RichText)$"{seat}, last heard of {Ago(at)}" : $"{seat}, nothing heard";

    public virtual RichText BoardProposalLine(string seat, RichText person, DateTimeOffset since) =>
        $"{seat}, by {person}, {Ago(since)}";

    public virtual RichText BoardTroubleLine(string channel, string reason, DateTimeOffset since) =>
        $"{RichText.Channel(channel)}: {PlainText.Shorten(reason, 120)}, {Ago(since)}";

    /// <param name="waiting">Bulletins times channels.</param>
    /// <param name="oldest">Since when the oldest of them waits; null where none does.</param>
    /// <param name="delay">How late the slowest channel was lately; null where nothing was posted.</param>
    public virtual RichText BoardQueue(
        int channels,
        int waiting,
        DateTimeOffset? oldest,
        TimeSpan? delay
    )
    {
        RichText queue = oldest is { } since
            ? (RichText)
                $"{Of(waiting, "post waits", "posts wait")}, the oldest since {Clock(since)}"
            : "nothing waits";
        var late = delay is { } d ? $"; slowest channel lately {d.TotalSeconds:0.0} s" : "";
        return $"{Of(channels, "channel", "channels")}: {queue}{late}";
    }

    public virtual RichText BoardPaused() => $"⏸ **Everything is paused.**";
}
