using System.Globalization;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.World;
using static ResultsBot.Sandbox.Limits.DiscordLimits;

namespace ResultsBot.Sandbox.Rest;

/// <summary>Discord's limits on embeds, and the form in which it gives them back.</summary>
internal sealed class EmbedRules
{
    private int _together;

    public static JsonArray? Read(Fields body)
    {
        if (body.Objects("embeds", 0, Embeds) is not { } given)
            return null;
        var rules = new EmbedRules();
        var embeds = given.ToJson(rules.ReadOne);
        if (rules._together > EmbedTogether)
            body.Fault(
                "embeds",
                "MAX_EMBED_SIZE_EXCEEDED",
                $"Embed size exceeds maximum size of {EmbedTogether}"
            );
        return embeds;
    }

    private JsonObject ReadOne(Fields embed)
    {
        var result = new JsonObject { ["type"] = "rich" };
        result.Set("title", Take(embed, "title", EmbedTitle));
        result.Set("description", Take(embed, "description", EmbedDescription));
        result.Set("url", embed.Url("url"));
        result.Set("color", embed.Integer("color", 0, 0xFFFFFF));
        result.Set("timestamp", Timestamp(embed));
        if (embed.Object("footer") is { } footer)
        {
            var made = new JsonObject();
            made.Set("text", Take(footer, "text", EmbedFooter, required: true));
            made.Set("icon_url", footer.Url("icon_url", attachments: true));
            result["footer"] = made;
        }
        if (embed.Object("author") is { } author)
        {
            var made = new JsonObject();
            made.Set("name", Take(author, "name", EmbedAuthor, required: true));
            made.Set("url", author.Url("url"));
            made.Set("icon_url", author.Url("icon_url", attachments: true));
            result["author"] = made;
        }
        foreach (var picture in new[] { "image", "thumbnail" })
            if (embed.Object(picture) is { } image)
            {
                result[picture] = new JsonObject();
                result[picture]!.AsObject().Set("url", image.Url("url", attachments: true));
            }
        if (embed.Objects("fields", 0, EmbedFields) is { Count: > 0 } fields)
            result["fields"] = fields.ToJson(Field);

        var empty = !result.Any(part => part.Key is not ("type" or "color" or "url"));
        if (empty && !embed.Form.HasErrors)
            embed.Missing("description");
        return result;
    }

    private JsonObject Field(Fields field)
    {
        var made = new JsonObject();
        made.Set("name", Take(field, "name", EmbedFieldName, required: true));
        made.Set("value", Take(field, "value", EmbedFieldValue, required: true));
        made["inline"] = field.Flag("inline") ?? false;
        return made;
    }

    private string? Take(Fields from, string name, int max, bool required = false)
    {
        var text = from.Text(name, max, required ? 1 : 0, required, trim: true);
        _together += Form.LengthOf(text ?? "");
        return text is { Length: > 0 } ? text : null;
    }

    private static string? Timestamp(Fields embed)
    {
        if (embed["timestamp"] is not { } given)
            return null;
        if (
            DateTimeOffset.TryParse(
                Form.AsText(given),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
        )
            return Wire.Time(time);
        embed.Fault(
            "timestamp",
            "DATE_TIME_TYPE_PARSE",
            "Could not parse value. Should be ISO8601."
        );
        return null;
    }
}
