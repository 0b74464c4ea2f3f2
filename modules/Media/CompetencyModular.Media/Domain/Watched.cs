using System.Globalization;

namespace CompetencyModular.Media.Domain;

/// <summary>A part of a sound or film, in seconds from its start.</summary>
internal readonly record struct Part(double From, double To);

/// <summary>The parts that somebody has played: apart from each other, in order. Playing a part twice counts once.</summary>
internal sealed class Watched
{
    /// <summary>Parts that nearly touch are one: a player reports in steps.</summary>
    private const double Gap = 1;

    private Watched(IReadOnlyList<Part> parts) => Parts = parts;

    public static Watched Nothing { get; } = new([]);

    public IReadOnlyList<Part> Parts { get; }

    public double Seconds => Parts.Sum(p => p.To - p.From);

    /// <summary>The union of parts, cut to the length of the medium.</summary>
    public static Watched Of(IEnumerable<Part> parts, double length)
    {
        var union = new List<Part>();
        foreach (var part in parts.Select(p => new Part(Math.Clamp(p.From, 0, length), Math.Clamp(p.To, 0, length))).Where(p => p.To > p.From).OrderBy(p => p.From))
        {
            if (union.Count > 0 && part.From <= union[^1].To + Gap) union[^1] = union[^1] with { To = Math.Max(union[^1].To, part.To) };
            else union.Add(part);
        }

        return new Watched(union);
    }

    /// <summary>How much of the medium it is, 0 to 1.</summary>
    public double ShareOf(double length) => length <= 0 ? 0 : Math.Min(1, Seconds / length);

    /// <summary>Such as <c>0-12.5,40-61</c>.</summary>
    public override string ToString() => string.Join(',', Parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.From:0.#}-{p.To:0.#}")));

    /// <summary>Reads what <see cref="ToString"/> and the player write; null for anything else.</summary>
    public static IReadOnlyList<Part>? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return [];
        var parts = new List<Part>();
        foreach (var piece in text.Split(','))
        {
            if (piece.Split('-') is not [var from, var to] || !Read(from, out var start) || !Read(to, out var end) || end < start || parts.Count == 500) return null;
            parts.Add(new Part(start, end));
        }

        return parts;

        static bool Read(string number, out double value) => double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}
