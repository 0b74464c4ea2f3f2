using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;

namespace CompetencyModular.OJT.Features.AssessAsGuest;

/// <summary>A mentor from outside judges what was handed in (O2, O4).</summary>
internal static class AssessAsGuest
{
    [Requires(OjtPermissions.Guest)]
    internal sealed record Command : IWrite<Done>
    {
        public string Token { get; set; } = "";

        public Guid TaskId { get; set; }

        /// <summary>Demonstrated, or not yet; null where nothing is chosen.</summary>
        public bool? IsDemonstrated { get; set; }

        public string? Comment { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.IsDemonstrated).NotNull();
            RuleFor(c => c.Comment).MaximumLength(2000);
        }
    }

    internal sealed class Handler(GuestAccess access, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenAsync(command.Token, ct) is not { } opened) return Error.NotFound();
            var (training, assessor, comment, now) = (opened.Seen.Training, await access.AssessorAsync(opened.Seen, ct), command.Comment ?? "", time.GetUtcNow());
            var judged = command.IsDemonstrated is true ? training.Demonstrate(command.TaskId, assessor, comment, now) : training.NotYet(command.TaskId, assessor, comment, now);
            if (judged.IsSuccess) await notices.PublishAsync(training, ct);
            return judged;
        }
    }
}
