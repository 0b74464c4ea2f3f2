using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.OJT.Features.TakeBackTask;

/// <summary>The trainee takes back what was handed in, to work on it.</summary>
internal static class TakeBackTask
{
    [Requires(OjtPermissions.TakePart)]
    internal sealed record Command(Guid TaskId) : IWrite<Done>;

    internal sealed class Handler(TrainingAccess access, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenTaskAsync(command.TaskId, ct) is not { } seen) return Error.NotFound();
            var done = seen.Training.TakeBack(command.TaskId, seen.Me, time.GetUtcNow());
            if (done.IsSuccess) await notices.PublishAsync(seen.Training, ct);
            return done;
        }
    }
}
