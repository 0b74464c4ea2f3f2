using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.AwardPast;

/// <summary>A rule that was made later awards the completions of the past, after a look at whom that concerns (E7).</summary>
internal static class AwardPast
{
    public const int PageSize = 25;

    [Requires(SkillsPermissions.ManageAwards)]
    internal sealed record Query(Guid RuleId, int Page = 1) : IRead<Response>;

    /// <param name="Activity">Null where the activity is gone meanwhile.</param>
    /// <param name="Completions">The completions that the rule has not awarded yet, the latest first.</param>
    internal sealed record Response(ActivityLink? Activity, ActivityRef Reference, string Skill, string Level, Paged<Row> Completions);

    /// <param name="ValidUntil">Until when it would count from the day done; it may be over already.</param>
    internal sealed record Row(string Person, string Title, DateTimeOffset CompletedAt, DateTimeOffset? ValidUntil);

    [Requires(SkillsPermissions.ManageAwards)]
    internal sealed record Command(Guid RuleId) : IWrite<int>;

    internal sealed class QueryHandler(SkillsDb db, ISkillLookup skills, IActivityCatalog activities, IPeople people, ITenant tenant) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rule = await db.AwardRules.AsNoTracking().InForce().FirstOrDefaultAsync(r => r.Id == query.RuleId, cancellationToken);
            if (rule is null || !(await skills.SkillsAsync([rule.SkillId], cancellationToken)).TryGetValue(rule.SkillId, out var card)) return Error.NotFound();
            var ordinal = card.ToCurrent(rule.ScaleVersion, rule.Ordinal);
            var validity = (await db.ValidityRulesAsync([rule.SkillId], cancellationToken)).For(card, ordinal, rule.Validity);
            var page = await db.NotAwardedBy(rule).OrderByDescending(c => c.CompletedAt).ThenBy(c => c.Id).ToPageAsync(query.Page, PageSize, cancellationToken);
            var names = await people.CardsAsync([.. page.Items.Select(c => c.PersonId).Distinct()], cancellationToken);
            var links = await activities.DescribeAsync([rule.Activity], cancellationToken);
            return new Response(
                links.GetValueOrDefault(rule.Activity), rule.Activity, card.Name, card.Levels[ordinal].Name,
                new Paged<Row>(
                    [.. page.Items.Select(c => new Row(names.TryGetValue(c.PersonId, out var person) ? person.Name : "", c.Title, c.CompletedAt, validity.Until(c.CompletedAt, tenant.TimeZone)))],
                    page.Total, page.Page, page.PageSize));
        }
    }

    internal sealed class CommandHandler(SkillsDb db, AwardWriter awards) : IWriteHandler<Command, int>
    {
        public async ValueTask<Result<int>> Handle(Command command, CancellationToken cancellationToken)
        {
            var rule = await db.AwardRules.AsNoTracking().InForce().FirstOrDefaultAsync(r => r.Id == command.RuleId, cancellationToken);
            if (rule is null) return Error.NotFound();
            return await awards.WriteAsync([rule], await db.NotAwardedBy(rule).ToListAsync(cancellationToken), cancellationToken);
        }
    }

    /// <summary>The completions of the rule's activity that it has awarded nothing for.</summary>
    private static IQueryable<CompletedActivity> NotAwardedBy(this SkillsDb db, AwardRule rule)
    {
        var (activity, ruleId) = (rule.Activity, rule.Id);
        return db.CompletedActivities.AsNoTracking()
            .Where(c => c.Activity == activity && !db.Evidence.Any(e => e.PersonId == c.PersonId && e.RuleId == ruleId && e.OccurrenceKey == c.OccurrenceKey));
    }
}
