using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths;

/// <summary>Tells how far people are with the steps of paths. The number of queries depends neither on the number of people nor on that of steps.</summary>
internal sealed class Whereabouts(PathsDb db, IEvents events, Optional<IAwardLookup> awards, Optional<IGapLookup> levels)
{
    /// <summary>What the given people have completed, begun and hold of the given activities.</summary>
    public async Task<Ground> ReadAsync(IReadOnlyCollection<Guid> people, IEnumerable<ActivityRef> activities, CancellationToken ct)
    {
        var all = activities.Distinct().ToList();
        var courses = all.Where(a => a.IsCourse()).Select(a => a.Id).ToList();
        var others = all.Where(a => !a.IsCourse()).ToList();
        var ground = new Ground(awards.Value is { } given ? await given.AwardsAsync(all, ct) : new Dictionary<ActivityRef, IReadOnlyList<SkillLevel>>(), awards.Value is not null);
        if (courses.Count > 0)
        {
            foreach (var e in await db.Enrolments.Where(e => people.Contains(e.PersonId) && courses.Contains(e.CourseId))
                .Select(e => new { e.PersonId, e.CourseId, e.State, e.MasteredAt }).ToListAsync(ct))
            {
                if (e.MasteredAt is { } at) ground.Complete(e.PersonId, CourseRef.Of(e.CourseId), at);
                else if (e.State is EnrolmentState.Enrolled or EnrolmentState.InProgress) ground.Begin(e.PersonId, CourseRef.Of(e.CourseId));
            }
        }

        if (others.Count > 0)
        {
            foreach (var d in await db.DoneActivities.AsNoTracking().Where(d => people.Contains(d.PersonId) && others.Contains(d.Activity)).ToListAsync(ct))
                ground.Complete(d.PersonId, d.Activity, d.DoneAt);
        }

        if (ground.Awards.Count > 0 && levels.Value is { } lookup) ground.Levels = await lookup.LevelsAsync(people, ct);
        return ground;
    }

    /// <summary>Records the mastery of those journeys of a person whose steps are all mastered now.</summary>
    /// <param name="journeys">Tracked, of one person.</param>
    /// <param name="just">What was completed in this unit of work; null for nothing.</param>
    public async Task JudgeAsync(IReadOnlyCollection<Journey> journeys, ActivityCompleted? just, DateTimeOffset now, CancellationToken ct)
    {
        var open = journeys.Where(j => j is { MasteredAt: null, LeftAt: null }).ToDictionary(j => j.PathId);
        if (open.Count == 0) return;
        var person = open.Values.First().PersonId;
        var paths = await db.Paths.AsInForce().Where(p => open.Keys.Contains(p.Id)).ToListAsync(ct);
        var ground = await ReadAsync([person], paths.SelectMany(p => p.InForce).Select(s => s.Activity), ct);
        if (just is not null) ground.Complete(person, just.Activity, just.CompletedAt);
        foreach (var path in paths.Where(p => ground.Of(person, p).IsComplete))
        {
            if (open[path.Id].Master(path, now) is { } mastered) events.Publish(mastered);
        }
    }

    /// <summary>What people have done.</summary>
    internal sealed class Ground(IReadOnlyDictionary<ActivityRef, IReadOnlyList<SkillLevel>> awards, bool awardsAreKnown)
    {
        private readonly Dictionary<(Guid, ActivityRef), DateTimeOffset> done = [];
        private readonly HashSet<(Guid, ActivityRef)> begun = [];

        /// <summary>What each activity awards; those that award nothing are left out.</summary>
        public IReadOnlyDictionary<ActivityRef, IReadOnlyList<SkillLevel>> Awards { get; } = awards;

        public bool AwardsAreKnown { get; } = awardsAreKnown;

        public IReadOnlyDictionary<Guid, IReadOnlyDictionary<Guid, int>> Levels { get; set; } = new Dictionary<Guid, IReadOnlyDictionary<Guid, int>>();

        public void Complete(Guid person, ActivityRef activity, DateTimeOffset at)
        {
            if (!done.TryGetValue((person, activity), out var earlier) || at < earlier) done[(person, activity)] = at;
        }

        public void Begin(Guid person, ActivityRef activity) => begun.Add((person, activity));

        public int LevelOf(Guid person, Guid skill) => Levels.GetValueOrDefault(person)?.GetValueOrDefault(skill) ?? 0;

        /// <summary>Where somebody is on a path's edition in force.</summary>
        public PathStanding Of(Guid person, LearningPath path) => PathStanding.Of(path.OrderInForce, path.InForce, step => new StepProgress(
            done.TryGetValue((person, step.Activity), out var at) ? at : null,
            Awards.TryGetValue(step.Activity, out var given) && given.Count > 0 && given.All(a => LevelOf(person, a.SkillId) >= a.Ordinal),
            begun.Contains((person, step.Activity))));
    }
}

/// <summary>Tells which paths are assigned to somebody now: by name, through the unit or one above it, or through a job profile.</summary>
internal sealed class AssignedPaths(PathsDb db, IPeople people, Optional<IRequirementLookup> profiles, TimeProvider time)
{
    public async Task<IReadOnlyList<PathAssignment>> OfAsync(Guid personId, CancellationToken ct)
    {
        var kinds = await db.Assignments.Current().Select(a => a.Kind).Distinct().ToListAsync(ct);
        if (kinds.Count == 0) return [];
        var targets = new List<Guid> { personId };
        if (kinds.Contains(AssigneeKind.Unit)) targets.AddRange(await UnitsOfAsync(personId, ct));
        if (kinds.Contains(AssigneeKind.Profile) && profiles.Value is { } lookup)
            targets.AddRange((await lookup.InForceAsync([personId], time.GetUtcNow(), ct))[personId].Select(p => p.ProfileId));
        return await db.Assignments.AsNoTracking().Current().Where(a => targets.Contains(a.TargetId)).OrderBy(a => a.AssignedAt).ThenBy(a => a.Id).ToListAsync(ct);
    }

    /// <summary>The unit of a person and those above it.</summary>
    private async Task<List<Guid>> UnitsOfAsync(Guid personId, CancellationToken ct)
    {
        var above = new List<Guid>();
        var parents = (await people.UnitsAsync(ct)).ToDictionary(u => u.Id, u => u.ParentId);
        for (var unit = (await people.CardsAsync([personId], ct)).GetValueOrDefault(personId)?.UnitId; unit is { } id && !above.Contains(id); unit = parents.GetValueOrDefault(id)) above.Add(id);
        return above;
    }
}
