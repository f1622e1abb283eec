using System.Diagnostics;

namespace ResultsBot.Newswire.Delivery;

/// <summary>
/// What is done, as a span each: a command, a post, an edit (System.Diagnostics.ActivitySource, of the meter's name). While
/// nobody listens, none is made.
/// </summary>
public sealed class Traces : IDisposable
{
    private readonly ActivitySource _source;
    private readonly bool _isRehearsal;

    internal Traces(string name, bool isRehearsal)
    {
        _source = new ActivitySource(name);
        _isRehearsal = isRehearsal;
    }

    /// <summary>Something that somebody asked for.</summary>
    public Activity? Command(string name, string how) =>
        Begin(name, ActivityKind.Server)?.SetTag("how", how);

    /// <summary>A message on its way to an outlet.</summary>
    internal Activity? Message(string what, Address to) =>
        Begin(what, ActivityKind.Producer)?.SetTag("outlet", to.Outlet).SetTag("address", to.Id);

    /// <summary>Ends it with what came of it.</summary>
    internal static void End(Activity? message, OutletAnswer answer)
    {
        message?.SetTag("answer", answer.GetType().Name);
        if (answer is OutletAnswer.Later or OutletAnswer.Unknown or OutletAnswer.Refused)
        {
            message?.SetStatus(ActivityStatusCode.Error);
        }
        message?.Dispose();
    }

    public void Dispose() => _source.Dispose();

    private Activity? Begin(string name, ActivityKind kind) =>
        _source.StartActivity(name, kind)?.SetTag("rehearsal", _isRehearsal);
}
