using Microsoft.Extensions.Configuration;
using ResultsBot.Engine;
using ResultsBot.Hosting;
using ResultsBot.Packs;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Hosting;

public class SettingsTests
{
    [Theory]
    [InlineData(null, "http://127.0.0.1:5181")]
    [InlineData("http://*:80; http://10.0.0.1:81", "http://127.0.0.1:80")]
    [InlineData("http://0.0.0.0:80", "http://127.0.0.1:80")]
    [InlineData("http://[::]:80", "http://127.0.0.1:80")]
    [InlineData("http://10.0.0.1:81", "http://10.0.0.1:81")]
    public void The_live_blog_is_asked_where_it_listens_first(string? urls, string address)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Blog:Urls"] = urls })
            .Build();

        Assert.Equal(address, BlogOptions.FirstAddress(configuration));
    }

    [Fact]
    public void A_file_beside_the_program_is_read_and_the_one_in_the_working_directory_is_stronger()
    {
        using var folder = new TempFolder();
        var (program, work) = (folder.Of("opt"), folder.Of("var"));
        var beside = Path.Combine(program, "appsettings.json");
        var here = Path.Combine(work, "appsettings.json");
        Directory.CreateDirectory(program);
        Directory.CreateDirectory(work);
        File.WriteAllText(
            beside,
            """{ "Blog": { "Title": "beside" }, "Desk": { "SilentAfterMinutes": 7 }, "Discord": { "NewsroomGuilds": ["1", "2"] } }"""
        );
        Assert.Equal(("beside", "7", "1 2"), Read());
        File.WriteAllText(
            here,
            """{ "Blog": { "Title": "here" }, "Discord": { "NewsroomGuilds": ["3"] } }"""
        );
        Assert.Equal(("here", "7", "3"), Read());

        (string?, string?, string) Read()
        {
            var configuration = new ConfigurationManager();
            Assert.True(Settings.TryReadSources(configuration, program, work, out _));
            Assert.Equal(
                ((string[])[beside, here]).Where(File.Exists),
                Settings
                    .FilesIn(configuration)
                    .Where(f => f.StartsWith(folder.Path, StringComparison.Ordinal))
            );
            return (
                configuration["Blog:Title"],
                configuration["Desk:SilentAfterMinutes"],
                string.Join(
                    ' ',
                    ConfigurationKeys.ReadList(configuration, "Discord:NewsroomGuilds")
                )
            );
        }
    }

    [Fact]
    public void Without_any_configuration_everything_has_its_usual_value()
    {
        var settings = Read();

        Assert.Equal(
            ("ge2024", "en", false),
            (settings.Pack, settings.Language, settings.IsRehearsal)
        );
        Assert.Equal(SecondPerson.OnCaution, settings.Desk.Rules.SecondPerson);
        Assert.Null(settings.HealthFile);
        Assert.Null(settings.Desk.Channel);
        Assert.False(settings.Desk.Roles.AreMapped);
        Assert.Equal(TimeSpan.FromMinutes(45), settings.Desk.SilentAfter);
        Assert.Equal(TimeSpan.FromMinutes(5), settings.Desk.RemindAfter);
    }

    [Fact]
    public void The_desk_is_configured_by_lists_or_by_texts_with_commas()
    {
        var settings = Read(
            ("Desk:Reporters", "1, 2"),
            ("Desk:Editors:0", "3"),
            ("Desk:Administrators", "4"),
            ("Desk:Channel", "5"),
            ("Desk:SecondPerson", "always"),
            ("Desk:SilentAfterMinutes", "30"),
            ("Desk:RemindAfterMinutes", "3")
        );

        Assert.Equal([1ul, 2ul], settings.Desk.Roles.Reporters);
        Assert.Equal([3ul], settings.Desk.Roles.Editors);
        Assert.Equal([4ul], settings.Desk.Roles.Administrators);
        Assert.Equal(5ul, settings.Desk.Channel);
        Assert.Equal(SecondPerson.Always, settings.Desk.Rules.SecondPerson);
        Assert.Equal(TimeSpan.FromMinutes(30), settings.Desk.SilentAfter);
        Assert.Equal(TimeSpan.FromMinutes(3), settings.Desk.RemindAfter);
    }

    [Theory]
    [InlineData(
        "Interactions:Urls",
        "http://127.0.0.1:5183",
        "Interactions:Urls is given, but no Interactions:PublicKey"
    )]
    [InlineData(
        "Interactions:PublicKey",
        "abc",
        "Interactions:PublicKey is the 64 digits under “Public Key”"
    )]
    [InlineData(
        "Interactions:PublicKey",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "Interactions:PublicKey is given, but no Interactions:Urls"
    )]
    [InlineData(
        "Interactions:Peer",
        "10.0.0.2",
        "Interactions:Peer is where the other machine listens"
    )]
    [InlineData("Desk:Reporters", "@Reporter", "Desk:Reporters holds role ids")]
    [InlineData("Desk:Channel", "#desk", "Desk:Channel holds channel ids")]
    [InlineData("Desk:Channel", "1,2", "Desk:Channel is one channel.")]
    [InlineData(
        "Desk:SecondPerson",
        "sometimes",
        "Desk:SecondPerson is never, on-caution or always"
    )]
    [InlineData("Desk:SilentAfterMinutes", "0", "from 1 to 1440 minutes")]
    [InlineData("Desk:RemindAfterMinutes", "soon", "from 1 to 1440 minutes")]
    [InlineData("Sandbox:Port", "abc", "Sandbox:Port is a port from 0 (any that is free) to 65535")]
    [InlineData("Sandbox:Port", "65536", "Sandbox:Port is a port from 0")]
    [InlineData("Health:File", "/", "Health:File is a file, and “/” is a folder.")]
    [InlineData("Health:File", "health/", "Health:File is a file, and “health/” is a folder.")]
    [InlineData("Health:File", "health\0json", "Health:File is the path of a file.")]
    [InlineData("Logging:LogLevel:Default", "Verbose", "Logging:LogLevel:Default is one of Trace,")]
    [InlineData("Logging:Console:LogLevel:Default", "7", "Default is one of Trace, Debug,")]
    [InlineData("Logging:Console:FormatterName", "yaml", "one of simple, json, systemd")]
    [InlineData("Discord:NewsroomGuilds", "ours", "Discord:NewsroomGuilds holds server ids")]
    public void What_cannot_be_meant_is_told_by_its_key(string key, string value, string told)
    {
        var (settings, faults) = Settings.Read(Configured((key, value)));

        Assert.Null(settings);
        Assert.Contains(told, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hunter2\nhunter2")]
    [InlineData("Bot hunter2")]
    [InlineData("hunter2\u200b")]
    public void A_token_that_cannot_be_one_is_told_and_never_shown(string token)
    {
        var (settings, faults) = Settings.Read(Configured(("Discord:Token", token)));

        Assert.Null(settings);
        Assert.StartsWith("Discord:Token holds", Assert.Single(faults), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_token_the_live_blog_is_on_this_machine_and_with_one_only_where_it_is_asked_for()
    {
        Assert.Equal("http://127.0.0.1:5181", Read().Blog.Urls);
        Assert.Null(Read(("Discord:Token", "abc")).Blog.Urls);
        Assert.Null(Read(("Blog:Urls", "")).Blog.Urls);
        Assert.Null(Read(("Blog:Urls", ""), ("Blog:PublicAddress", "https://a.example")).Blog.Urls);

        var asked = Read(
            ("Discord:Token", "abc"),
            ("Blog:Urls", "http://*:8080;http://127.0.0.1:5181"),
            ("Blog:PublicAddress", "https://news.example/live")
        ).Blog;

        Assert.Equal("http://*:8080;http://127.0.0.1:5181", asked.Urls);
        Assert.Equal("https://news.example/live/", asked.PublicAddress!.AbsoluteUri);
        Assert.False(asked.MayMove);
    }

    [Fact]
    public void The_stand_in_is_on_the_port_that_is_asked_for_and_otherwise_on_the_usual_one_or_near()
    {
        Assert.Equal(8123, Read(("Sandbox:Port", "8123")).SandboxPort);
        Assert.Null(Read(("Sandbox:Port", "")).SandboxPort);
        Assert.Equal("http://127.0.0.1:8124", BlogOptions.OnThisMachine(8124).Urls);
        Assert.True(BlogOptions.OnThisMachine(null).MayMove);
    }

    [Theory]
    [InlineData("Blog:Urls", "https://127.0.0.1:5181", "Blog:Urls holds http addresses")]
    [InlineData("Blog:Urls", "5181", "Blog:Urls holds http addresses")]
    [InlineData("Health:Urls", "https://127.0.0.1:5182", "Health:Urls holds http addresses")]
    [InlineData(
        "Health:Urls",
        BlogOptions.UsualUrls,
        "Health:Urls and Blog:Urls are the same: give each a port of its own."
    )]
    [InlineData(
        "Blog:PublicAddress",
        "news.example",
        "Blog:PublicAddress is an http or https address"
    )]
    public void A_live_blog_or_health_that_cannot_be_served_is_refused_with_a_sentence(
        string key,
        string value,
        string told
    )
    {
        var (settings, faults) = Settings.Read(Configured((key, value)));

        Assert.Null(settings);
        Assert.StartsWith(told, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_holds_every_key_and_can_be_read_as_it_is()
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Repository.Root, "appsettings.example.json"))
            .Build();

        var (settings, faults) = Settings.Read(configuration);

        Assert.Empty(faults);
        Assert.NotNull(settings);
        foreach (
            var key in (string[])
                [
                    "Discord:Token",
                    "Discord:BaseAddress",
                    "Election:Pack",
                    "Election:Rehearsal",
                    "Election:Language",
                    "Store:ConnectionString",
                    "Health:File",
                    "Health:Urls",
                    "Blog:Urls",
                    "Blog:PublicAddress",
                    "Blog:Title",
                    "Logging:Console:FormatterName",
                    "Desk:Channel",
                    "Desk:SecondPerson",
                    "Desk:SilentAfterMinutes",
                    "Desk:RemindAfterMinutes",
                ]
        )
        {
            Assert.NotNull(configuration[key]);
        }
        var text = File.ReadAllText(Path.Combine(Repository.Root, "appsettings.example.json"));
        foreach (var key in (string[])["NewsroomGuilds", "Reporters", "Editors", "Administrators"])
        {
            Assert.Contains($"\"{key}\"", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_election_that_is_tried_out_has_a_store_of_its_own()
    {
        string[] places =
        [
            .. from isRehearsal in (string[])["false", "true"]
            from election in (string[])["ge2024", "barset/2026"]
            select StorePlace.Of(Read(("Election:Rehearsal", isRehearsal)), election).Name,
        ];

        Assert.Equal(4, places.Distinct(StringComparer.Ordinal).Count());
        Assert.All(places, p => Assert.Equal("sandbox", Directory.GetParent(p)!.Name));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void In_a_rehearsal_the_polls_of_a_coming_election_are_over(string rehearsal, bool over)
    {
        var settings = Read(("Election:Rehearsal", rehearsal));
        var before = TheNight.Definition.PollCloses.AddDays(-3);

        var pack = Assert.IsType<PackReading.Loaded>(settings.LoadPack(before)).Pack;

        Assert.Equal(over, pack.Definition.PollCloses <= before);
    }

    private static Settings Read(params (string Key, string Value)[] values)
    {
        var (settings, faults) = Settings.Read(Configured(values));
        Assert.Empty(faults);
        return settings!;
    }

    private static IConfigurationRoot Configured(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value)))
            .Build();
}
