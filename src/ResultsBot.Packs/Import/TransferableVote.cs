namespace ResultsBot.Packs.Import;

/// <summary>
/// Councils in Scotland and Northern Ireland, and the Assembly, are elected by single transferable vote, which a pack
/// can't hold: read as first past the post they would go out with wrong winners.
/// </summary>
internal static class TransferableVote
{
    public static string Refusal(IReadOnlyList<string> contests) =>
        $"{ImportReport.Some(contests)}: elected by single transferable vote, which a pack cannot hold";

    /// <param name="isWard">Whether the source calls it a ward or a division, or the election is to a council.</param>
    public static bool IsUsedIn(SourceContest contest, bool isWard) =>
        contest.Code switch
        {
            // Wards of Scotland, and electoral areas and districts of Northern Ireland (ONS).
            ['S', '1', '3', ..]
            or ['N', '1', '0', ..]
            or ['N', '0', '8', ..]
            or ['N', '0', '9', ..] => true,
            _ => (isWard || contest.Seats > 1)
                && (
                    contest.Nation is "Scotland" or "Northern Ireland"
                    || contest.Region is "Scotland" or "Northern Ireland"
                    || contest.Code is ['S' or 'N', >= '0' and <= '9', >= '0' and <= '9', ..]
                ),
        };
}
