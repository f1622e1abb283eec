using System.Collections.Immutable;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.LiveBlog.Site;
using ResultsBot.Newswire;
using ResultsBot.Wording;
using static System.Text.Encoding;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>A live blog without a server: what it shows of a log.</summary>
internal sealed class Blog
{
    public static readonly Uri Address = new("https://news.example/live/");

    private readonly BulletinLog _log = new([]);
    private Edition _edition;

    public Blog(ElectionDefinition definition, bool isRehearsal = false)
    {
        var phrases = new Phrasebook(definition);
        Quarantine = new Quarantine();
        Site = new BlogSite(
            phrases,
            new PostWriter(phrases, isRehearsal),
            Quarantine,
            new BlogSettings(Address, null)
        );
        _edition = Edition.Empty(definition);
    }

    public Quarantine Quarantine { get; }

    public BlogSite Site { get; }

    public Edition Edition => _edition;

    public static Blog Of(ElectionDefinition definition, IEnumerable<LogEntry> entries)
    {
        var blog = new Blog(definition);
        blog.Add([.. entries]);
        return blog;
    }

    public void Add(ImmutableArray<LogEntry> entries)
    {
        _log.Append(entries);
        _edition = _edition.With(entries, _log);
    }

    /// <summary>Bulletins in the next places.</summary>
    public void Add(params IEnumerable<Bulletin> bulletins) =>
        Add([.. bulletins.Select((b, at) => new LogEntry(_log.End + 1 + at, b))]);

    public IHtmlDocument Front => Parse(Site.Front(_edition));

    public static IHtmlDocument Parse(Body? body) =>
        new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = false }).ParseDocument(
            Text(body)
        );

    public static string Text(Body? body) =>
        UTF8.GetString((body ?? throw new InvalidOperationException("Nothing there.")).Plain.Span);

    /// <summary>What somebody reads, in one line.</summary>
    public static string Read(IElement element) =>
        string.Join(
            ' ',
            element
                .GetDescendants()
                .OfType<IText>()
                .SelectMany(t => t.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
}
