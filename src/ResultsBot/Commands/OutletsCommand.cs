using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/outlets list</c>, <c>pause outlet</c>, <c>resume outlet</c>, <c>test outlet</c>: what goes out beside Discord, and
/// how far it is.
/// </summary>
internal sealed class OutletsCommand(
    OutletSettings settings,
    OutletRegistry outlets,
    Broadcaster broadcaster,
    PostWriter writer,
    Staff staff,
    Phrasebook phrases
) : ISlashCommand
{
    private const string Name = "outlets";
    private const string List = "list";
    private const string Pause = "pause";
    private const string Resume = "resume";
    private const string Test = "test";
    private const string Outlet = "outlet";
    private const int MostShown = 20;

    /// <summary>Those that this kind of election goes to.</summary>
    private readonly ImmutableArray<Address> _addresses =
    [
        .. settings.Channels.Where(c => c.IsRehearsal == writer.IsRehearsal).Select(c => c.Address),
    ];

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = Name,
            Description = phrases.OutletsDescription(),
            Options =
            [
                Sub(List, phrases.OutletsListDescription(), []),
                Sub(Pause, phrases.OutletsPauseDescription(), Which(phrases)),
                Sub(Resume, phrases.OutletsResumeDescription(), Which(phrases)),
                Sub(Test, phrases.OutletsTestDescription(), Which(phrases)),
            ],
        };

    public bool IsPrivate => true;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        [
            .. _addresses
                .Select(a => new CommandChoice(NameOf(a), a.ToString()))
                .Where(c =>
                    c.Name.Contains(interaction.FocusedValue, StringComparison.OrdinalIgnoreCase)
                )
                .Take(Limits.Choices),
        ];

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (staff.Refuse(interaction, Rank.Administrator) is { } refusal)
        {
            return refusal;
        }
        if (_addresses.IsEmpty)
        {
            return new Reply.Say(phrases.NoOutlets());
        }
        if (interaction.Subcommand == List)
        {
            return new Reply.Say(await Listed());
        }
        var typed = interaction.Text(Outlet) ?? "";
        if (Find(typed) is not { } address)
        {
            return new Reply.Say(phrases.NoSuchOutlet(typed, [.. _addresses.Select(NameOf)]));
        }
        return new Reply.Say(
            interaction.Subcommand switch
            {
                Pause => await Paused(address),
                Resume => await Resumed(address),
                _ => await Tested(address, ct),
            }
        );
    }

    private async Task<RichText> Paused(Address address)
    {
        await broadcaster.Suspend(address, phrases.OutletPausedReason());
        return phrases.OutletPaused(NameOf(address));
    }

    private async Task<RichText> Resumed(Address address)
    {
        await broadcaster.Resume(address);
        return phrases.OutletResumed(NameOf(address));
    }

    /// <summary>Past whatever waits: the answer says whether something would arrive at all.</summary>
    private async Task<RichText> Tested(Address address, CancellationToken ct)
    {
        var outlet = (IConfiguredOutlet)outlets[address];
        var answer = await outlet.SendTest(address, TestPost.Of(phrases, writer.IsRehearsal), ct);
        var name = NameOf(address);
        return answer switch
        {
            OutletAnswer.Done => phrases.OutletTested(name),
            OutletAnswer.Refused refused => phrases.OutletTestFailed(name, refused.Reason),
            OutletAnswer.Later later => phrases.OutletTestFailed(name, later.Reason),
            OutletAnswer.Unknown unknown => phrases.OutletTestFailed(name, unknown.Reason),
            _ => throw new InvalidOperationException($"No words for {answer}."),
        };
    }

    private async Task<Post> Listed()
    {
        var known = (await broadcaster.Look(_addresses)).ToDictionary(s => s.Subscriber.Address);
        var lines = _addresses
            .Take(MostShown)
            .Select(a =>
                known.TryGetValue(a, out var status)
                    ? phrases.OutletLine(
                        NameOf(a),
                        [.. status.Subscriber.Subscriptions.Select(s => s.Topic)],
                        status.Waiting,
                        status.Trouble?.Reason,
                        status.Trouble?.Since
                    )
                    : NameOf(a)
            );
        return new Post
        {
            Headline = phrases.OutletsTitle(),
            Body =
            [
                .. lines.Select(l => new PostPart.Paragraph(l)),
                .. _addresses.Length > MostShown
                    ? [new PostPart.Paragraph(phrases.AndMore(_addresses.Length - MostShown))]
                    : ImmutableArray<PostPart.Paragraph>.Empty,
            ],
        };
    }

    private Address? Find(string typed) =>
        _addresses
            .Where(a =>
                string.Equals(a.ToString(), typed, StringComparison.OrdinalIgnoreCase)
                || string.Equals(NameOf(a), typed, StringComparison.OrdinalIgnoreCase)
                || string.Equals(a.Id, typed, StringComparison.OrdinalIgnoreCase)
            )
            .Cast<Address?>()
            .FirstOrDefault();

    private string NameOf(Address address) => phrases.OutletName(address.Outlet, address.Id);

    private static CommandOption Sub(
        string name,
        string description,
        ImmutableArray<CommandOption> options
    ) =>
        new()
        {
            Name = name,
            Description = description,
            Type = CommandOptionType.SubCommand,
            Options = options,
        };

    private static ImmutableArray<CommandOption> Which(Phrasebook phrases) =>
        [
            new CommandOption
            {
                Name = Outlet,
                Description = phrases.OutletOption(),
                Type = CommandOptionType.String,
                Required = true,
                Autocomplete = true,
            },
        ];
}
