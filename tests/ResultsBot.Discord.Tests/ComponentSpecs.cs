using ResultsBot.Discord.Tests.Infra;

namespace ResultsBot.Discord.Tests;

/// <summary>Buttons and lists, on messages and in forms, as they go out and come back.</summary>
public sealed class ComponentSpecs : IDisposable
{
    private readonly FakeDiscord _discord = new();

    public void Dispose() => _discord.Dispose();

    [Fact]
    public async Task Links_and_lists_of_a_message_go_out_in_their_shapes()
    {
        using var rest = _discord.Rest();
        await rest.CreateMessage(
            new Snowflake(7),
            new OutgoingMessage
            {
                Content = "c",
                Nonce = "n",
                Components =
                [
                    new ActionRow([new LinkButton(new Uri("https://example.org/a"), "Rules")]),
                    new ActionRow([new UserSelect("who") { MaxValues = 3, Placeholder = "Who" }]),
                    new ActionRow([new RoleSelect("role") { Chosen = [new Snowflake(5)] }]),
                    new ActionRow([
                        new ChannelSelect("where")
                        {
                            ChannelTypes = [ChannelType.Announcement, ChannelType.Text],
                        },
                    ]),
                ],
            },
            SendPriority.Normal,
            default
        );
        Assert.Equal(
            """
            [{"type":1,"components":[{"type":2,"label":"Rules","style":5,"url":"https://example.org/a"}]},
            {"type":1,"components":[{"type":5,"custom_id":"who","placeholder":"Who","min_values":1,"max_values":3}]},
            {"type":1,"components":[{"type":6,"custom_id":"role","min_values":1,"max_values":1,"default_values":[{"id":"5","type":"role"}]}]},
            {"type":1,"components":[{"type":8,"custom_id":"where","min_values":1,"max_values":1,"channel_types":[0,5]}]}]
            """.ReplaceLineEndings(""),
            _discord.Requests.Single().Json.GetProperty("components").GetRawText()
        );
    }

    [Fact]
    public async Task A_form_goes_out_with_text_and_lists()
    {
        _discord.Otherwise = (_, _) => Task.FromResult(FakeDiscord.NoContent());
        using var rest = _discord.Rest();
        await rest.Respond(
            Interactions.Command(_discord.Time.GetTimestamp()),
            new InteractionResponse.ShowModal(
                new Modal(
                    "f",
                    "Assign",
                    [
                        new ModalText("**Who**"),
                        new UserField
                        {
                            CustomId = "who",
                            Label = "People",
                            MaxValues = 2,
                        },
                        new RoleField
                        {
                            CustomId = "role",
                            Label = "Role",
                            Required = false,
                        },
                        new ChannelField
                        {
                            CustomId = "where",
                            Label = "Channel",
                            ChannelTypes = [ChannelType.Text],
                        },
                        new ChoiceField
                        {
                            CustomId = "kind",
                            Label = "Kind",
                            Options = [new SelectOption("One", "1") { Default = true }],
                        },
                    ]
                )
            ),
            default
        );
        Assert.Equal(
            """
            [{"type":10,"content":"**Who**"},
            {"type":18,"label":"People","component":{"type":5,"custom_id":"who","min_values":1,"max_values":2,"required":true}},
            {"type":18,"label":"Role","component":{"type":6,"custom_id":"role","min_values":0,"max_values":1,"required":false}},
            {"type":18,"label":"Channel","component":{"type":8,"custom_id":"where","min_values":1,"max_values":1,"required":true,"channel_types":[0]}},
            {"type":18,"label":"Kind","component":{"type":3,"custom_id":"kind","min_values":1,"max_values":1,"required":true,"options":[{"label":"One","value":"1","default":true}]}}]
            """.ReplaceLineEndings(""),
            _discord
                .Requests.Single()
                .Json.GetProperty("data")
                .GetProperty("components")
                .GetRawText()
        );
    }

    [Fact]
    public void What_was_chosen_in_a_form_comes_back_value_by_value()
    {
        var sent = Assert.IsType<Interaction.ModalSubmitted>(
            Interactions.Parse(
                """
                {"id":"900","application_id":"200","token":"t","type":5,"data":{"custom_id":"f","components":[
                  {"type":10,"id":1},
                  {"type":18,"component":{"type":5,"custom_id":"who","values":["71","72"]}},
                  {"type":18,"component":{"type":4,"custom_id":"why","value":"one, two"}}],
                 "resolved":{"users":{"71":{"id":"71","username":"tom"}}}}}
                """
            )
        );
        Assert.Equal("71 72", string.Join(' ', sent.FieldValues("who")));
        Assert.Equal("one, two", Assert.Single(sent.FieldValues("why")));
        Assert.Empty(sent.FieldValues("nothing"));
        Assert.Equal("tom", sent.Resolved.Users.Single().Username);
    }
}
