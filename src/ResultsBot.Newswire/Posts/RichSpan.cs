namespace ResultsBot.Newswire.Posts;

/// <summary>How a stretch of text looks. A platform that can't show one leaves it out.</summary>
[Flags]
public enum TextStyles
{
    None = 0,
    Strong = 1,
    Struck = 2,
    Small = 4,

    /// <summary>Each letter as wide as another: something to type.</summary>
    Fixed = 8,
}

/// <summary>How exactly a moment is given.</summary>
public enum MomentForm
{
    Clock,
    DateAndClock,

    /// <summary>“5 minutes ago”, counting on where a platform can.</summary>
    Ago,
}

/// <summary>What a stretch of text stands for beyond its letters. Ids are the platform's own.</summary>
public abstract record Reference
{
    private Reference() { }

    public sealed record Link(Uri Address) : Reference;

    /// <summary>A command of the bot, by name, without the slash.</summary>
    public sealed record Command(string Name) : Reference;

    /// <summary>The beginning of an entry of a list.</summary>
    public sealed record Bullet : Reference;

    public sealed record Channel(string Id) : Reference;

    public sealed record Role(string Id) : Reference;

    public sealed record Person(string Id) : Reference;

    /// <summary>A moment, for each reader in their own time zone where a platform can.</summary>
    public sealed record Moment(DateTimeOffset At, MomentForm Form) : Reference;
}

/// <summary>A stretch of text in one style.</summary>
/// <param name="Text">What is read where a reference can't be shown.</param>
public sealed record RichSpan(
    string Text,
    TextStyles Style = TextStyles.None,
    Reference? Reference = null
);
