using System.Net;
using System.Text.Json;
using CsCheck;
using ResultsBot.Discord.Tests.Infra;
using static ResultsBot.Discord.Tests.Infra.FakeDiscord;

namespace ResultsBot.Discord.Tests;

public sealed class InteractionSpecs : IDisposable
{
    private readonly FakeDiscord _discord = new();

    public void Dispose() => _discord.Dispose();

    [Fact]
    public void A_command_comes_with_its_options_and_who_sent_it()
    {
        var interaction = Assert.IsType<Interaction.CommandInvoked>(
            Interactions.Parse(
                """
                {"id":"900","application_id":"200","token":"secret","type":2,"guild_id":"1","channel_id":"7","locale":"en-GB",
                 "app_permissions":"2048","member":{"roles":["3","4"],"permissions":"1024","user":{"id":"6","username":"ann","global_name":"Ann"}},
                 "data":{"type":1,"name":"declare","resolved":{"channels":{"8":{"id":"8","name":"x","type":0,"app_permissions":"3072"}}},
                 "options":[{"name":"seat","type":3,"value":"E1"},{"name":"votes","type":4,"value":12},{"name":"sure","type":5,"value":true},
                 {"name":"share","type":10,"value":1.5},{"name":"where","type":7,"value":"8"}]}}
                """
            )
        );

        Assert.Equal("declare", interaction.Name);
        Assert.Equal("E1", interaction.Text("seat"));
        Assert.Equal(12, interaction.Integer("votes"));
        Assert.True(interaction.Flag("sure"));
        Assert.Equal(new Snowflake(8), interaction.Channel("where"));
        Assert.Equal(
            new ResolvedChannel(
                new Snowflake(8),
                "x",
                ChannelType.Text,
                Permissions.ViewChannel | Permissions.SendMessages
            ),
            Assert.Single(interaction.Channels)
        );
        Assert.Null(interaction.Text("nothing"));
        Assert.Equal(
            (new Snowflake(6), "Ann"),
            (interaction.User.Id, interaction.User.DisplayName)
        );
        Assert.Equal([new Snowflake(3), new Snowflake(4)], interaction.RoleIds.AsEnumerable());
        Assert.Equal(
            (Permissions.ViewChannel, Permissions.SendMessages),
            (interaction.MemberPermissions, interaction.AppPermissions)
        );
        Assert.Equal(
            (new Snowflake(1), new Snowflake(7), 42L),
            (interaction.GuildId!.Value, interaction.ChannelId!.Value, interaction.ReceivedAt)
        );
    }

    [Fact]
    public void A_subcommands_options_are_found_below_its_path()
    {
        var interaction = Assert.IsType<Interaction.CommandInvoked>(
            Interactions.Parse(
                """
                {"id":"900","application_id":"200","token":"t","type":2,"user":{"id":"6","username":"ann"},
                 "data":{"name":"a","options":[{"name":"b","type":2,"options":[{"name":"c","type":1,"options":[{"name":"seat","type":3,"value":"E1"}]}]}]}}
                """
            )
        );

        Assert.Equal(("b c", "E1"), (interaction.Subcommand, interaction.Text("seat")));
        Assert.Equal("ann", interaction.User.DisplayName);
    }

    [Fact]
    public void A_command_of_a_message_comes_with_the_message()
    {
        var interaction = Assert.IsType<Interaction.MessageCommandInvoked>(
            Interactions.Parse(
                $$$"""
                {"id":"900","application_id":"200","token":"t","type":2,
                 "data":{"name":"Keep it","type":3,"target_id":"11","resolved":{"messages":{"11":{{{AMessage}}} } } }}
                """
            )
        );

        Assert.Equal(("Keep it", new Snowflake(11)), (interaction.Name, interaction.Target!.Id));
    }

