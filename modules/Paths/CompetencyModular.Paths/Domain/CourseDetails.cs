using System.Collections;

namespace CompetencyModular.Paths.Domain;

/// <summary>What a course says about itself.</summary>
/// <param name="Code">Unique.</param>
/// <param name="Title">In the language of the course.</param>
/// <param name="Summary">A few sentences; needed before it is published.</param>
/// <param name="Minutes">The working time it takes.</param>
/// <param name="Money">What it costs, in the tenant's currency.</param>
/// <param name="Language">An ISO 639-1 code in lower case.</param>
/// <param name="Delivery">How it is given.</param>
/// <param name="CompletedBy">What shows mastery.</param>
/// <param name="Threshold">Of the check, in percent.</param>
/// <param name="Tags">To find it by.</param>
/// <param name="Units">The units whose people may take it, by name; none means everybody.</param>
internal sealed record CourseDetails(
    string Code,
    string Title,
    string Summary,
    int Minutes,
    decimal Money,
    string Language,
    Delivery Delivery,
    CompletedBy CompletedBy,
    int Threshold,
    Words Tags,
    Words Units)
{
    public const int UsualThreshold = 80;
}

/// <summary>A set of short texts, compared by what it holds, not by who holds it or in which order.</summary>
internal sealed class Words(IEnumerable<string> words) : IReadOnlyCollection<string>, IEquatable<Words>
{
    private readonly SortedSet<string> words = new(words.Select(w => w.Trim()).Where(w => w.Length > 0), StringComparer.Ordinal);

    public static Words None { get; } = new([]);

    public int Count => words.Count;

    /// <summary>Reads what people type: words between commas.</summary>
    public static Words Parse(string? text) => new((text ?? "").Split([',', ';', '\n']));

    public override string ToString() => string.Join(", ", words);

    public bool Equals(Words? other) => other is not null && words.SetEquals(other.words);

    public override bool Equals(object? obj) => Equals(obj as Words);

    public override int GetHashCode() => words.Aggregate(0, HashCode.Combine);

    public IEnumerator<string> GetEnumerator() => words.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A word to find a course by.</summary>
internal sealed class CourseTag(Guid courseId, string tag)
{
    public const int MaxLength = 60;

    public Guid CourseId { get; private set; } = courseId;

    public string Tag { get; private set; } = tag;
}

/// <summary>A unit whose people may take a course, by the name that people's cards carry.</summary>
internal sealed class CourseUnit(Guid courseId, string unit)
{
    public const int MaxLength = 200;

    public Guid CourseId { get; private set; } = courseId;

    public string Unit { get; private set; } = unit;
}
