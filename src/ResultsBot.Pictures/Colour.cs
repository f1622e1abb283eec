namespace ResultsBot.Pictures;

/// <summary>An opaque colour, and what can be read on what.</summary>
/// <param name="Rgb">0xRRGGBB.</param>
public readonly record struct Colour(int Rgb)
{
    /// <summary>What text needs against what is behind it (WCAG 2.2, success criterion 1.4.3).</summary>
    public const double TextContrast = 4.5;

    public static Colour Ink { get; } = new(0x14171F);

    public static Colour SoftInk { get; } = new(0x5B6270);

    public static Colour Line { get; } = new(0xE3E6EC);

    public static Colour Paper { get; } = new(0xFFFFFF);

    /// <summary>Behind a bar.</summary>
    public static Colour Ground { get; } = new(0xF4F5F8);

    /// <summary>Of a seat that is still to come.</summary>
    public static Colour Open { get; } = new(0xDFE3EA);

    /// <summary>Of a party that has no colour of its own.</summary>
    public static Colour Grey { get; } = new(0x7A8190);

    private int Red => (Rgb >> 16) & 0xFF;

    private int Green => (Rgb >> 8) & 0xFF;

    private int Blue => Rgb & 0xFF;

    /// <summary>0 for black to 1 for white (WCAG 2.2, relative luminance).</summary>
    public double Luminance =>
        (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    /// <summary>1 for the same colour, 21 for black on white (WCAG 2.2, contrast ratio).</summary>
    public double ContrastTo(Colour other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>This colour, or the lightest shade of it that stands out so much on paper.</summary>
    public Colour Darkened(double contrast) => Mixed(new Colour(0), Paper, contrast);

    /// <summary>This colour with as little of another as it takes to stand out so much on a ground.</summary>
    public Colour Mixed(Colour with, Colour ground, double contrast)
    {
        for (var step = 0; step < 20; step++)
        {
            var mixed = Mixed(with, step / 20.0);
            if (mixed.ContrastTo(ground) >= contrast)
            {
                return mixed;
            }
        }
        return with;
    }

    public override string ToString() => $"#{Rgb:x6}";

    private Colour Mixed(Colour with, double share)
    {
        return new Colour(
            (Part(Red, with.Red) << 16) | (Part(Green, with.Green) << 8) | Part(Blue, with.Blue)
        );

        int Part(int own, int other) => (int)Math.Round((own * (1 - share)) + (other * share));
    }

    private static double Linear(int part)
    {
        var share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