    [Fact]
    public void Typing_comes_with_the_option_being_typed()
    {
        var interaction = Assert.IsType<Interaction.AutocompleteAsked>(
            Interactions.Parse(
                """
                {"id":"900","application_id":"200","token":"t","type":4,
                 "data":{"name":"declare","options":[{"name":"result","type":3,"value":"x"},{"name":"seat","type":3,"value":"Barn","focused":true}]}}
                """
            )
        );

        Assert.Equal(("seat", "Barn"), (interaction.FocusedOption, interaction.FocusedValue));
        Assert.Equal("x", interaction.Options[0].Text);
    }

    [Fact]
    public void A_pressed_button_comes_with_its_message()
    {
        var interaction = Assert.IsType<Interaction.ComponentPressed>(
            Interactions.Parse(
                $$$"""{"id":"900","application_id":"200","token":"t","type":3,"message":{{{AMessage}}},"data":{"custom_id":"go","component_type":2}}"""
            )
        );

        Assert.Equal(("go", new Snowflake(11)), (interaction.CustomId, interaction.Message!.Id));
    }

    [Theory]
    [InlineData(
        """{"type":18,"id":1,"component":{"type":4,"id":2,"custom_id":"figures","value":"Lab 1"}}"""
    )]
    [InlineData("""{"type":1,"components":[{"type":4,"custom_id":"figures","value":"Lab 1"}]}""")]
    public void A_modal_is_read_in_the_new_shape_and_the_old(string row)
    {
        var interaction = Assert.IsType<Interaction.ModalSubmitted>(
            Interactions.Parse(
                $$$"""{"id":"900","application_id":"200","token":"t","type":5,"data":{"custom_id":"form","components":[{"type":10,"id":9},{{{row}}}]}}"""
            )
        );

        Assert.Equal(("form", "Lab 1"), (interaction.CustomId, interaction.Field("figures")));
        Assert.Null(interaction.Field("other"));
    }

    [Fact]
    public void No_json_at_all_makes_parsing_throw()
    {
        // Shaped like an interaction as far as chance will have it, with anything at all in each place.
        var leaf = OneOf(
            "null",
            "1",
            "-1",
            "1e999",
            "true",
            "\"x\"",
            "\"5\"",
            "[]",
            "{}",
            "\"\\ud800\"",
            "[[{}]]"
        );
        var names = OneOf(
            "id",
            "application_id",
            "token",
            "type",
            "data",
            "name",
            "options",
            "value",
            "custom_id",
            "components",
            "component",
            "values",
            "member",
            "user",
            "roles",
            "permissions",
            "resolved",
            "channels",
            "message",
            "focused",
            "author",
            "embeds",
            "timestamp",
            "guild_id",
            "channel_id",
            "locale"
        );
        var json = Gen.Recursive<string>(
            (depth, inner) =>
                depth > 4
                    ? leaf
                    : Gen.OneOf(
                        leaf,
                        Gen.Select(names, inner)
                            .Select((name, value) => $"\"{name}\":{value}")
                            .Array[0, 8]
                            .Select(all => "{" + string.Join(',', all) + "}"),
                        inner.Array[0, 3].Select(all => "[" + string.Join(',', all) + "]")
                    )
        );

        json.Sample(
            text =>
            {
                using var document = JsonDocument.Parse(text);
                for (var type = 1; type <= 5; type++)
                {
                    using var typed = JsonDocument.Parse(
                        $$$"""{"id":"1","application_id":"2","token":"t","type":{{{type}}},"data":{{{text}}},"member":{{{text}}},"message":{{{text}}}}"""
                    );
                    Interaction.Parse(typed.RootElement, 0)?.ToString();
                }

                Interaction.Parse(document.RootElement, 0);
                Guild.Parse(document.RootElement, default);
                Message.Parse(document.RootElement);
                GatewayInfo.Parse(document.RootElement);
            },
            iter: 3000,
            threads: 1
        );
    }

    [Fact]
    public void What_is_being_typed_is_not_printed() =>
        Assert.DoesNotContain(
            "12,345",
            $"{new Interaction.AutocompleteAsked { Name = "seat", FocusedValue = "Bolsover 12,345" }}",
            StringComparison.Ordinal
        );

