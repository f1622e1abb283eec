namespace ResultsBot.Discord;

/// <summary>Remembers recent interactions, since Discord may deliver one twice. Safe to use from several threads.</summary>
/// <param name="capacity">How many to remember.</param>
public sealed class RecentInteractions(int capacity)
{
    private readonly Lock _turn = new();
    private readonly HashSet<Snowflake> _ids = [];
    private readonly Queue<Snowflake> _order = new();

    /// <summary>False if it was seen before.</summary>
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
