using System.Collections.Immutable;
using ResultsBot.Engine.Counting;

namespace ResultsBot.Newswire.Posts;

/// <summary>
/// What is published of one bulletin, or answered to a question: its words and figures, for any outlet to lay out. It
/// knows no platform's markup and no platform's limits.
/// </summary>
public sealed record Post
{
    public string Headline { get; init; } = "";

    /// <summary>What it said no longer holds: the headline is shown struck.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>All of it in a line, for a digest.</summary>
    public RichText Summary { get; init; }

    /// <summary>As much as a locked phone shows of it; empty for an answer.</summary>
    public string Notification { get; init; } = "";

    /// <summary>From top to bottom: paragraphs, and at most one table.</summary>
    public ImmutableArray<PostPart> Body { get; init; } = [];

    /// <summary>The state of the parties in the areas around, a line each, the smallest first.</summary>
    public ImmutableArray<RichText> Standings { get; init; } = [];

    /// <summary>Lists below, each under a heading of its own.</summary>
    public ImmutableArray<PostSection> Sections { get; init; } = [];

    public PostPicture? Picture { get; init; }

    /// <summary>At the foot: the election, or what changes are measured against.</summary>
    public string Source { get; init; } = "";

    /// <summary>0 to 0xFFFFFF: the winner's colour; null where no party stands out.</summary>
    public int? Accent { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>Every outlet has to say so, first thing and last.</summary>
    public bool IsRehearsal { get; init; }
}

/// <summary>A list under a heading.</summary>
public sealed record PostSection(string Heading, ImmutableArray<RichText> Lines);

/// <param name="Name">The name that the file is kept under.</param>
/// <param name="Alt">What it shows, for those who can't see it.</param>
/// <param name="Address">Where anybody can fetch it; null where it has to be sent along.</param>
public sealed record PostPicture(string Name, string Alt, Uri? Address = null)
{
    /// <summary>It can't stand where a platform shows pictures alone.</summary>
    public bool IsVideo =>
        Name.EndsWith(".mp4", StringComparison.Ordinal)
        || Name.EndsWith(".webm", StringComparison.Ordinal);
}

/// <summary>A paragraph or a table.</summary>
public abstract record PostPart
{
    private PostPart() { }

    /// <summary>A line or more of text; where it is empty, a blank line.</summary>
    public sealed record Paragraph(RichText Text) : PostPart;

    public abstract record Table : PostPart
    {
        private protected Table() { }
    }

    /// <summary>The result of one contest: the candidates in order, those elected first.</summary>
    /// <param name="Seats">How many are elected.</param>
    public sealed record Result(ImmutableArray<ResultLine> Rows, int Seats) : Table;

    /// <summary>What figures were corrected, and to what.</summary>
    public sealed record Correction(ImmutableArray<CorrectedFigure> Rows) : Table;

    /// <summary>Figures while counting goes on: nothing may be worked out from them.</summary>
    public sealed record RunningCount(ImmutableArray<CandidateFigure> Rows) : Table;

    /// <summary>Seats, gains, losses and share of the votes, by party.</summary>
    public sealed record Tally(Standing Standing) : Table;

    /// <summary>Majorities, the smallest first.</summary>
    public sealed record Majorities(ImmutableArray<SeatMajority> Rows) : Table;
}
