using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Newswire.Delivery;

/// <summary>Whoever gets bulletins at an address.</summary>
/// <param name="Bookmark">All it was to get through here is known to stand there.</param>
/// <param name="Sending">What may be on its way.</param>
/// <param name="Suspended">Why nothing can be posted for now; null while something can.</param>
public sealed record Subscriber(
    Address Address,
    Group Group,
    ImmutableArray<Subscription> Subscriptions,
    long Bookmark,
    Sending? Sending,
    Suspension? Suspended
)
{
    public DeliveryOptions Options { get; init; } = DeliveryOptions.AsItComes;

    public Mention? Mention { get; init; }

    /// <summary>When it last got a post; null where that is not known.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>What went out before its turn and lies behind the bookmark.</summary>
    public ImmutableArray<Ahead> Ahead { get; init; } = [];

    public bool Wants(LogEntry entry)
    {
        if (entry.Position <= Bookmark)
        {
            return false;
        }
        // Asked of every subscriber for every bulletin: nothing is allocated on the way.
        foreach (var subscription in Subscriptions)
        {
            if (subscription.Wants(entry))
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>What may be on its way to a subscriber.</summary>
/// <param name="First">The first of the bulletins.</param>
/// <param name="Through">The last of them.</param>
/// <param name="Key">The same each time it is sent, so that an outlet which knows it gives back what it has.</param>
/// <param name="Since">When it was first to be sent.</param>
/// <param name="Page">What the message shows.</param>
public sealed record Sending(long First, long Through, string Key, DateTimeOffset Since, Page Page)
{
    /// <summary>The seat whose thread it is for; null for the channel itself.</summary>
    public ContestId? Thread { get; init; }
}

/// <summary>A message that came to stand where it was sent.</summary>
/// <param name="Handle">By which its outlet finds it again.</param>
/// <param name="AsOf">How far the log was known when it was written.</param>
/// <param name="ToPublish">It is still to be published to those that follow the channel.</param>
public sealed record Posted(string Handle, long AsOf, DateTimeOffset At, bool ToPublish = false);

/// <summary>A message of ours that stands somewhere.</summary>
/// <param name="First">The first of its bulletins: with the address, what it is known by.</param>
public sealed record Copy(Address Address, long First, string Handle, Page Page);

/// <summary>A post that is still to be published.</summary>
public sealed record Unpublished(Address Address, long First, string Handle, DateTimeOffset Since);

/// <summary>A bulletin that went out, or goes out, before its turn.</summary>
/// <param name="Handle">Null while it may be on its way.</param>
public sealed record Ahead(long Position, string Key, DateTimeOffset Since, string? Handle);

/// <summary>Nothing can be posted to an address for now.</summary>
public sealed record Suspension(string Reason, DateTimeOffset Since);

/// <summary>Whom a subscriber's posts mention, and for what.</summary>
/// <param name="Role">As the outlet knows it.</param>
/// <param name="Seats">For the results of these.</param>
/// <param name="Majors">For everything that changes the story, and every flash.</param>
public sealed record Mention(string Role, ImmutableArray<ContestId> Seats, bool Majors);
