using System.Globalization;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>Discord's limits on embeds, and the form in which it gives them back.</summary>
internal static class EmbedRules
{
    private const int MaxTogether = 6000;

    public static JsonArray? Read(Form form, JsonObject body, string at)
    {
        if (form.Array(body, "embeds", at, 0, 10) is not { } given)
            return null;
        var together = 0;
        var embeds = new JsonArray();
        foreach (var (embed, path) in form.Objects(given, Form.Join(at, "embeds")))
            embeds.Add(ReadOne(form, embed, path, ref together));
        if (together > MaxTogether)
            form.Fault(
                Form.Join(at, "embeds"),
                "MAX_EMBED_SIZE_EXCEEDED",
                "Embed size exceeds maximum size of "
                    + MaxTogether.ToString(CultureInfo.InvariantCulture)
            );
        return embeds;
    }

    private static JsonObject ReadOne(Form form, JsonObject embed, string at, ref int together)
    {
        var result = new JsonObject { ["type"] = "rich" };

        string? Take(
            JsonObject o,
            string name,
            string path,
            int max,
            ref int sum,
            bool required = false
        )
        {
            var text = form.Text(o, name, path, required ? 1 : 0, max, required, trim: true);
            sum += text is null ? 0 : Form.LengthOf(text);
            return text is { Length: > 0 } ? text : null;
        }

        void Set(JsonObject o, string name, JsonNode? value)
        {
            if (value is not null)
                o[name] = value;
        }

        Set(result, "title", Take(embed, "title", at, 256, ref together));
        Set(result, "description", Take(embed, "description", at, 4096, ref together));
        Set(result, "url", form.Url(embed, "url", at));
        Set(result, "color", form.Integer(embed, "color", at, 0, 0xFFFFFF));

        if (embed["timestamp"] is { } stamp)
        {
            if (
                DateTimeOffset.TryParse(
                    Form.AsText(stamp),
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var time
                )
            )
                result["timestamp"] = Wire.Time(time);
            else
                form.Fault(
                    Form.Join(at, "timestamp"),
                    "DATE_TIME_TYPE_PARSE",
                    "Could not parse value. Should be ISO8601."
                );
        }

        if (form.Object(embed, "footer", at) is { } footer)
        {
            var path = Form.Join(at, "footer");
            var made = new JsonObject();
            Set(made, "text", Take(footer, "text", path, 2048, ref together, required: true));
            Set(made, "icon_url", form.Url(footer, "icon_url", path, attachments: true));
            result["footer"] = made;
        }

        if (form.Object(embed, "author", at) is { } author)
        {
            var path = Form.Join(at, "author");
            var made = new JsonObject();
            Set(made, "name", Take(author, "name", path, 256, ref together, required: true));
            Set(made, "url", form.Url(author, "url", path));
            Set(made, "icon_url", form.Url(author, "icon_url", path, attachments: true));
            result["author"] = made;
        }

        foreach (var picture in new[] { "image", "thumbnail" })
            if (form.Object(embed, picture, at) is { } image)
            {
                var made = new JsonObject();
                Set(made, "url", form.Url(image, "url", Form.Join(at, picture), attachments: true));
                result[picture] = made;
            }

        if (form.Array(embed, "fields", at, 0, 25) is { } fields)
        {
            var made = new JsonArray();
            foreach (var (field, path) in form.Objects(fields, Form.Join(at, "fields")))
            {
                var one = new JsonObject();
                Set(one, "name", Take(field, "name", path, 256, ref together, required: true));
                Set(one, "value", Take(field, "value", path, 1024, ref together, required: true));
                one["inline"] = form.Flag(field, "inline", path) ?? false;
                made.Add(one);
            }
            if (made.Count > 0)
                result["fields"] = made;
        }

        var empty = !result.Any(part => part.Key is not ("type" or "color" or "url"));
        if (empty && !form.HasErrors)
            form.Fault(
                Form.Join(at, "description"),
                "BASE_TYPE_REQUIRED",
                "This field is required"
            );
        return result;
    }
}
