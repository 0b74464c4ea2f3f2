using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ArrangeQuestions;

/// <summary>An author moves a question one place, or takes it out.</summary>
internal static class ArrangeQuestions
{
    /// <param name="Direction">Where to; null takes it out.</param>
    [Requires(PathsPermissions.Author)]
    internal sealed record Command(Guid CourseId, Guid QuestionId, Direction? Direction) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var course = await db.Courses.Include(c => c.Questions).FirstOrDefaultAsync(c => c.Id == command.CourseId, ct);
            if (course is null) return Error.NotFound();
            return command.Direction is { } direction
                ? course.MoveQuestion(command.QuestionId, direction, time.GetUtcNow())
                : course.RemoveQuestion(command.QuestionId, time.GetUtcNow());
        }
    }
}
