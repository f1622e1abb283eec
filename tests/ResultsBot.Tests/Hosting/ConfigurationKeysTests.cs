using Microsoft.Extensions.Configuration;
using ResultsBot.Hosting;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Hosting;

public class ConfigurationKeysTests
{
    [Theory]
    [InlineData("Discord:NewsroomGuilds")]
    [InlineData("Desk:Reporters")]
    [InlineData("Desk:Editors")]
    [InlineData("Desk:Administrators")]
    [InlineData("Desk:Channel")]
    public void A_stronger_sources_list_stands_in_the_place_of_a_weaker_ones(string key)
    {
        Assert.Equal(["3"], List(key, [($"{key}:0", "1"), ($"{key}:1", "2")], [(key, "3")]));
        Assert.Equal(["3"], List(key, [(key, "1,2")], [($"{key}:0", "3")]));
        Assert.Equal(["3"], List(key, [($"{key}:0", "1"), ($"{key}:1", "2")], [($"{key}:0", "3")]));
    }

    [Fact]
    public void A_list_that_is_given_and_empty_leaves_the_weaker_ones() =>
        Assert.Equal(
            ["1"],
            List("Desk:Reporters", [("Desk:Reporters:0", "1")], [("Desk:Reporters", " ")])
        );

    [Fact]
    public void The_settings_take_servers_and_roles_of_the_stronger_source_alone()
    {
        var (settings, faults) = Settings.Read(
            Configured(
                [
                    ("Discord:NewsroomGuilds:0", "1"),
                    ("Desk:Reporters:0", "2"),
                    ("Desk:Editors", "3"),
                ],
                [("Discord:NewsroomGuilds", "4"), ("Desk:Reporters", "5,6")]
            )
        );

        Assert.Empty(faults);
        Assert.Equal([4ul], settings!.NewsroomGuilds);
        Assert.Equal([5ul, 6ul], settings.Desk.Roles.Reporters);
        Assert.Equal([3ul], settings.Desk.Roles.Editors);
    }

    [Theory]
    [InlineData(
        "Desk:Reporter",
        "Desk:Reporter is no setting and is ignored. Did you mean Desk:Reporters?"
    )]
    [InlineData(
        "desk:editor:0",
        "desk:editor:0 is no setting and is ignored. Did you mean Desk:Editors?"
    )]
    [InlineData(
        "Dsek:Reporters:1",
        "Dsek:Reporters:1 is no setting and is ignored. Did you mean Desk:Reporters?"
    )]
    [InlineData(
        "Discord:NewsroomGuild",
        "Discord:NewsroomGuild is no setting and is ignored. Did you mean Discord:NewsroomGuilds?"
    )]
    [InlineData(
        "Discord_Token",
        "Discord_Token is no setting and is ignored. Did you mean Discord:Token?"
    )]
    [InlineData("AllowedHosts", "AllowedHosts is no setting and is ignored.")]
    public void A_key_that_means_nothing_is_named_with_the_nearest_that_does(
        string key,
        string told
    ) =>
        Assert.Equal(
            told,
            Assert.Single(ConfigurationKeys.FindUnknown(Configured([(key, "hunter2")])))
        );

    [Fact]
    public void The_example_holds_no_key_that_means_nothing_and_neither_does_the_environment() =>
        Assert.Empty(
            ConfigurationKeys.FindUnknown(
                new ConfigurationBuilder()
                    .AddJsonFile(Path.Combine(Repository.Root, "appsettings.example.json"))
                    .AddEnvironmentVariables()
                    .Build()
            )
        );

    private static IReadOnlyList<string> List(
        string key,
        params (string Key, string Value)[][] sources
    ) => ConfigurationKeys.ReadList(Configured(sources), key);

    private static IConfigurationRoot Configured(params (string Key, string Value)[][] sources)
    {
        var builder = new ConfigurationBuilder();
        foreach (var source in sources)
        {
            builder.AddInMemoryCollection(
                source.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))
            );
        }
        return builder.Build();
    }
}
