using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What a reporter is told of what was typed: read back, sent, or not.</summary>
public partial class Phrasebook
{
    public virtual RichText IsThisRight() =>
        $"**Is this right?** Nothing is sent until you press Broadcast.";

    public virtual RichText SomethingCameUp() =>
        $"**Nothing was sent.** Since this was shown to you, something has changed. Please look again.";

    public virtual RichText NothingSent() =>
        $"**Nothing was sent.** Your text is kept: press Edit to put it right.";

    public virtual string Cancelled() => "Cancelled. Nothing was sent.";

    public virtual RichText NoLongerKept(string command) =>
        $"What you typed is no longer kept. Please type {Slash(command)} again.";

    /// <summary>Where nothing answers to a command, a button or a form any more.</summary>
    public virtual string NoLongerInUse() => "This is no longer in use.";

    public virtual string SomethingWentWrong() =>
        "Something went wrong on our side, and it may not be stored. Please try once more.";

    /// <summary>Where a form could not be opened in the three seconds there are.</summary>
    public virtual string TookTooLong() => "That took too long. Please press it once more.";

    /// <summary>The same where a picture came with the command, and is kept.</summary>
    public virtual string PictureKept() =>
        "The picture is kept, but fetching it took too long for a form to open. Press Edit to add the text.";

    public virtual string TooManyRequests() => "Too many requests: try again in a few seconds.";

    public virtual string BroadcastButton() => "Broadcast";

    public virtual string EditButton() => "Edit";

    public virtual string CancelButton() => "Cancel";

    public virtual string ApproveButton() => "Approve";

    public virtual string RejectButton() => "Reject with reason";

    /// <summary>On the button that accepts one caution of several.</summary>
    public virtual string AcceptButton(Caution caution) => $"Accept: {Overridden(caution)}";

    /// <summary>On the button that accepts the only caution, and sends.</summary>
    public virtual string AcceptAndBroadcastButton(Caution caution) =>
        $"Broadcast anyway: {Overridden(caution)}";

    /// <summary>What pressing overrides, in a few words that go on after a colon.</summary>
    protected virtual string Overridden(Caution caution) =>
        caution switch
        {
            Caution.NoVerifiedTotal => "no verified total",
            Caution.TurnoutOffAnnounced => "turnout differs from the one announced",
            Caution.TurnoutFarFromLastTime => "turnout far from last time",
            Caution.ElectorateFarFromPack => "electorate far from the one set up",
            Caution.TotalFell => "figure has fallen",
            Caution.LooksSwapped => "figures look swapped",
            Caution.ContradictsFlash => "winner differs from flash",
            Caution.WinnerChanges => "winner changes",
            Caution.AnotherLot => "lot has a different winner",
            Caution.ContradictsLot => "winner differs from lot",
            Caution.NamesAlike => "similar names checked",
            Caution.SameAsAnother => "same figures as another seat",
            Caution.FarFromArea => "change unlike the rest of the area",
            Caution.UnexpectedWinner => "unexpected winner",
            _ => OverriddenFigures(caution)
                ?? throw new ArgumentOutOfRangeException(
                    nameof(caution),
                    caution,
                    "No words for it."
                ),
        };

    public virtual string CautionOpen(Caution caution) =>
        caution.IsRemark ? $"· {Sentence(caution)}" : $"⚠ {Sentence(caution)}";

    public virtual string CautionAccepted(Caution caution) => $"☑ Accepted: {Sentence(caution)}";

    public virtual string EveryCandidateHasAFigure(int candidates) =>
        $"✓ All {candidates} candidates have a figure.";

    public virtual string PapersOfVoters(int papers, int electorate) =>
        $"✓ {Number(papers)} ballot papers, of {Number(electorate)} voters.";

    public virtual string Reconciled(int verified) =>
        $"✓ They come to the verified total, {Number(verified)}.";

    public virtual string WillBeHeld(string seat) =>
        $"⏸ {seat} is held: this is taken in, and goes out when the desk releases it.";

    /// <summary>Of something held, as where a result is taken back that never went out.</summary>
    public virtual string WillNotBeTold(string seat) =>
        $"⏸ {seat} is held, and outside nothing changes by this: it is taken in, and nobody is told.";

    public virtual string WillWaitForPause() =>
        "⏸ The desk has paused everything: this is taken in, and goes out when it resumes.";

