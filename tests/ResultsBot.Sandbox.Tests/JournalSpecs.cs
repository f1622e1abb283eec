using System.Text;

namespace ResultsBot.Sandbox.Tests;

public sealed class JournalSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-journal-").FullName;

    private SandboxOptions Options =>
        new() { DataFile = Path.Combine(_folder, "world.jsonl"), EnforceLimits = false };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Everything_said_is_there_after_a_restart()
    {
        string kept,
            edited;
        ulong made;
        await using (var sandbox = await Running.Start(Options))
        {
            kept = (
                await sandbox.Post(
                    sandbox.Newsroom,
                    """{"content":"kept","nonce":"n","enforce_nonce":true}"""
                )
            ).Id;
            edited = (await sandbox.Post(sandbox.Newsroom, """{"content":"before"}""")).Id;
            var gone = (await sandbox.Post(sandbox.Newsroom, """{"content":"gone"}""")).Id;
            var path = $"channels/{sandbox.Newsroom}/messages/";
            await sandbox.Ask(HttpMethod.Patch, path + edited, """{"content":"after"}""");
            await sandbox.Ask(HttpMethod.Delete, path + gone);
            made = sandbox.Server.Control.CreateChannel("made");
            await sandbox.Post(made, """{"content":"in a new channel"}""");
            sandbox.Server.Control.SetBotPermissions(made, ["SEND_MESSAGES"]);
            sandbox.Server.Control.DeleteChannel(sandbox.Server.Channels["derbyshire"]);
            var commands = $"applications/{sandbox.Server.ApplicationId}/commands";
            await sandbox.Ask(HttpMethod.Put, commands, """[{"name":"one","description":"d"}]""");
        }

        await using var again = await Running.Start(Options);
        var held = again.Server.Control.Read(again.Newsroom);
        Assert.Equal($"{kept} {edited}", string.Join(' ', held.Select(m => (string?)m["id"])));
        Assert.Equal("after", (string?)held[1]["content"]);
        Assert.Equal(
            "in a new channel",
            (string?)again.Server.Control.Read(made).Single()["content"]
        );
        Assert.Equal(50013, (await again.Post(made, """{"content":"no"}""")).Code);
        Assert.Equal(
            10003,
            (await again.Post(again.Server.Channels["derbyshire"], """{"content":"no"}""")).Code
        );
        var repeated = await again.Post(
            again.Newsroom,
            """{"content":"kept","nonce":"n","enforce_nonce":true}"""
        );
        Assert.Equal(kept, repeated.Id);
        var list = await again.Ask(
            HttpMethod.Get,
            $"applications/{again.Server.ApplicationId}/commands"
        );
        Assert.Single(list.Json!.AsArray());
    }

    [Fact]
    public async Task A_torn_last_line_is_left_out_and_the_next_is_written_in_its_place()
    {
        await using (var sandbox = await Running.Start(Options))
            await sandbox.Post(sandbox.Newsroom, """{"content":"whole"}""");
        await File.AppendAllTextAsync(
            Options.DataFile!,
            "{\"op\":\"message\",\"id\":12",
            Encoding.UTF8
        );

        await using (var sandbox = await Running.Start(Options))
        {
            Assert.Equal(1, sandbox.Server.Control.CountMessages(sandbox.Newsroom));
            await sandbox.Post(sandbox.Newsroom, """{"content":"next"}""");
        }

        await using var last = await Running.Start(Options);
        Assert.Equal(2, last.Server.Control.CountMessages(last.Newsroom));
    }

    [Fact]
    public async Task What_was_answered_is_in_the_file_before_the_answer()
    {
        await using var sandbox = await Running.Start(Options);
        var sent = await sandbox.Post(sandbox.Newsroom, """{"content":"at once"}""");
        await using var file = new FileStream(
            Options.DataFile!,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite
        );
        using var reader = new StreamReader(file);
        Assert.Contains(sent.Id, await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_sandboxes_cannot_share_a_file()
    {
        await using var first = await Running.Start(Options);
        var e = await Assert.ThrowsAsync<IOException>(() => Running.Start(Options));
        Assert.Contains("in use", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_broken_in_the_middle_is_refused_not_cut()
    {
        await File.WriteAllTextAsync(Options.DataFile!, "rubbish\n{}\n", Encoding.UTF8);
        await Assert.ThrowsAsync<InvalidDataException>(() => Running.Start(Options));
        Assert.Equal("rubbish\n{}\n", await File.ReadAllTextAsync(Options.DataFile!));
    }
}
