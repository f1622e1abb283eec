using Microsoft.Extensions.Logging;

namespace ResultsBot.Newswire.Delivery;

/// <summary>What is on its way, beside the loop: begun in it, and told to it when it has ended.</summary>
internal sealed class SendsUnderWay(Mailbox mailbox, BroadcastWatch watch)
{
    /// <summary>How long a stop waits for the answers to what is already on its way.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);

    private readonly HashSet<Task> _all = [];

    /// <param name="ended">Runs in the loop.</param>
    public void Begin(Func<CancellationToken, Task<SendOutcome>> work, Action<SendOutcome> ended)
    {
        var send = Send();
        _all.Add(send);
        mailbox.Start(Report);

        async Task<SendOutcome> Send()
        {
            // Off the loop: what follows waits for the store and for the outlet.
            await Task.Yield();
            return await work(mailbox.Ended);
        }

        async Task Report()
        {
            SendOutcome outcome;
            try
            {
                outcome = await send;
            }
            catch (StoreUnavailableException e)
            {
                mailbox.Post(() => watch.StoreFailed(e));
                outcome = new SendOutcome.Later(Sender.RestAfterNoAnswer, e.Message, IsOurs: true);
            }
            mailbox.Post(() =>
            {
                _all.Remove(send);
                ended(outcome);
            });
        }
    }

    /// <summary>Waits a little for the answers to what is on its way.</summary>
    public async Task Drain(TimeProvider time, ILogger logger)
    {
        try
        {
            await Task.WhenAll(_all).WaitAsync(LongestDrain, time);
        }
        catch (TimeoutException)
        {
            logger.LogWarning(
                "{Count} messages had no answer yet; the next start finds out about them.",
                _all.Count
            );
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            logger.LogError(e, "Not every receipt could be written; the next start finds out.");
        }
    }
}
