using CompetencyModular.OJT.Domain;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.OJT.Features.SubmitTask;

/// <summary>The trainee hands in what was done, with feedback and what shows it (R5.3).</summary>
internal static class SubmitTask
{
    [Requires(OjtPermissions.TakePart)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid TaskId { get; set; }

        public string? Note { get; set; }

        public string? Feedback { get; set; }

        /// <summary>Addresses, one a line.</summary>
        public string? Links { get; set; }

        /// <summary>Stored before the command is sent.</summary>
        public IReadOnlyList<StoredFile> Files { get; set; } = [];
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<Validator> texts)
        {
            RuleFor(c => c.Note).MaximumLength(4000);
            RuleFor(c => c.Feedback).MaximumLength(2000);
            RuleFor(c => c.Links).MaximumLength(2000).Must(BeAddresses).WithMessage(_ => texts["NoAddress"]);
        }

        private static bool BeAddresses(string? links) => Lines(links)
            .All(line => Uri.TryCreate(line, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp));
    }

    internal sealed class Handler(TrainingAccess access, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenTaskAsync(command.TaskId, ct) is not { } seen) return Error.NotFound();
            var submission = new Submission(command.Note ?? "", command.Feedback ?? "", string.Join('\n', Lines(command.Links)), command.Files);
            var submitted = seen.Training.Submit(command.TaskId, submission, seen.Me, time.GetUtcNow());
            if (submitted.IsSuccess) await notices.PublishAsync(seen.Training, ct);
            return submitted;
        }
    }

    private static string[] Lines(string? text) => (text ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
