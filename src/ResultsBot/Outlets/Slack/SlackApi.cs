using System.Net.Http.Headers;
using System.Text.Json;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Http;

namespace ResultsBot.Outlets.Slack;

/// <summary>The few methods of Slack's Web API that are needed. What an answer means is <see cref="SlackAnswers"/>' affair.</summary>
internal sealed class SlackApi(SlackSettings settings, OutletHttp http, TimeProvider time)
{
    /// <param name="body">As JSON.</param>
    /// <param name="done">Told what was answered, where it was done.</param>
    public Task<OutletAnswer> Post(
        string method,
        byte[] body,
        Func<JsonElement, OutletAnswer> done,
        CancellationToken ct
    ) =>
        Send(
            new HttpRequestMessage(HttpMethod.Post, new Uri(settings.BaseAddress, method))
            {
                Content = new ByteArrayContent(body)
                {
                    Headers =
                    {
                        ContentType = new MediaTypeHeaderValue("application/json", "utf-8"),
                    },
                },
            },
            done,
            ct
        );

    /// <inheritdoc cref="Post"/>
    public Task<OutletAnswer> PostForm(
        string method,
        IEnumerable<(string Name, string Value)> fields,
        Func<JsonElement, OutletAnswer> done,
        CancellationToken ct
    ) =>
        Send(
            new HttpRequestMessage(HttpMethod.Post, new Uri(settings.BaseAddress, method))
            {
                Content = new FormUrlEncodedContent(
                    fields.Select(f => KeyValuePair.Create(f.Name, f.Value))
                ),
            },
            done,
            ct
        );

    /// <summary>Brings a file to where Slack has said that it wants it: whoever knows the address may, and it gets no token.</summary>
    public Task<OutletAnswer> Upload(Uri to, ReadOnlyMemory<byte> file, CancellationToken ct) =>
        http.Send(
            new HttpRequestMessage(HttpMethod.Post, to)
            {
                Content = new ReadOnlyMemoryContent(file)
                {
                    Headers =
                    {
                        ContentType = new MediaTypeHeaderValue("application/octet-stream"),
                    },
                },
            },
            (response, _) =>
                Task.FromResult(
                    response.IsSuccessStatusCode
                        ? new OutletAnswer.Done("")
                        : SlackAnswers.Of(response, time)
                ),
            ct
        );

    /// <inheritdoc cref="Post"/>
    public Task<OutletAnswer> Get(
        string method,
        IEnumerable<(string Name, string Value)> query,
        Func<JsonElement, OutletAnswer> done,
        CancellationToken ct
    )
    {
        var asked = string.Join(
            '&',
            query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}")
        );
        return Send(
            new HttpRequestMessage(
                HttpMethod.Get,
                new Uri(settings.BaseAddress, $"{method}?{asked}")
            ),
            done,
            ct
        );
    }

    private Task<OutletAnswer> Send(
        HttpRequestMessage request,
        Func<JsonElement, OutletAnswer> done,
        CancellationToken ct
    )
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
        return http.Send(request, (response, patience) => Judge(response, done, patience), ct);
    }

    private async Task<OutletAnswer> Judge(
        HttpResponseMessage response,
        Func<JsonElement, OutletAnswer> done,
        CancellationToken ct
    )
    {
        if (!response.IsSuccessStatusCode)
        {
            return SlackAnswers.Of(response, time);
        }
        await response.Content.LoadIntoBufferAsync(OutletHttp.LongestAnswer, ct);
        var bytes = await response.Content.ReadAsByteArrayAsync(ct);
        try
        {
            using var answer = JsonDocument.Parse(bytes);
            return SlackAnswers.Of(answer.RootElement, done);
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return new OutletAnswer.Unknown("The answer can't be read.");
        }
    }
}
