using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Infrastructure;

/// <summary>Bulletins and answers as Discord is sent them.</summary>
internal sealed class AsPosted(Phrasebook phrases, bool isRehearsal = false)
{
    private readonly PostWriter _writer = new(phrases, isRehearsal);
    private readonly PostEmbeds _embeds = new(phrases);

    public Pages Pages(Quarantine quarantine) => new(phrases, _writer, _embeds, quarantine);

    public Embed Of(LogEntry entry) => _embeds.Of(_writer.Write(entry));

    public Embed Of(Contest contest, Verdict verdict) =>
        _embeds.Of(_writer.Write(contest, verdict));

    public Embed Of(Contest contest, ContestState state, DateTimeOffset now) =>
        _embeds.Of(_writer.Write(contest, state, now));

    public Embed Of(Standing standing, IEnumerable<ChamberStanding>? chambers = null) =>
        _embeds.Of(_writer.Write(standing, chambers ?? []));

    public Embed Of(Story story) => _embeds.Of(_writer.Write(story));

    public Embed Closest(AreaId area, ImmutableArray<(Contest Contest, Verdict Verdict)> closest) =>
        _embeds.Of(_writer.Closest(area, closest));

    public Embed Outstanding(
        Standing standing,
        ImmutableArray<(Contest Contest, CountProgress Progress)> outstanding,
        ImmutableArray<Contest> postponed,
        DateTimeOffset now
    ) => _embeds.Of(_writer.Outstanding(standing, outstanding, postponed, now));

    public Embed Gains(Standing standing, ImmutableArray<Taking> takings, PartyId? party) =>
        _embeds.Of(_writer.Gains(standing, takings, party));
}
