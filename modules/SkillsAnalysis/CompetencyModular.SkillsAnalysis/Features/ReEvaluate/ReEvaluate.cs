using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.AspNetCore.Routing;

namespace CompetencyModular.SkillsAnalysis.Features.ReEvaluate;

/// <summary>
/// Lets existing evidence count for as long as new evidence does, after a look at whom that concerns; does exactly what was announced, or refuses because
/// it would be something else by now (F3).
/// </summary>
internal static class ReEvaluate
{
    public const int PageSize = 25;

    /// <param name="SkillId">Of one skill; of all without it.</param>
    /// <param name="LevelsOnly">Only those whose level changes at once.</param>
    [Requires(SkillsPermissions.ManageSettings)]
    internal sealed record Query(Guid? SkillId = null, bool? LevelsOnly = null, int Page = 1) : IRead<Response>;

    /// <param name="Skill">Null for all skills.</param>
    /// <param name="Evidence">How many pieces of evidence get another end.</param>
    /// <param name="Levels">How many people's skills have another level at once.</param>
    /// <param name="Announced">What the command asks back, so that nothing else happens than what was shown.</param>
    internal sealed record Response(string? Skill, int People, int Evidence, int Levels, string Announced, Paged<Row> Changes);

    internal sealed record Row(Guid PersonId, string Person, Guid SkillId, string Skill, string Before, string After, bool IsLevel, bool IsLower, DateTimeOffset? UntilBefore, DateTimeOffset? UntilAfter);

    [Requires(SkillsPermissions.ManageSettings)]
    internal sealed record Command(Guid? SkillId, string Announced) : IWrite<int>;

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Get<Query, Response>("re-evaluation", "Whom it concerns if existing evidence counted for as long as new evidence does.");
            api.Post<Command, int>("re-evaluation", "Does what was announced; refused where it would be something else by now.");
        }
    }

    internal sealed class QueryHandler(ReEvaluator evaluator, ISkillLookup skills, IPeople people, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            string? skill = null;
            if (query.SkillId is { } id)
            {
                if (!(await skills.SkillsAsync([id], cancellationToken)).TryGetValue(id, out var card)) return Error.NotFound();
                skill = card.Name;
            }

            var plan = await evaluator.PlanAsync(query.SkillId, time.GetUtcNow(), cancellationToken);
            var names = await people.CardsAsync([.. plan.Changes.Select(c => c.PersonId).Distinct()], cancellationToken);
            var shown = plan.Changes
                .Where(c => query.LevelsOnly is not true || c.Before != c.After)
                .Select(c => new Row(
                    c.PersonId, names.TryGetValue(c.PersonId, out var person) ? person.Name : "", c.Skill.Id, c.Skill.Name, c.Skill.Levels[c.Before].Name, c.Skill.Levels[c.After].Name,
                    c.Before != c.After, c.After < c.Before, c.UntilBefore, c.UntilAfter))
                .OrderByDescending(r => r.IsLevel).ThenBy(r => r.Person, StringComparer.CurrentCulture).ThenBy(r => r.Skill, StringComparer.CurrentCulture).ThenBy(r => r.PersonId)
                .ToList();
            var page = Math.Clamp(query.Page, 1, Math.Max(1, (shown.Count + PageSize - 1) / PageSize));
            return new Response(skill, plan.People, plan.Evidence, plan.Levels, plan.Fingerprint, new Paged<Row>([.. shown.Skip((page - 1) * PageSize).Take(PageSize)], shown.Count, page, PageSize));
        }
    }

    internal sealed class CommandHandler(SkillsDb db, ReEvaluator evaluator, ISkillLookup skills, TimeProvider time) : IWriteHandler<Command, int>
    {
        public async ValueTask<Result<int>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (command.SkillId is { } id && !(await skills.SkillsAsync([id], cancellationToken)).ContainsKey(id)) return Error.NotFound();
            var plan = await evaluator.PlanAsync(command.SkillId, time.GetUtcNow(), cancellationToken);
            if (plan.Fingerprint != command.Announced) return SkillsErrors.NotAsAnnounced;
            db.Evidence.AddRange(plan.Changes.SelectMany(c => c.Corrections));
            return plan.Evidence;
        }
    }
}
