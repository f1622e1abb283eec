using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>How many seats a contest has, whether anybody votes there, and whether its candidates are as many as that asks for.</summary>
/// <param name="isLacking">Whether a row of the contest of this code could not be used.</param>
internal sealed class SeatsAndPoll(
    DraftRules rules,
    ImportReport report,
    Func<string, bool> isLacking
)
{
    public void Settle(DraftContest contest, PartyBook book)
    {
        CountSeats(contest);
        SettlePoll(contest);
        RefuseOverfull(contest, book);
    }

    private void CountSeats(DraftContest contest)
    {
        var elected = contest.Candidates.Count(c => c.Elected);
        if (contest.Facts.Seats is null && elected == 0 && rules.NeedsSeats)
        {
            report.Refuse(
                $"how many seats {contest.Facts.Name} has is not said{(rules.SeatsColumn.Length > 0 ? $": a column {rules.SeatsColumn} is needed" : ", as nobody is elected there")}"
            );
        }
        contest.Seats = contest.Facts.Seats ?? Math.Max(1, elected);
    }

    /// <summary>Where there are no more candidates than seats nobody votes, unless somebody is missing.</summary>
    private void SettlePoll(DraftContest contest)
    {
        var (name, candidates) = (contest.Facts.Name, contest.Candidates.Count);
        var isFull = candidates > 0 && contest.Candidates.All(c => c.Elected && c.Votes is null);
        if (contest.Poll.Length > 0)
        {
            return;
        }
        if (contest.Facts.IsCancelled)
        {
            contest.Poll = candidates <= contest.Seats && isFull ? "unopposed" : "postponed";
            report.Note(
                contest.Poll == "unopposed"
                    ? $"{name}: nobody else stands, and all are elected unopposed"
                    : $"{name}: the poll is cancelled, and put down as postponed"
            );
        }
        else if (candidates <= contest.Seats && (isFull || rules.IsWhole))
        {
            contest.Poll = "unopposed";
            report.Note($"{name}: nobody else stands, and all are elected unopposed");
        }
        else if (candidates <= contest.Seats && !isLacking(contest.Facts.Code))
        {
            report.Refuse(
                new PackFault(
                    report.File,
                    contest.Line,
                    $"{name} has no more candidates ({candidates}) than seats ({contest.Seats}): is a row of another contest misspelt? If nobody else stands, say unopposed in a column poll"
                )
            );
        }
    }

    /// <summary>
    /// Nobody stands against their own party: with several of its candidates there are several seats, and with one seat
    /// two of them would count as a loser and a winner. Parties that only the file knows may be several under one name.
    /// </summary>
    private void RefuseOverfull(DraftContest contest, PartyBook book)
    {
        foreach (
            var (party, candidates) in contest
                .Candidates.GroupBy(c => book.Id(c.Party))
                .Where(g => IsOneParty(g.Key))
                .Select(g => (g.Key, g.ToArray()))
                .Where(g => g.Item2.Length > contest.Seats)
        )
        {
            var lines = string.Join(", ", candidates.Select(c => c.Row.Line.Line));
            var sentence =
                $"{contest.Facts.Name} has {(contest.Seats == 1 ? "one seat" : $"{contest.Seats} seats")}"
                + $"{(contest.Facts.Seats is null ? ", as nothing says how many," : "")} and {candidates.Length} candidates of {party} (line {lines})";
            if (contest.Seats > 1)
            {
                report.Note($"{sentence}: are the seats right?");
                continue;
            }
            report.Refuse(
                new PackFault(
                    report.File,
                    candidates[0].Row.Line.Line,
                    contest.Facts.Seats is null
                        ? $"{sentence}: say in a column seats how many are elected there"
                        : $"{sentence}: are there more seats, or is a party or a contest misspelt?"
                )
            );
        }
    }

    private static bool IsOneParty(string party) =>
        party is not ("Ind" or "Spk") && PartyRegister.Find(party) is not null;
}
