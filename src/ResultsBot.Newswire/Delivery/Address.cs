namespace ResultsBot.Newswire.Delivery;

/// <summary>Where posts go: a channel, an endpoint. To everybody but its outlet the id is a text without a meaning.</summary>
/// <param name="Outlet">The outlet's <see cref="IOutlet.Name"/>.</param>
public readonly record struct Address(string Outlet, string Id) : IComparable<Address>
{
    public int CompareTo(Address other) =>
        string.CompareOrdinal(Outlet, other.Outlet) is not 0 and var byOutlet
            ? byOutlet
            : string.CompareOrdinal(Id, other.Id);

    public static bool operator <(Address one, Address other) => one.CompareTo(other) < 0;

    public static bool operator >(Address one, Address other) => one.CompareTo(other) > 0;

    public static bool operator <=(Address one, Address other) => one.CompareTo(other) <= 0;

    public static bool operator >=(Address one, Address other) => one.CompareTo(other) >= 0;

    public override string ToString() => $"{Outlet}:{Id}";
}

/// <summary>
/// What several addresses belong to: a server, a workspace. What is wrong with it is wrong with all of them at once.
/// </summary>
public readonly record struct Group(string Outlet, string Id)
{
    public override string ToString() => $"{Outlet}:{Id}";
}
