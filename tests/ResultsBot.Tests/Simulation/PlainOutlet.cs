using System.Collections.Immutable;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Wording;

namespace ResultsBot.Simulation;

/// <summary>
/// A second outlet beside Discord, all of it in this file: lines of plain text that cannot be written anew, without keys,
/// and with faults of its own. It outlives the bot.
/// </summary>
internal sealed class PlainOutlet(TimeProvider time, Random random, Phrasebook phrases)
{
    public const string Name = "plain";

    private const int MostLines = 5;

    private readonly List<PlainPost> _posts = [];

    /// <summary>The share of answers that are lost, and of refusals.</summary>
    public double Faults { get; set; }

    public IReadOnlyList<PlainPost> Read(Address address) =>
        [.. _posts.Where(p => p.Address == address)];

    /// <summary>As one process sees it: once that is dead, nothing is answered.</summary>
    public IOutlet For(Func<bool> isAlive) => new Seen(this, isAlive);

    /// <param name="Numbers">Of its bulletins, in the log.</param>
    public sealed record PlainPost(Address Address, ImmutableArray<long> Numbers, string Text);

    private sealed class Seen(PlainOutlet outlet, Func<bool> isAlive) : IOutlet
    {
        public string Name => PlainOutlet.Name;

        public TimeSpan KeyWindow => TimeSpan.Zero;

        public bool CanEdit => false;

        public bool CanPost(Group group, Address address) => true;

        public (Page Page, long Through) Compose(
            IEnumerable<Waited> waiting,
            Func<LogEntry, Mark?> marks
        )
        {
            var taken = waiting.Take(MostLines).ToArray();
            var shown = taken.Where(w => w.AsCard).Select(w => w.Entry.Position);
            return (new Page(Layout.Digest, [.. shown], []), taken[^1].Entry.Position);
        }

        public Task<OutletAnswer> Send(Dispatch dispatch, CancellationToken ct) =>
            Answered(() =>
            {
                if (outlet.IsFaulty)
                {
                    return new OutletAnswer.Later(TimeSpan.FromSeconds(3), "Busy.");
                }
                var entries = dispatch.Page.Positions.Select(dispatch.Entries.GetValueOrDefault);
                outlet._posts.Add(
                    new PlainPost(
                        dispatch.Address,
                        dispatch.Page.Positions,
                        string.Join('\n', entries.OfType<LogEntry>().Select(outlet.Line))
                    )
                );
                return outlet.IsFaulty
                    ? new OutletAnswer.Unknown("No answer.")
                    : new OutletAnswer.Done($"{outlet._posts.Count}");
            });

        public Task<OutletAnswer> Find(
            Dispatch dispatch,
            DateTimeOffset since,
            CancellationToken ct
        ) =>
            Answered(() =>
                outlet._posts.FindIndex(p =>
                    p.Address == dispatch.Address
                    && p.Numbers.AsSpan().SequenceEqual(dispatch.Page.Positions.AsSpan())
                )
                    is >= 0
                        and var at
                    ? new OutletAnswer.Done($"{at + 1}")
                    : new OutletAnswer.NotFound()
            );

        public Task<OutletAnswer> Edit(string handle, Dispatch dispatch, CancellationToken ct) =>
            throw new NotSupportedException("What is posted stays as it is.");

        public Task<OutletAnswer> Publish(string handle, CancellationToken ct) =>
            throw new NotSupportedException("There is nobody to pass it on to.");

        private async Task<OutletAnswer> Answered(Func<OutletAnswer> answer)
        {
            await outlet.Wait();
            if (!isAlive())
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, outlet.Clock);
            }
            var answered = answer();
            await outlet.Wait();
            if (!isAlive())
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, outlet.Clock);
            }
            return answered;
        }
    }

    private TimeProvider Clock => time;

    private bool IsFaulty => random.NextDouble() < Faults;

    private Task Wait() => Task.Delay(TimeSpan.FromSeconds(random.NextDouble() / 2), time);

    private string Line(LogEntry entry) =>
        $"No. {entry.Position}: {phrases.PlainHeadline(entry.Bulletin)}";
}
