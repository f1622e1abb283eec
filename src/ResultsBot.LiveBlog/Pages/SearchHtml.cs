using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>The ways to a seat and to an area: plain forms, which need no script.</summary>
internal sealed class SearchHtml(Phrasebook phrases, Links links)
{
    /// <summary>More than that is no search.</summary>
    public const int MostFound = 50;

    public Html Form() =>
        $"""
            <form class="find" action="{links.Of(
                "seat"
            )}" method="get" role="search"><label>{phrases.BlogFindSeat} <input name="q" type="search" maxlength="100" required></label> <button>{phrases.BlogSearch}</button></form>
            <form class="find" action="{links.Of(
                "area"
            )}" method="get"><label>{phrases.BlogArea} <select name="q">{Areas()}</select></label> <button>{phrases.BlogShow}</button></form>
            """;

    /// <summary>Seats whose name, or a candidate's, holds all that was sought.</summary>
    public IEnumerable<Contest> Find(string sought)
    {
        var words = Links.Slug(sought).Split('-', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? []
            : phrases
                .Definition.Contests.Where(c =>
                    Holds(c.Name) || c.Candidates.Any(k => Holds(k.Name))
                )
                .OrderByDescending(c => Holds(c.Name))
                .ThenBy(c => c.Name, StringComparer.Ordinal)
                .Take(MostFound);

        bool Holds(string name)
        {
            var slug = Links.Slug(name);
            return words.All(w => slug.Contains(w, StringComparison.Ordinal));
        }
    }

    private IEnumerable<Html> Areas() =>
        phrases
            .Definition.Seats.Keys.OrderByDescending(a => a.Kind)
            .ThenBy(a => a.Name, StringComparer.Ordinal)
            .Select(a =>
                (Html)$"""<option value="{links.SlugOf(a)}">{phrases.Place(a)}</option>"""
            );
}
