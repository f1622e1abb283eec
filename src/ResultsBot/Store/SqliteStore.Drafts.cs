using System.Collections.Immutable;
using Dapper;
using Microsoft.Data.Sqlite;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Wire;

namespace ResultsBot.Store;

/// <summary>What reporters typed.</summary>
internal sealed partial class SqliteStore
{
    public Task Save(Draft draft) =>
        _writer.Write(connection =>
        {
            connection.Execute(
                """
                INSERT INTO drafts VALUES (@Id, @Seat, @Figures, @Rejected, @savedAt) ON CONFLICT DO NOTHING
                """,
                new
                {
                    draft.Id,
                    draft.Seat,
                    draft.Figures,
                    draft.Rejected,
                    savedAt = _time.GetUtcNow().UtcDateTime.ToString("O"),
                }
            );
        });

    public async Task<Draft?> Find(string id, CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        return await connection.QuerySingleOrDefaultAsync<Draft>(
            "SELECT id, seat, figures, rejected FROM drafts WHERE id = @id",
            new { id }
        );
    }
}
