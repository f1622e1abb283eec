using System.Net;
using System.Net.Sockets;

namespace ResultsBot.Benchmarks;

/// <summary>
/// A way to a server on this machine that can be cut, as a network is: both ends believe that they are still connected, and
/// nothing of what either says arrives. New connections are not answered either.
/// </summary>
internal sealed class CuttableWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _port;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _whole = Whole();

    private CuttableWire(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static CuttableWire To(int port) => new(port);

    public void Cut() => _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Mend() => _whole.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Mend();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private static TaskCompletionSource Whole()
    {
        var whole = new TaskCompletionSource();
        whole.SetResult();
        return whole;
    }

    private async Task Accept()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(Carry(await _listener.AcceptTcpClientAsync(_end.Token)));
                connections.RemoveAll(c => c.IsCompleted);
            }
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Carry(TcpClient here)
    {
        using var near = here;
        using var far = new TcpClient();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        try
        {
            await _whole.Task.WaitAsync(either.Token);
            await far.ConnectAsync(IPAddress.Loopback, _port, either.Token);
            Task[] ways =
            [
                Carry(near.GetStream(), far.GetStream(), either.Token),
                Carry(far.GetStream(), near.GetStream(), either.Token),
            ];
            await Task.WhenAny(ways);
            await either.CancelAsync();
            await Task.WhenAll(ways);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            // One of them has hung up, or is not there.
        }
    }

    private async Task Carry(NetworkStream from, NetworkStream to, CancellationToken ct)
    {
        var some = new byte[64 * 1024];
        while (await from.ReadAsync(some, ct) is var count and > 0)
        {
            // What was on its way when it was cut arrives later, if anybody is left to take it.
            await _whole.Task.WaitAsync(ct);
            await to.WriteAsync(some.AsMemory(0, count), ct);
        }
    }
}
