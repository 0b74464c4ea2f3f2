using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ArrangeSteps;

/// <summary>An author moves a step of the draft one place, or takes it out.</summary>
internal static class ArrangeSteps
{
    /// <param name="Direction">Where to; null takes it out.</param>
    [Requires(PathsPermissions.Author)]
    internal sealed record Command(Guid PathId, Guid StepId, Direction? Direction) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var path = await db.Paths.Include(p => p.Steps).FirstOrDefaultAsync(p => p.Id == command.PathId, ct);
            if (path is null) return Error.NotFound();
            return command.Direction is { } direction ? path.MoveStep(command.StepId, direction, time.GetUtcNow()) : path.RemoveStep(command.StepId, time.GetUtcNow());
        }
    }
}
