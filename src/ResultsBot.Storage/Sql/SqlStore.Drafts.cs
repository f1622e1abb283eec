using System.Text.Json;
using Dapper;

namespace ResultsBot.Storage.Sql;

/// <summary>What people typed.</summary>
public abstract partial class SqlStore
{
    public Task Save(Draft draft)
    {
        var fields = JsonSerializer.Serialize(
            draft.Fields.ToDictionary(),
            CodecContext.Default.DictionaryStringString
        );
        return _writer.Write(
            new Statement(
                "INSERT INTO typed VALUES (@Id, @Command, @fields, @savedAt) ON CONFLICT DO NOTHING",
                new
                {
                    draft.Id,
                    draft.Command,
                    fields,
                    savedAt = _time.GetUtcNow().UtcDateTime.ToString("O"),
                }
            )
        );
    }

    public async Task<Draft?> Find(string id, CancellationToken ct)
    {
        var row = await Read(
            connection =>
                connection.QuerySingleOrDefaultAsync<(string Command, string Fields)?>(
                    "SELECT command, fields FROM typed WHERE id = @id",
                    new { id }
                ),
            ct
        );
        return row is { } found
            ? new Draft(
                id,
                found.Command,
                JsonSerializer.Deserialize(
                    found.Fields,
                    CodecContext.Default.DictionaryStringString
                ) ?? []
            )
            : null;
    }
}
