using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>What is said at the desk.</summary>
internal partial class Phrasebook
{
    /// <summary>A person as Discord shows one; it mentions nobody, since no message of ours does.</summary>
    /// <param name="by">As events name who did something.</param>
    public virtual string Person(string by) =>
        by.StartsWith("discord:", StringComparison.Ordinal)
            ? $"<@{by["discord:".Length..]}>"
            : Text.Escape(by);

    /// <summary>A moment, in each reader's own time zone.</summary>
    public virtual string Clock(DateTimeOffset at) => $"<t:{at.ToUnixTimeSeconds()}:t>";

    /// <summary>“5 minutes ago”, and it goes on counting.</summary>
    public virtual string Ago(DateTimeOffset at) => $"<t:{at.ToUnixTimeSeconds()}:R>";

    public virtual string UndoThis(string happened, DateTimeOffset at) =>
        $"**Undo this?** {happened} ({Ago(at)})\nEverybody who had it is told that it does not hold.";

    public virtual string UndoThisUnderEmbargo(string happened, DateTimeOffset at, string seat) =>
        $"**Undo this?** {happened} ({Ago(at)})\n{Text.Escape(seat)} is held: whoever had it is told when the desk releases it, and nobody where it never went out.";

    public virtual string UndoButton() => "Undo it";

    public virtual string KeepButton() => "Keep it";

    public virtual string Undone(string happened) => $"**Undone.** {happened}";

    public virtual string Kept() => "Nothing was undone.";

    public virtual string UndoReason() => "Sent by mistake.";

    public virtual string Held(string place) =>
        $"**{Text.Escape(place)} is held.** What comes from there is taken in, and none of it goes out until `/release`.";

    /// <param name="withheld">How many reports would go out.</param>
    public virtual string ReleaseThis(string place, int withheld) =>
        withheld == 0
            ? $"**Release {Text.Escape(place)}?** Nothing has come from there meanwhile."
            : $"**Release {Text.Escape(place)}?** {Of(withheld, "report has", "reports have")} come from there meanwhile. What stands of it goes out.";

    public virtual string ReleaseButton() => "Release";

    public virtual string Released(string place) => $"**{Text.Escape(place)} is released.**";

    /// <param name="waiting">How many reports from there are still held.</param>
    public virtual string ReleasedInPart(string place, int waiting) =>
        $"**{Text.Escape(place)} is released**, but {Of(waiting, "report", "reports")} from there still {(waiting == 1 ? "waits" : "wait")}: a part of it, or what is around it, is held as well.";

    public virtual string StillHeld() => "It stays held.";

    public virtual string NotHeld(string place) => $"{Text.Escape(place)} is not held.";

    public virtual string Paused(string? line) =>
        line is null
            ? "**Paused.** Nothing goes out until `/resume`. What is declared is taken in. The channels are not told."
            : $"**Paused.** Nothing goes out until `/resume`. What is declared is taken in. The channels are told: “{Text.Escape(line)}”";

    /// <param name="waiting">Bulletins times channels.</param>
    public virtual string ResumeThis(int waiting) =>
        $"**Go on sending?** {Of(waiting, "post waits", "posts wait")}.";

    public virtual string ResumeButton() => "Resume";

    public virtual string Resumed() => "**Resumed.** What has waited goes out now.";

    public virtual string StillPaused() => "It stays paused.";

    public virtual string Assigned(string person, IReadOnlyList<string> seats) =>
        seats.Count == 0
            ? $"{person} may report of every seat."
            : $"{person} is tied to {And([.. seats.Select(Text.Escape)])}, and may report of no other.";

    public virtual string NoSeatsOfYours() =>
        "You are tied to no seat, and have reported of none yet. You may report of every seat.";

    public virtual string YourSeats() => "Your seats";

