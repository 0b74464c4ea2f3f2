using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;

namespace CompetencyModular.OJT.Features.ReopenTask;

/// <summary>The assessor opens a demonstrated task again; the evidence it had led to is withdrawn (O3).</summary>
internal static class ReopenTask
{
    [Requires(OjtPermissions.TakePart)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid TaskId { get; set; }

        public string? Reason { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(2000);
    }

    internal sealed class Handler(TrainingAccess access, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenTaskAsync(command.TaskId, ct) is not { } seen || (!seen.IsTrainee && !seen.MayAssess)) return Error.NotFound();
            var reopened = seen.Training.Reopen(command.TaskId, await access.AssessorAsync(seen, ct), command.Reason!, time.GetUtcNow());
            if (reopened.IsSuccess) await notices.PublishAsync(seen.Training, ct);
            return reopened;
        }
    }
}
