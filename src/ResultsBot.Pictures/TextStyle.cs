namespace ResultsBot.Pictures;

public enum Weight
{
    Regular,
    SemiBold,
    Bold,
}

/// <param name="Size">In pixels to the em.</param>
/// <param name="Spacing">Between letters, in ems.</param>
public readonly record struct TextStyle(Weight Weight, float Size, float Spacing = 0);
