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

    internal sealed class Handler(TrainingAccess access, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct) =>
            await access.OpenAsync(command.TrainingId, ct) is { MayLead: true } seen ? seen.Training.Stop(command.Reason!, seen.Me, time.GetUtcNow()) : Error.NotFound();
    }
}
