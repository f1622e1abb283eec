using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Commands;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Hosting;
using ResultsBot.Outlets;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Rehearsing;
using ResultsBot.Sandbox;
using ResultsBot.Sandbox.Control;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Verbs;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Infrastructure;

/// <summary>The whole bot against a sandbox, both in this process, on a store of its own.</summary>
internal sealed class LocalNewsroom : IAsyncDisposable
{
    public const string Rita = "rita";
    public const string Ed = "ed";
    public const string Olive = "olive";
    public const string Sam = "sam";
    public const string Tom = "tom";
    public const string Ada = "ada";
    public const string Vic = "vic";

    /// <summary>Without the five seconds that Discord wants between two sessions.</summary>
    public static readonly SandboxOptions QuickRestarts = new() { EnforceLimits = false };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;
    private readonly bool _named;
    private readonly Night? _night;
    private readonly OutletSettings? _outlets;
    private readonly Action<HostApplicationBuilder>? _configure;
    private IHost? _host;
    private SqliteStore? _store;

    private LocalNewsroom(
        SandboxServer sandbox,
        bool named,
        Func<DeskSettings, DeskSettings>? desk,
        Night? night,
        Action<HostApplicationBuilder>? configure,
        OutletSettings? outlets
    )
    {
        _outlets = outlets;
        _night = night;
        _configure = configure;
        Sandbox = sandbox;
        _named = named;
        var usual = sandbox.DeskOf(DeskSettings.Usual);
        Desk = desk is null ? usual : desk(usual);
    }

    private DeskSettings Desk { get; }

    private ElectionDefinition Election { get; init; } = TheNight.Definition;

    private bool IsRehearsal { get; init; }

    /// <summary>A part of the running bot.</summary>
    public T Part<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();

    public SandboxServer Sandbox { get; }

    public SandboxControl Control => Sandbox.Control;

    public string StoreConnectionString => $"Data Source={Path.Combine(_folder, "results.db")}";

    /// <summary>The commands as they are registered.</summary>
    public IReadOnlyList<ApplicationCommand> Commands => Part<Router>().Shapes;

    public SqliteStore Store =>
        _store ?? throw new InvalidOperationException("The bot is stopped.");

