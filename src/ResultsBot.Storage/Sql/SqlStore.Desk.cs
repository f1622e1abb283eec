using System.Collections.Immutable;
using Dapper;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Storage.Sql;

/// <summary>What the desk keeps beside the election.</summary>
public abstract partial class SqlStore
{
    public Task<ImmutableArray<(string Person, ContestId Contest)>> ReadAssignments(
        CancellationToken ct
    ) =>
        Read<ImmutableArray<(string, ContestId)>>(
            async connection =>
                [
                    .. (
                        await connection.QueryAsync<AssignmentRow>(
                            "SELECT person, contest FROM assignments ORDER BY person, contest"
                        )
                    ).Select(r => (r.Person, new ContestId(r.Contest))),
                ],
            ct
        );

    public Task Assign(string person, ImmutableArray<ContestId> contests) =>
        _writer.Write([
            new Statement("DELETE FROM assignments WHERE person = @person", new { person }),
            .. contests.Select(contest => new Statement(
                "INSERT INTO assignments VALUES (@person, @contest) ON CONFLICT DO NOTHING",
                new { person, contest = contest.Value }
            )),
        ]);

    public Task<ImmutableArray<Card>> ReadCards(CancellationToken ct) =>
        Read<ImmutableArray<Card>>(
            async connection =>
                [
                    .. await connection.QueryAsync<Card>(
                        "SELECT name, channel, message, fingerprint FROM cards ORDER BY name"
                    ),
                ],
            ct
        );

    public Task SaveCard(Card card) =>
        _writer.Write(
            new Statement(
                """
                INSERT INTO cards VALUES (@Name, @Channel, @Message, @Fingerprint)
                ON CONFLICT (name) DO UPDATE
                SET channel = excluded.channel, message = excluded.message, fingerprint = excluded.fingerprint
                """,
                card
            )
        );

    public Task DeleteCard(string name) =>
        _writer.Write(new Statement("DELETE FROM cards WHERE name = @name", new { name }));

    private sealed record AssignmentRow(string Person, string Contest);
}