    [Fact]
    public async Task An_answer_passes_by_every_queue()
    {
        using var rest = _discord.Rest(_discord.Options with { RequestsPerSecond = 1 });
        _discord.Otherwise = (asked, _) =>
            asked.Path.Contains("callback", StringComparison.Ordinal)
                ? Task.FromResult(NoContent())
                : new TaskCompletionSource<HttpResponseMessage>().Task;
        var stuck = Enumerable
            .Range(1, 5)
            .Select(channel =>
                rest.CreateMessage(
                    new Snowflake((ulong)channel),
                    new OutgoingMessage { Content = "x", Nonce = $"{channel}" },
                    SendPriority.Interaction,
                    default
                )
            )
            .ToList();
        await Clock.Settle();

        Done(
            await _discord.Time.RunUntil(
                Respond(rest, new InteractionResponse.Defer(true)),
                TimeSpan.FromSeconds(1)
            )
        );

        Assert.Equal(
            ["/api/v10/channels/1/messages", "/api/v10/interactions/100/tok/callback"],
            _discord.Requests.Select(asked => asked.Path)
        );
        Assert.Null(_discord.Requests[1].Message.Headers.Authorization);
        Assert.DoesNotContain(stuck, one => one.IsCompleted);
    }

    [Fact]
    public async Task A_lost_answer_to_an_interaction_is_given_again_and_already_answered_then_means_done()
    {
        _discord.ThenNothing().Then(Refusal(HttpStatusCode.BadRequest, 40060));
        using var rest = _discord.Rest();

        Done(await _discord.Time.RunUntil(Respond(rest, new InteractionResponse.DeferUpdate())));

        Assert.True(_discord.Requests[1].At - _discord.Requests[0].At < TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Already_answered_by_somebody_else_is_a_refusal()
    {
        _discord.Then(Refusal(HttpStatusCode.BadRequest, 40060));
        using var rest = _discord.Rest();

        var result = await _discord.Time.RunUntil(
            Respond(rest, new InteractionResponse.DeferUpdate())
        );

        Assert.Equal(40060, Assert.IsType<RestResult<Nothing>.Refused>(result).Refusal.Code);
    }

    [Fact]
    public async Task An_answer_that_comes_late_is_tried_once_all_the_same_but_not_again()
    {
        _discord.Then(new HttpRequestException(HttpRequestError.ResponseEnded));
        using var rest = _discord.Rest();
        var received = _discord.Time.GetTimestamp();
        _discord.Time.Advance(TimeSpan.FromSeconds(5));

        var result = await _discord.Time.RunUntil(
            rest.Respond(
                Interactions.Command(received),
                new InteractionResponse.DeferUpdate(),
                default
            )
        );

        Assert.IsType<RestResult<Nothing>.Unknown>(result);
        Assert.Single(_discord.Requests);
    }

    [Fact]
    public async Task A_follow_up_whose_answer_was_lost_is_not_risked_twice()
    {
        _discord.Then(Html(HttpStatusCode.BadGateway));
        using var rest = _discord.Rest();

        var result = await _discord.Time.RunUntil(
            rest.FollowUp(
                Interactions.Command(),
                new OutgoingMessage { Content = "x", Ephemeral = true },
                default
            )
        );

        Assert.IsType<RestResult<Message>.Unknown>(result);
        Assert.Equal("/api/v10/webhooks/200/tok", _discord.Requests.Single().Path);
        Assert.Equal(
            """{"content":"x","flags":64,"allowed_mentions":{"parse":[]}}""",
            _discord.Requests.Single().Body
        );
    }

    [Fact]
    public async Task The_first_answer_can_be_edited()
    {
        _discord.Then(Html(HttpStatusCode.BadGateway));
        using var rest = _discord.Rest();

        var result = await _discord.Time.RunUntil(
            rest.EditResponse(
                Interactions.Command(),
                new OutgoingMessage { Content = "x" },
                default
            )
        );

        Assert.IsType<RestResult<Message>.Done>(result);
        Assert.Equal(
            "PATCH /api/v10/webhooks/200/tok/messages/@original",
            $"{_discord.Requests[1].Method} {_discord.Requests[1].Path}"
        );
    }

    [Fact]
    public async Task Each_kind_of_answer_goes_out_in_its_shape()
    {
        _discord.Otherwise = (_, _) => Task.FromResult(NoContent());
        using var rest = _discord.Rest();
        var button = new ActionRow([
            new Button("send", "Send", ButtonStyle.Success),
            new Button("no", "No", Disabled: true),
        ]);
        (InteractionResponse Response, string Json)[] kinds =
        [
            (
                new InteractionResponse.Reply(
                    new OutgoingMessage
                    {
                        Content = "hi",
                        Ephemeral = true,
                        Components = [button],
                    }
                ),
                """{"type":4,"data":{"content":"hi","components":[{"type":1,"components":[{"type":2,"custom_id":"send","label":"Send","style":3},{"type":2,"custom_id":"no","label":"No","style":1,"disabled":true}]}],"flags":64,"allowed_mentions":{"parse":[]}}}"""
            ),
            (
                new InteractionResponse.Defer(Ephemeral: true),
                """{"type":5,"data":{"flags":64,"allowed_mentions":{"parse":[]}}}"""
            ),
            (new InteractionResponse.Defer(Ephemeral: false), """{"type":5}"""),
            (new InteractionResponse.DeferUpdate(), """{"type":6}"""),
            (
                new InteractionResponse.Update(new OutgoingMessage { Content = "done" }),
                """{"type":7,"data":{"content":"done","embeds":[],"components":[],"allowed_mentions":{"parse":[]},"attachments":[]}}"""
            ),
            (
                new InteractionResponse.Suggest([
                    new CommandChoice("Barnsley", "E1"),
                    new CommandChoice("Two", 2),
                ]),
                """{"type":8,"data":{"choices":[{"name":"Barnsley","value":"E1"},{"name":"Two","value":2}]}}"""
            ),
            (
                new InteractionResponse.ShowModal(
                    new Modal(
                        "form",
                        "Declare",
                        [
                            new TextInput
                            {
                                CustomId = "figures",
                                Label = "Figures",
                                Style = TextInputStyle.Paragraph,
                                Value = "Lab 1",
                                MaxLength = 4000,
                            },
                        ]
                    )
                ),
                """{"type":9,"data":{"components":[{"type":18,"label":"Figures","component":{"type":4,"custom_id":"figures","style":2,"max_length":4000,"required":true,"value":"Lab 1"}}],"custom_id":"form","title":"Declare"}}"""
            ),
        ];

        foreach (var (response, json) in kinds)
        {
            Done(await _discord.Time.RunUntil(Respond(rest, response)));
            Assert.Equal(json, _discord.Requests[^1].Body);
        }
    }

    [Fact]
    public async Task No_more_than_twenty_five_values_are_suggested()
    {
        _discord.Otherwise = (_, _) => Task.FromResult(NoContent());
        using var rest = _discord.Rest();

        Done(
            await _discord.Time.RunUntil(
                Respond(
                    rest,
                    new InteractionResponse.Suggest([
                        .. Enumerable.Range(0, 40).Select(n => new CommandChoice($"n{n}", n)),
                    ])
                )
            )
        );

        Assert.Equal(
            25,
            _discord
                .Requests.Single()
                .Json.GetProperty("data")
                .GetProperty("choices")
                .GetArrayLength()
        );
    }

    private static Gen<string> OneOf(params string[] texts) =>
        Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private Task<RestResult<Nothing>> Respond(DiscordRest rest, InteractionResponse response) =>
        rest.Respond(
            Interactions.Command(_discord.Time.GetTimestamp()),
            response,
            CancellationToken.None
        );

    private static T Done<T>(RestResult<T> result) =>
        Assert.IsType<RestResult<T>.Done>(result).Value;
}
