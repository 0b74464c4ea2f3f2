using CompetencyModular.GapClosure.Domain;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.AcceptPlan;

/// <summary>Accepts the plan that was shown, or one of its alternatives: the activities' own modules enrol, and the plan can be followed.</summary>
internal static class AcceptPlan
{
    [Requires(GapClosurePermissions.Accept)]
    internal sealed record Command(Guid? ProfileId, string Fingerprint) : IWrite<Guid>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Fingerprint).NotEmpty();
    }

    internal sealed class Handler(PlanMaker maker, GapClosureDb db, IRequirementLookup profiles, ICurrentUser user, IEvents events, TimeProvider time)
        : IWriteHandler<Command, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Command command, CancellationToken cancellationToken)
        {
            var me = user.Me();
            if (await maker.MakeAsync(me, command.ProfileId, deadline: null, budget: null, cancellationToken) is not { } made) return Error.NotFound();
            var steps = new[] { made.Plan?.Steps ?? [] }.Concat(made.Plan?.Alternatives.Select(a => a.Steps) ?? [])
                .FirstOrDefault(s => s.Count > 0 && PlanMaker.FingerprintOf(s.Select(x => x.Activity)) == command.Fingerprint);
            if (steps is null) return Error.Conflict("gap-closure.plan-changed", "");

            var now = time.GetUtcNow();
            foreach (var earlier in await db.Plans.Where(p => p.PersonId == me && p.EndedAt == null && p.ProfileId == command.ProfileId).ToListAsync(cancellationToken))
                earlier.End(now);

            var goal = command.ProfileId is { } profile ? (await profiles.ProfileAsync(profile, cancellationToken))?.Name ?? "" : "";
            var plan = new AcceptedPlan(me, command.ProfileId, goal, now, steps.Select(s => (s.Activity, made.Offers[s.Activity].Link.Title, made.Offers[s.Activity].Minutes)));
            db.Plans.Add(plan);
            foreach (var step in plan.Steps) events.Publish(new ActivityRequested(me, step.Activity, "gap-plan"));
            return plan.Id;
        }
    }
}
