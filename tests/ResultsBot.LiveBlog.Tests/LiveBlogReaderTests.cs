using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.LiveBlog.Tests;

public sealed class LiveBlogReaderTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly BulletinLog _log = new(PlayedNight.Wire.Take(3));
    private readonly PublicationHold _hold = new();
    private readonly LiveBlogReader _reader;
    private Task _running = Task.CompletedTask;

    public LiveBlogReaderTests() => _reader = new LiveBlogReader(_log, _hold, TheNight.Definition);

    private static DateTimeOffset At(int index) => PlayedNight.Wire[index].Bulletin.At;

    [Fact]
    public async Task What_is_stored_is_shown_at_the_start_and_what_is_appended_as_it_comes()
    {
        await Begin(until: 3);

        _log.Append([.. PlayedNight.Wire.Skip(3).Take(4)]);

        await Shows(7);
    }

    [Fact]
    public async Task Nothing_new_is_shown_while_the_desk_has_paused_but_a_note_and_all_of_it_once_it_resumes()
    {
        await Begin(until: 3);
        _hold.Begin(At(3));
        _log.Append([Note(4, At(3))]);
        await Shows(4);

        _log.Append([PlayedNight.Wire[4], Note(6, At(4))]);
        _hold.Begin(At(4));

        Assert.Equal(4, _reader.Current!.Number);
        _hold.End();
        await Shows(6);
    }

    [Fact]
    public async Task A_pause_from_before_the_start_still_holds_what_was_decided_in_it()
    {
        var paused = PlayedNight.Wire.First(e => e.Bulletin.At > At(0)).Position;
        _hold.Begin(At((int)paused - 1));

        await Begin(until: paused - 1);

        _hold.End();
        await Shows(3);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static LogEntry Note(long position, DateTimeOffset at) =>
        new(position, new Bulletin.Notice("We have paused.", [TheNight.Definition.Whole], at));

    private Task Begin(long until)
    {
        _running = _reader.Run(_stop.Token);
        return Shows(until);
    }

    private async Task Shows(long number)
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _reader.Published += Look;
        Look(null, EventArgs.Empty);
        await shown.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        _reader.Published -= Look;
        Assert.Equal(number, _reader.Current!.Number);

        void Look(object? sender, EventArgs e)
        {
            if (_reader.Current?.Number >= number)
            {
                shown.TrySetResult();
            }
        }
    }
}
