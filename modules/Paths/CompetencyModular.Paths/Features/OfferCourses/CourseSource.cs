using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.OfferCourses;

/// <summary>The courses as activities that a gap plan may hold; the practical tasks in them are known by name, and done within their course. The number of queries does not depend on the number of courses.</summary>
internal sealed class CourseSource(PathsDb db, IPeople people, ICurrentUser user, Optional<ISkillLookup> skills) : IActivitySource
{
    public async Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken)
    {
        var unit = await people.UnitOfAsync(personId, cancellationToken);
        // Retired courses too, for those who take or took them: they may be finished, and what was mastered opens what comes after it (N3).
        var courses = await db.Courses.AsNoTracking()
            .Where(c => c.State == CourseState.Published || db.Enrolments.Any(e => e.CourseId == c.Id && e.PersonId == personId)).OrderBy(c => c.Id)
            .Select(c => new
            {
                c.Id,
                c.Title,
                c.Minutes,
                c.Money,
                IsOnOffer = c.State == CourseState.Published && (c.Audience == Audience.Everybody || c.Units.Any(u => u.Unit == unit)),
            })
            .ToListAsync(cancellationToken);
        var progress = (await db.Enrolments.Where(e => e.PersonId == personId)
                .Select(e => new { e.CourseId, e.State, IsMastered = e.MasteredAt != null })
                .ToListAsync(cancellationToken))
            .ToLookup(e => e.CourseId);
        var prerequisites = await PrerequisitesAsync(cancellationToken);

        return
        [
            .. courses.Select(c => new ActivityOffer(
                CourseRef.Of(c.Id), Link(c.Id, c.Title), c.Minutes, c.Money,
                c.IsOnOffer || IsUnderWay(c.Id) ? OfferVisibility.Open : OfferVisibility.Hidden,
                [.. prerequisites[c.Id]],
                Progress: IsUnderWay(c.Id) ? OfferProgress.Started
                    : progress[c.Id].Any(e => e.IsMastered) ? OfferProgress.Completed
                    : OfferProgress.NotStarted)),
        ];

        bool IsUnderWay(Guid course) => progress[course].Any(e => e.State is EnrolmentState.Enrolled or EnrolmentState.InProgress);
    }

    public async Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken)
    {
        var ids = activities.Where(a => a.IsCourse()).Select(a => a.Id).Distinct().ToList();
        var tasks = activities.Where(a => a.IsTask()).Select(a => a.Id).Distinct().ToList();
        var found = new Dictionary<ActivityRef, ActivityLink>();
        if (ids.Count > 0)
        {
            foreach (var c in await db.Courses.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Title }).ToListAsync(cancellationToken)) found.Add(CourseRef.Of(c.Id), Link(c.Id, c.Title));
        }

        if (tasks.Count > 0)
        {
            foreach (var t in await db.Items.Where(i => i.Kind == ItemKind.Task && tasks.Contains(i.Id)).Select(i => new { i.Id, i.CourseId, i.Title }).ToListAsync(cancellationToken))
                found.Add(TaskRef.Of(t.Id), new ActivityLink(t.Title, $"/paths/courses/{t.CourseId}/tasks/{t.Id}", TaskRef.Kind));
        }

        return found;
    }

    public async Task<IReadOnlyList<ActivityUse>> UsesOfAsync(ActivityRef activity, CancellationToken cancellationToken)
    {
        var target = activity.ToString();
        var courses = await db.Courses.Where(c => c.Items.Any(i => i.Kind == ItemKind.Activity && i.Target == target)).OrderBy(c => c.SearchText).Select(c => new { c.Id, c.Title }).ToListAsync(cancellationToken);
        if (courses.Count == 0) return [];
        var ids = courses.ConvertAll(c => c.Id);
        var open = user.Has(PathsPermissions.Author) ? [.. ids]
            : user.PersonId is { } me && user.Has(PathsPermissions.Read) ? (await db.OpenTo(me, await people.UnitOfAsync(me, cancellationToken)).Where(c => ids.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancellationToken)).ToHashSet()
            : new HashSet<Guid>();
        return [.. courses.Select(c => new ActivityUse(CourseRef.Of(c.Id), open.Contains(c.Id) ? Link(c.Id, c.Title) : null))];
    }

    private static ActivityLink Link(Guid id, string title) => new(title, $"/paths/courses/{id}", CourseRef.Kind);

    private async Task<ILookup<Guid, Prerequisite>> PrerequisitesAsync(CancellationToken ct)
    {
        var all = await db.Prerequisites.AsNoTracking().ToListAsync(ct);
        var wanted = all.Select(p => p.SkillId).OfType<Guid>().Distinct().ToList();
        var cards = wanted.Count > 0 && skills.Value is { } lookup ? await lookup.SkillsAsync(wanted, ct) : null;
        return all
            .Select(p => (p.CourseId, Prerequisite: p switch
            {
                { RequiredCourseId: { } course } => Prerequisite.Completed(CourseRef.Of(course)),
                // Without the skill's card its level cannot be read on today's scale, and nobody can be asked for it.
                { Level: { } level } when cards?.GetValueOrDefault(level.SkillId) is { } card => Prerequisite.Held(card.Id, card.ToCurrent(level.ScaleVersion, level.Ordinal)),
                _ => null,
            }))
            .Where(p => p.Prerequisite is not null)
            .ToLookup(p => p.CourseId, p => p.Prerequisite!);
    }
}
