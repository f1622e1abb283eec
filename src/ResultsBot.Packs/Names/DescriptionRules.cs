namespace ResultsBot.Packs.Names;

/// <summary>
/// What candidates of the largest parties stand as, by rule: “The Conservative Party Candidate”, “Scottish Labour Party”,
/// “Local Green Party Candidate”. Councils copy these from nomination papers in every combination.
/// </summary>
internal static class DescriptionRules
{
    private static readonly (string Party, string[] Names)[] Stems =
    [
        (
            "Lab",
            [
                "labour",
                "labour and co operative",
                "labour and cooperative",
                "labour co operative",
                "labour cooperative",
                "labour co op",
            ]
        ),
        ("Con", ["conservative", "conservatives", "conservative and unionist"]),
        ("LD", ["liberal democrat", "liberal democrats", "lib dem", "lib dems"]),
        ("RUK", ["reform uk"]),
        ("Green", ["green", "greens"]),
        ("SNP", ["scottish national"]),
        ("PC", ["plaid cymru"]),
    ];

    private static readonly string[] Before =
    [
        "",
        "local ",
        "scottish ",
        "welsh ",
        "london ",
        "northern ireland ",
        "ni ",
    ];

    private static readonly string[] Behind =
    [
        "",
        " party",
        " candidate",
        " candidates",
        " party candidate",
        " party candidates",
        " team",
        " focus team",
    ];

    /// <summary>The descriptions, as <see cref="Words.Key"/> writes them, with the abbreviation of their party.</summary>
    public static IEnumerable<(string Key, string Party)> All =>
        from stem in Stems
        from name in stem.Names
        from article in (string[])["", "the "]
        from before in Before
        from behind in Behind
        select ($"{article}{before}{name}{behind}", stem.Party);
}
