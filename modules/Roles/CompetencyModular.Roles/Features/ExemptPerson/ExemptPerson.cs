using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.ExemptPerson;

/// <summary>Somebody need not show a skill for a time, in one of their profiles or in all, with a reason (G1).</summary>
internal static class ExemptPerson
{
    [Requires(RolesPermissions.Assign)]
    internal sealed record Command(Guid PersonId, [FromBody] Content Exemption) : IWrite<Done>;

    internal sealed record Content
    {
        public Guid? SkillId { get; set; }

        /// <summary>The profile whose requirement is meant; null for the skill wherever it is required.</summary>
        public Guid? ProfileId { get; set; }

        /// <summary>The first day; today when left out.</summary>
        public DateOnly? From { get; set; }

        /// <summary>The last day; null while no end is known.</summary>
        public DateOnly? Until { get; set; }

        public string? Reason { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Exemption.SkillId).NotEmpty().OverridePropertyName(nameof(Content.SkillId));
            RuleFor(c => c.Exemption.From).IsDay().OverridePropertyName(nameof(Content.From));
            RuleFor(c => c.Exemption.Until).IsDay().OverridePropertyName(nameof(Content.Until));
            RuleFor(c => c.Exemption.Reason).IsReason().OverridePropertyName(nameof(Content.Reason));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Post<Command, Done>("people/{personId:guid}/exemptions", "Exempts somebody from a required skill.");
            api.Post<EndExemption.Command, Done>("exemptions/{id:guid}/end", "Ends an exemption.");
        }
    }

    internal sealed class Handler(RolesDb db, IRequirementLookup profiles, IPeopleAccess access, ICurrentUser user, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (said, now) = (command.Exemption, time.GetUtcNow());
            if (!await access.MaySeeAsync(command.PersonId, cancellationToken)) return Error.NotFound();
            if (command.PersonId == user.PersonId) return RolesErrors.NotForOneself;
            var (skill, today) = (said.SkillId!.Value, tenant.DateAt(now));
            var from = said.From ?? today;
            if (from < today) return RolesErrors.RestsInThePast;
            if (said.Until < from) return RolesErrors.EndsBeforeItBegins;
            var isRequired = said.ProfileId is { } profile
                ? (await profiles.ProfileAsync(profile, cancellationToken))?.Requirements.Any(r => r.SkillId == skill) is true
                : await db.Skills.AnyAsync(s => s.Id == skill, cancellationToken);
            if (!isRequired) return RolesErrors.UnknownSkill;
            var others = await db.Exemptions.Where(e => e.PersonId == command.PersonId && e.SkillId == skill && (e.ProfileId == null || e.ProfileId == said.ProfileId) && (e.Until == null || e.Until >= from)).ToListAsync(cancellationToken);
            if (others.Exists(e => e.Overlaps(from, said.Until))) return RolesErrors.AlreadyExempt;
            db.Add(new Exemption(Guid.CreateVersion7(), command.PersonId, skill, said.ProfileId, from, said.Until, said.Reason!.Trim(), now, user.PersonId));
            return Done.Value;
        }
    }
}

/// <summary>Ends an exemption with yesterday as its last day; one that has not begun never does. It stays on record.</summary>
internal static class EndExemption
{
    [Requires(RolesPermissions.Assign)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(RolesDb db, IPeopleAccess access, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Exemptions.FindAsync([command.Id], cancellationToken) is not { } exemption || !await access.MaySeeAsync(exemption.PersonId, cancellationToken)) return Error.NotFound();
            exemption.EndBy(tenant.DateAt(time.GetUtcNow()));
            return Done.Value;
        }
    }
}
