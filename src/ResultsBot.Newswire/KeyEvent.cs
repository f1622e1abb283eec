using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Newswire;

/// <summary>What changes the story of the whole night, without anybody having to say so.</summary>
public static class KeyEvent
{
    public static bool IsByItself(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.FirstResult
            or Bulletin.OverallMajority
            or Bulletin.NoMajority
            or Bulletin.ChamberComplete
            or Bulletin.NoLonger
            or Bulletin.Corrected
            or Bulletin.Retracted
            or Bulletin.Reinstated => true,
            Bulletin.AreaComplete { Standing.Area.Kind: var kind } => kind >= AreaKind.Region,
            _ => false,
        };
}
