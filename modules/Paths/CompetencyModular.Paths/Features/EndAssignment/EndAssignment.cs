using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.EndAssignment;

/// <summary>Somebody takes an assignment back. Who is under way stays so, by own choice.</summary>
internal static class EndAssignment
{
    [Requires(PathsPermissions.Assign)]
    internal sealed record Command(Guid PathId, Guid AssignmentId) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, IPeopleAccess access, ICurrentUser user, IEvents events, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var assignment = await db.Assignments.Current().FirstOrDefaultAsync(a => a.Id == command.AssignmentId && a.PathId == command.PathId, ct);
            if (assignment is null) return Error.NotFound();
            if (assignment.Kind is AssigneeKind.Person ? !await access.MaySeeAsync(assignment.TargetId, ct) : !user.Has(PathsPermissions.AssignWidely)) return Error.NotFound();
            assignment.End(time.GetUtcNow());
            if (assignment.Kind is AssigneeKind.Person) events.Settle<PathsModule>($"path/{assignment.PathId}", assignment.TargetId);
            return Done.Value;
        }
    }
}
