using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What a reporter is told of what was typed: read back, sent, or not.</summary>
public partial class Phrasebook
{
    /// <param name="warnings">How many are still to be accepted.</param>
    /// <param name="button">What the button that sends says.</param>
    public virtual RichText IsThisRight(int warnings, string button) =>
        warnings switch
        {
            0 => (RichText)$"**Is this right?** Nothing is sent yet.",
            1 => $"**Is this right?** Nothing is sent until you press **{button} anyway**.",
            _ =>
                $"**Is this right?** Nothing is sent yet: {Number(warnings)} warnings to accept first.",
        };

    public virtual RichText SomethingCameUp() =>
        $"**Nothing was sent.** Something has changed since you were shown this: see below.";

    /// <param name="seat">Null where it is about none.</param>
    public virtual RichText NothingSent(string? seat) =>
        seat is null
            ? (RichText)$"**Nothing was sent.** Your text is kept: press Edit to fix it."
            : $"**{seat}: nothing was sent.** Your text is kept: press Edit to fix it.";

    public virtual string Cancelled() => "Cancelled. Nothing was sent.";

    public virtual RichText NoLongerKept(string command) =>
        $"**Nothing was sent:** what you typed has expired. Please use {Slash(command)} again.";

    /// <summary>Where nothing answers to a command, a button or a form any more.</summary>
    public virtual RichText NoLongerInUse() =>
        $"**Nothing was sent:** this is out of date. Check /seat before you type the command again.";

    /// <summary>When the disk is full or the database is down. A command that saves twice may have saved once: hence /seat.</summary>
    public virtual RichText StoreTakesNothing() =>
        $"**This may not have been sent:** I can’t save anything at the moment. Wait a minute, check /seat, then send it again if it isn’t there.";

    public virtual RichText SomethingWentWrong() =>
        $"**This may not have been sent:** something went wrong on my side. Check /seat, then send it again if it isn’t there.";

    /// <summary>Where a form could not be opened in the three seconds there are.</summary>
    public virtual string TookTooLong() =>
        "That took too long: the form didn’t open and nothing was sent. Please try again.";

    /// <summary>The same where a picture came with the command, and is kept.</summary>
    public virtual string PictureKept() =>
        "The picture is saved, but fetching it took too long to open a form. Press Edit to add the text.";

    public virtual string TooManyRequests() =>
        "Nothing was done: too many requests. Try again in a few seconds.";

    public virtual string BroadcastButton() => "Broadcast";

    public virtual string WithdrawResultButton() => "Withdraw result";

    public virtual string WithdrawFlashButton() => "Withdraw flash";

    public virtual string WithdrawPostponementButton() => "Withdraw postponement";

    public virtual string EditButton() => "Edit";

    /// <summary>In a form's text, as a returning officer says it.</summary>
    public virtual string ValidPapersLine() => "Valid ballot papers";

    /// <summary>On the button that takes the candidate whom a name nearly is.</summary>
    public virtual string UseButton(Candidate candidate) => $"Use {Name(candidate)}";

    public virtual string UseSeatButton(Contest seat) => $"Use {seat.Name}";

    public virtual string CancelButton() => "Cancel";

    public virtual string ApproveButton() => "Approve and send";

    public virtual string RejectButton() => "Reject with reason";

    /// <summary>On the button that accepts one caution of several.</summary>
    public virtual string AcceptButton(Caution caution) => $"Accept: {Overridden(caution)}";

    /// <summary>On a button that was pressed, while there’s more to accept.</summary>
    public virtual string AcceptedButton(Caution caution) => $"☑ Accepted: {Overridden(caution)}";

    /// <summary>On the button that accepts the last caution, and sends.</summary>
    /// <param name="button">What it says where nothing is odd.</param>
    public virtual string AnywayButton(string button, Caution caution) =>
        $"{button} anyway: {Overridden(caution)}";

