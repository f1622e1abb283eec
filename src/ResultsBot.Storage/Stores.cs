using System.Collections.Immutable;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Storage;

/// <summary>A picture that bulletins name.</summary>
/// <param name="Name">Without a folder, with an ending: as it is attached.</param>
/// <param name="Type">image/png and the like.</param>
public sealed record Photo(string Name, string Type, ImmutableArray<byte> Bytes)
{
    /// <summary>8 MiB: below what Discord takes in one file anywhere.</summary>
    public const int LongestBytes = 8 * 1024 * 1024;

    /// <summary>Letters, digits, dots and strokes: Discord leaves such a name as it is.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 100
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        && name[0] != '.';
}

/// <summary>The pictures that were sent in, to be shown.</summary>
public interface IPhotos
{
    /// <exception cref="StoreUnavailableException">It cannot be read for now.</exception>
    Task<Photo?> FindPhoto(string name, CancellationToken ct);
}

public interface IPhotoStore : IPhotos
{
    /// <summary>The first of a name stays.</summary>
    /// <exception cref="ArgumentException">Its name is none, it is empty, or larger than <see cref="Photo.LongestBytes"/>.</exception>
    Task Save(Photo photo);
}

/// <summary>What somebody typed into a command, kept so that it can be given back for editing.</summary>
/// <param name="Id">Of the interaction it came by.</param>
/// <param name="Command">The command's name.</param>
/// <param name="Fields">The text of each option or box, by its name.</param>
public sealed record Draft(string Id, string Command, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The text of a field; empty where nothing was typed.</summary>
    public string this[string field] => Fields.GetValueOrDefault(field) ?? "";
}

public interface IDraftStore
{
    Task Save(Draft draft);

    Task<Draft?> Find(string id, CancellationToken ct);
}

/// <summary>A message in the desk's channel.</summary>
/// <param name="Name">What it shows, under a name that stays the same.</param>
/// <param name="Fingerprint">Of what it showed last.</param>
public sealed record Card(string Name, string Channel, string Message, string Fingerprint);

/// <summary>What the desk keeps beside the election.</summary>
public interface IDeskStore
{
    Task<ImmutableArray<(string Person, ContestId Contest)>> ReadAssignments(CancellationToken ct);

    /// <summary>Ties a reporter to these seats and no others; to none is to all.</summary>
    Task Assign(string person, ImmutableArray<ContestId> contests);

    Task<ImmutableArray<Card>> ReadCards(CancellationToken ct);

    Task SaveCard(Card card);

    Task DeleteCard(string name);
}

/// <summary>The store cannot be used, and why: for the operator.</summary>
public sealed class StoreException(string message, Exception? inner = null)
    : Exception(message, inner);

/// <summary>
/// Another process has taken over: this one must end. What was being written may have been stored; whoever leads now knows.
/// </summary>
public sealed class LeadershipLostException(string message) : Exception(message);

/// <summary>All that one bot keeps, in one place.</summary>
public interface IStore
    : IElectionStore,
        ISubscriberStore,
        IOutletNotes,
        IPhotoStore,
        IDraftStore,
        IDeskStore
{
    /// <summary>Where files that belong to it are kept beside it.</summary>
    string FilePath { get; }

    /// <summary>
    /// To be waited for before anything is sent that others will see. Of several processes against one store only one may:
    /// one that was stopped for a while wakes up in the belief that it still does. It waits for ever where another has taken
    /// over.
    /// </summary>
    Task ConfirmLeading(CancellationToken ct);

    /// <summary>Which bulletins cannot be read, and what else becomes known of them while the process lives.</summary>
    Quarantine Quarantine { get; }
}
