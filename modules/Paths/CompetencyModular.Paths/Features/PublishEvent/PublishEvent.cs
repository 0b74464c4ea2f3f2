using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.PublishEvent;

/// <summary>An event that is ready appears in the catalogue.</summary>
internal static class PublishEvent
{
    [Requires(PathsPermissions.RunEvents)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct) =>
            await db.TrainingEvents.FirstOrDefaultAsync(e => e.Id == command.Id, ct) is { } made ? made.Publish(time.GetUtcNow()) : Error.NotFound();
    }
}
