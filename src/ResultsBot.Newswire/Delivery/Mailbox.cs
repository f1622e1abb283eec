using System.Threading.Channels;

namespace ResultsBot.Newswire.Delivery;

/// <summary>
/// One loop that owns state: whatever is posted to it runs in turn, one after the other, and nothing else touches what it
/// owns. What runs beside it, it owns as well: a failure there ends the loop.
/// </summary>
internal sealed class Mailbox : IDisposable
{
    private readonly Channel<Letter> _letters = Channel.CreateUnbounded<Letter>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly CancellationTokenSource _ended = new();
    private readonly TimeProvider _time;
    private readonly Action<Exception> _storeFailed;

    /// <param name="storeFailed">The store did not take, or give, something that is tried again. Runs in the loop.</param>
    public Mailbox(TimeProvider time, Action<Exception> storeFailed)
    {
        _time = time;
        _storeFailed = storeFailed;
        Heartbeat = new Heartbeat(time);
    }

    /// <param name="GiveUp">Instead, where the loop has come to its end.</param>
    private readonly record struct Letter(Func<Task> Run, Action? GiveUp = null);

    /// <summary>Beats each time round of the loop.</summary>
    public Heartbeat Heartbeat { get; }

    /// <summary>Cancelled when the loop has come to its end.</summary>
    public CancellationToken Ended => _ended.Token;

    public void Post(Action run) => Post(AsTask(run));

    /// <param name="run">Where the store fails it is run again: all in it that may fail can be done twice.</param>
    public void Post(Func<Task> run) => _letters.Writer.TryWrite(new Letter(run));

    public void PostAfter(TimeSpan after, Action run) => PostAfter(after, AsTask(run));

    /// <inheritdoc cref="Post(Func{Task})"/>
    public void PostAfter(TimeSpan after, Func<Task> run) =>
        Start(async () =>
        {
            await Task.Delay(after, _time, Ended)
                .ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing
                        | ConfigureAwaitOptions.ContinueOnCapturedContext
                );
            Post(run);
        });

    /// <summary>Runs between two pieces of news, for somebody who waits for the answer.</summary>
    public Task<T> Ask<T>(Func<Task<T>> run)
    {
        var answer = new TaskCompletionSource<T>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        var letter = new Letter(Answer, () => answer.TrySetException(Stopped()));
        return _letters.Writer.TryWrite(letter) ? answer.Task : Task.FromException<T>(Stopped());

        async Task Answer()
        {
            try
            {
                answer.SetResult(await run());
            }
            catch (Exception e)
            {
                answer.SetException(e);
                if (e is not StoreUnavailableException)
                {
                    // Half done, perhaps: what the store says is read anew at the next start.
                    throw;
                }
            }
        }

        static OperationCanceledException Stopped() =>
            new OperationCanceledException("The broadcaster has stopped.");
    }

    /// <inheritdoc cref="Beside"/>
    public void Start(Func<Task> run) => _ = Beside(run);

    /// <summary>Runs beside the loop, which owns it all the same: where it fails, so does the loop.</summary>
    /// <returns>Never fails.</returns>
    public async Task Beside(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // Given up, as everything is.
        }
        catch (StoreUnavailableException e)
        {
            Post(() => _storeFailed(e));
        }
        catch (Exception e)
        {
            // Thrown on by the loop, which the host then stops: a bug is not to be passed over.
            Post(() =>
                throw new InvalidOperationException("What runs beside the loop has failed.", e)
            );
        }
    }

    /// <param name="idle">Runs each time when nothing is left to do.</param>
    public async Task Run(Action idle, CancellationToken stop)
    {
        do
        {
            while (_letters.Reader.TryRead(out var letter))
            {
                await RunAtLast(letter, stop);
                Heartbeat.Beat();
            }
            idle();
            Heartbeat.Beat();
        } while (await _letters.Reader.WaitToReadAsync(stop));
    }

    /// <summary>Nothing goes on from here, and nobody waits for it in vain.</summary>
    public void End()
    {
        _letters.Writer.TryComplete();
        _ended.Cancel();
        while (_letters.Reader.TryRead(out var letter))
        {
            letter.GiveUp?.Invoke();
        }
    }

    public void Dispose() => _ended.Dispose();

    private static Func<Task> AsTask(Action run) =>
        () =>
        {
            run();
            return Task.CompletedTask;
        };

    /// <summary>
    /// A store that takes nothing holds the loop up and does not end it: what is behind the letter has to be handled
    /// after it.
    /// </summary>
    private async Task RunAtLast(Letter letter, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await letter.Run();
                return;
            }
            catch (StoreUnavailableException e)
            {
                _storeFailed(e);
                await Task.Delay(Sender.RestAfterNoAnswer, _time, stop);
            }
        }
    }
}
