using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Tests.Infrastructure;

/// <summary>The general election of 2024 in Derbyshire: the figures as declared, against the notional ones of 2019.</summary>
internal static class Derbyshire2024
{
    public const string Dales = "Derbyshire Dales";

    private static readonly (string Name, int Electorate, string Now, string Last)[] Seats =
    [
        (
            "Amber Valley",
            71546,
            "Lab 15746 Green 2278 Con 10725 LD 1590 RUK 12192",
            "Con 29118 Lab 12227 LD 2875 Green 1389"
        ),
        (
            "Bolsover",
            77207,
            "Lab 17197 Con 10874 LD 1478 Green 3754 RUK 9131",
            "Con 21792 Lab 16519 LD 1741 Green 717 RUK 3920 Ind 470 Ind 517"
        ),
        (
            "Chesterfield",
            71645,
            "LD 2553 Con 8496 WPB 248 Lab 19316 RUK 7897 CANDI 363 Green 2682",
            "Con 16720 Lab 18171 LD 3985 Green 1148 RUK 4771 Ind 391"
        ),
        (
            "Derby North",
            71879,
            "Lab 18619 Green 3286 RUK 7488 Con 9704 LD 1822",
            "Con 21259 Lab 18719 LD 3450 Green 1046 RUK 1908 Ind 635"
        ),
        (
            "Derby South",
            72944,
            "RUK 8501 Con 5192 LD 1807 Lab 14503 Ind 292 Green 1899 WPB 5205",
            "Con 15671 Lab 21690 LD 2621 RUK 2480"
        ),
        (
            "Erewash",
            71501,
            "LD 2426 RUK 9162 Ind 351 Green 2478 Lab 17224 Con 11365",
            "Con 27560 Lab 16954 LD 2487 Green 1115 Ind 122 Ind 188 Ind 388"
        ),
        (
            "High Peak",
            74385,
            "Green 3382 RUK 6959 LD 1707 Con 14625 Lab 22533",
            "Con 24844 Lab 24254 LD 2750 Green 1148 RUK 1177"
        ),
        (
            "Mid Derbyshire",
            69917,
            "Lab 17346 RUK 8356 Con 15468 LD 2361 Green 3547 WPB 150 Ind 315",
            "Con 30724 Lab 13908 LD 4960 Green 1990"
        ),
        (
            "North East Derbyshire",
            73234,
            "Green 2271 RUK 7899 Lab 17591 FA 108 Con 15838 LD 2159",
            "Con 28896 Lab 15994 LD 3039 Green 1319 RUK 231"
        ),
        (
            "South Derbyshire",
            73714,
            "LD 2134 Green 1941 SL 183 Lab 17734 RUK 8979 Con 13566 Ind 1200",
            "Con 29319 Lab 12836 LD 3465 Green 1579"
        ),
        (
            Dales,
            73324,
            "Green 2830 LD 4860 Con 17409 Ind 369 RUK 7728 TFB 317 Lab 17759",
            "Con 31820 Lab 13023 LD 6880 Green 2207"
        ),
    ];

    /// <summary>Nothing declared yet; a twelfth seat elsewhere, so that the county is not the whole.</summary>
    public static Election Awaited =>
        Small.Election([
            .. Seats.Select(s =>
                Small.Contest(
                    s.Name,
                    string.Join(' ', s.Now.Split(' ').Where((_, i) => i % 2 == 0)),
                    s.Last,
                    s.Electorate,
                    [Small.Derbyshire, Small.England, Small.Whole]
                )
            ),
            Small.Contest("Elsewhere", areas: [Small.Rutland, Small.England, Small.Whole]),
            Small.Contest("And elsewhere", areas: [Small.Rutland, Small.England, Small.Whole]),
        ]);

    /// <summary>All but Derbyshire Dales, which was the last.</summary>
    public static IEnumerable<Command.Declare> AllButDales =>
        All.Where(d => d.Contest.Value != Dales);

    public static IEnumerable<Command.Declare> All => Seats.Select(s => Declaration(s.Name));

    public static Command.Declare Declaration(string name) =>
        Small.Declaration(
            name,
            [
                .. Seats
                    .Single(s => s.Name == name)
                    .Now.Split(' ')
                    .Where((_, i) => i % 2 == 1)
                    .Select(int.Parse),
            ]
        );
}
