using System.Security.Cryptography;
using System.Text;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>A file that never changes under its name.</summary>
/// <param name="Path">Below the root, with a hash of what is in it.</param>
internal sealed record Asset(string Path, string Type, byte[] Bytes);

/// <summary>The page's script and stylesheet. Nothing is fetched from elsewhere.</summary>
internal sealed class Assets
{
    private const string Parties = "/* parties */";
    private const string PartiesInTheDark = "/* parties in the dark */";
    private const string Widths = "/* widths */";

    public Assets(Palette palette)
    {
        var widths = string.Concat(
            Enumerable
                .Range(0, 101)
                .Select(w => FormattableString.Invariant($".w{w}{{width:{w}%}}"))
        );
        Style = Named(
            "style",
            "css",
            "text/css; charset=utf-8",
            Read("blog.blog.css")
                .Replace(PartiesInTheDark, palette.Dark, StringComparison.Ordinal)
                .Replace(Parties, palette.Light, StringComparison.Ordinal)
                .Replace(Widths, widths, StringComparison.Ordinal)
                .Replace(".independent", "." + palette.IndependentClass, StringComparison.Ordinal)
        );
        Script = Named("blog", "js", "text/javascript; charset=utf-8", Read("blog.blog.js"));
        Icon = new Asset(
            "icon.svg",
            "image/svg+xml",
            Encoding.UTF8.GetBytes(Read("blog.icon.svg"))
        );
    }

    public Asset Style { get; }

    public Asset Script { get; }

    public Asset Icon { get; }

    /// <returns>Null where there is none at that path.</returns>
    public Asset? Find(string path) =>
        new[] { Style, Script, Icon }.FirstOrDefault(a => a.Path == path);

    private static Asset Named(string name, string ending, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
        return new Asset($"assets/{name}-{hash}.{ending}", type, bytes);
    }

    private static string Read(string name)
    {
        using var stream =
            typeof(Assets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"No file {name} in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
