using ResultsBot.Broadcasting;
using ResultsBot.Desk;

namespace ResultsBot.Commands;

/// <summary>
/// Holds the broadcast while the election is paused. Two people may pause and resume at once: whoever comes last looks at
/// what has become of it, so that nothing goes out while the desk believes that nothing does.
/// </summary>
internal sealed class PauseSwitch(ResultsDesk desk, Broadcaster broadcaster)
{
    private readonly Lock _turn = new();

    /// <summary>Not one post more, before it is written down.</summary>
    public void Hold()
    {
        lock (_turn)
        {
            broadcaster.Pause();
        }
    }

    /// <summary>As the election says.</summary>
    public void Follow()
    {
        lock (_turn)
        {
            if (desk.Election.IsPaused)
            {
                broadcaster.Pause();
            }
            else
            {
                broadcaster.Unpause();
            }
        }
    }
}
