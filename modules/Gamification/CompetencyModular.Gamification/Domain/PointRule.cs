using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Gamification.Domain;

/// <summary>What earns how many points. A change counts from then on: points that were earned stay in the ledger as they are.</summary>
internal sealed class PointRule : IVersioned
{
    public const int MostPoints = 10_000;

    /// <summary>What a rule can reward.</summary>
    public static IReadOnlyList<DeedKind> Kinds { get; } = [DeedKind.ActivityCompleted, DeedKind.SkillReached];

    public Guid Id { get; private init; }

    public DeedKind Kind { get; private set; }

    /// <summary>Only activities of this sort, such as <c>Paths/course</c>; empty for all.</summary>
    public string ActivityKind { get; private set; } = "";

    /// <summary>Only levels from this one on; 1 for all.</summary>
    public int FromOrdinal { get; private set; } = 1;

    public int Points { get; private set; }

    /// <summary>Whether doing the same activity again earns again. A level of a skill is reached once.</summary>
    public bool EachTime { get; private set; }

    public bool IsOn { get; private set; }

    public int Version { get; private set; }

    public static PointRule Of(Guid id, RuleTerms terms)
    {
        var rule = new PointRule { Id = id };
        rule.Change(terms);
        return rule;
    }

    public void Change(RuleTerms terms)
    {
        (Kind, Points, IsOn) = (terms.Kind, terms.Points, terms.IsOn);
        (ActivityKind, EachTime) = terms.Kind is DeedKind.ActivityCompleted ? (terms.ActivityKind, terms.EachTime) : ("", false);
        FromOrdinal = terms.Kind is DeedKind.SkillReached ? Math.Max(1, terms.FromOrdinal) : 1;
    }

    public RuleTerms Terms => new(Kind, ActivityKind, FromOrdinal, Points, EachTime, IsOn);

    /// <summary>Whether a deed is of the sort that this rule rewards.</summary>
    public bool Rewards(Deed deed) => deed.Kind == Kind && deed.WithdrawnAt is null
        && (Kind is DeedKind.SkillReached ? deed.Ordinal >= FromOrdinal : ActivityKind.Length == 0 || ActivityKind == deed.SubjectKind);
}

/// <summary>What a rule says.</summary>
internal sealed record RuleTerms(DeedKind Kind, string ActivityKind, int FromOrdinal, int Points, bool EachTime, bool IsOn);
