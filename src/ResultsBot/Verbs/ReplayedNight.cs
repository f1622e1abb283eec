using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResultsBot.Commands;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Hosting;
using ResultsBot.Newswire;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Rehearsing;
using ResultsBot.Sandbox;
using ResultsBot.Wording;

namespace ResultsBot.Verbs;

/// <summary>What somebody has done, and what the bot said to it.</summary>
/// <param name="Who">As the page shows them.</param>
/// <param name="Answer">Without its layout.</param>
internal sealed record Moment(DateTimeOffset At, string Who, string Did, string Answer);

/// <summary>
/// The whole bot, in rehearsal, on a sandbox and a store of its own; and the sandbox's people, who play a night on
/// it: they type what stands in the script, press what is to be pressed, and put right what was refused.
/// </summary>
internal sealed class ReplayedNight : IAsyncDisposable
{
    private const string Hall = "count-chesterfield";
    private const string Newsroom = "newsroom";
    private const string County = "derbyshire";
    private const string Editor = "ed";
    private const string Administrator = "ada";
    private const string FailedState = "failed";

    /// <summary>More presses than any read-back takes.</summary>
    private const int MostPresses = 20;

    private readonly string _folder;
    private readonly RehearsalStore _store;
    private readonly IHost _host;
    private readonly Phrasebook _phrases;

    private ReplayedNight(
        string folder,
        SandboxServer sandbox,
        RehearsalStore store,
        IHost host,
        Phrasebook phrases
    )
    {
        _folder = folder;
        _store = store;
        _host = host;
        _phrases = phrases;
        Sandbox = sandbox;
    }

    public SandboxServer Sandbox { get; }

    /// <summary>Where its live blog is; null where none was asked for.</summary>
    public Uri? Blog { get; private set; }

    /// <summary>The bot ends.</summary>
    public CancellationToken Ending =>
        _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    /// <summary>1 where the bot has ended by itself.</summary>
    public int ExitCode => _host.Services.GetRequiredService<HostFailure>().ExitCode;

    public Election Election => _host.Services.GetRequiredService<ResultsDesk>().Election;

