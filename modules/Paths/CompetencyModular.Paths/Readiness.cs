using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths;

/// <summary>Tells which prerequisites of a course or an event somebody holds (P2).</summary>
internal sealed class Readiness(PathsDb db, ICurrentUser user, IPeople people, Optional<ISkillLookup> skills, Optional<IGapLookup> levels)
{
    /// <summary>The prerequisites of a course as they stand for a person, other courses first.</summary>
    public async Task<IReadOnlyList<PrerequisiteState>> OfAsync(Guid courseId, Guid personId, CancellationToken ct)
    {
        var prerequisites = await db.Prerequisites.AsNoTracking().Where(p => p.CourseId == courseId).ToListAsync(ct);
        if (prerequisites.Count == 0) return [];

        var courses = await CoursesAsync([.. prerequisites.Select(p => p.RequiredCourseId).OfType<Guid>()], personId, ct);
        var asked = await SkillsAsync([.. prerequisites.Where(p => p.Level is not null).Select(p => (p.Id, p.Level!))], personId, ct);
        return
        [
            .. from p in prerequisites
               where p.RequiredCourseId is not null
               let course = courses[p.RequiredCourseId.GetValueOrDefault()]
               orderby course.Title
               select new PrerequisiteState(p.Id, course.Title, "", p.RequiredCourseId, course.Mastered, course.CanOpen),
            .. asked,
        ];
    }

    /// <summary>The prerequisites of events as they stand for a person; those without any are left out. The number of queries does not depend on the number of events.</summary>
    public async Task<ILookup<Guid, PrerequisiteState>> OfEventsAsync(IReadOnlyCollection<Guid> eventIds, Guid personId, CancellationToken ct)
    {
        var prerequisites = await db.EventPrerequisites.AsNoTracking().Where(p => eventIds.Contains(p.EventId)).ToListAsync(ct);
        var events = prerequisites.ToDictionary(p => p.Id, p => p.EventId);
        return (await SkillsAsync([.. prerequisites.Select(p => (p.Id, p.Level))], personId, ct)).ToLookup(p => events[p.Id]);
    }

    /// <summary>Whether somebody may begin. Who has begun is not asked again: a skill that lapses meanwhile closes no door.</summary>
    public async Task<bool> MayBeginAsync(Enrolment enrolment, CancellationToken ct) =>
        enrolment.StartedAt is not null || (await OfAsync(enrolment.CourseId, enrolment.PersonId, ct)).All(p => p.Holds);

    /// <summary>Somebody's open or mastered occurrence of a course with all that a step forward needs, if they may take it.</summary>
    public async Task<Result<(Enrolment Enrolment, Course Course)>> StepAsync(Guid courseId, Guid personId, CancellationToken ct)
    {
        var enrolment = await db.Enrolments.LatestOf(personId, courseId).Include(e => e.Progress).Include(e => e.Tries).AsSplitQuery().FirstOrDefaultAsync(ct);
        if (enrolment is null or { State: EnrolmentState.Left })
            return await db.Courses.AnyAsync(c => c.Id == courseId, ct) ? PathsErrors.NotEnrolled : Error.NotFound();
        if (!await MayBeginAsync(enrolment, ct)) return PathsErrors.PrerequisitesFirst;
        return (enrolment, await db.Courses.Include(c => c.Items).Include(c => c.Questions).AsSplitQuery().SingleAsync(c => c.Id == courseId, ct));
    }

    /// <summary>Levels of skills as they stand for a person, by the skill's name; a skill that cannot be looked up is left out.</summary>
    private async Task<IReadOnlyList<PrerequisiteState>> SkillsAsync(IReadOnlyCollection<(Guid Id, LevelOfSkill Level)> wanted, Guid personId, CancellationToken ct)
    {
        if (wanted.Count == 0 || skills.Value is not { } lookup) return [];
        var cards = await lookup.SkillsAsync([.. wanted.Select(w => w.Level.SkillId).Distinct()], ct);
        var held = levels.Value is { } gaps ? await gaps.LevelsAsync(personId, ct) : null;
        return
        [
            .. from w in wanted
               let card = cards.GetValueOrDefault(w.Level.SkillId)
               where card is not null
               let ordinal = card.ToCurrent(w.Level.ScaleVersion, w.Level.Ordinal)
               orderby card.Name
               // Nobody is kept out by what cannot be looked up just now.
               select new PrerequisiteState(w.Id, card.Name, card.Levels[ordinal].Name, null, held is null || held.GetValueOrDefault(card.Id) >= ordinal, false, card.Id),
        ];
    }

    private async Task<Dictionary<Guid, (string Title, bool Mastered, bool CanOpen)>> CoursesAsync(IReadOnlyCollection<Guid> ids, Guid personId, CancellationToken ct)
    {
        if (ids.Count == 0) return [];
        var open = await db.OpenToActorAsync(user, people, ct);
        var found = await db.Courses.Where(c => ids.Contains(c.Id))
            .Select(c => new
            {
                c.Id,
                c.Title,
                Mastered = db.Enrolments.Any(e => e.CourseId == c.Id && e.PersonId == personId && e.MasteredAt != null),
                CanOpen = open.Any(o => o.Id == c.Id),
            })
            .ToListAsync(ct);
        return found.ToDictionary(c => c.Id, c => (c.Title, c.Mastered, c.CanOpen));
    }
}

/// <summary>A prerequisite as it stands for a person.</summary>
/// <param name="Id">The prerequisite's id.</param>
/// <param name="Name">The course's title or the skill's name.</param>
/// <param name="Level">The level's name; empty for a course.</param>
/// <param name="CourseId">The course, where it is one.</param>
/// <param name="Holds">Whether it holds now.</param>
/// <param name="CanOpen">Whether it is a course whose page the actor may open.</param>
/// <param name="SkillId">The skill, where it is one.</param>
internal sealed record PrerequisiteState(Guid Id, string Name, string Level, Guid? CourseId, bool Holds, bool CanOpen, Guid? SkillId = null)
{
    /// <summary>In one line, as lists name it.</summary>
    public string Text => Level.Length > 0 ? $"{Name}: {Level}" : Name;
}
