using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.WriteObjective;

/// <summary>Somebody adds an objective to a programme, or changes it: what one will be able to do, and who may assess it (O4).</summary>
internal static class WriteObjective
{
    /// <summary>The form, empty for a new objective.</summary>
    [Requires(OjtPermissions.Define)]
    internal sealed record Query(Guid ProgrammeId, Guid? ObjectiveId) : IRead<Response>;

    /// <param name="Levels">What a rule on assessors may ask for; empty while skills are off.</param>
    internal sealed record Response(string Programme, Command Form, IReadOnlyList<Choice> Levels);

    internal sealed record Choice(string Value, string Skill, string Level);

    [Requires(OjtPermissions.Define)]
    internal sealed record Command : IWrite<Guid>
    {
        public Guid ProgrammeId { get; set; }

        /// <summary>Null for a new objective.</summary>
        public Guid? ObjectiveId { get; set; }

        public string Title { get; set; } = "";

        public string? Description { get; set; }

        /// <summary>A skill and an ordinal on today's scale, as <c>{skill}/{ordinal}</c>; empty for no rule.</summary>
        public string? Assessor { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Description).MaximumLength(2000);
        }
    }

    internal sealed class QueryHandler(OjtDb db, AssessorLevels levels) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var programme = await db.Programmes.AsNoTracking().Include(p => p.Objectives).FirstOrDefaultAsync(p => p.Id == query.ProgrammeId, ct);
            if (programme is null) return Error.NotFound();
            var choices = await levels.ChoicesAsync(ct);
            var listed = choices.Select(c => new Choice(ValueOf(c.Level), c.Skill, c.Name)).ToList();
            if (query.ObjectiveId is not { } id) return new Response(programme.Title, new Command { ProgrammeId = programme.Id }, listed);
            if (programme.Objectives.FirstOrDefault(o => o.Id == id) is not { } objective) return Error.NotFound();
            return new Response(programme.Title, new Command
            {
                ProgrammeId = programme.Id, ObjectiveId = id, Title = objective.Title, Description = objective.Description, Assessor = objective.Assessor is { } rule ? ValueOf(rule) : null,
            }, listed);
        }
    }

    internal sealed class CommandHandler(OjtDb db, AssessorLevels levels, TimeProvider time) : IWriteHandler<Command, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Command command, CancellationToken ct)
        {
            var programme = await db.Programmes.Whole().FirstOrDefaultAsync(p => p.Id == command.ProgrammeId, ct);
            if (programme is null) return Error.NotFound();
            var (title, description, now) = (command.Title.Trim(), (command.Description ?? "").Trim(), time.GetUtcNow());
            var before = programme.Objectives.FirstOrDefault(o => o.Id == command.ObjectiveId);
            LevelOfSkill? rule = null;
            if (!string.IsNullOrEmpty(command.Assessor))
            {
                // While skills are off, a rule that stands may stay.
                rule = before?.Assessor is { } same && ValueOf(same) == command.Assessor ? same
                    : (await levels.ChoicesAsync(ct)).Select(c => c.Level).FirstOrDefault(l => ValueOf(l) == command.Assessor);
                if (rule is null) return Error.NotFound();
            }

            if (command.ObjectiveId is not { } id) return programme.AddObjective(Guid.CreateVersion7(now), title, description, rule, now).Id;
            return programme.ChangeObjective(id, title, description, rule, now).Error is { } error ? error : id;
        }
    }

    private static string ValueOf(LevelOfSkill level) => $"{level.SkillId}/{level.Ordinal}";
}
