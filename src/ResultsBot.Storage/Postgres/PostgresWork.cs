using System.Data.Common;
using ResultsBot.Storage.Sql;

namespace ResultsBot.Storage.Postgres;

/// <summary>A piece of work: statements, or something that reads before it writes.</summary>
internal abstract record PostgresWork
{
    private readonly TaskCompletionSource _outcome = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public Task Outcome => _outcome.Task;

    public void Done() => _outcome.SetResult();

    public void Fail(Exception e) => _outcome.SetException(e);

    /// <param name="Expected">Where the store has to stand; null for wherever it does.</param>
    public sealed record Plain(IReadOnlyList<Statement> Statements, Mark? Expected = null)
        : PostgresWork;

    public sealed record Reading(Action<DbConnection> Run) : PostgresWork;
}
