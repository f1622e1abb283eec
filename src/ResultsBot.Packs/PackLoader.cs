using System.Collections.Immutable;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Files;

namespace ResultsBot.Packs;

/// <summary>Reads a pack from its folder, and refuses a bad one with file, line and reason.</summary>
public static class PackLoader
{
    /// <summary>The packs that come with the program.</summary>
    internal static string Shelf { get; } = Path.Combine(AppContext.BaseDirectory, "Packs");

    /// <param name="nameOrFolder">The name of a pack that comes with the program, or any folder.</param>
    public static PackReading Load(string nameOrFolder)
    {
        var path = PathOf(nameOrFolder);
        if (!Directory.Exists(path))
        {
            return new PackReading.Refused([
                new PackFault(nameOrFolder, 0, "no pack of that name, and no such folder"),
            ]);
        }
        try
        {
            return Read(new PackFolder(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new PackReading.Refused([new PackFault(path, 0, e.Message)]);
        }
    }

    /// <summary>
    /// The election's name in the store, without reading the whole pack; null where it cannot be told, and
    /// <see cref="Load"/> says why.
    /// </summary>
    public static string? IdOf(string nameOrFolder)
    {
        try
        {
            var id = ElectionFile.Read(new PackFolder(PathOf(nameOrFolder))).Id;
            return string.IsNullOrWhiteSpace(id) ? null : id;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string PathOf(string nameOrFolder)
    {
        var named = Path.Combine(Shelf, nameOrFolder);
        var isName = nameOrFolder.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        return isName && Directory.Exists(named) ? named : nameOrFolder;
    }

    /// <summary>File by file: each needs only what was read before it. Without a fault everything needed is there.</summary>
    private static PackReading Read(PackFolder folder)
    {
        var election = ElectionFile.Read(folder);
        var parties = PartiesFile.Read(folder, election.Notes ?? []);
        var rolls = CandidatesFile.Read(folder, parties);
        var previous = PreviousFile.Read(folder, parties);
        var listed = ChambersFile.Read(folder);
        var contests = ContestsFile.Read(
            folder,
            election.Whole ?? "",
            parties,
            rolls,
            previous,
            listed
        );
        var continuing = ContinuingFile.Read(folder, parties, listed);
        // With a contest missing, its chamber would be short of its seats: one fault more.
        var chambers = folder.IsSound
            ? ChambersFile.Filled(listed.Values, contests, continuing)
            : [];
        var map = MapFile.Read(folder, contests);
        // With contests missing, every result of theirs would be one fault more.
        var recorded = folder.IsSound ? ResultsFile.Read(folder, contests, parties) : [];
        var script = folder.IsSound ? ScriptFile.Read(folder, contests) : [];
        if (!folder.IsSound)
        {
            return new PackReading.Refused([.. folder.Faults]);
        }
        var definition = Definition(election, parties.All, contests, chambers) with { Map = map };
        return new PackReading.Loaded(
            new ElectionPack(definition, election.Attribution ?? "", recorded) { Script = script }
        );
    }

    private static ElectionDefinition Definition(
        ElectionFile election,
        ImmutableArray<Party> parties,
        ImmutableArray<Contest> contests,
        ImmutableArray<Chamber> chambers
    ) =>
        new(
            election.Id!,
            election.Name!,
            IsoTime.Parse(election.PollCloses!)!.Value,
            string.IsNullOrWhiteSpace(election.Base) && contests.Any(c => c.Base is not null)
                ? ElectionFile.UnnamedBase
                : election.Base ?? "",
            parties,
            contests,
            chambers,
            election.Deposits ?? true,
            string.IsNullOrEmpty(election.BaseShort) ? null : election.BaseShort
        );
}