    /// <param name="desk">Changes how the newsroom works.</param>
    /// <param name="night">What can be rehearsed.</param>
    /// <param name="election">Another election than that of 2024.</param>
    /// <param name="configure">Adds to the bot what an operator may want of it.</param>
    /// <param name="outlets">Those beside Discord.</param>
    public static async Task<LocalNewsroom> Start(
        bool named = true,
        SandboxOptions? options = null,
        Func<DeskSettings, DeskSettings>? desk = null,
        Night? night = null,
        ElectionDefinition? election = null,
        Action<HostApplicationBuilder>? configure = null,
        OutletSettings? outlets = null,
        bool isRehearsal = false
    )
    {
        var sandbox = await SandboxServer.Start(
            options ?? new SandboxOptions(),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        var newsroom = new LocalNewsroom(sandbox, named, desk, night, configure, outlets)
        {
            Election = election ?? TheNight.Definition,
            IsRehearsal = isRehearsal,
        };
        await newsroom.StartBot();
        return newsroom;
    }

    public async Task StartBot()
    {
        await StartBotUnheard();
        await Listens(Control);
    }

    /// <summary>Without waiting until it is connected: it may end before.</summary>
    public async Task StartBotUnheard()
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true }
        );
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        if (_night is not null)
        {
            builder.Services.AddSingleton(_night);
        }
        _configure?.Invoke(builder);
        _store = SqliteStore.Open(StoreConnectionString, Election.Id, TimeProvider.System);
        _host = await BotHost.Build(
            builder,
            new Phrasebook(Election),
            IsRehearsal,
            _store,
            Sandbox.Options(),
            new Newsroom(_named ? [Sandbox.GuildId] : []),
            Desk,
            CancellationToken.None,
            outlets: _outlets
        );
        await _host.StartAsync();
    }

    public async Task StopBot()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
            await Store.DisposeAsync();
            _host = null;
        }
    }

    /// <summary>The host has been asked to stop, by itself: the bot has ended.</summary>
    public Task Ended
    {
        get
        {
            var ended = new TaskCompletionSource();
            Part<IHostApplicationLifetime>().ApplicationStopping.Register(ended.SetResult);
            return ended.Task.WaitAsync(Patience, TimeProvider.System);
        }
    }

    public Task<Outcome> Type(string person, string channel, string text) =>
        Control.Type(person, channel, text);

    /// <summary>What a reporter does: the figures, the read-back, Broadcast.</summary>
    public async Task Declare(RecordedResult recorded)
    {
        var contest = TheNight.Definition.Contest(recorded.Contest);
        var paste = string.Join(
            '\n',
            recorded.Figures.Votes.Select(v => $"{contest.Candidate(v.Candidate).Name} {v.Votes}")
        );
        var readBack = await Type(Rita, "newsroom", $"/declare seat:{contest.Id} result:{paste}");
        var sent = await Send(Rita, "newsroom", readBack);
        Assert.StartsWith("**Sent.**", (string?)sent.Message?["content"], StringComparison.Ordinal);
    }

    /// <summary>The same at the desk, without Discord in between.</summary>
    public async Task Submit(RecordedResult recorded)
    {
        var desk = _host!.Services.GetRequiredService<ResultsDesk>();
        var decision = await desk.Submit(
            new Command.Declare(recorded.Contest, recorded.Figures, "test"),
            $"test-{recorded.Contest}",
            CancellationToken.None
        );
        Assert.IsType<Decision.Accepted>(decision);
    }

    /// <summary>Presses the first button of a read-back until nothing is left to accept.</summary>
    public async Task<Outcome> Send(string person, string channel, Outcome readBack)
    {
        var answer = readBack;
        while (Buttons(answer) is [var first, ..] && first is not ("Edit" or "Undo"))
        {
            answer = await Press(person, channel, answer, first);
        }
        return answer;
    }

    /// <summary>The labels of an answer's buttons that can be pressed, in order.</summary>
    public static IReadOnlyList<string> Buttons(Outcome answer) =>
        [
            .. (answer.Message?["components"]?.AsArray() ?? [])
                .SelectMany(row => row!["components"]!.AsArray())
                .Where(b => (bool?)b!["disabled"] != true)
                .Select(b => (string)b!["label"]!),
        ];

    public static string Content(Outcome answer) => (string?)answer.Message?["content"] ?? "";

    /// <summary>What stands in a box of a form that has opened.</summary>
    public static string Field(Outcome form, string customId) =>
        (string?)
            (form.Modal ?? throw new InvalidOperationException($"No form: {Content(form)}"))[
                "components"
            ]!
                .AsArray()
                .Select(label => label!["component"]!)
                .Single(i => (string?)i["custom_id"] == customId)["value"]
        ?? "";

    /// <summary>Presses a button of an answer, by its label.</summary>
    public Task<Outcome> Press(string person, string channel, Outcome answer, string label)
    {
        var message =
            answer.Message ?? throw new InvalidOperationException($"No message: {answer.State}");
        var button = message["components"]!
            .AsArray()
            .SelectMany(row => row!["components"]!.AsArray())
            .First(b => (string?)b!["label"] == label);
        return Control.Press(
            person,
            channel,
            ulong.Parse((string)message["id"]!),
            (string)button!["custom_id"]!
        );
    }

    public Task<Outcome> Fill(
        string person,
        Outcome form,
        params (string Field, string Value)[] values
    ) =>
        Control.Submit(person, form.InteractionId, values.ToDictionary(v => v.Field, v => v.Value));

    public IReadOnlyList<JsonObject> Posts(string channel) =>
        Control.Read(
            Sandbox.Channels.TryGetValue(channel, out var id)
                ? id
                : Control.ChannelNamed(channel)
                    ?? throw new InvalidOperationException($"No channel {channel}.")
        );

    /// <summary>All embeds of a channel, in order, by headline.</summary>
    public IReadOnlyList<string> Titles(string channel) =>
        [.. Posts(channel).SelectMany(Headlines.Of)];

    public async Task<IReadOnlyList<JsonObject>> WaitForPosts(string channel, int count)
    {
        await Until(() => Posts(channel).Count >= count);
        return Posts(channel);
    }

    public async Task<IReadOnlyList<string>> WaitForTitles(string channel, int count)
    {
        await Until(() => Titles(channel).Count >= count);
        return Titles(channel);
    }

    /// <summary>A bot is connected, and its commands are registered.</summary>
    public static Task Listens(SandboxControl control) =>
        Until(async () => control.BotsListening() > 0 && await HasCommands(control));

    public static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    public static async Task Until(Func<Task<bool>> condition)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await condition())
        {
            if (time.GetElapsedTime(began) > Patience)
            {
                Assert.Fail("It has not come about in time.");
            }
            await timer.WaitForNextTickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopBot();
        await Sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A new bot registers its commands after its session has begun.</summary>
    private static async Task<bool> HasCommands(SandboxControl control)
    {
        try
        {
            await control.Suggest(Rita, "newsroom", "seat", "seat", "Chesterfield");
            await control.Suggest(Rita, "newsroom", "declare", "seat", "Chesterfield");
            return true;
        }
        catch (CannotException)
        {
            return false;
        }
    }
}
