using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.RemoveEventPrerequisite;

/// <summary>Who runs an event takes back that a skill comes first.</summary>
internal static class RemoveEventPrerequisite
{
    [Requires(PathsPermissions.RunEvents)]
    internal sealed record Command(Guid EventId, Guid PrerequisiteId) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct) =>
            await db.TrainingEvents.Include(e => e.Prerequisites).FirstOrDefaultAsync(e => e.Id == command.EventId, ct) is { } made
                ? made.RemovePrerequisite(command.PrerequisiteId, time.GetUtcNow())
                : Error.NotFound();
    }
}