    /// <summary>What pressing overrides, in a few words that go on after a colon.</summary>
    protected virtual string Overridden(Caution caution) =>
        caution switch
        {
            Caution.NoVerifiedTotal => "no verified total",
            Caution.RejectedNotSaid => "rejected ballots not given",
            Caution.DiffersFromText c => $"{Announced(c.Check)} differs from what you pasted",
            Caution.TurnoutOffAnnounced => "turnout differs from the one announced",
            Caution.TurnoutFarFromLastTime => "turnout far from last time",
            Caution.ElectorateFarFromPack => "electorate over 15% out",
            Caution.TotalFell => "fewer than reported earlier",
            Caution.LooksSwapped or Caution.SwappedByShares => "figures may be swapped",
            Caution.ContradictsFlash => "winner differs from flash",
            Caution.WinnerChanges => "winner changes",
            Caution.AnotherLot => "different winner when lots were drawn",
            Caution.ContradictsLot => "winner of the lots doesn’t lead",
            Caution.NamesAlike => "similar names",
            Caution.SameAsAnother => "same figures as another seat",
            Caution.FarFromArea => "share change unlike the rest of the area",
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
        $"✓ All {Number(candidates)} candidates have a figure.";

    public virtual string RejectedNotGiven() => "· Rejected ballots not given.";

    /// <param name="papers">With those rejected.</param>
    public virtual string RejectedGiven(int rejected, int papers) =>
        $"✓ With {Number(rejected)} rejected: {Of(papers, "paper", "papers")}.";

    /// <param name="valid">The papers that it is worked out from.</param>
    public virtual string TurnoutOf(Fraction turnout, int valid, int electorate) =>
        $"✓ Turnout {Percent(turnout)}: {Number(valid)} of {Number(electorate)}.";

    public virtual string Reconciled(int verified) =>
        $"✓ Matches the verified total: {Number(verified)}.";

    public virtual string MatchesText(ImmutableArray<AnnouncedCheck> checks) =>
        $"✓ Matches the text: {And([.. checks.Select(Said)])}.";

    public virtual string WillBeHeld(string seat) =>
        $"⏸ {seat} is on hold: this will be accepted, and published when the desk releases it.";

    /// <summary>Of something held, as where a result is taken back that never went out.</summary>
    public virtual string WillNotBeTold(string seat) =>
        $"⏸ {seat} is on hold. This will be saved; it changes nothing already published, so nobody will be told.";

    public virtual string WillWaitForPause() =>
        "⏸ The desk has paused everything: this will be accepted, and published when it resumes.";

    /// <param name="verdict">Null where there are no figures.</param>
    /// <param name="channels">How many it goes to; null where that isn't known.</param>
    public virtual RichText Sent(string headline, Verdict? verdict, int? channels) =>
        verdict is { } v
            ? (RichText)$"**Sent.** {headline}, {ByHow(v)}.{GoesTo(channels)}"
            : $"**Sent.** {headline}.{GoesTo(channels)}";

    /// <summary>Empty, or a sentence with a space before it.</summary>
    protected virtual string GoesTo(int? channels) =>
        channels switch
        {
            null => "",
            0 => " No channel follows it yet.",
            { } some => $" It goes to {Of(some, "channel", "channels")}.",
        };

    /// <summary>“by 1,753”, “by lot”</summary>
    public virtual string ByHow(Verdict verdict) =>
        verdict.IsUnopposed ? "unopposed"
        : verdict is { ByLot: true, Seats: 1 } ? "by drawing lots"
        : $"by {Number(verdict.Majority)}";

    public virtual RichText TakenInUnderEmbargo(string headline, string seat) =>
        $"**Accepted, not yet published.** {headline}. The desk has put {seat} on hold.";

    public virtual RichText TakenInAndNotTold(string seat) =>
        $"**Saved; nothing was posted.** {seat} is on hold, and this changes nothing already published.";

    public virtual RichText TakenInNothingToTell(string seat) =>
        $"**Saved for {seat}; nothing was posted.** It changes nothing already published.";

    /// <summary>To a reporter who presses the button of what somebody else has typed.</summary>
    public virtual string SomebodyElses() =>
        "Only the person who typed this, or an editor, can do that.";

    public virtual RichText TakenInWhilePaused(string headline) =>
        $"**Accepted, not yet published.** {headline}. The desk has paused everything.";

    /// <param name="because">Why somebody else is needed; empty where it is the house rule.</param>
    public virtual RichText WaitsForSecondPerson(string seat, ImmutableArray<Caution> because) =>
        because.IsEmpty
            ? (RichText)
                $"**{seat}: not sent yet, it needs a second person.** Another editor has to send it; it’s with the desk."
            : $"**{seat}: not sent yet, it needs a second person.** Another editor has to send it; it’s with the desk. Reason: {string.Join(' ', because.Select(Sentence))}";

    public virtual string UnknownStage(string typed, IReadOnlyList<string> stages) =>
        $"There’s no stage called “{Echo(typed)}”. Use {Or(stages)}; a recount can have a number.";

    public virtual string NoTime(string typed) =>
        $"“{Echo(typed)}” isn’t a time. Write it like 02:30.";

    public virtual string NoNumber(string typed) =>
        $"“{Echo(typed)}” isn’t a number{LetterForDigit(typed)}.";

    /// <summary>What a thumb types for a nought or a one.</summary>
    protected virtual string LetterForDigit(string typed) =>
        typed.Any(char.IsAsciiDigit)
        && typed.Where(char.IsLetter).Distinct().ToArray()
            is [('o' or 'O' or 'l' or 'I') and var letter]
            ? $" (letter {letter}?)"
            : "";

    public virtual string NoPercentage(string typed) =>
        $"“{Echo(typed)}” isn’t a percentage. Write it like 68.2%.";

    /// <summary>Where a share was typed as a fraction.</summary>
    /// <param name="meant">A hundred times what was typed.</param>
    public virtual string FractionOfAPercent(string typed, Fraction meant) =>
        $"“{Echo(typed)}” is less than 1%. If you mean {Percent(meant)}, write {Percent(meant)}.";

    public virtual string NoPicture(string file) =>
        $"“{Echo(file)}” isn’t a picture or video I can post: PNG, JPEG, WebP, GIF, MP4 or WebM, up to 8 MB.";

    /// <param name="who">Who is to be quoted, as it was typed.</param>
    public virtual string NoQuotedName(string who, int longest) =>
        $"“{Echo(who)}” can’t be used as a name: use letters, spaces and - ’ , . ( ) only, up to"
        + $" {Number(longest)} characters. Put what they said in the text.";

    public virtual string PictureLost(string file) =>
        $"“{Echo(file)}” couldn’t be fetched. Please try again, or send it without the picture.";

    /// <param name="rank">Reporter, Editor or Administrator.</param>
    public virtual string RankNeeded(string rank) =>
        rank switch
        {
            "Reporter" => "Only the newsroom’s reporters and editors can do this.",
            "Editor" => "Only the newsroom’s editors can do this.",
            _ => "Only the newsroom’s administrators can do this.",
        };

    public virtual string OnlyInNewsroom() => "You can only do this on the newsroom’s own server.";

    /// <param name="here">The server it was asked in, by its id; null where it was in none.</param>
    public virtual RichText NoNewsroom(string? here) =>
        $"Nobody can report results yet: the bot doesn’t know its newsroom. Whoever runs it needs to put the newsroom’s server id{(here is null ? "" : $" (this one’s is {here})")} in {RichText.Fixed("Discord:NewsroomGuilds")}.";

    /// <param name="yours">The seats that the person is assigned to.</param>
    public virtual string NotYourSeat(string seat, IReadOnlyList<string> yours) =>
        $"{seat} isn’t one of your seats ({And([.. yours])}). An editor can change that.";

    /// <summary>The seat's name; its code where the pack has dropped it since.</summary>
    public virtual string Seat(ContestId id) => Definition.FindContest(id)?.Name ?? id.Value;
}
