using ResultsBot.Engine.Bulletins;

namespace ResultsBot.Newswire;

/// <summary>
/// Whether the desk has stopped everything: whoever shows the log to the public stops where it stood then. A note from the
/// desk passes.
/// </summary>
public sealed class PublicationHold
{
    private readonly Lock _turn = new();
    private DateTimeOffset? _since;
    private TaskCompletionSource _changed = NotYet();

    /// <summary>What was decided from then on waits; null while nothing does.</summary>
    public DateTimeOffset? Since
    {
        get
        {
            lock (_turn)
            {
                return _since;
            }
        }
    }

    /// <summary>Done as soon as it is held or released. Ask for it before <see cref="Lets"/>, so that nothing is missed.</summary>
    public Task Changed
    {
        get
        {
            lock (_turn)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Whether a bulletin may be shown now, if all before it may.</summary>
    public bool Lets(LogEntry entry) =>
        entry.Bulletin is Bulletin.Notice || Since is not { } since || entry.Bulletin.At < since;

    /// <summary>The earliest of several moments counts.</summary>
    public void Begin(DateTimeOffset at) =>
        Change(since => since is { } earlier && earlier < at ? earlier : at);

    public void End() => Change(_ => null);

    /// <summary>As somebody else holds it, in one step: nothing slips out between an end and a new beginning.</summary>
    /// <param name="since">Null where nothing is held.</param>
    public void Set(DateTimeOffset? since)
    {
        if (Since != since)
        {
            Change(_ => since);
        }
    }

    private void Change(Func<DateTimeOffset?, DateTimeOffset?> change)
    {
        TaskCompletionSource done;
        lock (_turn)
        {
            _since = change(_since);
            done = _changed;
            _changed = NotYet();
        }
        done.SetResult();
    }

    private static TaskCompletionSource NotYet() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
