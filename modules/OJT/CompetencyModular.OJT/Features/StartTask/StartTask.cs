using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.OJT.Features.StartTask;

/// <summary>The trainee begins a task.</summary>
internal static class StartTask
{
    [Requires(OjtPermissions.TakePart)]
    internal sealed record Command(Guid TaskId) : IWrite<Done>;

    internal sealed class Handler(TrainingAccess access, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct) =>
            await access.OpenTaskAsync(command.TaskId, ct) is { } seen ? seen.Training.StartTask(command.TaskId, seen.Me, time.GetUtcNow()) : Error.NotFound();
    }
}
