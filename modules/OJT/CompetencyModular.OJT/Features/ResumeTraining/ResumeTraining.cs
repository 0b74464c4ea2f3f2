using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.OJT.Features.ResumeTraining;

/// <summary>Takes up a training that was set aside, where it was.</summary>
internal static class ResumeTraining
{
    [Requires(OjtPermissions.Lead)]
    internal sealed record Command(Guid TrainingId) : IWrite<Done>;

    internal sealed class Handler(TrainingAccess access, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct) =>
            await access.OpenAsync(command.TrainingId, ct) is { MayLead: true } seen ? seen.Training.Resume(seen.Me, time.GetUtcNow()) : Error.NotFound();
    }
}
