using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ResultsBot.Sandbox.Slack;

/// <summary>The methods that upload and delete files, and the address that their bytes are brought to.</summary>
internal sealed class SlackFileMethods(SlackWorkspace workspace)
{
    private const long LongestFile = 16 * 1024 * 1024;

    private readonly SlackFiles _files = workspace.Files;

    /// <param name="uploads">Where bytes are brought to, with a slash at its end.</param>
    public JsonObject GetUploadUrl(string? name, string? length, string? altText, Uri uploads)
    {
        if (!_files.MayWrite)
            return SlackMethods.Error("missing_scope");
        if (
            string.IsNullOrEmpty(name)
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            || bytes is 0
        )
            return SlackMethods.Error("invalid_arguments");
        if (bytes > LongestFile)
            return SlackMethods.Error("file_upload_size_restricted");
        var id = _files.Announce(name, bytes, altText ?? "");
        return new JsonObject
        {
            ["ok"] = true,
            ["upload_url"] = new Uri(uploads, id).AbsoluteUri,
            ["file_id"] = id,
        };
    }

    /// <summary>As they are, or in a form.</summary>
    public async Task Take(string id, HttpContext http)
    {
        if (http.Request.ContentLength > LongestFile + 4096)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        using var content = new MemoryStream();
        if (http.Request.HasFormContentType)
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (form.Files.Count == 1)
                await form.Files[0].CopyToAsync(content, http.RequestAborted);
        }
        else
        {
            await http.Request.Body.CopyToAsync(content, http.RequestAborted);
        }
        if (!_files.Take(id, content.ToArray()))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        await http.Response.WriteAsync($"OK - {content.Length}", http.RequestAborted);
    }

    /// <param name="channel">Null where nobody is to see them but by a message that shows them.</param>
    public JsonObject Complete(JsonNode? files, string? channel, string? comment)
    {
        if (!_files.MayWrite)
            return SlackMethods.Error("missing_scope");
        string[] ids =
        [
            .. (files as JsonArray ?? []).Select(f => (f as JsonObject)?["id"]?.ToString() ?? ""),
        ];
        if (ids.Length == 0)
            return SlackMethods.Error("invalid_arguments");
        if (channel is not null && workspace.Refuse(channel, toPost: true) is { } refusal)
            return SlackMethods.Error(refusal);
        if (_files.Complete(ids) is not { } complete)
            return SlackMethods.Error("file_not_found");
        if (channel is not null && workspace.Share(channel, comment ?? "", [.. ids]) is null)
            return SlackMethods.Error("ratelimited");
        return new JsonObject
        {
            ["ok"] = true,
            ["files"] = new JsonArray([
                .. complete.Select(f => new JsonObject { ["id"] = f.Id, ["title"] = f.Name }),
            ]),
        };
    }

    public JsonObject Delete(string? id) =>
        !_files.MayWrite ? SlackMethods.Error("missing_scope")
        : id is not null && _files.Delete(id) ? new JsonObject { ["ok"] = true }
        : SlackMethods.Error("file_not_found");
}
