using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.WriteBadge;

/// <summary>Somebody says what a badge is given for. Whoever meets it next gets it; whoever has it keeps it.</summary>
internal static class WriteBadge
{
    private const int MostSkills = 1000;

    /// <summary>The form; empty for a new badge.</summary>
    [Requires(GamificationPermissions.ManageBadges)]
    internal sealed record Query(Guid? Id) : IRead<Response>;

    /// <param name="Skills">To choose from; empty while skills are switched off.</param>
    /// <param name="ActivityKinds">The sorts of activities that people have completed so far.</param>
    /// <param name="Holders">How many people have it.</param>
    internal sealed record Response(Command Form, IReadOnlyList<SkillChoice> Skills, IReadOnlyList<string> ActivityKinds, int Holders);

    internal sealed record SkillChoice(Guid Id, string Name, string Category);

    [Requires(GamificationPermissions.ManageBadges)]
    internal sealed record Command : IWrite<Done>
    {
        /// <summary>Null for a new badge.</summary>
        public Guid? Id { get; set; }

        public string Name { get; set; } = "";

        public string? Description { get; set; }

        public string Icon { get; set; } = BadgeIcons.Usual;

        public CriterionKind Kind { get; set; }

        /// <summary>How many activities or points, or the level's ordinal.</summary>
        public int? Target { get; set; }

        public string? ActivityKind { get; set; }

        public Guid? SkillId { get; set; }

        public bool IsOn { get; set; }

        public BadgeTerms Terms => new(Name, Description ?? "", Icon, new Criterion(Kind, Kind is CriterionKind.Challenge ? 1 : Target ?? 0, ActivityKind ?? "", SkillId), IsOn);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).NotEmpty().MaximumLength(80);
            RuleFor(c => c.Description).MaximumLength(400);
            RuleFor(c => c.Icon).Must(i => BadgeIcons.All.Contains(i));
            RuleFor(c => c.Kind).IsInEnum();
            RuleFor(c => c.Target).NotNull().InclusiveBetween(1, 1_000_000).When(c => c.Kind is not CriterionKind.Challenge);
            RuleFor(c => c.ActivityKind).MaximumLength(110);
        }
    }

    internal sealed class QueryHandler(GamificationDb db, Optional<ISkillLookup> skills) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var form = new Command { IsOn = true };
            var kinds = await db.Deeds.Where(d => d.Kind == DeedKind.ActivityCompleted).Select(d => d.SubjectKind).Distinct().OrderBy(k => k).ToListAsync(ct);
            if (query.Id is { } id)
            {
                var badge = await db.Badges.AsNoTracking().FirstOrDefaultAsync(b => b.Id == id, ct);
                if (badge is null) return Error.NotFound();
                if (badge.ActivityKind.Length > 0 && !kinds.Contains(badge.ActivityKind)) kinds.Add(badge.ActivityKind);
                form = new Command
                {
                    Id = badge.Id, Name = badge.Name, Description = badge.Description, Icon = badge.Icon, Kind = badge.Kind, Target = badge.Target,
                    ActivityKind = badge.ActivityKind, SkillId = badge.SkillId, IsOn = badge.IsOn,
                };
            }

            var choices = skills.Value is { } lookup ? await lookup.FindAsync(null, MostSkills, ct) : [];
            return new Response(form, [.. choices.Select(s => new SkillChoice(s.Id, s.Name, s.Category))], kinds, await db.BadgeAwards.CountAsync(a => a.BadgeId == query.Id, ct));
        }
    }

    internal sealed class CommandHandler(GamificationDb db, Optional<ISkillLookup> skills, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (command.Kind is CriterionKind.SkillLevel)
            {
                if (command.SkillId is not { } skillId || skills.Value is not { } lookup) return GamificationErrors.SkillNeeded;
                if (!(await lookup.SkillsAsync([skillId], ct)).TryGetValue(skillId, out var card)) return GamificationErrors.SkillNeeded;
                if (command.Target >= card.Levels.Count) return GamificationErrors.NoSuchLevel;
            }

            if (command.Id is not { } id)
            {
                db.Badges.Add(Badge.Of(Guid.CreateVersion7(), command.Terms, time.GetUtcNow()));
                return Done.Value;
            }

            var badge = await db.Badges.FirstOrDefaultAsync(b => b.Id == id, ct);
            if (badge is null) return Error.NotFound();
            badge.Change(command.Terms);
            return Done.Value;
        }
    }
}
