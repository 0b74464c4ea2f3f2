using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.SetAward;

/// <summary>Somebody says which level of a skill an activity awards, and for how long (R3.3, R3.4): a new award, or another in place of the old one.</summary>
internal static class SetAward
{
    /// <summary>The editor of an activity's awards; with a skill, the form for its award as it stands.</summary>
    [Requires(SkillsPermissions.ManageAwards)]
    internal sealed record Query(ActivityRef Activity, Guid? SkillId) : IRead<Response>;

    /// <param name="HasCompletions">Whether anybody has completed the activity so far.</param>
    /// <param name="Choices">All skills in use.</param>
    /// <param name="Chosen">The skill that is being edited; null while none is chosen.</param>
    internal sealed record Response(ActivityLink Activity, bool HasCompletions, IReadOnlyList<Choice> Choices, Form? Chosen);

    internal sealed record Choice(Guid Id, string Name, string Category);

    /// <param name="RuleId">The award that is changed; null for a new one.</param>
    /// <param name="Otherwise">What governs where the award itself says nothing (F3), for the level that is set, or the highest.</param>
    internal sealed record Form(Guid SkillId, string Skill, IReadOnlyList<LevelCard> Levels, Guid? RuleId, int Ordinal, Validity? Validity, Validity Otherwise);

    /// <param name="Mode">For how long it counts; null leaves it to level, skill and tenant (F3).</param>
    [Requires(SkillsPermissions.ManageAwards)]
    internal sealed record Command(ActivityRef Activity, Guid SkillId, int Ordinal, ValidityMode? Mode, int? Months = null, int? Month = null, int? Day = null) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<Validator> texts)
        {
            RuleFor(c => c.Ordinal).GreaterThanOrEqualTo(1);
            RuleFor(c => c.Mode).IsInEnum();
            RuleFor(c => c.Months).NotNull().InclusiveBetween(1, 1200).When(c => c.Mode is ValidityMode.Months);
            RuleFor(c => c.Day).Must((c, day) => c.Month is { } month && day is { } d && Validity.IsDate(month, d)).When(c => c.Mode is ValidityMode.Annual).WithMessage(_ => texts["NoDate"]);
        }
    }

    internal sealed class QueryHandler(SkillsDb db, ISkillLookup skills, IActivityCatalog activities) : IReadHandler<Query, Response>
    {
        private const int MostSkills = 1000;

        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!(await activities.DescribeAsync([query.Activity], cancellationToken)).TryGetValue(query.Activity, out var link)) return Error.NotFound();
            var choices = await skills.FindAsync(null, MostSkills, cancellationToken);
            Form? chosen = null;
            if (query.SkillId is { } skillId)
            {
                if (!(await skills.SkillsAsync([skillId], cancellationToken)).TryGetValue(skillId, out var card)) return Error.NotFound();
                var rule = await db.AwardRules.AsNoTracking().Of(query.Activity).InForce().Where(r => r.SkillId == skillId).OrderByDescending(r => r.CreatedAt).FirstOrDefaultAsync(cancellationToken);
                var ordinal = rule is null ? 1 : card.ToCurrent(rule.ScaleVersion, rule.Ordinal);
                var validities = await db.ValidityRulesAsync([skillId], cancellationToken);
                chosen = new Form(skillId, card.Name, [.. card.Levels.Skip(1)], rule?.Id, ordinal, rule?.Validity, validities.For(card, ordinal));
            }

            var isCompleted = await db.CompletedActivities.AnyAsync(c => c.Activity == query.Activity, cancellationToken);
            return new Response(link, isCompleted, [.. choices.Select(c => new Choice(c.Id, c.Name, c.Category))], chosen);
        }
    }

    internal sealed class CommandHandler(SkillsDb db, ISkillLookup skills, IActivityCatalog activities, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!(await activities.DescribeAsync([command.Activity], cancellationToken)).ContainsKey(command.Activity)) return Error.NotFound();
            if (!(await skills.SkillsAsync([command.SkillId], cancellationToken)).TryGetValue(command.SkillId, out var card)) return Error.NotFound();
            if (command.Ordinal >= card.Levels.Count) return SkillsErrors.NoSuchLevel;

            Validity? validity = command.Mode switch
            {
                ValidityMode.Unlimited => Validity.Unlimited,
                ValidityMode.UntilSuperseded => Validity.UntilSuperseded,
                ValidityMode.Months => Validity.Months(command.Months!.Value),
                ValidityMode.Annual => Validity.Annual(command.Month!.Value, command.Day!.Value),
                _ => null,
            };
            var standing = await db.AwardRules.Of(command.Activity).InForce().Where(r => r.SkillId == command.SkillId).ToListAsync(cancellationToken);
            if (standing is [var same] && card.ToCurrent(same.ScaleVersion, same.Ordinal) == command.Ordinal && same.Validity == validity) return Done.Value;
            // A rule is retired rather than changed: what it awarded keeps saying why.
            var now = time.GetUtcNow();
            foreach (var rule in standing) rule.Retire(now);
            db.AwardRules.Add(new AwardRule(command.Activity, card.Id, card.ScaleVersion, command.Ordinal, validity, user.PersonId, now));
            return Done.Value;
        }
    }
}
