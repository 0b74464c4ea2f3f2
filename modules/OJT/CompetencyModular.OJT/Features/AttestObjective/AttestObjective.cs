using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;

namespace CompetencyModular.OJT.Features.AttestObjective;

/// <summary>The assessor signs an objective off; what it awards is evidence from then on (O2, O3).</summary>
internal static class AttestObjective
{
    [Requires(OjtPermissions.TakePart)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid TrainingId { get; set; }

        public Guid ObjectiveId { get; set; }

        public string? Comment { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Comment).MaximumLength(2000);
    }

    internal sealed class Handler(TrainingAccess access, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenAsync(command.TrainingId, ct) is not { } seen || (!seen.IsTrainee && !seen.MayAssess)) return Error.NotFound();
            var attested = seen.Training.Attest(command.ObjectiveId, await access.AssessorAsync(seen, ct), command.Comment ?? "", time.GetUtcNow());
            if (attested.IsSuccess) await notices.PublishAsync(seen.Training, ct);
            return attested;
        }
    }
}
