using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Sandbox.Slack;

namespace ResultsBot.Sandbox.Tests;

public sealed class SlackSpecs
{
    [NeedsFact(
        "tests/conformance/slack/node_modules/@slack/web-api",
        "run npm ci in tests/conformance/slack"
    )]
    public async Task Slacks_own_client_unchanged_works_against_the_stand_in()
    {
        await using var slack = await SlackSandbox.Start(
            0,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        await Conformance.Run(
            "node",
            "tests/conformance/slack/conformance.mjs",
            [
                slack.ApiAddress.AbsoluteUri,
                SlackSandbox.BotToken,
                slack.Workspace.AddChannel(),
                slack.Workspace.AddChannel(isArchived: true),
            ],
            steps: 18
        );
    }
}
