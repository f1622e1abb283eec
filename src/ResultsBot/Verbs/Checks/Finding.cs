namespace ResultsBot.Verbs.Checks;

/// <summary>How ready it is, from good to bad; the numbers are the exit codes of <c>check</c>.</summary>
internal enum Readiness
{
    Ready = 0,
    Warning = 1,
    NotReady = 2,

    /// <summary>Nothing to be put right: said beside what is.</summary>
    Remark = -1,
}

/// <summary>One line of <c>check</c>.</summary>
/// <param name="Sentence">What is so; where it isn't as it should be, what to do.</param>
internal readonly record struct Finding(Readiness State, string Sentence)
{
    public static Finding Ready(string sentence) => new(Readiness.Ready, sentence);

    public static Finding Warning(string sentence) => new(Readiness.Warning, sentence);

    public static Finding NotReady(string sentence) => new(Readiness.NotReady, sentence);

    public static Finding Remark(string sentence) => new(Readiness.Remark, sentence);

    public override string ToString() =>
        State switch
        {
            Readiness.Ready => $"✓ {Sentence}",
            Readiness.Warning => $"! {Sentence}",
            Readiness.Remark => $"  {Sentence}",
            _ => $"✗ {Sentence}",
        };
}
