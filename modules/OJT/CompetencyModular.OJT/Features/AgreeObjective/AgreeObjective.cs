using CompetencyModular.OJT.Domain;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;

namespace CompetencyModular.OJT.Features.AgreeObjective;

/// <summary>Mentor or manager and trainee agree on an objective for this training alone, or change one (R5.1). Finished tasks stay.</summary>
internal static class AgreeObjective
{
    private const int UsualMinutes = 60;

    /// <summary>The form, empty for a new objective.</summary>
    [Requires(OjtPermissions.View)]
    internal sealed record Query(Guid TrainingId, Guid? ObjectiveId) : IRead<Response>;

    internal sealed record Response(string Training, string Trainee, Command Form);

    [Requires(OjtPermissions.View)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid TrainingId { get; set; }

        /// <summary>Null for a new objective.</summary>
        public Guid? ObjectiveId { get; set; }

        public string Title { get; set; } = "";

        public string? Description { get; set; }

        /// <summary>One on each line; all of them are required.</summary>
        public string? Tasks { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Description).MaximumLength(2000);
            RuleFor(c => c.Tasks).NotEmpty().MaximumLength(8000);
            RuleForEach(c => Lines(c.Tasks)).MaximumLength(200).OverridePropertyName(nameof(Command.Tasks));
        }
    }

    internal sealed class QueryHandler(TrainingAccess access, Sdk.People.IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (await access.OpenAsync(query.TrainingId, ct) is not { MayAgree: true } seen) return Error.NotFound();
            var trainee = (await people.CardsAsync([seen.Training.TraineeId], ct)).GetValueOrDefault(seen.Training.TraineeId)?.Name ?? "";
            if (query.ObjectiveId is not { } id) return new Response(seen.Training.Title, trainee, new Command());
            if (seen.Training.Objectives.FirstOrDefault(o => o.Id == id && o.IsAgreed) is not { } objective) return Error.NotFound();
            return new Response(seen.Training.Title, trainee, new Command
            {
                Title = objective.Title, Description = objective.Description, Tasks = string.Join('\n', objective.Tasks.Where(t => t.IsRequired).Select(t => t.Title)),
            });
        }
    }

    internal sealed class CommandHandler(TrainingAccess access, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenAsync(command.TrainingId, ct) is not { MayAgree: true } seen) return Error.NotFound();
            var (training, now) = (seen.Training, time.GetUtcNow());
            var before = training.Objectives.FirstOrDefault(o => o.Id == command.ObjectiveId);
            // A line that names a task that is there means that task.
            var known = before?.Tasks.GroupBy(t => t.Title, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase) ?? [];
            var tasks = Lines(command.Tasks).Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(line => known.TryGetValue(line, out var task) ? new TaskContent(task.SourceId, line, task.Instructions, true, task.Minutes) : new TaskContent(Guid.CreateVersion7(now), line, "", true, UsualMinutes));
            var content = new ObjectiveContent(command.ObjectiveId ?? Guid.CreateVersion7(now), command.Title.Trim(), (command.Description ?? "").Trim(), null, [.. tasks]);
            if (command.ObjectiveId is not null) return training.ChangeObjective(content, seen.Me, now);
            return training.AgreeObjective(content, seen.Me, now).Error is { } error ? error : Done.Value;
        }
    }

    private static string[] Lines(string? text) => (text ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
