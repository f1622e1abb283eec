using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>What the desk writes itself, and what it makes of the entries of the live blog.</summary>
public sealed partial record Election
{
    /// <summary>In characters: a headline of three lines on a phone.</summary>
    public const int LongestHeadline = 150;

    /// <summary>All that was written, those that were withdrawn as well, by number.</summary>
    public ImmutableDictionary<int, GeneralPost> Posts { get; private init; } =
        ImmutableDictionary<int, GeneralPost>.Empty;

    private Decision Decide(Command.WritePost command, DateTimeOffset now) =>
        Accept(
            [.. HoldFaults(), .. PostFaults(command.Words)],
            () =>
                new ElectionEvent.PostWritten(
                    Posts.Count + 1,
                    command.Words,
                    now,
                    command.By,
                    command.Photo
                )
                {
                    IsPinned = command.IsPinned,
                    IsKey = command.IsKey,
                }
        );

    private Decision Decide(Command.CorrectPost command, DateTimeOffset now) =>
        Standing(command.Post) is not { } post ? Refused(new Fault.PostNotStanding(command.Post))
        : post.Version != command.Version ? Refused(new Fault.PostChanged(command.Post))
        : post.Words == command.Words ? Refused(new Fault.NothingChanged())
        : Accept(
            [.. HoldFaults(), .. PostFaults(command.Words), .. ReasonFaults(command.Reason)],
            () =>
                new ElectionEvent.PostCorrected(
                    command.Post,
                    command.Words,
                    command.Reason,
                    now,
                    command.By
                )
        );

    private Decision Decide(Command.WithdrawPost command, DateTimeOffset now) =>
        Standing(command.Post) is null
            ? Refused(new Fault.PostNotStanding(command.Post))
            : Accept(
                ReasonFaults(command.Reason),
                () => new ElectionEvent.PostWithdrawn(command.Post, command.Reason, now, command.By)
            );

    private Election Posted(ElectionEvent happened) =>
        happened switch
        {
            ElectionEvent.PostWritten e => With(new GeneralPost(e.Post, 1, e.Words, e.By)),
            ElectionEvent.PostCorrected e => With(
                Posts[e.Post] with
                {
                    Version = Posts[e.Post].Version + 1,
                    Words = e.Words,
                }
            ),
            ElectionEvent.PostWithdrawn e => With(Posts[e.Post] with { IsWithdrawn = true }),
            _ => this,
        };

    private Election With(GeneralPost post) =>
        this with
        {
            Posts = Posts.SetItem(post.Number, post),
        };

    private GeneralPost? Standing(int post) =>
        Posts.GetValueOrDefault(post) is { IsWithdrawn: false } standing ? standing : null;

    /// <summary>What is free text could give away what is held; where everything is, nothing else goes out either.</summary>
    private ImmutableArray<Fault> HoldFaults() =>
        Embargoes.Contains(new Embargo.OfArea(Definition.Whole))
            ? [new Fault.EverythingHeld()]
            : [];

    private static ImmutableArray<Fault> PostFaults(PostWords words) =>
        words.Headline.Length > LongestHeadline
            ? [new Fault.HeadlineTooLong(words.Headline.Length, LongestHeadline)]
            : [.. TextFaults(words.Headline).Union(TextFaults(words.Text))];
}
