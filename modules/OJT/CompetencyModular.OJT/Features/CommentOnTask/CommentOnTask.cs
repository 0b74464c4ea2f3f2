using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;

namespace CompetencyModular.OJT.Features.CommentOnTask;

/// <summary>Trainee, mentor and manager talk about a task.</summary>
internal static class CommentOnTask
{
    [Requires(OjtPermissions.TakePart)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid TaskId { get; set; }

        public string? Text { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Text).NotEmpty().MaximumLength(2000);
    }

    internal sealed class Handler(TrainingAccess access, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenTaskAsync(command.TaskId, ct) is not { MayComment: true } seen) return Error.NotFound();
            var done = seen.Training.Comment(command.TaskId, command.Text!, seen.Me, time.GetUtcNow());
            if (done.IsSuccess) await notices.PublishAsync(seen.Training, ct);
            return done;
        }
    }
}
