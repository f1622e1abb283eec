namespace ResultsBot.Discord.Rest;

/// <summary>What is known of the bot's token: that it is good, that Discord has refused it once, or for good.</summary>
/// <param name="apart">How far apart it is looked at where the last look came to nothing.</param>
internal sealed class TokenCheck(TimeSpan apart, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _refused = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private State _state = State.Good;
    private bool _isChecking;
    private long? _checked;

    private enum State
    {
        Good,
        Doubted,
        Refused,
    }

    /// <summary>Ends once the token is known to be refused.</summary>
    public Task Refused => _refused.Task;

    /// <summary>In a sentence for an operator; null where the token is good.</summary>
    public string? Standstill =>
        Now switch
        {
            State.Doubted => "Discord refused the bot's token (401), and is asked once more",
            State.Refused => "Discord does not accept the bot's token (401): check Discord:Token",
            _ => null,
        };

    /// <summary>What is answered in Discord's place; null where the token is good.</summary>
    public RestRefusal? Refusal =>
        Now switch
        {
            State.Doubted => new RestRefusal(401, 0, "Not sent: the token is being checked.")
            {
                NeverSent = true,
                RetryAfter = apart,
            },
            State.Refused => new RestRefusal(401, 0, "Not sent: the token was refused.")
            {
                NeverSent = true,
            },
            _ => null,
        };

    public bool IsToBeChecked
    {
        get
        {
            lock (_gate)
            {
                return IsDue;
            }
        }
    }

    private State Now
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    private bool IsDue =>
        _state == State.Doubted
        && !_isChecking
        && !(_checked is { } last && time.GetElapsedTime(last) < apart);

    /// <summary>Discord has answered 401.</summary>
    public void Doubt()
    {
        lock (_gate)
        {
            _state = _state == State.Refused ? _state : State.Doubted;
        }
    }

    /// <returns>Whether the caller has to ask; it then says what came of it.</returns>
    public bool BeginCheck()
    {
        lock (_gate)
        {
            if (!IsDue)
            {
                return false;
            }

            _isChecking = true;
            _checked = time.GetTimestamp();
            return true;
        }
    }

    /// <param name="isGood">Null where there was no answer to go by.</param>
    public void EndCheck(bool? isGood)
    {
        lock (_gate)
        {
            _isChecking = false;
            if (isGood is not { } good)
            {
                return;
            }

            _state = good ? State.Good : State.Refused;
            // A 401 after a good answer is a new one.
            _checked = null;
        }

        if (isGood == false)
        {
            _refused.TrySetResult();
        }
    }
}
