using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.LeavePath;

/// <summary>Somebody sets a path aside; what was mastered along it stays.</summary>
internal static class LeavePath
{
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var me = user.Me();
            return await db.Journeys.FirstOrDefaultAsync(j => j.PersonId == me && j.PathId == command.Id, ct) is { } journey ? journey.Leave(time.GetUtcNow()) : Error.NotFound();
        }
    }
}
