using System.Collections.Immutable;

namespace ResultsBot.Packs.Names;

/// <param name="Id">The abbreviation, as the House of Commons Library writes it.</param>
/// <param name="Register">Its ids at the Electoral Commission and at Democracy Club, with spaces between.</param>
/// <param name="Aliases">What people write for it, with semicolons between.</param>
/// <param name="FullNames">Names it is registered under, with semicolons between: recognised, but not shown.</param>
/// <param name="Descriptions">
/// What it may stand as on a ballot paper (the Electoral Commission's register of descriptions), and the codes of the
/// Press Association, with semicolons between.
/// </param>
public sealed record RegisteredParty(
    string Id,
    string Name,
    string Colour = "",
    string Register = "",
    string Aliases = "",
    string FullNames = "",
    string Descriptions = ""
)
{
    /// <summary>Everything that people and ballot papers write for it.</summary>
    public ImmutableArray<string> Written { get; } =
    [
        Name,
        .. $"{Aliases};{FullNames};{Descriptions}".Split(
            ';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        ),
    ];
}

/// <summary>
/// The parties that people write about most. The paste reader knows them by it, and every import gives them the same
/// abbreviations.
/// </summary>
public static class PartyRegister
{
    /// <summary>As in the pack's column; empty where the name itself will do.</summary>
    internal static string Collective(string id) => Collectives.GetValueOrDefault(id, "");

    internal static ImmutableArray<RegisteredParty> All { get; } =
    [
        new(
            "Lab",
            "Labour",
            "#d50000",
            "PP53 PP119 joint-party:53-119",
            "Labour and Co-operative; Labour Co-op; Lab Co-op; Labour (Co-op)",
            "Labour Party; The Labour Party; Labour and Co-operative Party; Labour & Co-operative; "
                + "Labour & Co-operative Party",
            Descriptions: "Labour Party Candidate; Lab Co-op; Lab/Co-op; Labour and Co-operative Party Candidate; Co-operative; Scottish Labour; Scottish Labour and Co-operative; Welsh Labour; Llafur; Llafur Cymru; Welsh Labour/Llafur Cymru; Labour Party in Northern Ireland; Labour and Cooperative; Labour and Cooperative Party"
        ),
        new(
            "Con",
            "Conservative",
            "#0063ba",
            "PP52",
            "Conservatives; Conservative and Unionist; Tory; Tories; Cons",
            "Conservative Party; Conservative and Unionist Party; The Conservative Party",
            Descriptions: "C; Conservative Party Candidate; Conservative and Unionist Party Candidate; Local Conservatives; Local Conservative; Scottish Conservative and Unionist; Scottish Conservatives; Scottish Conservative and Unionist Party; Welsh Conservatives; Welsh Conservative Party; Northern Ireland Conservatives; NI Conservatives; Ceidwadwyr Cymreig"
        ),
        new(
            "RUK",
            "Reform UK",
            "#12b6cf",
            "PP7931",
            "Reform; REF; RefUK",
            Descriptions: "RFM; Ref UK; Reform UK - Changing Politics for Good; Reform UK Scotland; Reform UK Wales; Brexit Party"
        ),
        new(
            "LD",
            "Liberal Democrat",
            "#fc7d0b",
            "PP90",
            "Liberal Democrats; Lib Dem; Lib Dems; LibDem; LibDems; LDem",
            "Liberal Democrat Party",
            Descriptions: "LDM; Lib Democrat; Lib Democrats; Liberal Democrat Focus Team; Liberal Democrats (To stop Brexit); Scottish Liberal Democrats; Scottish Liberal Democrat; Welsh Liberal Democrats; Welsh Liberal Democrat; Democratiaid Rhyddfrydol Cymru; Focus Team; London Liberal Democrats"
        ),
        new(
            "Green",
            "Green",
            "#78b82a",
            "PP63 PP130 PP305",
            "Greens; Green Party of England and Wales; Scottish Greens; Grn; GP",
            "Green Party; The Green Party; Scottish Green Party; Green Party Northern Ireland",
            Descriptions: "Green Party Candidate; Grn; Wales Green Party; Scottish Greens; Scottish Green; Green Party NI; The Green Party of Northern Ireland; Plaid Werdd"
        ),
        new(
            "SNP",
            "Scottish National Party",
            "#fff685",
            "PP102",
            FullNames: "Scottish National Party (SNP)",
            Descriptions: "Scottish National; Scottish Nationalist; Scottish Nationalists; SNP Candidate; Scottish National Party (SNP) Candidate"
        ),
        new(
            "PC",
            "Plaid Cymru",
            "#348837",
            "PP77",
            "Plaid; Party of Wales",
            "Plaid Cymru - The Party of Wales",
            Descriptions: "PLC; Plaid Cymru - the Party of Wales; Party of Wales"
        ),
        // The Library writes it without its accent, and leaves out the colours of those who win and do not sit.
        new("SF", "Sinn Féin", "#326760", "PP39", "Sinn Féin", Descriptions: "Sinn Fein"),
        new(
            "DUP",
            "Democratic Unionist Party",
            "#d46a4c",
            "PP70",
            "Democratic Unionists",
            "Democratic Unionist Party - D.U.P.",
            Descriptions: "Democratic Unionist; DU Party; D.U.P."
        ),
        new(
            "APNI",
            "Alliance",
            "#cdaf2d",
            "PP103",
            "Alliance Party of Northern Ireland",
            "Alliance - Alliance Party of Northern Ireland; Alliance Party",
            Descriptions: "Alliance Party"
        ),
        new(
            "UUP",
            "Ulster Unionist Party",
            "#a1cdf0",
            "PP83",
            "Ulster Unionists",
            Descriptions: "Ulster Unionist; U.U.P."
        ),
        new(
            "SDLP",
            "Social Democratic and Labour Party",
            "#2aa82c",
            "PP55",
            FullNames: "SDLP (Social Democratic & Labour Party)",
            Descriptions: "Social Democratic & Labour Party; S.D.L.P."
        ),
        new(
            "TUV",
            "Traditional Unionist Voice",
            "#0c3a6a",
            "PP680",
            FullNames: "Traditional Unionist Voice - TUV",
            Descriptions: "TUV - No Sea Border; Traditional Unionist Voice TUV; T.U.V."
        ),
        new(
            "WPB",
            "Workers Party of Britain",
            "",
            "PP11382",
            "Workers Party; Workers Party GB",
            Descriptions: "WP; WPGB; Workers; Workers GB; Workers Party of Britain - for peace and freedom"
        ),
        new(
            "SDP",
            "Social Democratic Party",
            "",
            "PP243",
            Descriptions: "Social Democrat; Social Democrats; Social Democratic"
        ),
        new(
            "Yrks",
            "The Yorkshire Party",
            "",
            "PP2055",
            FullNames: "Yorkshire Party",
            Descriptions: "Yorkshire; Yorkshire Party Candidate"
        ),
        new(
            "TUSC",
            "Trade Unionist and Socialist Coalition",
            "",
            "PP804",
            Descriptions: "Trade Unionist & Socialist Coalition; Trade Unionists and Socialists Against Cuts; TUSC"
        ),
        new("Alba", "Alba Party", "", "PP12700", Descriptions: "Alba; Alba Party for independence"),
        new(
            "HPUK",
            "Heritage Party",
            "",
            "PP12550",
            Descriptions: "Heritage; The Heritage Party; Heritage Party - Free Speech and Liberty"
        ),
        new(
            "UKIP",
            "UK Independence Party",
            "",
            "PP85",
            "UK Independence Party (UKIP)",
            Descriptions: "UKP; UK Independence; United Kingdom Independence Party"
        ),
        new(
            "MRLP",
            "Monster Raving Loony Party",
            "",
            "PP66",
            "Monster Raving Loony; Official Monster Raving Loony Party; Loony",
            Descriptions: "The Official Monster Raving Loony Party; OMRLP; Monster Raving Loony Party Candidate"
        ),
        new(
            "Ind",
            "Independent",
            "#909090",
            "ynmp-party:2",
            "Independents; Indep",
            Descriptions: "ND; No description; No party; Non-party; Independent Candidate; Annibynnol"
        ),
        new(
            "Spk",
            "Speaker",
            "#4d4d4d",
            "ynmp-party:12522",
            "The Speaker; Speaker seeking re-election",
            Descriptions: "Speaker of the House of Commons; The Speaker seeking re-election"
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

    private static readonly Dictionary<string, RegisteredParty> ById = All.ToDictionary(p => p.Id);

    private static readonly Dictionary<string, RegisteredParty> ByRegister = All.SelectMany(
            p => Split(p.Register, ' '),
            (party, id) => (party, id)
        )
        .ToDictionary(p => p.id, p => p.party);

    private static readonly Dictionary<string, RegisteredParty> ByWords = All.SelectMany(
            p => Split($"{p.Id};{p.Name};{p.Aliases};{p.FullNames};{p.Descriptions}", ';'),
            (party, written) => (party, Key: Words.Key(written))
        )
        // A name of one party goes before a rule for another.
        .Concat(DescriptionRules.All.Select(r => (party: ById[r.Party], r.Key)))
        .DistinctBy(p => p.Key)
        .ToDictionary(p => p.Key, p => p.party);

    /// <param name="id">The abbreviation, as the House of Commons Library writes it.</param>
    public static RegisteredParty? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The party of this id at the Electoral Commission (PP53) or at Democracy Club (party:53).</summary>
    internal static RegisteredParty? Registered(string id) =>
        ByRegister.GetValueOrDefault(
            id.StartsWith("party:", StringComparison.Ordinal) ? "PP" + id["party:".Length..] : id
        );

    /// <summary>The party that people mean by these words: its abbreviation, its name, or another way to write it.</summary>
    public static RegisteredParty? Called(string words) =>
        ByWords.GetValueOrDefault(Words.Key(words));

    private static string[] Split(string list, char at) =>
        list.Split(at, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
