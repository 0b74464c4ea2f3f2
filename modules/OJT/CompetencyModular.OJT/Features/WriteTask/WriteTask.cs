using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.WriteTask;

/// <summary>Somebody adds a task to an objective of a programme, or changes it.</summary>
internal static class WriteTask
{
    /// <summary>The form, empty for a new task.</summary>
    [Requires(OjtPermissions.Define)]
    internal sealed record Query(Guid ProgrammeId, Guid ObjectiveId, Guid? TaskId) : IRead<Response>;

    internal sealed record Response(string Programme, string Objective, Command Form);

    [Requires(OjtPermissions.Define)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid ProgrammeId { get; set; }

        public Guid ObjectiveId { get; set; }

        /// <summary>Null for a new task.</summary>
        public Guid? TaskId { get; set; }

        public string Title { get; set; } = "";

        public string? Instructions { get; set; }

        public bool IsRequired { get; set; }

        public int Minutes { get; set; } = 60;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Instructions).MaximumLength(4000);
            RuleFor(c => c.Minutes).InclusiveBetween(0, 100_000);
        }
    }

    internal sealed class QueryHandler(OjtDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var programme = await db.Programmes.AsNoTracking().Whole().FirstOrDefaultAsync(p => p.Id == query.ProgrammeId, ct);
            if (programme?.Objectives.FirstOrDefault(o => o.Id == query.ObjectiveId) is not { } objective) return Error.NotFound();
            if (query.TaskId is not { } id) return new Response(programme.Title, objective.Title, new Command { IsRequired = true });
            if (objective.Tasks.FirstOrDefault(t => t.Id == id) is not { } task) return Error.NotFound();
            return new Response(programme.Title, objective.Title, new Command { Title = task.Title, Instructions = task.Instructions, IsRequired = task.IsRequired, Minutes = task.Minutes });
        }
    }

    internal sealed class CommandHandler(OjtDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var programme = await db.Programmes.Whole().FirstOrDefaultAsync(p => p.Id == command.ProgrammeId, ct);
            if (programme?.Objectives.FirstOrDefault(o => o.Id == command.ObjectiveId) is not { } objective) return Error.NotFound();
            if (command.TaskId is { } id && objective.Tasks.All(t => t.Id != id)) return Error.NotFound();
            var now = time.GetUtcNow();
            var content = new TaskContent(command.TaskId ?? Guid.CreateVersion7(now), command.Title.Trim(), (command.Instructions ?? "").Trim(), command.IsRequired, command.Minutes);
            return programme.WriteTask(objective.Id, content, now);
        }
    }
}
