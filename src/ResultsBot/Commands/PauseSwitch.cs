using ResultsBot.Desk;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Rehearsing;

namespace ResultsBot.Commands;

/// <summary>
/// Holds the broadcast while the election is paused. Two people may pause and resume at once: whoever comes last looks at
/// what has become of it, so that nothing goes out while the desk believes that nothing does. Where a pause could not be
/// written down it holds all the same, until somebody resumes it.
/// </summary>
internal sealed class PauseSwitch(
    ResultsDesk desk,
    Broadcaster broadcaster,
    Rehearsals rehearsals,
    PublicationHold publication,
    TimeProvider time
)
{
    private readonly Lock _turn = new();
    private bool _isUnwritten;

    /// <summary>Whether anything goes out.</summary>
    public bool IsHeld
    {
        get
        {
            lock (_turn)
            {
                return _isUnwritten || desk.Election.IsPaused;
            }
        }
    }

    /// <summary>Not one post more, before it is written down.</summary>
    public void Hold()
    {
        lock (_turn)
        {
            Pause();
        }
    }

    /// <summary>The store did not take it: it holds for as long as the process lives.</summary>
    public void HoldUnwritten()
    {
        lock (_turn)
        {
            _isUnwritten = true;
            Pause();
        }
    }

    /// <summary>As the election says.</summary>
    /// <param name="isResumed">Also where a pause stands that was not written down.</param>
    public void Follow(bool isResumed = false)
    {
        lock (_turn)
        {
            _isUnwritten &= !isResumed;
            if (_isUnwritten || desk.Election.IsPaused)
            {
                Pause();
            }
            else
            {
                broadcaster.Unpause();
                rehearsals.Unpause();
                publication.End();
            }
        }
    }

    private void Pause()
    {
        broadcaster.Pause();
        rehearsals.Pause();
        publication.Begin(desk.Election.PausedSince ?? time.GetUtcNow());
    }
}
