using System.Collections.Immutable;
using Dapper;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Store;

/// <summary>What the desk keeps beside the election.</summary>
internal sealed partial class SqliteStore
{
    public async Task<ImmutableArray<(ulong Person, ContestId Contest)>> ReadAssignments(
        CancellationToken ct
    )
    {
        await using var connection = await Reader(ct);
        var rows = await connection.QueryAsync<AssignmentRow>(
            "SELECT person, contest FROM assignments ORDER BY person, contest"
        );
        return [.. rows.Select(r => ((ulong)r.Person, new ContestId(r.Contest)))];
    }

    public Task Assign(ulong person, ImmutableArray<ContestId> contests) =>
        _writer.Write(connection =>
        {
            connection.Execute(
                "DELETE FROM assignments WHERE person = @person",
                new { person = (long)person }
            );
            foreach (var contest in contests)
            {
                connection.Execute(
                    "INSERT INTO assignments VALUES (@person, @contest) ON CONFLICT DO NOTHING",
                    new { person = (long)person, contest = contest.Value }
                );
            }
        });

    public async Task<ImmutableArray<Card>> ReadCards(CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        var rows = await connection.QueryAsync<CardRow>(
            "SELECT name, channel, message, fingerprint FROM cards ORDER BY name"
        );
        return
        [
            .. rows.Select(r => new Card(
                r.Name,
                (ulong)r.Channel,
                (ulong)r.Message,
                r.Fingerprint
            )),
        ];
    }

    public Task SaveCard(Card card) =>
        _writer.Write(connection =>
        {
            connection.Execute(
                """
                INSERT INTO cards VALUES (@Name, @channel, @message, @Fingerprint)
                ON CONFLICT (name) DO UPDATE
                SET channel = excluded.channel, message = excluded.message, fingerprint = excluded.fingerprint
                """,
                new
                {
                    card.Name,
                    channel = (long)card.Channel,
                    message = (long)card.Message,
                    card.Fingerprint,
                }
            );
        });

    public Task DeleteCard(string name) =>
        _writer.Write(connection =>
        {
            connection.Execute("DELETE FROM cards WHERE name = @name", new { name });
        });

    private sealed record AssignmentRow(long Person, string Contest);

    private sealed record CardRow(string Name, long Channel, long Message, string Fingerprint);
}
