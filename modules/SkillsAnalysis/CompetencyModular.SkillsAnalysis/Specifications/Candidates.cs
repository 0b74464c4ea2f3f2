using System.Linq.Expressions;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Specifications;

/// <summary>Narrows a tenant's people to those who may have what is looked for, within the database.</summary>
internal static class Candidates
{
    // Must-haves outweigh all that is nice to have.
    private const int Must = 1000;

    /// <summary>
    /// The people with evidence or a claim of the skills looked for, those first whose rows could show most of it. Whoever holds a level has such a row,
    /// so nobody is ranked too low; whether it counts (a suspension, a withdrawal, the skill's policy) is found out of the few that are read.
    /// </summary>
    public static IQueryable<Guid> Candidate(
        this IQueryable<Evidence> ledger, IReadOnlyList<Ask> asks, IReadOnlyDictionary<Guid, SkillCard> skills, IReadOnlyDictionary<Guid, SkillRule> rules, DateTimeOffset at)
    {
        var ids = asks.Select(a => a.SkillId).ToList();
        return ledger
            .Where(e => EF.Parameter(ids).Contains(e.SkillId) && (e.Entry == EntryType.Statement || e.Entry == EntryType.Correction))
            .Select(Points(asks, skills, rules, at))
            .GroupBy(s => new { s.PersonId, s.SkillId })
            .Select(g => new { g.Key.PersonId, Points = g.Max(s => s.Points) })
            .GroupBy(s => s.PersonId)
            .Select(g => new { PersonId = g.Key, Points = g.Sum(s => s.Points) })
            .OrderByDescending(p => p.Points).ThenBy(p => p.PersonId)
            .Select(p => p.PersonId);
    }

    /// <summary>What each row is worth: a choice among the skills, put together because their number is known only now.</summary>
    private static Expression<Func<Evidence, Shown>> Points(
        IReadOnlyList<Ask> asks, IReadOnlyDictionary<Guid, SkillCard> skills, IReadOnlyDictionary<Guid, SkillRule> rules, DateTimeOffset at)
    {
        var row = Expression.Parameter(typeof(Evidence), "e");
        Expression points = Expression.Constant(0);
        foreach (var ask in asks)
        {
            var shows = Shows(ask, skills[ask.SkillId].ScaleVersion, rules.GetValueOrDefault(ask.SkillId, SkillRule.Default).Fulfils, at);
            points = Expression.Condition(new Replace(shows.Parameters[0], row).Visit(shows.Body), Expression.Constant(ask.Must ? ask.Weight * Must : ask.Weight), points);
        }

        Expression<Func<Evidence, int, Shown>> shown = (e, worth) => new Shown { PersonId = e.PersonId, SkillId = e.SkillId, Points = worth };
        var body = new Replace(shown.Parameters[1], points).Visit(new Replace(shown.Parameters[0], row).Visit(shown.Body));
        return Expression.Lambda<Func<Evidence, Shown>>(body, row);
    }

    /// <summary>Whether a row could show it. A level of an earlier scale version is given the benefit of the doubt.</summary>
    private static Expression<Func<Evidence, bool>> Shows(Ask ask, int scaleVersion, EvidenceKind fulfils, DateTimeOffset at)
    {
        var (skill, ordinal) = (ask.SkillId, ask.Ordinal);
        if (fulfils == EvidenceKinds.Accepted)
        {
            return e => e.SkillId == skill && e.Kind != EvidenceKind.Self && (e.ScaleVersion != scaleVersion || e.Ordinal >= ordinal)
                && e.ValidFrom <= at && (e.ValidUntil == null || e.ValidUntil > at);
        }

        var kinds = EvidenceKinds.ByStrength.Where(k => fulfils.HasFlag(k)).ToList();
        return e => e.SkillId == skill && kinds.Contains(e.Kind) && (e.ScaleVersion != scaleVersion || e.Ordinal >= ordinal)
            && e.ValidFrom <= at && (e.ValidUntil == null || e.ValidUntil > at);
    }

    private sealed class Shown
    {
        public Guid PersonId { get; init; }

        public Guid SkillId { get; init; }

        public int Points { get; init; }
    }

    private sealed class Replace(ParameterExpression parameter, Expression by) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? by : node;
    }
}
