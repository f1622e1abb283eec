using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>
/// What is said where a bug keeps something from being said. It rests on as little as can be: neither figures nor
/// candidates nor parties.
/// </summary>
public partial class Phrasebook
{
    /// <summary>In the place of a bulletin's headline: the seat, and what it is.</summary>
    public virtual string PlainHeadline(Bulletin bulletin)
    {
        var contest = bulletin is Bulletin.FirstResult first ? first.Of.Id : bulletin.Contest;
        var seat = contest is { } id ? Definition.FindContest(id)?.Name : null;
        return seat is null ? $"News: {PlainKind(bulletin)}" : $"{seat}: {PlainKind(bulletin)}";
    }

    public virtual string PlainKind(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Result => "result declared",
            Bulletin.FirstResult => "first result of the night",
            Bulletin.Corrected => "result corrected",
            Bulletin.Retracted => "result withdrawn",
            Bulletin.Reinstated => "result reinstated",
            Bulletin.Flashed => "winner known",
            Bulletin.Verified => "ballot papers verified",
            Bulletin.Counted => "running count",
            Bulletin.LotDrawn => "lots drawn",
            Bulletin.Quoted => "quote",
            Bulletin.Posted => "live blog entry",
            Bulletin.PostCorrected => "live blog entry corrected",
            Bulletin.PostWithdrawn => "live blog entry withdrawn",
            Bulletin.TakenBack => "report withdrawn",
            Bulletin.AreaComplete => "every seat declared",
            Bulletin.OverallMajority => "majority reached",
            Bulletin.NoMajority => "no party can now win a majority",
            Bulletin.ChamberComplete => "every seat declared",
            Bulletin.NoLonger => "report of a majority withdrawn",
            Bulletin.Notice => "note from the desk",
            _ => "update",
        };

    /// <summary>The same as a line among others.</summary>
    /// <param name="mark">What has become of it.</param>
    public virtual RichText PlainLine(Bulletin bulletin, Mark? mark)
    {
        var headline = Short(PlainHeadline(bulletin));
        return mark switch
        {
            null => headline,
            Mark.TakenBack => Withdrawn(headline),
            Mark.Unknown => Unknown($"**{headline}**"),
            _ => Overtaken($"**{headline}**"),
        };
    }

    /// <summary>Below it.</summary>
    public virtual string PlainBody =>
        "The details can’t be shown here. Check with the results desk.";

    /// <summary>To the desk: a bulletin went out as its plain headline.</summary>
    public virtual RichText BulletinNotShown(string headline, string reason) =>
        $"⚠ **“{headline}” went out as a headline only.** Tell the channels what they need to know in a {Slash("note")}, and tell whoever runs the bot: {reason}";

    /// <summary>To the desk: a stored bulletin is not sent at all.</summary>
    /// <param name="kind">As the store names it.</param>
    /// <param name="superseded">How many bulletins it corrects: until it can be read, nobody knows what holds.</param>
    public virtual RichText BulletinNotRead(
        long position,
        string kind,
        int superseded,
        string reason
    ) =>
        $"⚠ **Bulletin {Number(position)} ({kind}) can’t be read from the database and wasn’t sent.** {Superseded(superseded)}Check the result with {Slash("seat")}, repeat it in a {Slash("note")}, and tell whoever runs the bot: {reason}";

    private string Superseded(int bulletins) =>
        bulletins == 0
            ? ""
            : $"What it corrects ({Of(bulletins, "bulletin", "bulletins")}) is marked as superseded in the channels, without the details. ";

    public virtual string BoardNotShown() => "Not shown properly";

    /// <summary>In place of a card in the desk's channel.</summary>
    public virtual RichText CardNotShown() =>
        $"⚠ **This can’t be shown because of a bug.** See {Slash("proposals")} and the bot’s log.";

    /// <summary>The pause holds, though it could not be written down.</summary>
    public virtual RichText PausedInMemory() =>
        $"**Paused, but it couldn’t be saved.** Nothing is published until {Slash("resume")}, or until the bot restarts. The channels aren’t told. Check the disk.";

    /// <summary>A second press, after the first has sent it.</summary>
    public virtual string SentAlready() => "Already sent. Nothing was sent twice.";

    /// <summary>A second press, after the first has put it before a second person.</summary>
    public virtual string AsksSecondPersonAlready() => "It’s already waiting for a second person.";
}
