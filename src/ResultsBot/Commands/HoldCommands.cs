using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>The option <c>place</c>: what is held back.</summary>
internal static class PlaceOption
{
    public const string Name = "place";

    public static CommandOption Of(Phrasebook phrases) =>
        new()
        {
            Name = Name,
            Description = phrases.OptionDescription(Name),
            Type = CommandOptionType.String,
            Required = true,
            Autocomplete = true,
            MaxLength = 100,
        };

    /// <returns>The embargo that is meant, or a sentence that says why none is.</returns>
    public static (Embargo? Embargo, string Sentence) Read(
        string typed,
        Places places,
        Phrasebook phrases
    ) =>
        places.Scopes(typed) switch
        {
            [Scope.Area { Id: var area }] => (new Embargo.OfArea(area), ""),
            [Scope.Seat { Contest: var contest }] => (new Embargo.OfSeat(contest), ""),
            [] => (null, phrases.UnknownPlace(typed, places.PlacesLike(typed))),
            var several => (null, phrases.UnclearPlace(typed, several)),
        };
}

/// <summary><c>/hold place</c>: what comes from there is taken in, and none of it goes out.</summary>
internal sealed class HoldCommand(ResultsDesk desk, Staff staff, Places places, Phrasebook phrases)
    : ISlashCommand
{
    public const string Name = "hold";

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = Name,
            Description = phrases.CommandDescription(Name),
            Options = [PlaceOption.Of(phrases)],
        };

    public bool IsPrivate => true;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        places.SuggestPlaces(interaction.FocusedValue);

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        var (embargo, sentence) = PlaceOption.Read(
            interaction.Text(PlaceOption.Name) ?? "",
            places,
            phrases
        );
        return embargo is null ? new Reply.Say(sentence) : await Hold(embargo, interaction, ct);
    }

    /// <summary>Of an alert in the desk's channel: its seat.</summary>
    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        return desk.Election.Definition.FindContest(new ContestId(id.Subject)) is { } contest
            ? await Hold(new Embargo.OfSeat(contest.Id), interaction, ct)
            : new Reply.Say(phrases.NoLongerInUse());
    }

    private async Task<Reply> Hold(Embargo embargo, Interaction interaction, CancellationToken ct)
    {
        var decision = await desk.Submit(
            new Command.PlaceEmbargo(embargo, Staff.By(interaction)),
            interaction.Id.ToString(),
            ct
        );
        return new Reply.Say(
            decision is Decision.Refused { Faults: var faults }
                ? phrases.Sentences(faults)
                : phrases.Held(phrases.Place(embargo))
        );
    }
}

/// <summary><c>/release place</c>: what was held back goes out, once it was confirmed.</summary>
internal sealed class ReleaseCommand(
    ResultsDesk desk,
    Staff staff,
    Places places,
    IDraftStore drafts,
    Phrasebook phrases
) : ISlashCommand
{
    private const string Name = "release";

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = Name,
            Description = phrases.CommandDescription(Name),
            Options = [PlaceOption.Of(phrases)],
        };

    public bool IsPrivate => true;

    /// <summary>What is held; nothing else can be released.</summary>
    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        [
            .. desk
                .Election.Embargoes.Select(phrases.Place)
                .Where(p =>
                    p.Contains(interaction.FocusedValue, StringComparison.OrdinalIgnoreCase)
                )
                .Order(StringComparer.Ordinal)
                .Take(Limits.Choices)
                .Select(p => PlainText.Shorten(p, Limits.ChoiceName))
                .Select(p => new CommandChoice(p, p)),
        ];

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        var typed = interaction.Text(PlaceOption.Name) ?? "";
        var (embargo, sentence) = Held(typed);
        if (embargo is null)
        {
            return new Reply.Say(sentence);
        }
        if (!desk.Election.Embargoes.Contains(embargo))
        {
            return new Reply.Say(phrases.Sentence(new Fault.NotHeld(embargo)));
        }
        var id = interaction.Id.ToString();
        await drafts.Save(
            new Draft(id, Name, new Dictionary<string, string> { [PlaceOption.Name] = typed })
        );
        return Confirmation.Ask(
            phrases.ReleaseThis(phrases.Place(embargo), desk.WithheldBy(embargo)),
            Name,
            id,
            (phrases.ReleaseButton(), ButtonStyle.Success),
            phrases.CancelButton()
        );
    }

    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        if (await drafts.Find(id.Subject, ct) is not { } draft)
        {
            return new Reply.Replace(phrases.NoLongerKept(Name));
        }
        var place = draft[PlaceOption.Name];
        if (Held(place).Embargo is not { } embargo)
        {
            // Named as it stood in the list, and gone from there: somebody has released it before.
            return new Reply.Replace(phrases.NotHeld(place));
        }
        if (id.Action != Confirmation.Go)
        {
            return new Reply.Replace(
                desk.Election.Embargoes.Contains(embargo)
                    ? phrases.StillHeld()
                    : phrases.NotHeld(phrases.Place(embargo))
            );
        }
        var decision = await desk.Submit(
            new Command.LiftEmbargo(embargo, Staff.By(interaction)),
            interaction.Id.ToString(),
            ct
        );
        return new Reply.Replace(
            decision is Decision.Refused { Faults: var faults } ? phrases.Sentences(faults)
            : desk.WithheldBy(embargo) is > 0 and var waiting
                ? phrases.ReleasedInPart(phrases.Place(embargo), waiting)
            : phrases.Released(phrases.Place(embargo))
        );
    }

    /// <summary>As it stands in the list of what is held, or as a place is typed elsewhere.</summary>
    private (Embargo? Embargo, string Sentence) Held(string typed) =>
        desk.Election.Embargoes.FirstOrDefault(e =>
            PlainText.Shorten(phrases.Place(e), Limits.ChoiceName) == typed
        )
            is { } held
            ? (held, "")
            : PlaceOption.Read(typed, places, phrases);
}
