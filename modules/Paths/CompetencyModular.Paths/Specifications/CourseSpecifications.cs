using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Specifications;

internal static class CourseSpecifications
{
    /// <summary>Courses on offer to people of a unit.</summary>
    public static IQueryable<Course> OnOfferTo(this IQueryable<Course> courses, string unit) => courses.Where(c =>
        c.State == CourseState.Published && (c.Audience == Audience.Everybody || c.Units.Any(u => u.Unit == unit)));

    /// <summary>Courses that a person may open: those on offer, and those already begun, whatever became of them.</summary>
    public static IQueryable<Course> OpenTo(this PathsDb db, Guid personId, string unit) => db.Courses.Where(c =>
        (c.State == CourseState.Published && (c.Audience == Audience.Everybody || c.Units.Any(u => u.Unit == unit)))
        || db.Enrolments.Any(e => e.CourseId == c.Id && e.PersonId == personId));

    /// <summary>With all it consists of, for a change or a mastery.</summary>
    public static IQueryable<Course> Whole(this IQueryable<Course> courses) => courses
        .Include(c => c.Items).Include(c => c.Questions).Include(c => c.Prerequisites).Include(c => c.Tags).Include(c => c.Units).AsSplitQuery();

    /// <summary>A person's latest occurrence of a course.</summary>
    public static IQueryable<Enrolment> LatestOf(this IQueryable<Enrolment> enrolments, Guid personId, Guid courseId) =>
        enrolments.Where(e => e.PersonId == personId && e.CourseId == courseId).OrderByDescending(e => e.Occurrence);

    /// <summary>The unit on a person's card; empty where there is none.</summary>
    public static async Task<string> UnitOfAsync(this IPeople people, Guid personId, CancellationToken ct) =>
        (await people.CardsAsync([personId], ct)).GetValueOrDefault(personId)?.Unit ?? "";

    /// <summary>The courses that the actor may open: an author all, everybody else what is on offer or begun.</summary>
    public static async Task<IQueryable<Course>> OpenToActorAsync(this PathsDb db, ICurrentUser user, IPeople people, CancellationToken ct) =>
        user.Has(PathsPermissions.Author) ? db.Courses : db.OpenTo(user.Me(), await people.UnitOfAsync(user.Me(), ct));
}
