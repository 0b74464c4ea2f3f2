using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.WriteQuestion;

/// <summary>An author adds or changes a question of the mastery check.</summary>
internal static class WriteQuestion
{
    /// <summary>The form, empty for a new question.</summary>
    [Requires(PathsPermissions.Author)]
    internal sealed record Query(Guid CourseId, Guid? QuestionId) : IRead<Response>;

    internal sealed record Response(string CourseTitle, Command Form);

    [Requires(PathsPermissions.Author)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid CourseId { get; set; }

        /// <summary>Null for a new question.</summary>
        public Guid? QuestionId { get; set; }

        public string Text { get; set; } = "";

        public QuestionKind Kind { get; set; }

        public string? Explanation { get; set; }

        /// <summary>Rows without text are no options.</summary>
        public List<OptionRow> Options { get; set; } = [];

        public QuestionContent Content() => new(
            Text.Trim(), Kind,
            [.. Options.Where(o => !string.IsNullOrWhiteSpace(o.Text)).Select(o => new AnswerOption(o.Id ?? Guid.CreateVersion7(), o.Text!.Trim(), o.IsRight))],
            (Explanation ?? "").Trim());
    }

    internal sealed record OptionRow
    {
        public Guid? Id { get; set; }

        public string? Text { get; set; }

        public bool IsRight { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Text).NotEmpty().MaximumLength(2000);
            RuleFor(c => c.Kind).IsInEnum();
            RuleFor(c => c.Explanation).MaximumLength(4000);
            RuleForEach(c => c.Options).ChildRules(option => option.RuleFor(o => o.Text).MaximumLength(1000));
            RuleFor(c => c.Options.Count).LessThanOrEqualTo(20);
        }
    }

    internal sealed class QueryHandler(PathsDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var title = await db.Courses.Where(c => c.Id == query.CourseId).Select(c => c.Title).FirstOrDefaultAsync(ct);
            if (title is null) return Error.NotFound();
            if (query.QuestionId is not { } questionId) return new Response(title, new Command { CourseId = query.CourseId });
            var question = await db.Questions.AsNoTracking().FirstOrDefaultAsync(q => q.Id == questionId && q.CourseId == query.CourseId, ct);
            if (question is null) return Error.NotFound();
            return new Response(title, new Command
            {
                CourseId = question.CourseId,
                QuestionId = question.Id,
                Text = question.Text,
                Kind = question.Kind,
                Explanation = question.Explanation,
                Options = [.. question.Options.Select(o => new OptionRow { Id = o.Id, Text = o.Text, IsRight = o.IsRight })],
            });
        }
    }

    internal sealed class CommandHandler(PathsDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var course = await db.Courses.Include(c => c.Questions).FirstOrDefaultAsync(c => c.Id == command.CourseId, ct);
            if (course is null) return Error.NotFound();
            if (command.QuestionId is { } questionId) return course.ChangeQuestion(questionId, command.Content(), time.GetUtcNow());
            return course.AddQuestion(Guid.CreateVersion7(), command.Content(), time.GetUtcNow()).Error is { } error ? error : Done.Value;
        }
    }
}
