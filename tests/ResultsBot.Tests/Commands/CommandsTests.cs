using ResultsBot.Discord;
using ResultsBot.Tests.Infrastructure;
using Snapshooter.Xunit;

namespace ResultsBot.Tests.Commands;

public class CommandsTests
{
    [Fact]
    public async Task Every_command_reads_like_this_while_it_is_typed_and_keeps_Discords_limits()
    {
        await using var newsroom = await LocalNewsroom.Start();

        foreach (var command in newsroom.Commands)
        {
            DiscordLimits.Check(command);
        }
        Snapshot.Match(string.Join("\n\n", newsroom.Commands.Select(Shown)));
    }

    [Fact]
    public async Task README_names_every_command()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));

        Assert.DoesNotContain(
            newsroom.Commands,
            c =>
                !readme.Contains(
                    c.Type == ApplicationCommandType.Message ? $"*{c.Name}*" : $"`/{c.Name}",
                    StringComparison.Ordinal
                )
        );
    }

    private static string Shown(ApplicationCommand command) =>
        string.Join(
            '\n',
            Options(command.Options, "    ")
                .Prepend(
                    command.Type == ApplicationCommandType.Message
                        ? $"{command.Name} (of a message)"
                        : $"/{command.Name}: {command.Description}"
                )
        );

    private static IEnumerable<string> Options(IEnumerable<CommandOption> options, string indent) =>
        options.SelectMany(o =>
            Options(o.Options, indent + "    ")
                .Prepend($"{indent}{o.Name}{(o.Required ? "" : "?")}: {o.Description}")
        );
}
