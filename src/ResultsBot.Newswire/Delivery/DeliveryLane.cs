using System.Diagnostics.CodeAnalysis;

namespace ResultsBot.Newswire.Delivery;

/// <summary>
/// What is ready for one outlet, in its order, and how much of it may be under way at once. It may hold what has changed
/// since: whoever takes a job looks whether it is still to be done. Owned by the broadcaster's loop.
/// </summary>
internal sealed class DeliveryLane
{
    /// <summary>
    /// Two seconds' worth of the fastest outlet's limit (50 a second): enough that the limiter never waits for us, few enough that
    /// what is chosen last is still chosen late.
    /// </summary>
    private const int MostPosts = 100;

    /// <summary>Edits, and posts being published, may wait long for limits of their own: never in a post's place.</summary>
    private const int MostAside = 20;

    /// <summary>Posts with pictures wait for each other to be uploaded: never in the place of a post without.</summary>
    private const int MostUploads = 20;

    /// <summary>What is only set right comes before what is only worth knowing.</summary>
    public const int RankAside = 6;

    private readonly PriorityQueue<Job, (int Rank, long Turn)> _ready = new();
    private readonly PriorityQueue<Job, (int Rank, long Turn)> _uploads = new();
    private readonly Queue<Job> _aside = new();
    private readonly HashSet<SubscriberLine> _uploading = [];
    private int _posting;
    private int _settingRight;
    private long _turn;

    /// <summary>Something is being posted.</summary>
    public bool IsPosting => _posting + _uploading.Count > 0;

    /// <param name="rank">The lower, the sooner; among equals, who came first.</param>
    public void Add(SubscriberLine line, int rank)
    {
        if (line.QueuedAs <= rank)
        {
            return;
        }
        line.QueuedAs = rank;
        _ready.Enqueue(new Job.Post(line), (rank, _turn++));
    }

    /// <summary>An edit, or something to publish.</summary>
    public void Add(Job job) => _ready.Enqueue(job, (RankAside, _turn++));

    /// <returns>False where nothing can be begun now.</returns>
    public bool TryTake(bool isPaused, [NotNullWhen(true)] out Job? job)
    {
        while (true)
        {
            if (_uploading.Count < MostUploads && _uploads.TryDequeue(out job, out _))
            {
                return true;
            }
            if (!_ready.TryPeek(out job, out _) || (job is Job.Post && _posting >= MostPosts))
            {
                return false;
            }
            _ready.Dequeue();
            if (job is Job.Post || (!isPaused && _settingRight < MostAside))
            {
                return true;
            }
            _aside.Enqueue(job);
        }
    }

    /// <returns>Whether it may be begun now; if not, it has its turn when another upload is done.</returns>
    public bool MayUpload(SubscriberLine line, int rank)
    {
        if (_uploading.Count < MostUploads)
        {
            return true;
        }
        line.QueuedAs = rank;
        _uploads.Enqueue(new Job.Post(line), (rank, _turn++));
        return false;
    }

    public void BeginPost(SubscriberLine line, bool isUpload)
    {
        if (isUpload)
        {
            _uploading.Add(line);
        }
        else
        {
            _posting++;
        }
    }

    public void EndPost(SubscriberLine line)
    {
        if (!_uploading.Remove(line))
        {
            _posting--;
        }
    }

    public void BeginAside() => _settingRight++;

    public void EndAside()
    {
        _settingRight--;
        TakeUpAside();
    }

    /// <summary>What could not be begun may be begun now.</summary>
    public void TakeUpAside()
    {
        while (_aside.TryDequeue(out var job))
        {
            Add(job);
        }
    }
}
