namespace ResultsBot.Discord.Gateway;

/// <summary>Remembers the last so many ids.</summary>
internal sealed class RecentIds(int capacity)
{
    private readonly HashSet<Snowflake> _ids = [];
    private readonly Queue<Snowflake> _order = new();

    /// <summary>False for one seen before.</summary>
    public bool Add(Snowflake id)
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
