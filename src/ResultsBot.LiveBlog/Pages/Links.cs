using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using ResultsBot.Engine.Definition;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>Where everything is found, as outsiders' scripts know it, and what an address means.</summary>
internal sealed class Links
{
    /// <summary>Places on the log that share a page of earlier updates, which stays as it is.</summary>
    public const int PageLength = 25;

    private readonly BlogSettings _settings;
    private readonly FrozenDictionary<string, ContestId> _seats;
    private readonly FrozenDictionary<string, AreaId> _areas;
    private readonly FrozenDictionary<AreaId, string> _slugs;

    public Links(BlogSettings settings, ElectionDefinition definition)
    {
        _settings = settings;
        var seats = new Dictionary<string, ContestId>(StringComparer.OrdinalIgnoreCase);
        foreach (var contest in definition.Contests)
        {
            seats.TryAdd(contest.Id.Value, contest.Id);
        }
        foreach (var contest in definition.Contests)
        {
            seats.TryAdd(Slug(contest.Name), contest.Id);
        }
        _seats = seats.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        // Narrow before wide: what is called London without more is the one that a reader means first.
        var slugs = new Dictionary<string, AreaId>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var area in definition
                .Seats.Keys.OrderByDescending(a => a.Kind)
                .ThenBy(a => a.Name, StringComparer.Ordinal)
        )
        {
            if (!slugs.TryAdd(Slug(area.Name), area))
            {
                slugs.TryAdd($"{Slug(area.Name)}-{Slug(area.Kind.ToString())}", area);
            }
        }
        _areas = slugs.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _slugs = slugs.ToFrozenDictionary(s => s.Value, s => s.Key);
    }

    public string Front => _settings.Base;

    public string Of(string path) => _settings.Base + path;

    public string Entry(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Front}#no-{number}");

    public string Page(long page) =>
        string.Create(CultureInfo.InvariantCulture, $"{Front}page/{page}");

    public string Seat(ContestId contest) => Of("seat/" + Uri.EscapeDataString(contest.Value));

    public string Area(AreaId area) => Of("area/" + SlugOf(area));

    public string Photo(string name) => Of("photos/" + Uri.EscapeDataString(name));

    public string SlugOf(AreaId area) => _slugs.GetValueOrDefault(area, "");

    /// <summary>The full address of a path, for feeds and embeds.</summary>
    public Uri Absolute(string path) => new(_settings.Address, path);

    public string AbsoluteEntry(long number) =>
        new Uri(
            _settings.Address,
            string.Create(CultureInfo.InvariantCulture, $"#no-{number}")
        ).AbsoluteUri;

    /// <summary>By its code, or by its name.</summary>
    public ContestId? FindSeat(string written) =>
        _seats.TryGetValue(written, out var seat) || _seats.TryGetValue(Slug(written), out seat)
            ? seat
            : null;

    public AreaId? FindArea(string written) =>
        _areas.TryGetValue(Slug(written), out var area) ? area : null;

    /// <summary>The paths of all pages below the root, which is one as well.</summary>
    public IEnumerable<string> Pages(Edition edition)
    {
        var seats = edition
            .Definition.Contests.Select(c => Uri.EscapeDataString(c.Id.Value))
            .ToArray();
        return
        [
            "map",
            "embed",
            .. Enumerable
                .Range(1, (int)PageOf(Math.Max(1, edition.Number)))
                .Select(p => string.Create(CultureInfo.InvariantCulture, $"page/{p}")),
            .. edition.Definition.Seats.Keys.Select(a => "area/" + SlugOf(a)),
            .. seats.Select(s => "seat/" + s),
            .. seats.Select(s => "embed/seat/" + s),
        ];
    }

    /// <summary>The page of earlier updates that a place on the log is on, from 1.</summary>
    public static long PageOf(long number) => ((number - 1) / PageLength) + 1;

    /// <summary>“north-east-derbyshire”: small letters, digits and strokes.</summary>
    internal static string Slug(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (
                char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark
                && slug.Length > 0
                && slug[^1] != '-'
            )
            {
                slug.Append('-');
            }
        }
        return slug.ToString().Trim('-');
    }
}
