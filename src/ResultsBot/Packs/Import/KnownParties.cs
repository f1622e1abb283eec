using System.Collections.Immutable;
using ResultsBot.Pasting;

namespace ResultsBot.Packs.Import;

/// <param name="Id">The abbreviation, as the House of Commons Library writes it.</param>
/// <param name="Register">Its ids at the Electoral Commission and at Democracy Club, with spaces between.</param>
/// <param name="Aliases">What people write for it, with semicolons between.</param>
/// <param name="FullNames">Names it is registered under, with semicolons between: known, and nothing to tell of.</param>
internal sealed record KnownParty(
    string Id,
    string Name,
    string Colour = "",
    string Register = "",
    string Aliases = "",
    string FullNames = ""
);

/// <summary>The parties that people write about most, so that every import calls them the same.</summary>
internal static class KnownParties
{
    /// <summary>As in the pack's column; empty where the name itself will do.</summary>
    public static string Collective(string id) => Collectives.GetValueOrDefault(id, "");

    public static ImmutableArray<KnownParty> All { get; } =
    [
        new(
            "Lab",
            "Labour",
            "#d50000",
            "PP53 PP119 joint-party:53-119",
            "Labour and Co-operative; Labour Co-op; Lab Co-op; Labour (Co-op)",
            "Labour Party; The Labour Party; Labour and Co-operative Party; Labour & Co-operative; "
                + "Labour & Co-operative Party"
        ),
        new(
            "Con",
            "Conservative",
            "#0063ba",
            "PP52",
            "Conservatives; Conservative and Unionist; Tory; Tories; Cons",
            "Conservative Party; Conservative and Unionist Party; The Conservative Party"
        ),
        new("RUK", "Reform UK", "#12b6cf", "PP7931", "Reform; REF; RefUK"),
        new(
            "LD",
            "Liberal Democrat",
            "#fc7d0b",
            "PP90",
            "Liberal Democrats; Lib Dem; Lib Dems; LibDem; LibDems; LDem",
            "Liberal Democrat Party"
        ),
        new(
            "Green",
            "Green",
            "#78b82a",
            "PP63 PP130 PP305",
            "Greens; Green Party of England and Wales; Scottish Greens; Grn; GP",
            "Green Party; The Green Party; Scottish Green Party; Green Party Northern Ireland"
        ),
        new(
            "SNP",
            "Scottish National Party",
            "#fff685",
            "PP102",
            FullNames: "Scottish National Party (SNP)"
        ),
        new(
            "PC",
            "Plaid Cymru",
            "#348837",
            "PP77",
            "Plaid; Party of Wales",
            "Plaid Cymru - The Party of Wales"
        ),
        // The Library writes it without its accent, and leaves out the colours of those who win and do not sit.
        new("SF", "Sinn Féin", "#326760", "PP39", "Sinn Féin"),
        new(
            "DUP",
            "Democratic Unionist Party",
            "#d46a4c",
            "PP70",
            "Democratic Unionists",
            "Democratic Unionist Party - D.U.P."
        ),
        new(
            "APNI",
            "Alliance",
            "#cdaf2d",
            "PP103",
            "Alliance Party of Northern Ireland",
            "Alliance - Alliance Party of Northern Ireland; Alliance Party"
        ),
        new("UUP", "Ulster Unionist Party", "#a1cdf0", "PP83", "Ulster Unionists"),
        new(
            "SDLP",
            "Social Democratic and Labour Party",
            "#2aa82c",
            "PP55",
            FullNames: "SDLP (Social Democratic & Labour Party)"
        ),
        new(
            "TUV",
            "Traditional Unionist Voice",
            "#0c3a6a",
            "PP680",
            FullNames: "Traditional Unionist Voice - TUV"
        ),
        new("WPB", "Workers Party of Britain", "", "PP11382", "Workers Party; Workers Party GB"),
        new("SDP", "Social Democratic Party", "", "PP243"),
        new("Yrks", "The Yorkshire Party", "", "PP2055", FullNames: "Yorkshire Party"),
        new("TUSC", "Trade Unionist and Socialist Coalition", "", "PP804"),
        new("Alba", "Alba Party", "", "PP12700"),
        new("HPUK", "Heritage Party", "", "PP12550"),
        new("UKIP", "UK Independence Party", "", "PP85", "UK Independence Party (UKIP)"),
        new(
            "MRLP",
            "Monster Raving Loony Party",
            "",
            "PP66",
            "Monster Raving Loony; Official Monster Raving Loony Party; Loony"
        ),
        new("Ind", "Independent", "#909090", "ynmp-party:2", "Independents; Indep"),
        new(
            "Spk",
            "Speaker",
            "#4d4d4d",
            "ynmp-party:12522",
            "The Speaker; Speaker seeking re-election"
        ),
    ];

    /// <summary>Parties whose name in a sentence is not the one on the ballot paper.</summary>
    private static readonly Dictionary<string, string> Collectives = new(StringComparer.Ordinal)
    {
        ["Con"] = "the Conservatives",
        ["LD"] = "the Liberal Democrats",
        ["Green"] = "the Greens",
        ["SNP"] = "the Scottish National Party",
        ["DUP"] = "the Democratic Unionists",
        ["UUP"] = "the Ulster Unionists",
        ["SDLP"] = "the Social Democratic and Labour Party",
        ["APNI"] = "the Alliance Party",
        ["TUV"] = "the Traditional Unionist Voice",
        ["WPB"] = "the Workers Party of Britain",
        ["Spk"] = "the Speaker",
    };

    private static readonly Dictionary<string, KnownParty> ById = All.ToDictionary(p => p.Id);

    private static readonly Dictionary<string, KnownParty> ByRegister = All.SelectMany(
            p => Split(p.Register, ' '),
            (party, id) => (party, id)
        )
        .ToDictionary(p => p.id, p => p.party);

    private static readonly Dictionary<string, KnownParty> ByWords = All.SelectMany(
            p => Split($"{p.Id};{p.Name};{p.Aliases};{p.FullNames}", ';'),
            (party, written) => (party, Key: Words.Key(written))
        )
        .DistinctBy(p => p.Key)
        .ToDictionary(p => p.Key, p => p.party);

    public static KnownParty? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The party of this id at the Electoral Commission (PP53) or at Democracy Club (party:53).</summary>
    public static KnownParty? Registered(string id) =>
        ByRegister.GetValueOrDefault(
            id.StartsWith("party:", StringComparison.Ordinal) ? "PP" + id["party:".Length..] : id
        );

    /// <summary>The party that people mean by these words: its abbreviation, its name, or another way to write it.</summary>
    public static KnownParty? Called(string words) => ByWords.GetValueOrDefault(Words.Key(words));

    private static string[] Split(string list, char at) =>
        list.Split(at, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
