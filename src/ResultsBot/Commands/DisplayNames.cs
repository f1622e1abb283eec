using ResultsBot.Discord;

namespace ResultsBot.Commands;

/// <summary>
/// What the people behind the record are called, for files: in a message Discord puts in the name itself. Asked for when a
/// file is written, so that it is right after a restart as well.
/// </summary>
internal sealed class DisplayNames(DiscordRest discord)
{
    /// <summary>More people than a desk has.</summary>
    private const int MostPeople = 200;

    /// <param name="by">As events name who did something.</param>
    /// <returns>Of each the name that people see; as events name them where Discord doesn't say.</returns>
    public async Task<IReadOnlyDictionary<string, string>> Of(
        IEnumerable<string> by,
        CancellationToken ct
    )
    {
        var everybody = by.Distinct().ToArray();
        var names = everybody.ToDictionary(b => b, b => b);
        var asked = everybody
            .Where(b => Staff.PersonOf(b) is not null)
            .Take(MostPeople)
            .Select(async b =>
                (By: b, Answer: await discord.GetUser(new Snowflake(Staff.PersonOf(b)!.Value), ct))
            );
        foreach (var (person, answer) in await Task.WhenAll(asked))
        {
            if (answer is RestResult<User>.Done { Value: var user })
            {
                names[person] = user.DisplayName;
            }
        }
        return names;
    }
}
