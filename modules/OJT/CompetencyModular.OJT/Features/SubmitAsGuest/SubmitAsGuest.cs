using CompetencyModular.OJT.Domain;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;

namespace CompetencyModular.OJT.Features.SubmitAsGuest;

/// <summary>A guest hands in what was done. Files are for those who sign in: nobody unknown fills the organisation's space.</summary>
internal static class SubmitAsGuest
{
    [Requires(OjtPermissions.Guest)]
    internal sealed record Command : IWrite<Done>
    {
        public string Token { get; set; } = "";

        public Guid TaskId { get; set; }

        public string? Note { get; set; }

        public string? Feedback { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Note).NotEmpty().MaximumLength(4000);
            RuleFor(c => c.Feedback).MaximumLength(2000);
        }
    }

    internal sealed class Handler(GuestAccess access, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenAsync(command.Token, ct) is not { } opened) return Error.NotFound();
            var submitted = opened.Seen.Training.Submit(command.TaskId, new Submission(command.Note!, command.Feedback ?? "", ""), opened.Seen.Me, time.GetUtcNow());
            if (submitted.IsSuccess) await notices.PublishAsync(opened.Seen.Training, ct);
            return submitted;
        }
    }
}
