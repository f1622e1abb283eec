using ResultsBot.Newswire;

namespace ResultsBot.Tests.Outlets;

public class OutletSettingsTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Url = "https://graphics.example/t0ps3cret";

    [Fact]
    public void A_webhook_follows_everything_and_goes_by_its_host_unless_something_else_is_said()
    {
        var channel = Assert.Single(
            Configured.Outlets(("Webhooks:0:Url", Url), ("Webhooks:0:Secret", Secret)).Channels
        );

        Assert.Equal(
            (null, Kind.Everything, false),
            (channel.Area, channel.Kind, channel.IsRehearsal)
        );
        Assert.Matches("^graphics.example-[0-9a-f]{8}$", channel.Address.Id);
    }

    [Fact]
    public void Secrets_are_a_list_or_a_text()
    {
        var one = Configured.Outlets(
            ("Webhooks:0:Url", Url),
            ("Webhooks:0:Secret", $"{Secret},{Secret}")
        );
        var other = Configured.Outlets(
            ("Webhooks:0:Url", Url),
            ("Webhooks:0:Secret:0", Secret),
            ("Webhooks:0:Secret:1", Secret)
        );

        Assert.Equal(2, one.Webhooks.Channels[0].Secrets.Length);
        Assert.Equal(2, other.Webhooks.Channels[0].Secrets.Length);
    }

    [Theory]
    [InlineData("Url", "", "Outlets:Webhooks:0:Url is missing.")]
    [InlineData(
        "Url",
        "http://t0ps3cret.example",
        "Outlets:Webhooks:0:Url isn't an https address."
    )]
    [InlineData("Url", "t0ps3cret", "Outlets:Webhooks:0:Url isn't an https address.")]
    [InlineData(
        "Url",
        "https://me:t0ps3cret@x.example/",
        "Outlets:Webhooks:0:Url isn't an https address."
    )]
    [InlineData(
        "Secret",
        "",
        "Outlets:Webhooks:0:Secret is missing: without it nobody could tell whose messages they are."
    )]
    [InlineData(
        "Secret",
        "t0ps3cret",
        "Outlets:Webhooks:0:Secret is whsec_ and base64 of 24 to 64 bytes."
    )]
    [InlineData(
        "Secret",
        "whsec_dDBwczNjcmV0",
        "Outlets:Webhooks:0:Secret is whsec_ and base64 of 24 to 64 bytes."
    )]
    [InlineData(
        "Kind",
        "gossip",
        "Outlets:Webhooks:0:Kind is tallies, results, flashes or everything, not “gossip”."
    )]
    [InlineData(
        "Rehearsal",
        "maybe",
        "Outlets:Webhooks:0:Rehearsal is true or false, not “maybe”."
    )]
    [InlineData("Name", "My Name", "Outlets:Webhooks:0:Name has small letters, digits and hyphens")]
    public void What_is_wrong_is_said_by_its_key_and_never_with_a_secret(
        string key,
        string value,
        string sentence
    )
    {
        var fault = Assert.Single(
            Configured.Faults([
                .. new[] { ("Url", Url), ("Secret", Secret), ("Area", "Derbyshire") }
                    .Where(v => v.Item1 != key)
                    .Append((key, value))
                    .Select(v => ($"Webhooks:0:{v.Item1}", v.Item2)),
            ])
        );

        Assert.StartsWith(sentence, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ps3cret", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("dDBwczNjcmV0", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void In_ones_own_network_plain_http_is_enough() =>
        Assert.Single(
            Configured
                .Outlets(
                    ("AllowPrivateAddresses", "true"),
                    ("Webhooks:0:Url", "http://10.0.0.7:9000/in"),
                    ("Webhooks:0:Secret", Secret)
                )
                .Channels
        );

    [Fact]
    public void Two_of_one_name_are_refused() =>
        Assert.Equal(
            [
                "Outlets:Webhooks:0 and Outlets:Webhooks:1 are the same place. Give each a Name, or leave one out.",
            ],
            Configured.Faults(
                ("Webhooks:0:Url", Url),
                ("Webhooks:0:Secret", Secret),
                ("Webhooks:1:Url", Url),
                ("Webhooks:1:Secret", Secret)
            )
        );
}
