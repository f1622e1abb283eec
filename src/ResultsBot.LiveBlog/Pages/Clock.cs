using System.Globalization;
using ResultsBot.Engine.Definition;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>Times as clocks showed them where the election is held; a script may add how long ago that was.</summary>
internal sealed class Clock(ElectionDefinition definition)
{
    public DateTimeOffset Local(DateTimeOffset at) => definition.Local(at);

    public Html Time(DateTimeOffset at) =>
        $"""<time datetime="{Iso(at)}">{Local(at).ToString(IsOfTheNight(at) ? "HH:mm" : "ddd HH:mm", CultureInfo.InvariantCulture)}</time>""";

    /// <summary>Polling day and the day after it: of any other, the day is said.</summary>
    private bool IsOfTheNight(DateTimeOffset at) =>
        (Local(at).Date - definition.PollCloses.Date).Days is 0 or 1;

    public string Iso(DateTimeOffset at) =>
        Local(at).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
