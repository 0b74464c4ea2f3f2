using System.Globalization;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.GapClosure.Domain.Approvals;

/// <summary>
/// Names whoever may decide as a text that stands with a request, so that "what waits on me" is one look at an index: a request waits on all who
/// hold one of its keys.
/// </summary>
internal static class ApproverKey
{
    /// <summary>HR's queue.</summary>
    public const string HR = "hr";

    /// <summary>Administrators, where HR has nobody.</summary>
    public const string Administrators = "admin";

    public static string Person(Guid personId) => $"person/{personId:N}";

    /// <summary>The person of such a key; null for a key of a group.</summary>
    public static Guid? PersonOf(string key) => key.StartsWith("person/", StringComparison.Ordinal) && Guid.TryParse(key.AsSpan(7), out var id) ? id : null;

    /// <summary>Everybody who holds a skill at least at a level.</summary>
    public static string Holders(Guid skillId, int ordinal) => string.Create(CultureInfo.InvariantCulture, $"skill/{skillId:N}/{ordinal}");

    /// <summary>Everybody of an organisation unit and of those below it.</summary>
    public static string Unit(Guid unitId) => $"unit/{unitId:N}";

    /// <summary>The unit of such a key; null for any other.</summary>
    public static Guid? UnitOf(string key) => key.StartsWith("unit/", StringComparison.Ordinal) && Guid.TryParse(key.AsSpan(5), out var id) ? id : null;

    /// <summary>The skill and level of such a key; null for any other.</summary>
    public static (Guid SkillId, int Ordinal)? HoldersOf(string key) =>
        key.Split('/') is ["skill", var skill, var ordinal] && Guid.TryParse(skill, out var id) ? (id, int.Parse(ordinal, CultureInfo.InvariantCulture)) : null;

    /// <summary>A key for requests about one skill alone.</summary>
    public static string Scoped(string key, Guid skillId) => $"{key}@{skillId:N}";
}

/// <summary>Who decides on requests (A2).</summary>
internal enum ApproverKind
{
    /// <summary>The line manager.</summary>
    LineManager,

    /// <summary>HR.</summary>
    HR,

    /// <summary>People who were named.</summary>
    Named,

    /// <summary>Whoever holds the skill at least at a level.</summary>
    Holders,

    /// <summary>Those of HR who work in the person's unit, else in the nearest one above it that has any.</summary>
    UnitHR,

    /// <summary>A group: everybody of an organisation unit, such as the safety department.</summary>
    Group,
}

/// <summary>How requests are routed: for one skill, or for all that have no rule of their own. Without any rule the line manager decides.</summary>
internal sealed class RoutingRule : IVersioned
{
    public const int MostNamed = 20;

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>The skill; null for all others.</summary>
    public Guid? SkillId { get; init; }

    public ApproverKind Kind { get; set; }

    /// <summary>The people named, for <see cref="ApproverKind.Named"/>.</summary>
    public List<Guid> People { get; set; } = [];

    /// <summary>The unit whose people decide, for <see cref="ApproverKind.Group"/>.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>The level from which holders of the skill may decide, for <see cref="ApproverKind.Holders"/>.</summary>
    public int MinOrdinal { get; set; } = 1;

    /// <summary>How many approvals it takes.</summary>
    public int Quorum { get; set; } = 1;

    public int Version { get; private set; }
}

/// <summary>Where a request goes.</summary>
/// <param name="Keys">Who may decide; never empty.</param>
/// <param name="Quorum">How many of them have to.</param>
internal sealed record Route(IReadOnlyList<string> Keys, int Quorum)
{
    /// <summary>
    /// Resolves a rule for somebody. Nobody decides on their own request: it goes to the next in the chain, and where nobody is left to HR, so that
    /// nothing waits unseen (A3).
    /// </summary>
    /// <param name="rule">The rule; null for the line manager.</param>
    /// <param name="personId">Who asks.</param>
    /// <param name="skillId">About which skill.</param>
    /// <param name="above">The active managers above, the nearest first.</param>
    /// <param name="active">Which of the people named are active, or of those in the unit whose people decide.</param>
    /// <param name="unitHR">Those of HR who work nearest to whoever asks, for <see cref="ApproverKind.UnitHR"/>.</param>
    public static Route For(RoutingRule? rule, Guid personId, Guid skillId, IEnumerable<Guid> above, IReadOnlySet<Guid> active, IReadOnlyList<Guid>? unitHR = null)
    {
        var quorum = rule?.Quorum ?? 1;
        switch (rule?.Kind ?? ApproverKind.LineManager)
        {
            case ApproverKind.Named:
                var named = rule!.People.Where(p => p != personId && active.Contains(p)).Distinct().ToList();
                // Where some were named and have left, fewer decide: the quorum asks for nobody who is not there.
                if (named.Count > 0) return new Route([.. named.Select(ApproverKey.Person)], Math.Min(quorum, named.Count));
                goto case ApproverKind.LineManager;
            case ApproverKind.Group:
                if (rule!.UnitId is { } unit && active.Any(p => p != personId)) return new Route([ApproverKey.Unit(unit)], quorum);
                goto case ApproverKind.LineManager;
            case ApproverKind.UnitHR:
                var near = (unitHR ?? []).Where(p => p != personId).Distinct().ToList();
                if (near.Count > 0) return new Route([.. near.Select(ApproverKey.Person)], Math.Min(quorum, near.Count));
                goto default;
            case ApproverKind.Holders:
                // Whether anybody holds it changes by the day: HR sees it beside them.
                return new Route([ApproverKey.Holders(skillId, rule!.MinOrdinal), ApproverKey.HR], quorum);
            case ApproverKind.LineManager:
                // With a quorum the managers above decide together, the nearest first.
                var line = above.Where(m => m != personId).Distinct().Take(rule?.Kind is ApproverKind.LineManager ? quorum : 1).ToList();
                if (line.Count > 0) return new Route([.. line.Select(ApproverKey.Person)], Math.Min(quorum, line.Count));
                goto default;
            default:
                return new Route([ApproverKey.HR], rule?.Kind is ApproverKind.HR or ApproverKind.UnitHR ? quorum : 1);
        }
    }
}
