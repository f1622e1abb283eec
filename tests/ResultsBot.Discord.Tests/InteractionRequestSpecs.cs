using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NSec.Cryptography;

namespace ResultsBot.Discord.Tests;

/// <summary>What comes to an interactions endpoint: from Discord, or from anybody.</summary>
public sealed class InteractionRequestSpecs : IDisposable
{
    private const string Command = """
        {"id":"900","application_id":"200","token":"secret","type":2,"data":{"type":1,"name":"declare"}}
        """;

    private readonly FakeTimeProvider _time = new(
        new DateTimeOffset(2024, 7, 5, 2, 0, 0, TimeSpan.Zero)
    );
    private readonly Key _key = NSec.Cryptography.Key.Create(SignatureAlgorithm.Ed25519);

    public void Dispose() => _key.Dispose();

    /// <summary>RFC 8032, 7.1, tests 2 and 3; the message may begin in the timestamp.</summary>
    [Theory]
    [InlineData(
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "r",
        "",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )]
    [InlineData(
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )]
    public void Signatures_are_those_of_the_standard(
        string key,
        string timestamp,
        string body,
        string signature
    )
    {
        Assert.True(InteractionKey.TryParse(key, out var parsed));
        var bytes = Convert.FromHexString(body);

        Assert.True(parsed.HasSigned(timestamp, bytes, signature));
        Assert.True(parsed.HasSigned(timestamp, bytes, signature.ToUpperInvariant()));
        Assert.False(parsed.HasSigned(timestamp + "1", bytes, signature));
        Assert.False(parsed.HasSigned(timestamp, [.. bytes, 0], signature));
        Assert.False(parsed.HasSigned(timestamp, bytes, signature[2..]));
        Assert.False(parsed.HasSigned(timestamp, bytes, "zz" + signature[2..]));
        Assert.Equal(key, parsed.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3d4017")]
    [InlineData("zz4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")]
    public void What_is_no_key_is_none(string? text) =>
        Assert.False(InteractionKey.TryParse(text, out _));

    [Fact]
    public void A_signed_command_is_read_as_the_gateway_reads_it()
    {
        var received = Assert.IsType<InteractionRequest.Received>(Read(Command));

        var command = Assert.IsType<Interaction.CommandInvoked>(received.Interaction);
        Assert.Equal(("declare", _time.GetTimestamp()), (command.Name, command.ReceivedAt));
    }

    [Fact]
    public void A_ping_is_a_ping() =>
        Assert.IsType<InteractionRequest.Ping>(
            Read("""{"id":"1","application_id":"200","token":"t","type":1,"version":1}""")
        );

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no JSON")]
    [InlineData("")]
    [InlineData(
        """{"id":"1","application_id":"2","token":"t","type":2,"data":{"type":2,"name":"x"}}"""
    )]
    [InlineData("""{"type":"1"}""")]
    public void What_is_signed_and_not_understood_is_said_to_be_so(string body) =>
        Assert.IsType<InteractionRequest.Unreadable>(Read(body));

    [Fact]
    public void A_body_that_was_changed_on_its_way_is_refused()
    {
        var (timestamp, signature) = Sign(Command);

        Assert.IsType<InteractionRequest.Unsigned>(
            Read(
                Command.Replace("declare", "retract", StringComparison.Ordinal),
                timestamp,
                signature
            )
        );
        Assert.IsType<InteractionRequest.Unsigned>(Read(Command, timestamp + "0", signature));
        Assert.IsType<InteractionRequest.Unsigned>(Read(Command, null, signature));
        Assert.IsType<InteractionRequest.Unsigned>(Read(Command, timestamp, null));
    }

    [Theory]
    [InlineData(-299, true)]
    [InlineData(-301, false)]
    [InlineData(299, true)]
    [InlineData(301, false)]
    public void What_was_signed_long_ago_was_seen_by_somebody_and_sent_again(
        int seconds,
        bool isTaken
    )
    {
        var (timestamp, signature) = Sign(Command);
        _time.AdjustTime(_time.GetUtcNow().AddSeconds(-seconds));

        Assert.Equal(isTaken, Read(Command, timestamp, signature) is InteractionRequest.Received);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("9223372036854775807")]
    public void A_timestamp_that_is_none_is_refused_though_it_is_signed(string timestamp) =>
        Assert.IsType<InteractionRequest.Unsigned>(
            Read(Command, timestamp, Sign(timestamp, Command))
        );

    private InteractionRequest Read(string body)
    {
        var (timestamp, signature) = Sign(body);
        return Read(body, timestamp, signature);
    }

    private InteractionRequest Read(string body, string? timestamp, string? signature)
    {
        var hex = Convert.ToHexString(_key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        Assert.True(InteractionKey.TryParse(hex, out var key));
        return InteractionRequest.Read(
            key,
            timestamp,
            signature,
            Encoding.UTF8.GetBytes(body),
            _time
        );
    }

    private (string Timestamp, string Signature) Sign(string body)
    {
        var timestamp = _time
            .GetUtcNow()
            .ToUnixTimeSeconds()
            .ToString(CultureInfo.InvariantCulture);
        return (timestamp, Sign(timestamp, body));
    }

    private string Sign(string timestamp, string body) =>
        Convert.ToHexString(
            SignatureAlgorithm.Ed25519.Sign(_key, Encoding.UTF8.GetBytes(timestamp + body))
        );
}
