using ResultsBot.Discord;

namespace ResultsBot.Commands;

/// <summary>
/// Bounds what people outside the desk cost: anybody on any server may ask, as often as a program can. Each person and
/// each server has an allowance, and what is worked out for them is worked out one by one, so that the desk never waits
/// for them.
/// </summary>
internal sealed class PublicRequests(Staff staff, TimeProvider time) : IDisposable
{
    /// <summary>A quick typist looks for some five seats in a row before it is used up.</summary>
    private static readonly AllowanceRule Person = new(Most: 20, PerSecond: 4);

    private static readonly AllowanceRule Server = new(Most: 60, PerSecond: 20);

    /// <summary>Who comes behind these would be answered too late to be of use.</summary>
    private const int MostWaiting = 50;

    private readonly Allowances _people = new(Person, time);
    private readonly Allowances _servers = new(Server, time);
    private readonly SemaphoreSlim _turn = new(1);
    private int _waiting;

    /// <summary>False where it is one too many.</summary>
    public bool Admits(Interaction interaction) =>
        IsOfTheDesk(interaction)
        || (
            Volatile.Read(ref _waiting) < MostWaiting
            && _people.Take(interaction.User.Id.Value)
            && (interaction.GuildId is not { } guild || _servers.Take(guild.Value))
        );

    /// <summary>Waits until it may be worked out: the desk's at once.</summary>
    public async Task<T> InTurn<T>(
        Interaction interaction,
        Func<Task<T>> work,
        CancellationToken ct
    )
    {
        if (IsOfTheDesk(interaction))
        {
            return await work();
        }
        Interlocked.Increment(ref _waiting);
        try
        {
            await _turn.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private bool IsOfTheDesk(Interaction interaction) => staff.RankOf(interaction) >= Rank.Reporter;
}
