using ResultsBot.Packs.Files;

namespace ResultsBot.Packs.Import;

/// <summary>Writes the files of a pack.</summary>
internal sealed class PackWriter(string folder, ImportReport report)
{
    /// <param name="previous">Null where nothing was given of last time.</param>
    /// <param name="pollCloses">The time of results that have none of their own.</param>
    public void Write(
        SortedDictionary<string, object> election,
        IReadOnlyCollection<DraftContest> contests,
        IReadOnlyList<PreviousTable.Line>? previous,
        string pollCloses
    )
    {
        Directory.CreateDirectory(folder);
        ElectionFile.Write(folder, election);
        var book = new PartyBook(
            contests
                .SelectMany(c => c.Candidates, (_, candidate) => candidate.Party)
                .Concat(previous?.Select(l => l.Party) ?? [])
        );
        PartiesFile.Write(folder, book.Lines);
        WriteContests(contests);
        WriteCandidates(contests, book);
        WriteResults(contests, book, pollCloses);
        WritePrevious(previous, book);
        if (book.Unknown.Select(p => $"{p.Id} ({p.Name})").ToArray() is { Length: > 0 } unknown)
        {
            report.Note($"abbreviations not among the well-known: {ImportReport.Some(unknown)}");
        }
    }

    private void WriteContests(IEnumerable<DraftContest> contests) =>
        ContestsFile.Write(
            folder,
            contests.Select(c =>
                (string[])
                    [
                        c.Facts.Code,
                        c.Facts.Name,
                        $"{c.Seats}",
                        $"{c.Electorate}",
                        c.Facts.County,
                        c.Facts.Region,
                        c.Facts.Nation,
                        c.Poll,
                    ]
            ),
            ContestsFile.PollColumn
        );

    private void WriteCandidates(IEnumerable<DraftContest> contests, PartyBook book) =>
        CandidatesFile.Write(
            folder,
            contests.SelectMany(
                c => c.Candidates,
                (c, candidate) =>
                    (string[])
                        [
                            c.Facts.Code,
                            candidate.Name,
                            book.Id(candidate.Party),
                            candidate.Description.Length > 0
                                ? candidate.Description
                                : book.Description(candidate.Party),
                            candidate.Sitting ? "yes" : "",
                        ]
            )
        );

    private void WriteResults(IEnumerable<DraftContest> contests, PartyBook book, string pollCloses)
    {
        var lines = new List<IReadOnlyList<string>>();
        var timeless = 0;
        foreach (var contest in contests.Where(c => c.HasVotes))
        {
            if (contest.WhyNoResult() is { } reason)
            {
                report.Note($"{contest.Facts.Name} has no result: {reason}");
                continue;
            }
            var at = contest.Facts.RecordedAt;
            if (at.Length == 0)
            {
                timeless++;
                at = pollCloses;
            }
            lines.AddRange(
                contest.Candidates.Select(c =>
                    (string[])
                        [
                            contest.Facts.Code,
                            at,
                            $"{contest.Rejected}",
                            c.Name,
                            book.Id(c.Party),
                            $"{c.Votes}",
                            c.Elected ? "yes" : "",
                        ]
                )
            );
        }
        // Without results of its own the pack must not keep those of an earlier import.
        if (lines.Count > 0 || File.Exists(Path.Combine(folder, ResultsFile.FileName)))
        {
            ResultsFile.Write(folder, lines);
        }
        if (timeless > 0)
        {
            report.Note(
                $"{timeless} results have no time in the file: the close of poll is put down for them"
            );
        }
    }

    /// <summary>Where nothing is given of last time, what was put there by hand is left alone.</summary>
    private void WritePrevious(IReadOnlyList<PreviousTable.Line>? previous, PartyBook book)
    {
        if (previous is not null)
        {
            PreviousFile.Write(
                folder,
                previous.Select(l =>
                    (string[])
                        [l.Contest, book.Id(l.Party), $"{l.Votes}", $"{l.Electorate}", $"{l.Seats}"]
                )
            );
            return;
        }
        if (File.Exists(Path.Combine(folder, PreviousFile.FileName)))
        {
            report.Note($"{PreviousFile.FileName} was there, and is left as it is");
            return;
        }
        PreviousFile.WriteEmpty(folder);
        report.Note(
            $"{PreviousFile.FileName} is empty: without votes of last time there is no hold, gain, change or swing"
        );
    }
}
