using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.AddPrerequisite;

/// <summary>An author says what comes first: another course, or a skill at a level.</summary>
internal static class AddPrerequisite
{
    private const int Shown = 20;

    /// <summary>What could come first, by what was typed.</summary>
    [Requires(PathsPermissions.Author)]
    internal sealed record Query(Guid CourseId, string? Search) : IRead<Response>;

    /// <param name="SkillsAreOn">Whether skills can be chosen at all.</param>
    internal sealed record Response(string CourseTitle, IReadOnlyList<CourseChoice> Courses, IReadOnlyList<SkillChoice> Skills, bool SkillsAreOn);

    internal sealed record CourseChoice(Guid Id, string Code, string Title);

    internal sealed record SkillChoice(Guid Id, string Name, IReadOnlyList<LevelCard> Levels);

    /// <param name="RequiredCourseId">The other course, or</param>
    /// <param name="SkillId">the skill</param>
    /// <param name="Ordinal">and its level on today's scale.</param>
    [Requires(PathsPermissions.Author)]
    internal sealed record Command(Guid CourseId, Guid? RequiredCourseId, Guid? SkillId, int? Ordinal) : IWrite<Done>;

    internal sealed class QueryHandler(PathsDb db, Optional<ISkillLookup> skills) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var title = await db.Courses.Where(c => c.Id == query.CourseId).Select(c => c.Title).FirstOrDefaultAsync(ct);
            if (title is null) return Error.NotFound();
            var like = SearchText.Like(query.Search);
            var courses = await db.Courses
                .Where(c => c.Id != query.CourseId && c.State != CourseState.Retired && EF.Functions.Like(c.SearchText, like, "\\"))
                .OrderBy(c => c.SearchText).ThenBy(c => c.Id).Take(Shown)
                .Select(c => new CourseChoice(c.Id, c.Code, c.Title)).ToListAsync(ct);
            var found = skills.Value is { } lookup ? await lookup.FindAsync(query.Search, Shown, ct) : [];
            return new Response(title, courses, [.. found.Select(s => new SkillChoice(s.Id, s.Name, [.. s.Levels.Skip(1)]))], skills.Value is not null);
        }
    }

    internal sealed class CommandHandler(PathsDb db, Optional<ISkillLookup> skills, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var course = await db.Courses.Include(c => c.Prerequisites).FirstOrDefaultAsync(c => c.Id == command.CourseId, ct);
            if (course is null) return Error.NotFound();
            if (command.RequiredCourseId is { } required)
            {
                if (!await db.Courses.AnyAsync(c => c.Id == required, ct)) return Error.NotFound();
                var all = await db.Prerequisites.Where(p => p.RequiredCourseId != null)
                    .Select(p => new { p.CourseId, Required = p.RequiredCourseId!.Value }).ToListAsync(ct);
                return course.Require(required, all.ToLookup(p => p.CourseId, p => p.Required), time.GetUtcNow());
            }

            if (command is not { SkillId: { } skillId, Ordinal: { } ordinal } || skills.Value is not { } lookup) return Error.NotFound();
            var card = (await lookup.SkillsAsync([skillId], ct)).GetValueOrDefault(skillId);
            if (card is null || ordinal < 1 || ordinal >= card.Levels.Count) return Error.NotFound();
            course.Require(new LevelOfSkill(card.Id, card.ScaleVersion, ordinal), time.GetUtcNow());
            return Done.Value;
        }
    }
}
