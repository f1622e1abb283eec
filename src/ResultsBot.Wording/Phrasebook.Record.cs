using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>What happened, for those who look it up later.</summary>
public partial class Phrasebook
{
    /// <summary>An event in a sentence: what was said, with its figures.</summary>
    public virtual string Happened(ElectionEvent happened) =>
        happened switch
        {
            ElectionEvent.StageReported e =>
                $"{SeatOf(e)}: {Stage(e.Stage)}{Because(e.Stage.Reason)}",
            ElectionEvent.PapersVerified e =>
                $"{SeatOf(e)}: {Number(e.Papers)} ballot papers verified"
                    + (e.Turnout is { } t ? $", turnout announced {Percent(t)}" : ""),
            ElectionEvent.CountReported e =>
                $"{SeatOf(e)}: running count {Figures(e.Contest, e.Votes)}",
            ElectionEvent.WinnerFlashed e =>
                $"{SeatOf(e)}: {CandidateOf(e.Contest, e.Candidate)} flashed as the winner",
            ElectionEvent.FlashWithdrawn e =>
                $"{SeatOf(e)}: flash of {Candidates(e.Contest, e.Flashes)} withdrawn{Because(e.Reason)}",
            ElectionEvent.LotDrawn e =>
                $"{SeatOf(e)}: {CandidateOf(e.Contest, e.Candidate)} won when lots were drawn",
            ElectionEvent.Proposed e => $"proposed: {Asked(e.Asks)}",
            ElectionEvent.SecondPersonAsked => "asked for a second person to send it",
            ElectionEvent.ProposalWithdrawn => "cancelled or replaced the proposal",
            ElectionEvent.ProposalRejected e => $"rejected the proposal{Because(e.Reason)}",
            ElectionEvent.ProposalSent => "sent the proposal",
            ElectionEvent.PollPostponed e => $"{SeatOf(e)}: poll postponed{Because(e.Reason)}",
            ElectionEvent.PollReopened e =>
                $"{SeatOf(e)}: poll going ahead after all{Because(e.Reason)}",
            ElectionEvent.ResultDeclared { Figures.IsUnopposed: true } e =>
                $"{SeatOf(e)}: {Candidates(e.Contest, e.Figures.Elected)} elected unopposed",
            ElectionEvent.ResultDeclared e =>
                $"{SeatOf(e)}: declared {Figures(e.Contest, e.Figures)}",
            ElectionEvent.ResultCorrected e =>
                $"{SeatOf(e)}: corrected to {Figures(e.Contest, e.Figures)}{Because(e.Reason)}",
            ElectionEvent.ElectorateCorrected e =>
                $"{SeatOf(e)}: electorate corrected from {Number(e.Before)} to {Number(e.Electorate)}{Because(e.Reason)}",
            ElectionEvent.ResultRetracted e => $"{SeatOf(e)}: result withdrawn{Because(e.Reason)}",
            ElectionEvent.ResultReinstated e => $"{SeatOf(e)}: result reinstated",
            ElectionEvent.Noted e => $"{SeatOf(e)}: noted “{e.Text}”{Pictured(e.Photo)}",
            ElectionEvent.Quoted e => $"{SeatOf(e)}: quoted {e.Who}, “{e.Text}”{Pictured(e.Photo)}",
            ElectionEvent.PostWritten e =>
                $"live blog entry {Number(e.Post)}: “{e.Words.Headline}”, “{e.Words.Text}”{Pictured(e.Photo)}",
            ElectionEvent.PostCorrected e =>
                $"live blog entry {Number(e.Post)} corrected to “{e.Words.Headline}”, “{e.Words.Text}”{Because(e.Reason)}",
            ElectionEvent.PostWithdrawn e =>
                $"live blog entry {Number(e.Post)} withdrawn{Because(e.Reason)}",
            ElectionEvent.EntryMarked e => $"update #{e.Entry} of the live blog {MarkedAs(e.Mark)}",
            ElectionEvent.TakenBack e => $"{SeatOf(e)}: last report withdrawn",
            ElectionEvent.EmbargoPlaced e => $"{Place(e.Embargo)} put on hold",
            ElectionEvent.EmbargoLifted e => $"{Place(e.Embargo)} released",
            ElectionEvent.Paused e => $"everything paused{Because(e.Line)}",
            ElectionEvent.Resumed e => $"everything resumed{Because(e.Line)}",
            _ => throw new ArgumentOutOfRangeException(
                nameof(happened),
                happened,
                "No sentence for it."
            ),
        };

