using System.Globalization;

namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>A skill that is looked for in people.</summary>
/// <param name="SkillId">The skill.</param>
/// <param name="Ordinal">The level, on the current scale version; at least 1.</param>
/// <param name="Must">Without it somebody does not fit; else it is nice to have.</param>
/// <param name="Weight">1 to 5.</param>
internal sealed record Ask(Guid SkillId, int Ordinal, bool Must = true, int Weight = Ask.UsualWeight)
{
    public const int UsualWeight = 3;

    /// <summary>Reads <c>skill</c>, <c>skill:level</c>, <c>skill:level:must</c> or <c>skill:level:nice:weight</c>.</summary>
    public static Ask? Read(string? text)
    {
        if (text?.Split(':') is not { Length: <= 4 } parts || !Guid.TryParse(parts[0], out var skill)) return null;
        int level = 1, weight = UsualWeight;
        if (parts.Length > 1 && !(Number(parts[1], out level) && level >= 1)) return null;
        if (parts.Length > 2 && parts[2] is not ("must" or "nice")) return null;
        if (parts.Length > 3 && !(Number(parts[3], out weight) && weight is >= 1 and <= 5)) return null;
        return new Ask(skill, level, parts.Length < 3 || parts[2] is "must", weight);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{SkillId}:{Ordinal}:{(Must ? "must" : "nice")}:{Weight}");

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>How somebody fits what is looked for (R2.6), each skill with the reason.</summary>
/// <param name="Name">The person's name, which orders those who fit alike.</param>
/// <param name="Lines">A line for each skill, what is missing first.</param>
internal sealed record Fit(Guid PersonId, string Name, IReadOnlyList<GapLine> Lines) : IComparable<Fit>
{
    public int Musts { get; } = Lines.Count(l => l.Mandatory);

    public int MustsHeld { get; } = Lines.Count(l => l is { Mandatory: true, IsMet: true });

    public int Nice { get; } = Lines.Count(l => !l.Mandatory);

    public int NiceHeld { get; } = Lines.Count(l => l is { Mandatory: false, IsMet: true });

    /// <summary>Whether every must-have is held now; what expires soon is held (G3).</summary>
    public bool HasAllMusts => MustsHeld == Musts;

    /// <summary>What the missing must-haves weigh.</summary>
    private int Missing { get; } = Lines.Where(l => l is { Mandatory: true, IsMet: false }).Sum(l => l.Requirement.Weight);

    /// <summary>What the nice-to-haves weigh that are held; here and in the plan alone weights matter (G3).</summary>
    private int Extra { get; } = Lines.Where(l => l is { Mandatory: false, IsMet: true }).Sum(l => l.Requirement.Weight);

    public static Fit Of(
        Guid personId, string name, IReadOnlyList<Ask> asks, IReadOnlyDictionary<Guid, SkillRecord> records, IReadOnlyDictionary<Guid, Roles.Contracts.SkillCard> skills, DateTimeOffset at)
    {
        var lines = asks.Select(a => GapLine.Of(skills[a.SkillId], records.GetValueOrDefault(a.SkillId), new RequiredLevel(a.Ordinal, a.Weight, []), a.Must, isExempt: false, at)).ToList();
        lines.Sort();
        return new Fit(personId, name, lines);
    }

    /// <summary>Who holds all must-haves comes first; else whoever lacks the least; then what is nice to have, by weight; then the name.</summary>
    public int CompareTo(Fit? other)
    {
        if (other is null) return 1;
        var byFit = (Missing, -Extra).CompareTo((other.Missing, -other.Extra));
        if (byFit != 0) return byFit;
        var byName = string.Compare(Name, other.Name, StringComparison.CurrentCulture);
        return byName != 0 ? byName : PersonId.CompareTo(other.PersonId);
    }
}
