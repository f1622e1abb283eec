using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets;
using ResultsBot.Wording;

namespace ResultsBot.Verbs.Checks;

/// <summary>Whether somebody answers at each webhook and channel of Slack and Teams; with a post where that is asked for.</summary>
internal sealed class OutletCheck(OutletRegistry outlets, Phrasebook phrases, bool isRehearsal)
{
    /// <param name="channels">Those that this kind of election goes to.</param>
    /// <param name="withPost">Each is sent a post that says it's a test.</param>
    public async IAsyncEnumerable<Finding> Look(
        ImmutableArray<ConfiguredChannel> channels,
        bool withPost,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        // Beside each other: one that doesn't answer takes fifteen seconds to say so.
        var looks = channels.Select(c => Of(c.Address, withPost, ct)).ToArray();
        foreach (var look in looks)
        {
            yield return await look;
        }
    }

    private async Task<Finding> Of(Address address, bool withPost, CancellationToken ct)
    {
        var outlet = (IConfiguredOutlet)outlets[address];
        var name = phrases.OutletName(address.Outlet, address.Id);
        var answer = withPost
            ? await outlet.SendTest(address, TestPost.Of(phrases, isRehearsal), ct)
            : await outlet.Reach(address, ct);
        return answer switch
        {
            OutletAnswer.Done => Finding.Ready(
                withPost ? $"{name} has taken the test post." : $"{name} answers."
            ),
            OutletAnswer.Later { Reason: var reason } => Trouble(reason),
            OutletAnswer.Unknown { Reason: var reason } => Trouble(reason),
            OutletAnswer.Refused { Reason: var reason } => Trouble(reason),
            _ => throw new InvalidOperationException($"No rule for {answer}."),
        };

        // It holds nobody up: what is for it waits, and everybody else gets theirs.
        Finding Trouble(string reason) =>
            Finding.Warning(
                $"{name} can't be posted to for now, and what is for it would wait: {reason}"
            );
    }
}
