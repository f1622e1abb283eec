using System.Collections.Immutable;

namespace ResultsBot.Newswire.Delivery;

/// <summary>The subscribers, what they follow and how far each has come.</summary>
/// <remarks>Each call may throw <see cref="StoreUnavailableException"/>; then nothing of it was stored.</remarks>
public interface ISubscriberStore
{
    Task<ImmutableArray<Subscriber>> ReadSubscribers(CancellationToken ct);

    /// <summary>Adds to what an address follows, from now on; and takes up a suspended one again.</summary>
    /// <param name="instead">
    /// What it no longer follows. In the place of something else it goes on from where that began: what still waits was
    /// asked for.
    /// </param>
    Task<Subscriber> Subscribe(
        Address address,
        Group group,
        Topic topic,
        DeliveryChange change,
        params ImmutableArray<Topic> instead
    );

    /// <summary>Takes away some of what it follows, or all; who follows nothing is forgotten.</summary>
    /// <returns>The subscriber as it is now; null if it follows nothing.</returns>
    Task<Subscriber?> Unsubscribe(Address address, ImmutableArray<Topic>? topics);

    /// <param name="mention">Null for none any more.</param>
    /// <returns>The subscriber as it is now; null if it follows nothing.</returns>
    Task<Subscriber?> SetMention(Address address, Mention? mention);

    /// <summary>It is about to be sent.</summary>
    Task Intend(Address address, Sending sending);

    /// <summary>
    /// What was being sent now stands there. A bookmark never goes back: of a subscriber that has begun anew meanwhile,
    /// only the receipt is kept.
    /// </summary>
    /// <param name="posted">Null where there was nothing to send after all.</param>
    Task Receive(Address address, Sending sending, Posted? posted);

    /// <summary>One bulletin is about to go out before its turn.</summary>
    Task IntendAhead(Address address, Ahead ahead);

    /// <summary>It stands there.</summary>
    Task ReceiveAhead(Address address, long position, string handle);

    /// <summary>
    /// What was being sent was refused, and nothing more will be sent for now. It stays written down, unless it is
    /// known that nothing of it stands there: an earlier try may have arrived.
    /// </summary>
    Task Suspend(Address address, Suspension suspension, bool nothingArrived = false);

    Task Resume(Address address);

    /// <summary>
    /// The copies that show one of these bulletins, or a standing that came with it, and were last written before the log
    /// stood at <paramref name="revision"/>.
    /// </summary>
    Task<ImmutableArray<Copy>> ReadCopies(
        IReadOnlyCollection<long> positions,
        long revision,
        CancellationToken ct
    );

    /// <summary>The copy says what is known through <paramref name="asOf"/>, or is no more and need not.</summary>
    Task Revise(Address address, long first, long asOf);

    Task<ImmutableArray<Unpublished>> ReadUnpublished(CancellationToken ct);

    /// <summary>It is published, or never will be.</summary>
    Task Publish(Address address, long first);
}

/// <summary>What an outlet notes for itself about an address, such as a thread it has opened.</summary>
public interface IOutletNotes
{
    Task<string?> Find(Address address, string name, CancellationToken ct);

    Task Save(Address address, string name, string text);

    Task Delete(Address address, string name);
}

/// <summary>The store takes or gives nothing for now: the disk is full, the database is away. Trying again makes sense.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null)
    : Exception(message, inner);
