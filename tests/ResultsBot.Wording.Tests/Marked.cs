using System.Text;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording.Tests;

/// <summary>Rich text as one can read it in a snapshot, references in angle quotes.</summary>
internal static class Marked
{
    private static readonly (TextStyles Style, string Mark)[] Marks =
    [
        (TextStyles.Small, "^"),
        (TextStyles.Strong, "**"),
        (TextStyles.Struck, "~~"),
        (TextStyles.Fixed, "`"),
    ];

    public static string Of(RichText text)
    {
        var marked = new StringBuilder();
        foreach (var span in text.Spans)
        {
            var marks = Marks.Where(m => span.Style.HasFlag(m.Style)).Select(m => m.Mark).ToArray();
            marked
                .AppendJoin("", marks)
                .Append(Of(span))
                .AppendJoin("", marks.AsEnumerable().Reverse());
        }
        // Spans that differ in what they refer to alone.
        return marked.Replace("****", "").ToString();
    }

    private static string Of(RichSpan span) =>
        span.Reference switch
        {
            null or Reference.Bullet => span.Text,
            Reference.Link link => $"‹{span.Text} {link.Address}›",
            Reference.Moment moment => $"‹{moment.Form} {moment.At:HH:mm}›",
            _ => $"‹{span.Text}›",
        };
}
