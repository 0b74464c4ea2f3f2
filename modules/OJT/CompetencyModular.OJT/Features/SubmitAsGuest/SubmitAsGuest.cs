using CompetencyModular.OJT.Domain;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;

namespace CompetencyModular.OJT.Features.SubmitAsGuest;

/// <summary>A guest hands in what was done and what shows it, within the limits of <see cref="GuestFiles"/>.</summary>
internal static class SubmitAsGuest
{
    [Requires(OjtPermissions.Guest)]
    internal sealed record Command : IWrite<Done>
    {
        public string Token { get; set; } = "";

        public Guid TaskId { get; set; }

        public string? Note { get; set; }

        public string? Feedback { get; set; }

        /// <summary>Stored before the command is sent.</summary>
        public IReadOnlyList<StoredFile> Files { get; set; } = [];
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Note).MaximumLength(4000);
            RuleFor(c => c.Feedback).MaximumLength(2000);
        }
    }

    internal sealed class Handler(GuestAccess access, GuestFiles files, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenAsync(command.Token, ct) is not { } opened) return Error.NotFound();
            if (command.Files.Count > 0 && command.Files.Count > await files.LeftAsync(opened.Seen.Training.Id, ct)) return OjtErrors.TooManyFiles;
            var submitted = opened.Seen.Training.Submit(command.TaskId, new Submission(command.Note ?? "", command.Feedback ?? "", "", command.Files), opened.Seen.Me, time.GetUtcNow());
            if (submitted.IsSuccess) await notices.PublishAsync(opened.Seen.Training, ct);
            return submitted;
        }
    }
}
