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

/// <summary>
/// Accepts the plan that was shown, or one of its alternatives: the activities' own modules enrol, and the plan can be followed. It is not
/// planned again, as others wait while this writes, and a search with a time limit may come to other steps; it is checked that it can still be done.
/// </summary>
internal static class AcceptPlan
{
    /// <param name="ProfileId">The future profile it leads to; null for the current ones.</param>
    /// <param name="Steps">The steps as they were shown, in order.</param>
    [Requires(GapClosurePermissions.Accept)]
    /// <param name="Renew">Whether it renews what lapses soon (P3).</param>
    internal sealed record Command(Guid? ProfileId, IReadOnlyList<ActivityRef> Steps, bool Renew = false) : IWrite<Guid>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int MostSteps = 500;

        public Validator() => RuleFor(c => c.Steps).NotEmpty().Must(s => s.Count <= MostSteps);
    }

    internal sealed class Handler(PlanMaker maker, GapClosureDb db, IRequirementLookup profiles, ICurrentUser user, IEvents events, TimeProvider time)
        : IWriteHandler<Command, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Command command, CancellationToken cancellationToken)
        {
            var me = user.Me();
            var goal = command.ProfileId is { } id ? await profiles.ProfileAsync(id, cancellationToken) : null;
            if (command.ProfileId is not null && goal is null) return Error.NotFound();
            if (await maker.CheckAsync(me, command.Steps, command.Renew, cancellationToken) is not { } offers) return Error.Conflict("gap-closure.plan-changed", "");

            var now = time.GetUtcNow();
            foreach (var earlier in await db.Plans.Where(p => p.PersonId == me && p.EndedAt == null && p.ProfileId == command.ProfileId).ToListAsync(cancellationToken))
                earlier.End(now);

            var plan = new AcceptedPlan(me, command.ProfileId, goal?.Name ?? "", now, command.Steps.Select(s => (s, offers[s].Link.Title, offers[s].Minutes)));
            db.Plans.Add(plan);
            foreach (var step in plan.Steps) events.Publish(new ActivityRequested(me, step.Activity, "gap-plan"));
            return plan.Id;
        }
    }
}
