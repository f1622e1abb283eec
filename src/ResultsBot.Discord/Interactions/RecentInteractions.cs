namespace ResultsBot.Discord;

/// <summary>Remembers the last so many interactions: each may be delivered again. From any thread at once.</summary>
/// <param name="capacity">How many.</param>
public sealed class RecentInteractions(int capacity)
{
    private readonly Lock _turn = new();
    private readonly HashSet<Snowflake> _ids = [];
    private readonly Queue<Snowflake> _order = new();

    /// <summary>False for one seen before.</summary>
    public bool Add(Snowflake id)
    {
        lock (_turn)
        {
            if (!_ids.Add(id))
            {
                return false;
            }

            _order.Enqueue(id);
            if (_order.Count > capacity)
            {
                _ids.Remove(_order.Dequeue());
            }

            return true;
        }
    }
}
