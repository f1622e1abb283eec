namespace ResultsBot.Packs.Import;

/// <summary>
/// A candidate's party in the Library's tables and in those of Parliament (https://electionresults.parliament.uk/), which
/// have columns of their own for independents, the Speaker and a second party, such as the Co-operative Party.
/// </summary>
internal static class ParliamentsParty
{
    public static PartyLabel Of(SourceRow row, ImportReport report)
    {
        var name = row.Name("party", report);
        var abbreviation = row.Text("abbreviation");
        if (row.Yes("speaker"))
        {
            return new PartyLabel("Speaker", "Spk");
        }
        if (row.Yes("independent"))
        {
            return new PartyLabel("Independent", "Ind");
        }
        return new PartyLabel(
            row.Text("second party").Length > 0 && abbreviation == "Lab"
                ? "Labour and Co-operative"
                : name,
            abbreviation,
            row.Text("register")
        );
    }
}
