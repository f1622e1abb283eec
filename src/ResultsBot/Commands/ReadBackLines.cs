using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>What a read-back says of a proposal beside its post: what was checked, and what stays as it is.</summary>
internal sealed class ReadBackLines(Phrasebook phrases)
{
    private const int FiguresInALine = 4;

    /// <summary>What was checked, and what it does beside what the post says.</summary>
    public IEnumerable<RichText> Checks(Look look, Contest contest) =>
        look.Asks switch
        {
            Command.Declare c => OfFigures(look, contest, c.Figures, c.Announced),
            Command.Correct c => OfFigures(look, contest, c.Figures, c.Announced),
            Command.CorrectElectorate { Electorate: var electorate } =>
            [
                phrases.ElectorateChanges(
                    contest.Electorate,
                    electorate,
                    look.Election.State(contest.Id).VerdictIfAny
                ),
            ],
            Command.Retract when FlashesLeft(look) is { IsEmpty: false } flashed =>
            [
                phrases.FlashStays([.. flashed.Select(contest.Candidate)]),
            ],
            _ => [],
        };

    private IEnumerable<RichText> OfFigures(
        Look look,
        Contest contest,
        Figures said,
        Announced? announced
    )
    {
        var verified =
            look.Election.State(contest.Id).Progress.VerifiedPapers ?? announced?.Verified;
        var figures = look.Election.Drawn(contest.Id, said).WithPapers(contest, verified);
        if (
            Count.Of(contest, figures, look.Election.Definition.HasDeposits)
            is not Count.Complete { Verdict: var verdict }
        )
        {
            yield break;
        }
        yield return phrases.EveryCandidateHasAFigure(contest.Candidates.Length);
        var valid = contest.Rule.ValidPapers(figures);
        if (verdict.Turnout is { } turnout && valid is { } papers)
        {
            yield return phrases.TurnoutOf(turnout, (int)papers, contest.Electorate);
        }
        // The papers that follow from the verified total match it by themselves.
        if (verified is { } all && contest.Rule.ValidPapers(said) + (said.Rejected ?? 0) == all)
        {
            yield return phrases.Reconciled(all);
        }
        else if (figures.Rejected is { } rejected && valid is { } others)
        {
            yield return phrases.RejectedGiven(rejected, (int)(others + rejected));
        }
        if (
            figures.Rejected is null
            && !verdict.IsUnopposed
            && !look.Cautions.OfType<Caution.RejectedNotSaid>().Any()
        )
        {
            yield return phrases.RejectedNotGiven();
        }
        if (announced is not null)
        {
            ImmutableArray<AnnouncedCheck> agreeing =
            [
                .. AnnouncedCheck
                    .Of(contest, figures, verdict, verified, announced)
                    .Where(c =>
                        c.Agrees
                        && c
                            is not AnnouncedCheck.OfFigure
                            {
                                Figure: AnnouncedFigure.VerifiedPapers
                            }
                    ),
            ];
            if (!agreeing.IsEmpty)
            {
                yield return phrases.MatchesText(agreeing);
            }
        }
    }

    /// <summary>What a correction leaves as it stands, whether it was typed again or not named.</summary>
    public IEnumerable<RichText> Kept(Look look, Contest contest)
    {
        if (
            look.Asks is not Command.Correct { Figures: var figures }
            || look.Election.State(contest.Id) is not ContestState.Declared { Figures: var stands }
        )
        {
            yield break;
        }
        foreach (
            var some in stands
                .Votes.Where(v => figures.Of(v.Candidate) == v.Votes)
                .OrderByDescending(v => v.Votes)
                .Select(v => phrases.NameAndVotes(contest.Candidate(v.Candidate), v.Votes))
                .Chunk(FiguresInALine)
        )
        {
            yield return phrases.VotesUnchanged(some);
        }
        if (figures.Rejected is { } rejected && rejected == stands.Rejected)
        {
            yield return phrases.RejectedKept(rejected);
        }
        if (figures.Papers is { } papers && papers == stands.Papers)
        {
            yield return phrases.PapersKept(papers);
        }
    }

    /// <summary>What a retraction leaves standing: who was flashed, and elected by the result that is taken back.</summary>
    private static ImmutableArray<int> FlashesLeft(Look look) =>
        look.Election.State(look.Asks.Contest) is ContestState.Declared declared
            ? declared.Progress.Flashes.RemoveAll(f =>
                declared.Verdict.Elected.All(l => l.Candidate.Number != f)
            )
            : [];
}
