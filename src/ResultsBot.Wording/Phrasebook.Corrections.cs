using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What a correction changes, in its own post and in the copies of what it corrects.</summary>
public partial class Phrasebook
{
    /// <summary>More stand in the table alone.</summary>
    private const int FiguresInASentence = 3;

    /// <summary>What differs between two results of one contest.</summary>
    internal IEnumerable<CorrectedFigure> CorrectedFigures(Verdict before, Verdict after)
    {
        var votes = before.Lines.ToDictionary(l => l.Candidate.Number, l => (int?)l.Votes);
        return after
            .Lines.Select(l => new CorrectedFigure(
                l.Candidate,
                "",
                votes.GetValueOrDefault(l.Candidate.Number),
                l.Votes
            ))
            .Append(new CorrectedFigure(null, RejectedRow, before.Rejected, after.Rejected))
            .Append(new CorrectedFigure(null, MajorityRow, before.Majority, after.Majority))
            .Where(f => f.Was != f.Now);
    }

    /// <summary>“Green 2,682 → 2,862. Lab hold is unchanged.”</summary>
    public virtual RichText WhatChanged(Contest contest, Verdict before, Verdict after)
    {
        var was = Headline(contest, before);
        var outcome =
            was == Headline(contest, after)
                ? OutcomeUnchanged(after)
                : $"We first reported: {was}, {ByHow(before)}.";
        return FiguresChanged(contest, before, after) is { Length: > 0 } figures
            ? (RichText)$"**{figures}.** {outcome}"
            : outcome;
    }

    /// <summary>In a copy that shows the right figures now: what it said before.</summary>
    public virtual RichText CorrectedNote(Contest contest, Verdict before, Verdict after)
    {
        var was = Headline(contest, before);
        var figures = FiguresChanged(contest, before, after);
        RichText changed = figures.Length == 0 ? RichText.Empty : $" {figures}.";
        return was == Headline(contest, after)
            ? (RichText)$"**Corrected.**{changed} {OutcomeUnchanged(after)}"
            : $"**Corrected.** We first reported: ~~{was}~~.{changed}";
    }

    public virtual string NotGiven => "not given";

    public virtual string RejectedBallots => "rejected ballots";

    public virtual string OutcomeUnchanged(Verdict verdict) =>
        $"{Labels.InShort(verdict)} is unchanged.";

    /// <summary>“Green 2,682 → 2,862, Lab 19,316 → 19,136”; empty where none has changed.</summary>
    private string FiguresChanged(Contest contest, Verdict before, Verdict after)
    {
        var parties = contest.Candidates.CountBy(c => c.Party).ToDictionary();
        CorrectedFigure[] changed =
        [
            .. CorrectedFigures(before, after).Where(f => f.What != MajorityRow),
        ];
        var told = changed.Length > FiguresInASentence ? changed[..FiguresInASentence] : changed;
        var text = Capital(string.Join(", ", told.Select(f => FigureChanged(f, Whose(f)))));
        return told.Length < changed.Length
            ? $"{text} {AndMore(changed.Length - told.Length)}"
            : text;

        string Whose(CorrectedFigure figure) =>
            figure.Candidate is not { } candidate ? RejectedBallots
            : parties.GetValueOrDefault(candidate.Party) == 1 ? candidate.Party.Value
            : candidate.Name;
    }

    private string FigureChanged(CorrectedFigure figure, string whose)
    {
        return $"{whose} {Given(figure.Was)} → {Given(figure.Now)}";

        string Given(int? votes) => votes is { } number ? Number(number) : NotGiven;
    }
}
