using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>The state of the parties: one bar for all seats, with a tick at the majority, and each party with its seats below it.</summary>
internal sealed class StateHtml(Phrasebook phrases, Palette palette)
{
    /// <summary>Named below the bar; in it are all.</summary>
    private const int MostNamed = 8;

    /// <summary>Each chamber with its contests.</summary>
    private readonly ILookup<ChamberId?, Contest> _contests = phrases.Definition.Contests.ToLookup(
        c => c.Chamber
    );

    public Html Write(Edition edition, Standing standing)
    {
        var chamber = phrases.Definition.OnlyChamber(standing.Area);
        var sitting = chamber?.Continuing.Select(c => c.Party) ?? [];
        var parties = standing
            .Parties.Select(p => p.Party)
            .Union(sitting)
            .Select(p =>
                (
                    Party: standing.Of(p),
                    Seats: standing.Of(p).Seats + (chamber?.ContinuingSeats(p) ?? 0)
                )
            )
            .Where(p => p.Seats > 0)
            .OrderByDescending(p => p.Seats)
            .ToArray();
        var all = chamber?.Seats ?? standing.Seats;
        Html majority = chamber is null ? Html.Empty : Majority(chamber.Majority, all);
        var others = parties.Skip(MostNamed).Sum(p => p.Seats);
        Html rest =
            others > 0 ? $"<li><b>{phrases.Others}</b> {phrases.Number(others)}</li>" : Html.Empty;
        return $"""
            <div class="bar"><svg viewBox="0 0 {all} 10" preserveAspectRatio="none" role="img" aria-label="{phrases.BlogBarLabel(
                standing
            )}">{Segments(parties)}</svg>{majority}</div>
            <ul class="legend">{parties.Take(MostNamed).Select(p =>
                Named(p.Party, p.Seats)
            )}{rest}<li class="soft">{phrases.BlogToCome(standing)}</li></ul>{Control(
                edition,
                standing.Area
            )}
            """;
    }

    /// <summary>A line for each of several councils: who has control, or how far off it is. A single one has a tick on the bar instead.</summary>
    private Html Control(Edition edition, AreaId area)
    {
        var chambers = phrases.Definition.ChambersWithin(area).ToArray();
        if (chambers.Length < 2)
        {
            return Html.Empty;
        }
        var lines = phrases.Chambers(
            chambers.Select(chamber =>
                ChamberStanding.Of(
                    chamber,
                    phrases.Definition.Whole,
                    [
                        .. _contests[chamber.Id]
                            .Select(c => edition.Seat(c.Id))
                            .Select(s => (s.Contest, s.Verdict, s.IsPostponed)),
                    ]
                )
            )
        );
        return lines.IsEmpty
            ? Html.Empty
            : $"""<ul class="control">{lines.Select(l => (Html)$"<li>{l}</li>")}</ul>""";
    }

    private Html Majority(int needed, int all) =>
        $"""<svg class="tick" viewBox="0 0 {all} 10" preserveAspectRatio="none" aria-hidden="true"><path d="M{needed} 0v10"/></svg><p class="goal">{phrases.MajorityTick(needed)}</p>""";

    private IEnumerable<Html> Segments(IEnumerable<(PartyStanding Party, int Seats)> parties)
    {
        var from = 0;
        foreach (var (party, seats) in parties)
        {
            yield return $"""<rect class="{palette.ClassOf(party.Party)}" x="{from}" width="{seats}" height="10"/>""";
            from += seats;
        }
    }

    private Html Named(PartyStanding party, int seats) =>
        $"""<li><i class="{palette.ClassOf(party.Party)}"></i><b>{phrases.Party(party.Party)}</b> {phrases.Number(seats)} <span>{phrases.BlogNet(party)}</span></li>""";
}
