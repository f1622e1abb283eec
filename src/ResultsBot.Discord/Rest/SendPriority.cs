namespace ResultsBot.Discord;

/// <summary>Who goes first when requests wait for a limit: the lower waits less; among equals, who came first.</summary>
public enum SendPriority
{
    /// <summary>Somebody looks at a screen waiting for this.</summary>
    Interaction = 0,

    /// <summary>A wrong figure is out there, in the newsroom's own channels.</summary>
    NewsroomCorrection = 1,

    /// <summary>A wrong figure is out there.</summary>
    Correction = 2,

    /// <summary>The newsroom's own channels.</summary>
    Newsroom = 3,
    Normal = 4,
}