    /// <summary>A seat of one's own in a line: how far it is, and what is missing.</summary>
    public virtual string SeatLine(Contest contest, ContestState state)
    {
        var name = $"**{Text.Escape(contest.Name)}**";
        switch (state)
        {
            case ContestState.Declared { Verdict: var verdict }:
                return $"✓ {name}: {Text.Escape(Labels.Short(verdict))}, {ByHow(verdict)}";
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

    public virtual string ProposalWaits(string person, DateTimeOffset since) =>
        $"**Second person wanted.** {person} wants this sent ({Ago(since)}).";

    public virtual string ProposalWaitsLong(string seat, DateTimeOffset since) =>
        $"⏰ **{Text.Escape(seat)} still waits for a second person** ({Ago(since)}).";

    public virtual string ProposalApproved(string person) => $"**Approved and sent** by {person}.";

    public virtual string ProposalApprovedHeld(string person) =>
        $"**Approved** by {person}, and taken in. What there is to tell of it goes out once it is released or resumed.";

    public virtual string ProposalRejected(string person, string reason) =>
        $"**Rejected** by {person}: {Text.Escape(reason)}";

    public virtual string ProposalDropped() =>
        "**No longer waiting.** It was cancelled, or replaced by newer figures.";

    /// <summary>To its reporter, once somebody at the desk has sent it.</summary>
    public virtual string YoursWasApproved(string seat) =>
        $"**Sent.** The desk has sent what you reported of {Text.Escape(seat)}.";

    public virtual string YoursWasTakenIn(string seat) =>
        $"**Taken in.** The desk has approved what you reported of {Text.Escape(seat)}. What there is to tell of it goes out once it is released or resumed.";

    public virtual string YoursWasRejected(string seat, string reason) =>
        $"**Not sent.** The desk has rejected what you reported of {Text.Escape(seat)}: {Text.Escape(reason)}";

    public virtual string RejectTitle() => "Reject";

    public virtual string RejectLabel() => "Why, for the reporter";

    /// <summary>What stands wrong until somebody sees to it.</summary>
    public virtual string Sentence(Alert alert) =>
        alert switch
        {
            Alert.WinnerDoesNotLead a =>
                $"{Text.Escape(a.Contest.Name)}: {Name(a.Flashed)} was flashed as the winner, but {Name(a.Leads)} leads.",
            Alert.MoreVotesThanVerified a =>
                $"{Text.Escape(a.Contest.Name)}: {Number(a.Votes)} votes are counted, but {Number(a.Papers)} papers were verified.",
            Alert.TurnoutDoesNotFit a =>
                $"{Text.Escape(a.Contest.Name)}: the turnout announced was {Percent(a.Announced)}, but the verified papers give {Percent(a.OfPapers)}.",
            _ => throw new ArgumentOutOfRangeException(nameof(alert), alert, "No sentence for it."),
        };

    public virtual string AlertRaised(Alert alert) => $"🚨 {Sentence(alert)}";

    /// <summary>In the place of an alert that stands no longer.</summary>
    public virtual string AlertOver(string seat) =>
        $"✓ {Text.Escape(seat)}: what was wrong here has been put right.";

    public virtual string AuditTitle(string seat) => $"Record of {seat}";

    public virtual string AuditIsAttached(int entries) =>
        $"The last of {Of(entries, "entry", "entries")}; the file holds them all, with what was typed.";

    public virtual string NothingHappened(string seat) =>
        $"Nothing has been said of {Text.Escape(seat)} yet.";

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
            ? Text.Escape(seat)
            : $"{Text.Escape(seat)}: {Stage(stage)}"
                + (stage.Reason is { } reason ? $" ({Text.Escape(Text.Shorten(reason, 80))})" : "");

    public virtual string BoardSilentLine(string seat, DateTimeOffset? heard) =>
        heard is { } at
            ? $"{Text.Escape(seat)}, last heard of {Ago(at)}"
            : $"{Text.Escape(seat)}, nothing heard";

    public virtual string BoardProposalLine(string seat, string person, DateTimeOffset since) =>
        $"{Text.Escape(seat)}, by {person}, {Ago(since)}";

    /// <param name="channel">As Discord links it.</param>
    public virtual string BoardTroubleLine(string channel, string reason, DateTimeOffset since) =>
        $"{channel}: {Text.Escape(Text.Shorten(reason, 120))}, {Ago(since)}";

    /// <param name="waiting">Bulletins times channels.</param>
    /// <param name="oldest">Since when the oldest of them waits; null where none does.</param>
    /// <param name="delay">How late the slowest channel was lately; null where nothing was posted.</param>
    public virtual string BoardQueue(
        int channels,
        int waiting,
        DateTimeOffset? oldest,
        TimeSpan? delay
    )
    {
        var queue = oldest is { } since
            ? $"{Of(waiting, "post waits", "posts wait")}, the oldest since {Clock(since)}"
            : "nothing waits";
        var late = delay is { } d ? $"; slowest channel lately {d.TotalSeconds:0.0} s" : "";
        return $"{Of(channels, "channel", "channels")}: {queue}{late}";
    }

    public virtual string BoardPaused() => "⏸ **Everything is paused.**";
}
