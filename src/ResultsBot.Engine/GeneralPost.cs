namespace ResultsBot.Engine;

/// <summary>An entry that the desk writes of no seat, such as that the live blog runs throughout the night.</summary>
/// <param name="Number">Of all of its kind, from 1.</param>
/// <param name="Version">1 as it was written; one more with each correction.</param>
/// <param name="By">Who wrote it.</param>
public sealed record GeneralPost(
    int Number,
    int Version,
    PostWords Words,
    string By,
    bool IsWithdrawn = false
);

/// <summary>What it says.</summary>
public sealed record PostWords(string Headline, string Text);

/// <summary>What the desk makes of an entry of the live blog, whatever it is of. It changes nothing that the entry says.</summary>
public enum EntryMark
{
    /// <summary>It stands at the top, in the place of the one that did.</summary>
    Pinned,
    Unpinned,

    /// <summary>It is among the key events.</summary>
    Key,
    NotKey,
}
