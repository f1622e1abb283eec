using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>
/// What a file calls parties that the register doesn't know, and which party each is: one of the register's, or one of its
/// own. Nothing but this makes a party of a description.
/// </summary>
internal sealed class DescriptionTable
{
    private static readonly SourceColumn[] Columns =
    [
        new("description", "description", "party description", "party name", "name"),
        new("party", "party", "abbreviation", "party abbreviation"),
    ];

    private readonly Dictionary<string, string> _parties = [];
    private readonly HashSet<string> _abbreviations = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (string Name, int Candidates)> _unknown = [];

    /// <param name="path">A CSV of description and party; null for none.</param>
    public static DescriptionTable Read(string? path, ImportReport report)
    {
        var read = new DescriptionTable();
        if (path is null || SourceTable.Read(path, Columns, report) is not { } table)
        {
            return read;
        }
        var wellKnown = new List<string>();
        foreach (var row in table.Rows)
        {
            var (description, party) = (row.Text("description"), row.Text("party"));
            if (description.Length == 0 || party.Length == 0)
            {
                row.Refuse("a description and its party are needed");
            }
            else if (!read._parties.TryAdd(Words.Key(description), party))
            {
                row.Refuse($"“{description}” is there twice");
            }
            else if (NewAbbreviation.FaultOf(party, description) is { } fault)
            {
                row.Refuse(fault);
            }
            else if (PartyRegister.Find(party) is { } known)
            {
                wellKnown.Add($"“{SourceTable.Shown(description)}” is {known.Name} ({known.Id})");
            }
            read._abbreviations.Add(party);
            if (row.Problem is { } problem)
            {
                report.Refuse(new PackFault(Path.GetFileName(path), row.Line.Line, problem));
            }
        }
        if (wellKnown.Count > 0)
        {
            // Whoever gave a party of their own the initials of another sees it here (SF for Staveley First).
            report.Note($"descriptions of well-known parties: {ImportReport.Some([.. wellKnown])}");
        }
        return read;
    }

    /// <summary>The label with its party, where the table knows it.</summary>
    public PartyLabel Of(PartyLabel label)
    {
        if (Resolved(label) is { } known)
        {
            return known;
        }
        var key = Words.Key(label.Name);
        var before = _unknown.GetValueOrDefault(key);
        _unknown[key] = (label.Name, before.Candidates + 1);
        return label;
    }

    /// <summary>Why the abbreviation that a table gives a party beside its name can't be its own; null where it can.</summary>
    public string? FaultOf(PartyLabel label)
    {
        if (
            label is { IsLibrarys: true } or { Register.Length: > 0 } or { Abbreviation: "" }
            || PartyBook.IsWellKnown(label)
            || _parties.ContainsKey(Words.Key(label.Name))
        )
        {
            return null;
        }
        return PartyRegister.Find(label.Abbreviation) is { } known
            ? $"is “{SourceTable.Shown(label.Name)}” {known.Name} ({known.Id})? Say it with --parties, a CSV of description and party"
            : NewAbbreviation.FaultOf(label.Abbreviation, label.Name);
    }

    /// <returns>Null where nobody knows what party it is.</returns>
    public PartyLabel? Resolved(PartyLabel label) =>
        PartyBook.IsWellKnown(label) ? label
        : _parties.TryGetValue(Words.Key(label.Name), out var party)
            ? label with
            {
                Abbreviation = party,
                IsLibrarys = true,
            }
        : PartyBook.IsKnown(label) ? label
        // The votes of last time may be by the abbreviation that this table gives.
        : _abbreviations.TryGetValue(label.Name, out var own)
            ? new PartyLabel("", own, IsLibrarys: true)
        : null;

    public void RefuseUnknown(ImportReport report)
    {
        if (_unknown.Count > 0)
        {
            string[] named =
            [
                .. _unknown
                    .Values.OrderByDescending(u => u.Candidates)
                    .ThenBy(u => u.Name, StringComparer.Ordinal)
                    .Select(u => $"“{SourceTable.Shown(u.Name)}” ({u.Candidates})"),
            ];
            report.Refuse(
                $"the register doesn't know what party this is: {ImportReport.Some(named)}; say it with --parties, a CSV of description and party: an abbreviation that is known (Con), or a new one for a party of its own"
            );
        }
    }
}