    /// <param name="port"><inheritdoc cref="SandboxVerb.StartAt" path="/param[@name='port']"/></param>
    /// <exception cref="IOException">The sandbox cannot listen, or there is no room for the store.</exception>
    public static async Task<ReplayedNight> Start(
        Phrasebook phrases,
        int? port,
        SandboxOptions options,
        Action<ILoggingBuilder> logging,
        CancellationToken ct,
        BlogOptions? blog = null
    )
    {
        var time = TimeProvider.System;
        var folder = Directory.CreateTempSubdirectory("resultsbot-replay-").FullName;
        var store = await RehearsalStore.Begin(
            Path.Combine(folder, "replay.db"),
            phrases.Definition,
            time
        );
        using var loggers = LoggerFactory.Create(l => SandboxVerb.Quiet(l));
        var sandbox = await SandboxVerb.StartAt(port, options, loggers, ct);
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true }
        );
        logging(builder.Logging);
        if (blog is not null)
        {
            builder.Services.AddSingleton(blog);
        }
        var host = await BotHost.Build(
            builder,
            phrases,
            isRehearsal: true,
            store.Store,
            sandbox.Options(),
            sandbox.Newsroom(),
            sandbox.DeskOf(DeskSettings.Usual),
            ct
        );
        var night = new ReplayedNight(folder, sandbox, store, host, phrases);
        await host.StartAsync(ct);
        await night.Listens(time, ct);
        if (host.Services.GetService<LiveBlogHost>() is { } page)
        {
            night.Blog = await page.Listen(ct);
        }
        return night;
    }

    /// <summary>#newsroom gets everything, #derbyshire its county, where the election has one of that name.</summary>
    public async Task Subscribe(CancellationToken ct)
    {
        await Sandbox.Control.Type(Editor, Newsroom, "/subscribe", ct);
        foreach (
            var county in _phrases.Definition.Seats.Keys.Where(a =>
                string.Equals(a.Name, County, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            await Sandbox.Control.Type(Editor, County, $"/subscribe area:{county.Name}", ct);
        }
    }

    /// <summary>One step, to its end. A moment for each thing that somebody did.</summary>
    public async Task<ImmutableArray<Moment>> Play(ScriptedStep step, CancellationToken ct)
    {
        var person = PersonOf(step.Actor);
        var channel = person == Editor ? Newsroom : Hall;
        var moments = ImmutableArray.CreateBuilder<Moment>();
        var seat = step.Contest is { } id ? $" {_phrases.Definition.Contest(id).Name}" : "";
        var answer = await Sandbox.Control.Type(person, channel, step.Typed, ct);
        if (!step.Edited.IsEmpty)
        {
            Tell($"/{step.Command}{seat}");
            answer = await PutRight(person, channel, step, answer, ct);
            answer = await Send(person, channel, answer, ct);
            Tell("puts it right");
        }
        else
        {
            answer = await Send(person, channel, answer, ct);
            Tell($"/{step.Command}{seat}");
        }
        // Who reported cannot be the second person.
        person = person == Editor ? Administrator : Editor;
        while (Election.AwaitingSecondPerson.Any())
        {
            answer = await Sandbox.Control.Type(person, Newsroom, "/proposals", ct);
            if (ButtonOf(answer, ProposalCards.Approve) is not { } approve)
            {
                break;
            }
            answer = await Press(person, Newsroom, answer, approve, ct);
            Tell("approves it");
        }
        return moments.ToImmutable();

        void Tell(string did) => moments.Add(new Moment(step.At, person, did, Plain(answer)));
    }

    /// <summary>Waits until every channel has what it follows.</summary>
    public Task Delivered(CancellationToken ct) =>
        _store.Delivered(_host.Services.GetRequiredService<BulletinLog>(), TimeProvider.System, ct);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await _store.DisposeAsync();
        await Sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string PersonOf(Actor actor) =>
        actor switch
        {
            Actor.FirstReporter => "rita",
            Actor.SecondReporter => "sam",
            Actor.ThirdReporter => "tom",
            Actor.Editor => Editor,
            _ => throw new ArgumentOutOfRangeException(nameof(actor), actor, "Nobody plays it."),
        };

    /// <summary>A bot is connected, and its commands are registered.</summary>
    private async Task Listens(TimeProvider time, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25), time);
        while (!await HasCommands(ct))
        {
            await timer.WaitForNextTickAsync(ct);
        }
    }

    private async Task<bool> HasCommands(CancellationToken ct)
    {
        if (Sandbox.Control.BotsListening() == 0)
        {
            return false;
        }
        try
        {
            // Those of every server and those of the newsroom's are registered beside each other.
            await Sandbox.Control.Suggest(Editor, Newsroom, "seat", "seat", "a", ct);
            await Sandbox.Control.Suggest(Editor, Newsroom, "declare", "seat", "a", ct);
            return true;
        }
        catch (CannotException)
        {
            return false;
        }
    }

    private async Task<Outcome> PutRight(
        string person,
        string channel,
        ScriptedStep step,
        Outcome answer,
        CancellationToken ct
    )
    {
        if (ButtonOf(answer, ReadBacks.Edit) is not { } edit)
        {
            return answer;
        }
        var form = await Press(person, channel, answer, edit, ct);
        return await Sandbox.Control.Submit(
            person,
            form.InteractionId,
            step.Edited.ToDictionary(
                e => e.Key == FiguresReader.Result.Name ? FiguresReader.Result.Box : e.Key,
                e => e.Value
            ),
            ct
        );
    }

    /// <summary>Presses what sends, or accepts, until nothing of the kind is left.</summary>
    private async Task<Outcome> Send(
        string person,
        string channel,
        Outcome answer,
        CancellationToken ct
    )
    {
        for (var i = 0; i < MostPresses; i++)
        {
            if (
                (ButtonOf(answer, ReadBacks.Send) ?? ButtonOf(answer, Confirmation.Go))
                is not { } send
            )
            {
                break;
            }
            answer = await Press(person, channel, answer, send, ct);
        }
        return answer;
    }

    private Task<Outcome> Press(
        string person,
        string channel,
        Outcome answer,
        string button,
        CancellationToken ct
    ) =>
        Sandbox.Control.Press(
            person,
            channel,
            ulong.Parse((string)answer.Message!["id"]!),
            button,
            ct
        );

    /// <summary>The first button that does this, by what it carries.</summary>
    private static string? ButtonOf(Outcome answer, string action) =>
        (answer.Message?["components"]?.AsArray() ?? [])
            .SelectMany(row => row!["components"]!.AsArray())
            .Select(b => (string?)b!["custom_id"])
            .FirstOrDefault(id => id is not null && CustomId.Parse(id)?.Action == action);

    private static string Plain(Outcome answer) =>
        answer.State == FailedState
            ? "no answer"
            : string.Join(
                ' ',
                DiscordText
                    .Unescape((string?)answer.Message?["content"] ?? answer.State)
                    .Replace("**", "", StringComparison.Ordinal)
                    .Split(
                        '\n',
                        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                    )
            );
}
