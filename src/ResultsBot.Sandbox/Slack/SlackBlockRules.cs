using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Slack;

/// <summary>What Slack refuses of a message's blocks (https://docs.slack.dev/reference/block-kit/blocks).</summary>
internal static class SlackBlockRules
{
    public const int LongestText = 40_000;

    private const int MostBlocks = 50;
    private const int LongestHeader = 150;
    private const int LongestSection = 3000;
    private const int LongestAltText = 2000;
    private const int MostContextElements = 10;

    /// <summary>Undocumented: https://github.com/slackapi/bolt-js/issues/2509.</summary>
    private const int LongestTogether = 13_200;

    /// <param name="canShow">Whether there is a file of that id that a message can show.</param>
    /// <returns>In Slack's words; null where nothing is wrong.</returns>
    public static string? Refuse(JsonArray? blocks, Func<string, bool> canShow)
    {
        if (blocks is null || blocks.Count > MostBlocks || !blocks.All(b => IsBlock(b, canShow)))
            return "invalid_blocks";
        return blocks.Sum(LengthOf) > LongestTogether ? "msg_blocks_too_long" : null;
    }

    private static bool IsBlock(JsonNode? node, Func<string, bool> canShow) =>
        node is JsonObject block
        && Type(block) switch
        {
            "divider" => true,
            "header" => IsText(block["text"], LongestHeader, "plain_text"),
            "section" => IsText(block["text"], LongestSection, "plain_text", "mrkdwn"),
            "image" => IsPicture(block, canShow)
                && Length(block["alt_text"]) is > 0 and <= LongestAltText,
            "context" => block["elements"]
                is JsonArray { Count: > 0 and <= MostContextElements } elements
                && elements.All(e => IsText(e, LongestSection, "plain_text", "mrkdwn")),
            "rich_text" => block["elements"] is JsonArray { Count: > 0 } parts
                && parts.All(IsRichPart),
            _ => false,
        };

    /// <summary>By its address, or as a file, and not by both.</summary>
    private static bool IsPicture(JsonObject block, Func<string, bool> canShow) =>
        block["slack_file"] is JsonObject file
            ? block["image_url"] is null
                && file["url"] is null
                && file["id"] is JsonValue id
                && canShow(id.ToString())
            : Length(block["image_url"]) is > 0 and <= LongestSection;

    private static bool IsRichPart(JsonNode? node) =>
        node is JsonObject part
        && Type(part) is "rich_text_section" or "rich_text_preformatted" or "rich_text_quote"
        && part["elements"] is JsonArray { Count: > 0 } elements
        && elements.All(IsRichElement);

    private static bool IsRichElement(JsonNode? node) =>
        node is JsonObject element
        && Type(element) switch
        {
            "text" => Length(element["text"]) > 0,
            "link" => Length(element["url"]) > 0,
            _ => false,
        };

    private static bool IsText(JsonNode? node, int longest, params string[] types) =>
        node is JsonObject text
        && types.Contains(Type(text), StringComparer.Ordinal)
        && Length(text["text"]) is > 0 and var length
        && length <= longest;

    private static string? Type(JsonObject block) =>
        block["type"] is JsonValue type ? type.ToString() : null;

    private static int Length(JsonNode? text) =>
        text is JsonValue value && value.TryGetValue<string>(out var written) ? written.Length : 0;

    private static int LengthOf(JsonNode? node) =>
        node switch
        {
            JsonObject o => Length(o["text"])
                + o.Where(p => p.Value is not JsonValue).Sum(p => LengthOf(p.Value)),
            JsonArray a => a.Sum(LengthOf),
            _ => 0,
        };
}
