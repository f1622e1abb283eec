using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>The picture that a post shows of a bulletin.</summary>
/// <param name="mark">What has become of it.</param>
/// <returns>Null where there is none of it, or it does not hold. It never waits, and never throws.</returns>
public delegate PostPicture? PictureOf(Bulletin bulletin, Mark? mark);
