using Microsoft.Extensions.Configuration;
using ResultsBot.Commands;
using ResultsBot.Engine;

namespace ResultsBot.Hosting;

/// <summary>How the newsroom works: the section Desk.</summary>
/// <param name="Channel">Where the desk is told; null for nowhere.</param>
/// <param name="SilentAfter">After how long a seat that nothing is heard of is pointed out.</param>
/// <param name="RemindAfter">After how long a proposal that waits is called to mind.</param>
internal sealed record DeskSettings(
    StaffRoles Roles,
    ulong? Channel,
    HouseRules Rules,
    TimeSpan SilentAfter,
    TimeSpan RemindAfter
)
{
    private const string OnCaution = "on-caution";
    private const int LongestMinutes = 24 * 60;

    /// <summary>What holds where nothing is configured.</summary>
    public static DeskSettings Usual { get; } =
        new(
            StaffRoles.None,
            Channel: null,
            HouseRules.Default,
            SilentAfter: TimeSpan.FromMinutes(45),
            RemindAfter: TimeSpan.FromMinutes(5)
        );

    public static DeskSettings Read(IConfigurationRoot configuration, List<string> faults)
    {
        var rule = configuration.Text("Desk:SecondPerson") ?? OnCaution;
        SecondPerson? secondPerson = rule switch
        {
            "never" => SecondPerson.Never,
            OnCaution => SecondPerson.OnCaution,
            "always" => SecondPerson.Always,
            _ => null,
        };
        if (secondPerson is null)
        {
            faults.Add($"Desk:SecondPerson is never, {OnCaution} or always, not “{rule}”.");
        }
        var channels = configuration.Ids("Desk:Channel", "channel", faults);
        if (channels.Count > 1)
        {
            faults.Add("Desk:Channel is one channel.");
        }
        return new DeskSettings(
            new StaffRoles(
                configuration.Ids("Desk:Reporters", "role", faults),
                configuration.Ids("Desk:Editors", "role", faults),
                configuration.Ids("Desk:Administrators", "role", faults)
            ),
            channels is [var channel, ..] ? channel : null,
            secondPerson is { } asked ? new HouseRules(asked) : Usual.Rules,
            Minutes(configuration, "Desk:SilentAfterMinutes", Usual.SilentAfter, faults),
            Minutes(configuration, "Desk:RemindAfterMinutes", Usual.RemindAfter, faults)
        );
    }

    private static TimeSpan Minutes(
        IConfiguration configuration,
        string key,
        TimeSpan usual,
        List<string> faults
    )
    {
        if (configuration.Text(key) is not { } written)
        {
            return usual;
        }
        if (int.TryParse(written, out var minutes) && minutes is >= 1 and <= LongestMinutes)
        {
            return TimeSpan.FromMinutes(minutes);
        }
        faults.Add($"{key} is from 1 to {LongestMinutes} minutes, not “{written}”.");
        return usual;
    }
}
