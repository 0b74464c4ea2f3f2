using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.OJT.Features.RemoveObjective;

/// <summary>Takes an agreed objective out of a training, as long as nothing in it has begun.</summary>
internal static class RemoveObjective
{
    [Requires(OjtPermissions.TakePart)]
    internal sealed record Command(Guid TrainingId, Guid ObjectiveId) : IWrite<Done>;

    internal sealed class Handler(TrainingAccess access, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct) =>
            await access.OpenAsync(command.TrainingId, ct) is { MayAgree: true } seen ? seen.Training.RemoveObjective(command.ObjectiveId, seen.Me, time.GetUtcNow()) : Error.NotFound();
    }
}
