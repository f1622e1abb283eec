namespace ResultsBot.Newswire.Delivery;

/// <summary>What came of something that was sent, written down where it is to be remembered.</summary>
internal abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>It stands there.</summary>
    /// <param name="Posted">Null where there was nothing to send after all.</param>
    /// <param name="IsUnfinished">It is to be written anew for what was not ready.</param>
    public sealed record Done(Posted? Posted, bool IsUnfinished = false) : SendOutcome;

    /// <summary>It never will be, and need not.</summary>
    public sealed record Dropped : SendOutcome;

    /// <summary>The address no longer exists.</summary>
    public sealed record Gone(string Reason) : SendOutcome;

    /// <param name="IsForbidden">For want of a permission: it may come back at any moment.</param>
    /// <param name="NothingArrived">No try of it can have worked: it is to be put together anew.</param>
    public sealed record Suspended(
        Suspension Suspension,
        bool IsForbidden,
        bool NothingArrived = false
    ) : SendOutcome;

    /// <summary>Not now; what is being sent stays as it is.</summary>
    /// <param name="IsOurs">Our own store is in the way, and not whoever it was sent to.</param>
    public sealed record Later(TimeSpan After, string Reason, bool IsOurs = false) : SendOutcome;
}