    /// <summary>An entry of the record, in a file, by the clock where the election is.</summary>
    public virtual string RecordLine(long version, DateTimeOffset at, string by, string happened) =>
        $"{version} {Definition.Local(at):yyyy-MM-dd HH:mm:ss} {by}: {happened}";

    /// <summary>What a proposal asks for.</summary>
    public virtual string Asked(Command.Report report) =>
        report switch
        {
            Command.ReportStage c => $"{SeatOf(c)}: {Stage(c.Stage)}{Because(c.Stage.Reason)}",
            Command.ReportVerified c => $"{SeatOf(c)}: {Number(c.Papers)} ballot papers verified",
            Command.ReportCount c => $"{SeatOf(c)}: running count {Figures(c.Contest, c.Votes)}",
            Command.Flash c =>
                $"{SeatOf(c)}: {CandidateOf(c.Contest, c.Candidate)} flashed as the winner",
            Command.WithdrawFlash c =>
                $"{SeatOf(c)}: withdraw the flash of {Candidates(c.Contest, c.Flashes)}{Because(c.Reason)}",
            Command.RecordLot c =>
                $"{SeatOf(c)}: {CandidateOf(c.Contest, c.Candidate)} won when lots were drawn",
            Command.DeclareUnopposed c => $"{SeatOf(c)}: candidates elected unopposed",
            Command.PostponePoll c => $"{SeatOf(c)}: poll postponed{Because(c.Reason)}",
            Command.ReopenPoll c => $"{SeatOf(c)}: poll going ahead after all{Because(c.Reason)}",
            Command.Declare c => $"{SeatOf(c)}: declare {Figures(c.Contest, c.Figures)}",
            Command.Correct c =>
                $"{SeatOf(c)}: correct to {Figures(c.Contest, c.Figures)}{Because(c.Reason)}",
            Command.CorrectElectorate c =>
                $"{SeatOf(c)}: correct the electorate from {Number(c.Stands)} to {Number(c.Electorate)}{Because(c.Reason)}",
            Command.Retract c => $"{SeatOf(c)}: withdraw the result{Because(c.Reason)}",
            Command.Reinstate c => $"{SeatOf(c)}: reinstate the result",
            Command.Note c => $"{SeatOf(c)}: note “{c.Text}”{Pictured(c.Photo)}",
            Command.Quote c => $"{SeatOf(c)}: quote {c.Who}, “{c.Text}”{Pictured(c.Photo)}",
            _ => throw new ArgumentOutOfRangeException(nameof(report), report, "No words for it."),
        };

    private string SeatOf(ElectionEvent happened) => Seat(happened.About!.Value);

    private string SeatOf(Command.Report report) => Seat(report.Contest);

    /// <summary>By number where the pack has dropped the contest since.</summary>
    private string CandidateOf(ContestId contest, int number) =>
        Definition.FindContest(contest) is { } found ? Name(found.Candidate(number)) : $"{number}";

    private string Candidates(ContestId contest, ImmutableArray<int> numbers) =>
        And([.. numbers.Select(n => CandidateOf(contest, n))]);

    private string Figures(ContestId contest, Figures figures) =>
        Figures(contest, figures.Votes)
        + (figures.Rejected is { } rejected ? $"; rejected ballots {Number(rejected)}" : "");

    private string Figures(ContestId contest, ImmutableArray<CandidateVotes> votes) =>
        string.Join(
            ", ",
            votes
                .OrderByDescending(v => v.Votes)
                .Select(v => $"{CandidateOf(contest, v.Candidate)} {Number(v.Votes)}")
        );

    private static string Because(string? reason) => reason is null ? "" : $" ({reason})";

    private static string Pictured(string? photo) => photo is null ? "" : " with a picture";
}
