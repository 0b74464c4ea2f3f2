using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.PutPlanAside;

/// <summary>Stops following an accepted plan. Enrolments stay; what was mastered stays.</summary>
internal static class PutPlanAside
{
    [Requires(GapClosurePermissions.Accept)]
    internal sealed record Command(Guid PlanId) : IWrite<Done>;

    internal sealed class Handler(GapClosureDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var me = user.Me();
            if (await db.Plans.FirstOrDefaultAsync(p => p.Id == command.PlanId && p.PersonId == me, cancellationToken) is not { } plan) return Error.NotFound();
            plan.End(time.GetUtcNow());
            return Done.Value;
        }
    }
}
