using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;

namespace CompetencyModular.OJT.Features.AssessTask;

/// <summary>The assessor says of what was handed in: demonstrated, or not yet and what comes next (O2, N1).</summary>
internal static class AssessTask
{
    [Requires(OjtPermissions.TakePart)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid TaskId { get; set; }

        public Verdict? Verdict { get; set; }

        /// <summary>A word to the trainee; the next step where it is not there yet.</summary>
        public string? Comment { get; set; }
    }

    internal enum Verdict
    {
        Demonstrated,
        NotYet,
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Verdict).NotNull().IsInEnum();
            RuleFor(c => c.Comment).MaximumLength(2000);
        }
    }

    internal sealed class Handler(TrainingAccess access, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenTaskAsync(command.TaskId, ct) is not { } seen || (!seen.IsTrainee && !seen.MayAssess)) return Error.NotFound();
            var (training, assessor, comment, now) = (seen.Training, await access.AssessorAsync(seen, ct), command.Comment ?? "", time.GetUtcNow());
            var judged = command.Verdict is AssessTask.Verdict.Demonstrated
                ? training.Demonstrate(command.TaskId, assessor, comment, now)
                : training.NotYet(command.TaskId, assessor, comment, now);
            if (judged.IsSuccess) await notices.PublishAsync(training, ct);
            return judged;
        }
    }
}
