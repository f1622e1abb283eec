using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ResultsBot.Newswire.Posts;

/// <summary>
/// Text with a little formatting that belongs to no platform. It is written as an interpolated string: our own words may
/// hold <c>**strong**</c> and <c>~~struck~~</c>; what is put into the holes (names, figures, what reporters typed) is
/// plain text, or rich text already, and can never become markup.
/// </summary>
[InterpolatedStringHandler]
public struct RichText : IEquatable<RichText>
{
    private const string StrongMark = "**";
    private const string StruckMark = "~~";

    private ImmutableArray<RichSpan> _spans;

    /// <summary>While it is being written: the style that the marks so far have switched on.</summary>
    private TextStyles _style;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RichText(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _ = formattedCount;
        _spans = [];
    }

    private RichText(ImmutableArray<RichSpan> spans) => _spans = spans;

    /// <summary>Neighbours differ in style or reference, and none is empty.</summary>
    public readonly ImmutableArray<RichSpan> Spans => _spans.IsDefault ? [] : _spans;

    public readonly bool IsEmpty => Spans.IsEmpty;

    /// <summary>Of the plain text, in UTF-16 units.</summary>
    public readonly int Length => Spans.Sum(s => s.Text.Length);

    public static RichText Empty { get; } = new([]);

    /// <summary>Text that somebody may have typed: cleaned, and never markup.</summary>
    public static implicit operator RichText(string text) => Plain(text);

    public static RichText operator +(RichText left, RichText right)
    {
        foreach (var span in right.Spans)
        {
            left.Append(span);
        }
        return left;
    }

    public static bool operator ==(RichText left, RichText right) => left.Equals(right);

    public static bool operator !=(RichText left, RichText right) => !left.Equals(right);

    public static RichText Plain(string text) => Of(PlainText.Clean(text), TextStyles.None);

    public static RichText Strong(RichText text) => text.With(TextStyles.Strong);

    public static RichText Struck(RichText text) => text.With(TextStyles.Struck);

    /// <summary>Of little weight: a line below the figures.</summary>
    public static RichText Small(RichText text) => text.With(TextStyles.Small);

    /// <summary>Something to type.</summary>
    public static RichText Fixed(string text) => Of(PlainText.Clean(text), TextStyles.Fixed);

    public static RichText Link(string text, Uri address) =>
        Of(PlainText.Clean(text), TextStyles.None, new Reference.Link(address));

    /// <summary>An entry of a list, on a line of its own.</summary>
    public static RichText Item(RichText text) =>
        Of("- ", TextStyles.None, new Reference.Bullet()) + text;

    /// <param name="name">Without the slash, with its subcommand.</param>
    public static RichText Command(string name) =>
        Of($"/{name}", TextStyles.None, new Reference.Command(name));

    public static RichText Channel(string id) =>
        Of($"#{id}", TextStyles.None, new Reference.Channel(id));

    public static RichText Role(string id) => Of($"@{id}", TextStyles.None, new Reference.Role(id));

    public static RichText Person(string id) =>
        Of($"@{id}", TextStyles.None, new Reference.Person(id));

    public static RichText Moment(DateTimeOffset at, MomentForm form) =>
        Of(
            at.ToString(
                form == MomentForm.DateAndClock ? "d MMMM yyyy HH:mm" : "HH:mm",
                CultureInfo.InvariantCulture
            ),
            TextStyles.None,
            new Reference.Moment(at, form)
        );

    public static RichText Join(string separator, IEnumerable<RichText> parts)
    {
        var joined = Empty;
        var isFirst = true;
        foreach (var part in parts)
        {
            if (!isFirst)
            {
                joined.Append(new RichSpan(separator));
            }
            joined += part;
            isFirst = false;
        }
        return joined;
    }

    /// <summary>A line each.</summary>
    public static RichText Lines(params IEnumerable<RichText> lines) => Join("\n", lines);

    /// <summary>Called by the compiler: our own words, with our own marks in them.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendLiteral(string literal)
    {
        var begun = 0;
        for (var at = 0; at < literal.Length; at++)
        {
            var mark =
                Holds(literal, at, StrongMark) ? TextStyles.Strong
                : Holds(literal, at, StruckMark) ? TextStyles.Struck
                : TextStyles.None;
            if (mark != TextStyles.None)
            {
                Append(new RichSpan(literal[begun..at], _style));
                _style ^= mark;
                at++;
                begun = at + 1;
            }
        }
        Append(new RichSpan(literal[begun..], _style));
    }

    /// <summary>Called by the compiler: text that somebody may have typed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted(string? text) =>
        Append(new RichSpan(PlainText.Clean(text ?? ""), _style));

    /// <summary>Called by the compiler: rich text keeps its own style.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted(RichText text)
    {
        foreach (var span in text.Spans)
        {
            Append(span with { Style = span.Style | _style });
        }
    }

    /// <summary>Called by the compiler: a figure or a time.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted<T>(T value, string? format = null)
        where T : IFormattable =>
        AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>No longer than that, with an ellipsis where something is missing; a reference stays whole or goes.</summary>
    /// <param name="limit">Of the plain text, in UTF-16 units.</param>
    public readonly RichText Shorten(int limit)
    {
        if (Length <= limit)
        {
            return this;
        }
        var shortened = Empty;
        var left = Math.Max(0, limit - 1);
        var style = TextStyles.None;
        foreach (var span in Spans)
        {
            style = span.Style;
            if (span.Text.Length > left)
            {
                if (span.Reference is null)
                {
                    shortened.Append(span with { Text = PlainText.Head(span.Text, left) });
                }
                break;
            }
            shortened.Append(span);
            left -= span.Text.Length;
        }
        shortened.Append(new RichSpan("…", style));
        return shortened;
    }

    /// <summary>Without any formatting, as a file or a screen reader has it.</summary>
    public readonly string ToPlain() => string.Concat(Spans.Select(s => s.Text));

    public override readonly string ToString() => ToPlain();

    public readonly bool Equals(RichText other) => Spans.SequenceEqual(other.Spans);

    public override readonly bool Equals(object? obj) => obj is RichText other && Equals(other);

    public override readonly int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToPlain());

    private static bool Holds(string text, int at, string mark) =>
        string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;

    private static RichText Of(string text, TextStyles style, Reference? reference = null)
    {
        var made = Empty;
        made.Append(new RichSpan(text, style, reference));
        return made;
    }

    private readonly RichText With(TextStyles style) =>
        new([.. Spans.Select(s => s with { Style = s.Style | style })]);

    private void Append(RichSpan span)
    {
        if (span.Text.Length == 0)
        {
            return;
        }
        var spans = Spans;
        _spans =
            spans is [.., var last]
            && last.Reference is null
            && span.Reference is null
            && last.Style == span.Style
                ? spans.SetItem(spans.Length - 1, last with { Text = last.Text + span.Text })
                : spans.Add(span);
    }
}
