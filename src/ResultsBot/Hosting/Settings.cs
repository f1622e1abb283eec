using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Outlets;
using ResultsBot.Packs;
using ResultsBot.Wording;

namespace ResultsBot.Hosting;

/// <summary>What can be configured, read and checked. Every key is explained in appsettings.example.json.</summary>
/// <param name="HealthUrls">Where <c>/healthz</c> and <c>/readyz</c> are answered, by semicolons; null for nowhere.</param>
/// <param name="Interactions">Null where they come over the gateway.</param>
/// <param name="SandboxPort">Of the stand-in's page, without a token; null for the usual one, or any where that is taken.</param>
internal sealed record Settings(
    string? Token,
    Uri? BaseAddress,
    IReadOnlyList<ulong> NewsroomGuilds,
    string Pack,
    bool IsRehearsal,
    string Language,
    StoreSettings Store,
    string? HealthFile,
    string? HealthUrls,
    InteractionOptions? Interactions,
    int? SandboxPort,
    DeskSettings Desk,
    BlogOptions Blog,
    OutletSettings Outlets
)
{
    private const string FileName = "appsettings.json";
    private const string UsualHealthUrls = "http://127.0.0.1:5182";

    /// <summary>Nothing on the stand-in is a real result: it reaches nobody else, but as a rehearsal and where that is wanted.</summary>
    public OutletSettings OutletsInUse =>
        Token is not null || IsRehearsal ? Outlets : OutletSettings.None;

    /// <summary>What is wrong where nobody words the bot's posts in <see cref="Language"/>.</summary>
    public string UnknownLanguage(ElectionDefinition definition) =>
        $"Election:Language is one of {string.Join(", ", Phrasebook.All(definition).Select(p => p.Language))}, not “{Language}”.";

    /// <summary>Reads the election's pack; in a rehearsal its polls are over, whenever they close.</summary>
    public PackReading LoadPack(DateTimeOffset now) =>
        PackLoader.Load(Pack) switch
        {
            PackReading.Loaded { Pack: var pack } when IsRehearsal => new PackReading.Loaded(
                pack with
                {
                    Definition = pack.Definition.AfterPolls(now),
                }
            ),
            var reading => reading,
        };

    /// <summary>
    /// Sources from weak to strong: the file beside the program, where its example lies, the one in the working directory, user
    /// secrets, the environment.
    /// </summary>
    /// <param name="fault">Why one of them cannot be read, in a sentence.</param>
    public static bool TryReadSources(
        IConfigurationManager configuration,
        [NotNullWhen(false)] out string? fault
    ) =>
        TryReadSources(
            configuration,
            AppContext.BaseDirectory,
            Directory.GetCurrentDirectory(),
            out fault
        );

    /// <inheritdoc cref="TryReadSources(IConfigurationManager, out string?)"/>
    public static bool TryReadSources(
        IConfigurationManager configuration,
        string programFolder,
        string workingFolder,
        [NotNullWhen(false)] out string? fault
    )
    {
        try
        {
            configuration.Sources.Clear();
            configuration
                .SetBasePath(workingFolder)
                .SetFileLoadExceptionHandler(Refuse)
                .AddJsonFile(Path.Combine(programFolder, FileName), optional: true)
                .AddJsonFile(FileName, optional: true)
                .AddUserSecrets(typeof(Settings).Assembly, optional: true)
                .AddEnvironmentVariables();
            fault = null;
            return true;
        }
        catch (Exception e)
            when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            fault = e.Message;
            return false;
        }
    }

    /// <summary>The files that were read, from weak to strong.</summary>
    public static IEnumerable<string> FilesIn(IConfigurationRoot configuration) =>
        configuration
            .Providers.OfType<FileConfigurationProvider>()
            .Select(provider => provider.Source)
            .Select(source => source.FileProvider?.GetFileInfo(source.Path!))
            .Where(file => file is { Exists: true })
            .Select(file => file!.PhysicalPath!)
            .Distinct();

    /// <summary>Names the file, which is not always the one that everybody thinks of first.</summary>
    private static void Refuse(FileLoadExceptionContext context)
    {
        var source = context.Provider.Source;
        var path = source.FileProvider?.GetFileInfo(source.Path!).PhysicalPath ?? source.Path;
        // The innermost message names the line; it never holds a value of the file.
        throw new InvalidDataException(
            $"{path} cannot be read: {context.Exception.GetBaseException().Message}",
            context.Exception
        );
    }

    /// <returns>The settings, or what is wrong with them, one sentence each.</returns>
    public static (Settings? Settings, IReadOnlyList<string> Faults) Read(
        IConfigurationRoot configuration
    )
    {
        var faults = new List<string>();
        var (token, address) = ReadDiscord(configuration, faults);
        var guilds = configuration.Ids("Discord:NewsroomGuilds", "server", faults);
        var desk = DeskSettings.Read(configuration, faults);
        var blog = BlogOptions.Read(configuration, isAlone: token is null, faults);
        var outlets = OutletSettings.Read(configuration, faults);
        ConsoleLogs.Check(configuration, faults);
        var (health, healthUrls) = ReadHealth(configuration, blog, faults);
        var interactions = InteractionOptions.Read(configuration, [healthUrls, blog.Urls], faults);
        var rehearsal = configuration.Text("Election:Rehearsal") ?? "false";
        if (!bool.TryParse(rehearsal, out var isRehearsal))
        {
            faults.Add($"Election:Rehearsal is true or false, not “{rehearsal}”.");
        }
        var sandboxPort = ReadSandboxPort(configuration, faults);
        var store = StoreSettings.Read(configuration, faults);
        return faults.Count > 0
            ? (null, faults)
            : (
                new Settings(
                    token,
                    address,
                    guilds,
                    configuration.Text("Election:Pack") ?? "ge2024",
                    isRehearsal,
                    configuration.Text("Election:Language") ?? "en",
                    store,
                    health,
                    healthUrls,
                    interactions,
                    sandboxPort,
                    desk,
                    blog,
                    outlets
                ),
                faults
            );
    }

    private static (string? Token, Uri? BaseAddress) ReadDiscord(
        IConfiguration configuration,
        List<string> faults
    )
    {
        Uri? address = null;
        if (configuration.Text("Discord:BaseAddress") is { } text)
        {
            if (
                !Uri.TryCreate(text, UriKind.Absolute, out address)
                || address.Scheme is not ("http" or "https")
            )
            {
                faults.Add($"Discord:BaseAddress is an http or https address, not “{text}”.");
            }
        }
        var token = configuration.Text("Discord:Token");
        // Without its text: whoever reads what went wrong need not know the token.
        if (token?.All(c => c is > ' ' and <= '~') == false)
        {
            faults.Add(
                "Discord:Token holds a space, a line break or a character that no token has: copy it again, without the word “Bot”."
            );
        }
        // The real Discord's own address may stand there, as it does in the example.
        if (token is null && address is not null && address != DiscordOptions.DefaultBaseAddress)
        {
            faults.Add("Discord:BaseAddress is given, but no Discord:Token to use there.");
        }
        return (token, address);
    }

    private static (string? File, string? Urls) ReadHealth(
        IConfiguration configuration,
        BlogOptions blog,
        List<string> faults
    )
    {
        var file = configuration.Text("Health:File");
        if (file?.IndexOfAny(Path.GetInvalidPathChars()) >= 0)
        {
            faults.Add("Health:File is the path of a file.");
        }
        else if (
            file is not null
            && (Path.EndsInDirectorySeparator(file) || Directory.Exists(file))
        )
        {
            faults.Add($"Health:File is a file, and “{file}” is a folder.");
        }
        var urls = configuration.Text("Health:Urls");
        ConfigurationValues.CheckUrls("Health:Urls", urls, UsualHealthUrls, faults);
        if (urls is not null && urls == blog.Urls)
        {
            faults.Add("Health:Urls and Blog:Urls are the same: give each a port of its own.");
        }
        return (file, urls);
    }

    private static int? ReadSandboxPort(IConfiguration configuration, List<string> faults)
    {
        if (configuration.Text("Sandbox:Port") is not { } port)
        {
            return null;
        }
        if (ushort.TryParse(port, CultureInfo.InvariantCulture, out var given))
        {
            return given;
        }
        faults.Add($"Sandbox:Port is a port from 0 (any that is free) to 65535, not “{port}”.");
        return null;
    }
}