    /// <param name="verdict">Null where there are no figures.</param>
    public virtual RichText Sent(string headline, Verdict? verdict) =>
        verdict is { } v
            ? (RichText)$"**Sent.** {headline}, {ByHow(v)}."
            : $"**Sent.** {headline}.";

    /// <summary>“by 1,753”, “by lot”</summary>
    protected virtual string ByHow(Verdict verdict) =>
        verdict.IsUnopposed ? "unopposed"
        : verdict is { ByLot: true, Seats: 1 } ? "by lot"
        : $"by {Number(verdict.Majority)}";

    public virtual RichText TakenInUnderEmbargo(string headline, string seat) =>
        $"**Taken in, not sent out.** {headline}. {seat} is held by the desk.";

    public virtual RichText TakenInAndNotTold(string seat) =>
        $"**Taken in.** {seat} is held by the desk, and outside nothing changes by this: nobody is told.";

    public virtual RichText TakenInNothingToTell(string seat) =>
        $"**Taken in** for {seat}. Nothing that was sent changes, so nobody is told.";

    /// <summary>To a reporter who presses the button of what somebody else has typed.</summary>
    public virtual string SomebodyElses() =>
        "Only the person who typed this, or an editor, can do that.";

    public virtual RichText TakenInWhilePaused(string headline) =>
        $"**Taken in, not sent out yet.** {headline}. The desk has paused everything.";

    /// <param name="because">Why somebody else is needed; empty where it is the house rule.</param>
    public virtual RichText WaitsForSecondPerson(ImmutableArray<Caution> because) =>
        because.IsEmpty
            ? (RichText)
                $"**Waiting for a second person.** An editor has to send it: it is before the desk."
            : $"**Waiting for a second person.** An editor has to send it, because: {string.Join(' ', because.Select(Sentence))}";

    public virtual string UnknownStage(string typed, IReadOnlyList<string> stages) =>
        $"There is no stage called “{Echo(typed)}”. The stages are {Or(stages)}; a recount may have its number.";

    public virtual string NoTime(string typed) => $"“{Echo(typed)}” is no time. Write it as 02:30.";

    public virtual string NoNumber(string typed) => $"“{Echo(typed)}” is no number.";

    public virtual string NoPercentage(string typed) =>
        $"“{Echo(typed)}” is no percentage. Write it as 68.2%.";

    /// <summary>Where a share was typed as a fraction.</summary>
    /// <param name="meant">A hundred times what was typed.</param>
    public virtual string FractionOfAPercent(string typed, Fraction meant) =>
        $"“{Echo(typed)}” is less than 1%. If {Percent(meant)} is meant, write it as {Percent(meant)}.";

    public virtual string NoPicture(string file) =>
        $"“{Echo(file)}” is no picture or video that can be shown: PNG, JPEG, WebP, GIF, MP4 or WebM, up to 8 MB.";

    /// <param name="who">Who is to be quoted, as it was typed.</param>
    public virtual string NoQuotedName(string who, int longest) =>
        $"“{Echo(who)}” can't be shown as a person's name: letters, spaces and - ’ , . ( ) only, no figures, up to"
        + $" {Number(longest)} characters. What they said goes into the text.";

    public virtual string PictureLost(string file) =>
        $"“{Echo(file)}” could not be fetched. Please try again, or send it without.";

    /// <param name="rank">Reporter, Editor or Administrator.</param>
    public virtual string RankNeeded(string rank) =>
        rank switch
        {
            "Reporter" => "Only the newsroom’s reporters and editors may do this.",
            "Editor" => "Only the newsroom’s editors may do this.",
            _ => "Only the newsroom’s administrators may do this.",
        };

    public virtual string OnlyInNewsroom() => "This can only be done in the newsroom’s own server.";

    /// <param name="here">The server it was asked in, by its id; null where it was in none.</param>
    public virtual RichText NoNewsroom(string? here) =>
        $"Nobody can declare yet: no newsroom is named. Whoever runs this bot has to put the id of the newsroom’s server{(here is null ? "" : $" (this one is {here})")} into {RichText.Fixed("Discord:NewsroomGuilds")}.";

    /// <param name="yours">The seats that the person is tied to.</param>
    public virtual string NotYourSeat(string seat, IReadOnlyList<string> yours) =>
        $"{seat} is not one of your seats: {And([.. yours])}. An editor can change that.";

    /// <summary>The seat's name; its code where the pack has dropped it since.</summary>
    public virtual string Seat(ContestId id) => Definition.FindContest(id)?.Name ?? id.Value;
}
