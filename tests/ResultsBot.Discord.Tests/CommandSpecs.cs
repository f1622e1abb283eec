using System.Net;
using ResultsBot.Discord.Tests.Infra;
using static ResultsBot.Discord.Tests.Infra.FakeDiscord;

namespace ResultsBot.Discord.Tests;

public sealed class CommandSpecs : IDisposable
{
    private static readonly Snowflake App = new(200);

    private static readonly ApplicationCommand Declare = new()
    {
        Name = "declare",
        Description = "Declare a seat",
        DefaultMemberPermissions = Permissions.ManageMessages,
        Options =
        [
            new CommandOption
            {
                Name = "seat",
                Description = "Which",
                Type = CommandOptionType.String,
                Required = true,
                Autocomplete = true,
            },
            new CommandOption
            {
                Name = "mode",
                Description = "How",
                Type = CommandOptionType.Integer,
                Choices = [new CommandChoice("Fast", 1)],
            },
        ],
    };

    private static readonly ApplicationCommand Tally = new()
    {
        Name = "tally",
        Description = "Where we are",
    };

    /// <summary>As Discord gives it back: other order, ids, defaults and fields of its own.</summary>
    private const string Registered = """
        [{"id":"2","application_id":"200","version":"5","type":1,"name":"tally","name_localizations":null,"description":"Where we are","description_localizations":null,
          "default_member_permissions":null,"dm_permission":false,"contexts":[0],"integration_types":[0],"nsfw":false,"options":[]},
         {"id":"1","application_id":"200","version":"5","type":1,"name":"declare","description":"Declare a seat","default_member_permissions":"8192","contexts":[0],
          "integration_types":[0],"nsfw":false,"default_permission":true,
          "options":[{"type":3,"name":"seat","description":"Which","required":true,"autocomplete":true,"name_localizations":null},
                     {"type":4,"name":"mode","description":"How","required":false,"choices":[{"name":"Fast","value":1,"name_localizations":null}]}]}]
        """;

    private readonly FakeDiscord _discord = new();

    public void Dispose() => _discord.Dispose();

    [Fact]
    public async Task A_command_of_a_message_is_one_without_a_description()
    {
        _discord.Then(
            Ok(
                """
                [{"id":"3","application_id":"200","version":"5","type":3,"name":"Keep it","description":"","default_member_permissions":null,
                  "contexts":[0],"integration_types":[0],"nsfw":false}]
                """
            )
        );
        using var rest = _discord.Rest();

        var same = await rest.RegisterCommands(
            App,
            [new() { Type = ApplicationCommandType.Message, Name = "Keep it" }],
            default
        );

        Assert.False(((RestResult<Registration>.Done)same).Value.Changed);
    }

    [Fact]
    public async Task Commands_that_are_registered_as_wanted_are_not_written()
    {
        _discord.Then(Ok(Registered));
        using var rest = _discord.Rest();

        var registration = Done(
            await _discord.Time.RunUntil(rest.RegisterCommands(App, [Declare, Tally], default))
        );

        Assert.False(registration.Changed);
        Assert.Equal(
            [
                new RegisteredCommand(new Snowflake(2), "tally"),
                new RegisteredCommand(new Snowflake(1), "declare"),
            ],
            registration.Commands.AsEnumerable()
        );
        Assert.Equal(
            "GET /api/v10/applications/200/commands",
            $"{_discord.Requests.Single().Method} {_discord.Requests.Single().Path}"
        );
    }

    public static TheoryData<ApplicationCommand> Differences =>
        new(
            Declare with
            {
                Description = "Other",
            },
            Declare with
            {
                DefaultMemberPermissions = null,
            },
            Declare with
            {
                DefaultMemberPermissions = Permissions.None,
            },
            Declare with
            {
                Contexts = [0, 1],
            },
            Declare with
            {
                Options = [Declare.Options[0]],
            },
            Declare with
            {
                Options = [Declare.Options[0] with { Required = false }, Declare.Options[1]],
            },
            Declare with
            {
                Options = [Declare.Options[0] with { MaxLength = 5 }, Declare.Options[1]],
            },
            Declare with
            {
                Options =
                [
                    Declare.Options[0],
                    Declare.Options[1] with
                    {
                        Choices = [new CommandChoice("Fast", 2)],
                    },
                ],
            }
        );

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task Any_difference_writes_them_all(ApplicationCommand declare)
    {
        _discord.Then(Ok(Registered)).Then(Ok("""[{"id":"1","name":"declare"}]"""));
        using var rest = _discord.Rest();

        var registration = Done(
            await _discord.Time.RunUntil(rest.RegisterCommands(App, [declare, Tally], default))
        );

        Assert.True(registration.Changed);
        Assert.Equal("PUT", _discord.Requests[1].Method);
        Assert.Equal(2, _discord.Requests[1].Json.GetArrayLength());
    }

    [Fact]
    public async Task A_command_too_many_is_taken_away()
    {
        _discord.Then(Ok(Registered)).Then(Ok("[]"));
        using var rest = _discord.Rest();

        Assert.True(
            Done(await _discord.Time.RunUntil(rest.RegisterCommands(App, [Tally], default))).Changed
        );
    }

    [Fact]
    public async Task Commands_go_out_in_their_shape()
    {
        _discord.Then(Ok("[]")).Then(Ok("[]"));
        using var rest = _discord.Rest();

        await _discord.Time.RunUntil(rest.RegisterCommands(App, [Declare], default));

        Assert.Equal(
            """[{"name":"declare","description":"Declare a seat","type":1,"options":[{"name":"seat","description":"Which","type":3,"required":true,"autocomplete":true},{"name":"mode","description":"How","type":4,"choices":[{"name":"Fast","value":1}]}],"default_member_permissions":"8192","contexts":[0],"integration_types":[0]}]""",
            _discord.Requests[1].Body
        );
    }

    [Fact]
    public async Task A_guilds_own_commands_have_no_contexts()
    {
        _discord.Then(Ok("""[{"id":"2","name":"tally","description":"Where we are","type":1}]"""));
        using var rest = _discord.Rest();

        var registration = Done(
            await _discord.Time.RunUntil(
                rest.RegisterCommands(App, new Snowflake(1), [Tally], default)
            )
        );

        Assert.False(registration.Changed);
        Assert.Equal(
            "/api/v10/applications/200/guilds/1/commands",
            _discord.Requests.Single().Path
        );
    }

    [Fact]
    public async Task A_refusal_while_looking_writes_nothing()
    {
        _discord.Then(Refusal(HttpStatusCode.Forbidden, 50001));
        using var rest = _discord.Rest();

        var result = await _discord.Time.RunUntil(rest.RegisterCommands(App, [Tally], default));

        Assert.IsType<RestResult<Registration>.Refused>(result);
        Assert.Single(_discord.Requests);
    }

    private static T Done<T>(RestResult<T> result) =>
        Assert.IsType<RestResult<T>.Done>(result).Value;
}
