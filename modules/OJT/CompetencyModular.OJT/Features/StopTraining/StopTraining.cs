using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;

namespace CompetencyModular.OJT.Features.StopTraining;

/// <summary>Sets a training aside, with a reason. Nothing is lost.</summary>
internal static class StopTraining
{
    [Requires(OjtPermissions.Lead)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid TrainingId { get; set; }

        public string? Reason { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(1000);
    }

    internal sealed class Handler(TrainingAccess access, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenAsync(command.TrainingId, ct) is not { MayLead: true } seen) return Error.NotFound();
            var done = seen.Training.Stop(command.Reason!, seen.Me, time.GetUtcNow());
            if (done.IsSuccess) await notices.PublishAsync(seen.Training, ct);
            return done;
        }
    }
}
