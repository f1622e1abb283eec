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
        $"**Undo this?** {happened} ({Ago(at)})\nEveryone who received it will be told to ignore it.";

    public virtual RichText UndoThisUnderEmbargo(string happened, DateTimeOffset at, string seat) =>
        $"**Undo this?** {happened} ({Ago(at)})\n{seat} is on hold: anyone who had it will be told once the desk releases it. If it never went out, nobody will.";

    public virtual string UndoButton() => "Undo";

    public virtual string KeepButton() => "Keep it";

    public virtual RichText Undone(string happened) =>
        $"**Undone.** Withdrawn: {happened}. Everyone who received it is told to ignore it.";

    public virtual string Kept() => "Nothing was undone.";

    public virtual string UndoReason() => "Sent by mistake.";

    public virtual RichText Held(string place) =>
        $"**On hold: {place}.** Reports are accepted; nothing is published until {Slash("release")}.";

    /// <param name="withheld">How many reports would go out.</param>
    public virtual RichText ReleaseThis(string place, int withheld) =>
        withheld == 0
            ? (RichText)$"**Release {place}?** Nothing has been reported there in the meantime."
            : $"**Release {place}?** {Of(withheld, "report has", "reports have")} come in since. Whatever is still current will be published.";

    public virtual string ReleaseButton() => "Release";

    public virtual RichText Released(string place) => $"**Released: {place}.**";

    /// <param name="waiting">How many reports from there are still held.</param>
    public virtual RichText ReleasedInPart(string place, int waiting) =>
        $"**Released: {place}**, but {Of(waiting, "report", "reports")} {(waiting == 1 ? "is" : "are")} still waiting: part of it, or a wider area, is also on hold.";

    public virtual string StillHeld() => "Still on hold.";

    public virtual string NotHeld(string place) => $"{place} isn’t on hold.";

    public virtual RichText Paused(string? line) =>
        line is null
            ? (RichText)
                $"**Paused.** Nothing is published until {Slash("resume")}. Reports are accepted. The channels aren’t told."
            : $"**Paused.** Nothing is published until {Slash("resume")}. Reports are accepted. The channels are told: “{line}”";

    /// <param name="waiting">Bulletins times channels.</param>
    public virtual RichText ResumeThis(int waiting) =>
        $"**Resume?** {Of(waiting, "post is", "posts are")} queued.";

    public virtual string ResumeButton() => "Resume";

    public virtual RichText Resumed() => $"**Resumed.** Queued posts are going out now.";

    public virtual string StillPaused() => "Still paused.";

    public virtual RichText Assigned(RichText person, IReadOnlyList<string> seats) =>
        seats.Count == 0
            ? (RichText)$"{person} can report for any seat."
            : $"{person} is assigned to {And([.. seats])} only.";

    /// <summary>Above who is where.</summary>
    public virtual string WhoIsWhere() => "Who is where";

    public virtual RichText AssignedLine(RichText person, IReadOnlyList<string> seats) =>
        $"{person}: {And([.. seats])}";

    public virtual RichText NobodyAssigned() =>
        $"Nobody is assigned: every reporter can report for any seat. To assign somebody, use {Slash("assign")} with a reporter and seats.";

    public virtual string OthersReportAnywhere() => "Everybody else can report for any seat.";

    public virtual string NoSeatsOfYours() =>
        "No seats are assigned to you; you can report for any.";

    public virtual string YourSeats() => "Your seats";

    /// <summary>A seat of one's own in a line: how far it is, and what is missing.</summary>
    public virtual RichText SeatLine(Contest contest, ContestState state)
    {
        var name = RichText.Strong(contest.Name);
        switch (state)
        {
            case ContestState.Declared { Verdict: var verdict }:
                return $"✓ {name}: {Labels.InShort(verdict)}, {ByHow(verdict)}";
            case ContestState.Postponed:
                return $"– {name}: {PostponedName()}";
            case ContestState.Retracted:
                return $"⚠ {name}: result withdrawn, awaiting a new one";
            default:
                var progress = state.Progress;
                var stage = progress.Stage is { } told ? Stage(told) : "no status yet";
                var missing = new List<string>();
                if (progress.VerifiedPapers is null)
                {
                    missing.Add("verified total");
                }
                missing.Add("result");
                return $"… {name}: {stage}. Still to report: {And(missing)}";
        }
    }

    public virtual string NoProposals() => "Nothing is waiting for a second person.";

    public virtual RichText ProposalWaits(RichText person, DateTimeOffset since) =>
        $"**Needs a second person.** {person} asked to send this {Ago(since)}.";

    public virtual RichText ProposalWaitsLong(string seat, DateTimeOffset since) =>
        $"⏰ **{seat} is still waiting for a second person** ({Ago(since)}).";

    public virtual RichText ProposalApproved(RichText person) =>
        $"**Approved and sent** by {person}.";

    public virtual RichText ProposalApprovedHeld(RichText person) =>
        $"**Approved** by {person}. It’ll be published once the hold or pause is over.";

    public virtual RichText ProposalRejected(RichText person, string reason) =>
        $"**Rejected** by {person}: {reason}";

    /// <param name="was">What it would have said; null where nothing would have been told.</param>
    public virtual RichText ProposalDropped(string? was) =>
        was is null
            ? (RichText)$"**Not sent.** It was cancelled, or replaced by newer figures."
            : $"**Not sent:** “{was}” was cancelled, or replaced by newer figures.";

    /// <summary>To its reporter, once somebody at the desk has sent it.</summary>
    public virtual RichText YoursWasApproved(string seat) =>
        $"**Sent.** The desk has sent your report for {seat}.";

    public virtual RichText YoursWasTakenIn(string seat) =>
        $"**Approved.** The desk has approved your report for {seat}. It’ll be published once the hold or pause is over.";

    public virtual RichText YoursWasRejected(string seat, string reason) =>
        $"**Not sent.** The desk has rejected your report for {seat}: {reason}";

    public virtual string RejectTitle() => "Reject";

    public virtual string RejectLabel() => "Reason (the reporter sees it)";

    /// <summary>What stands wrong until somebody sees to it.</summary>
    public virtual string Sentence(Alert alert) =>
        alert switch
        {
            Alert.WinnerDoesNotLead a =>
                $"{a.Contest.Name}: {Name(a.Flashed)} was flashed as the winner, but {Name(a.Leads)} is ahead in the count.",
            Alert.MoreVotesThanVerified a =>
                $"{a.Contest.Name}: {Number(a.Votes)} votes counted, but only {Number(a.Papers)} papers verified.",
            Alert.TurnoutDoesNotFit a =>
                $"{a.Contest.Name}: the turnout announced was {Percent(a.Announced)}, but the verified papers give {Percent(a.OfPapers)}.",
            _ => throw new ArgumentOutOfRangeException(nameof(alert), alert, "No sentence for it."),
        };

    public virtual string AlertRaised(Alert alert) => $"🚨 {Sentence(alert)}";

    /// <summary>In the place of an alert that stands no longer.</summary>
    public virtual string AlertOver(string seat) => $"✓ Resolved: {seat}.";

    public virtual string AuditTitle(string seat) => $"Record for {seat}";

    /// <summary>Of what is of no seat.</summary>
    public virtual string AuditOfTheDeskTitle() =>
        "Record of the desk: live blog entries, holds and pauses";

    public virtual string NothingByTheDesk() =>
        "The desk has written, held or paused nothing yet. For a seat’s record, name the seat.";

    public virtual string AuditIsAttached(int entries) =>
        $"The latest entries; the file has all {Number(entries)}, with what was typed.";

    public virtual string NothingHappened(string seat) =>
        $"Nothing has been reported for {seat} yet.";

    /// <summary>Before the text that somebody typed, in the record.</summary>
    public virtual string Typed() => "typed:";

    public virtual string Exported(int declared, int seats, int events) =>
        $"{Number(declared)} of {Number(seats)} seats declared; {Of(events, "event", "events")} in all.";

    /// <summary>The board of the night, in the desk's channel.</summary>
    public virtual string BoardTitle() => "Election night";

    public virtual string BoardAwaited() => "Still to declare";

    public virtual string BoardProposals() => "Waiting for a second person";

    public virtual string BoardSilent() => "Gone quiet";

    public virtual string BoardAlerts() => "Alerts";

    public virtual string BoardHeld() => "On hold";

    public virtual string BoardTrouble() => "Channels I can’t post to";

    public virtual string BoardSending() => "Sending";

    /// <summary>“03:30 **Bolsover** · recount 2 · Rita”: when it is expected, how far it is, and who is there.</summary>
    public virtual RichText BoardAwaitedLine(
        string seat,
        StageReport? stage,
        IReadOnlyList<RichText> reporters
    )
    {
        RichText when = stage?.Expected is { } expected ? (RichText)$"{Clock(expected)} " : "";
        var how = stage is null ? "no status yet" : StageAlone(stage);
        var why = stage?.Reason is { } reason ? $" ({PlainText.Shorten(reason, 80)})" : "";
        RichText who = reporters.Count == 0 ? "" : (RichText)$" · {And([.. reporters])}";
        return $"{when}**{seat}** · {how}{why}{who}";
    }

    /// <summary>At the board’s foot, before the time of its last change.</summary>
    public virtual string BoardAsOf() => "As of";

    public virtual string ProposalsButton() => "Show what waits";

    public virtual string HoldSeatButton(string seat) => $"Put {seat} on hold";

    public virtual string AskReporterButton() => "Ask the reporter";

    /// <param name="people">Whom it mentions.</param>
    public virtual RichText AsksReporters(
        IReadOnlyList<RichText> people,
        RichText by,
        string seat
    ) => $"{And(people)}: {by} asks about **{seat}**.";

    /// <summary>Below what an alert says.</summary>
    public virtual string AskedToCheck() =>
        "Please check at the count and answer here. If a result or a flash is wrong, say so: the desk corrects it. Send anything else again.";

    public virtual string AskedForTheLatest() => "What’s the latest? Please answer here.";

    public virtual RichText NobodyToAsk(string seat) =>
        $"**Nobody was asked:** nobody is assigned to {seat} or has reported from there. {Slash("assign")} with nothing filled in shows who is where.";

    public virtual string ShowRecordButton() => "Show who reported what";

    public virtual RichText BoardSilentLine(string seat, DateTimeOffset? heard) =>
        heard is { } at ? (RichText)$"{seat}, last report {Ago(at)}" : $"{seat}, no report yet";

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
            ? (RichText)$"{Of(waiting, "post", "posts")} queued, the oldest from {Clock(since)}"
            : "nothing queued";
        var late = delay is { } d ? $"; slowest recent delivery {d.TotalSeconds:0.0} s" : "";
        return $"{Of(channels, "channel", "channels")}: {queue}{late}";
    }

    public virtual RichText BoardPaused() => $"⏸ **Everything is paused.**";
}
