using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.ManageAssignment;

/// <summary>An assignment with its dates, the times in which it rests, and the skills of which its holder is exempt (G1).</summary>
internal static class ManageAssignment
{
    [Requires(RolesPermissions.Assign)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="IsOver">Whether its last day is past: then it is history and does not change any more.</param>
    /// <param name="IsOwn">Whether it is the viewer's own; nobody lets their own requirements rest.</param>
    /// <param name="Suspensions">The latest first.</param>
    internal sealed record Response(
        Guid Id, PersonCard Person, Guid ProfileId, string Profile, bool IsPrimary, DateOnly From, DateOnly? Until, bool IsOver, bool IsOwn, bool IsSuspended,
        IReadOnlyList<Rest> Suspensions, IReadOnlyList<Row> Requirements, IReadOnlyList<Release> Exemptions);

    /// <param name="IsOver">Whether it has ended.</param>
    internal sealed record Rest(Guid Id, DateOnly From, DateOnly? Until, string Reason, bool IsOver);

    internal sealed record Row(Guid SkillId, string Skill, int Ordinal, IReadOnlyList<string> Levels, bool Mandatory, bool IsExempt);

    /// <param name="Everywhere">Whether it holds for all of the person's profiles.</param>
    internal sealed record Release(Guid Id, string Skill, DateOnly From, DateOnly? Until, string Reason, bool Everywhere);

    internal sealed class Handler(RolesDb db, IRequirementLookup profiles, ISkillLookup skills, IPeople people, IPeopleAccess access, ICurrentUser user, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Assignments.AsNoTracking().Include(a => a.Suspensions).FirstOrDefaultAsync(a => a.Id == query.Id, cancellationToken) is not { } assignment
                || !await access.MaySeeAsync(assignment.PersonId, cancellationToken)
                || (await people.CardsAsync([assignment.PersonId], cancellationToken)).GetValueOrDefault(assignment.PersonId) is not { } person) return Error.NotFound();
            var today = tenant.DateAt(time.GetUtcNow());
            var required = (await profiles.ProfileAsync(assignment.ProfileId, cancellationToken))!;
            var exemptions = await db.Exemptions.AsNoTracking().Where(e => e.PersonId == person.Id && (e.ProfileId == null || e.ProfileId == assignment.ProfileId) && (e.Until == null || (e.Until >= today && e.Until >= e.From)))
                .OrderBy(e => e.From).ThenBy(e => e.Id).ToListAsync(cancellationToken);
            var cards = await skills.SkillsAsync([.. required.Requirements.Select(r => r.SkillId).Concat(exemptions.Select(e => e.SkillId)).Distinct()], cancellationToken);
            var exempt = exemptions.Where(e => e.Covers(today, assignment.ProfileId)).Select(e => e.SkillId).ToHashSet();
            return new Response(
                assignment.Id, person, assignment.ProfileId, required.Name, assignment.IsPrimary, assignment.From, assignment.Until, assignment.IsOverOn(today), user.PersonId == person.Id,
                assignment.IsHeldOn(today) && !assignment.IsActiveOn(today),
                [.. assignment.Suspensions.Where(s => s.Until is null || s.Until >= s.From).OrderByDescending(s => s.From).Select(s => new Rest(s.Id, s.From, s.Until, s.Reason, s.Until < today))],
                [.. required.Requirements.OrderByDescending(r => r.Mandatory).ThenBy(r => cards[r.SkillId].Name, StringComparer.CurrentCulture)
                    .Select(r => new Row(r.SkillId, cards[r.SkillId].Name, r.Ordinal, [.. cards[r.SkillId].Levels.Select(l => l.Name)], r.Mandatory, exempt.Contains(r.SkillId)))],
                [.. exemptions.Select(e => new Release(e.Id, cards[e.SkillId].Name, e.From, e.Until, e.Reason, e.ProfileId is null))]);
        }
    }
}

/// <summary>Sets the last day of an assignment, or leaves it open. What was required before today stays on record.</summary>
internal static class SetLastDay
{
    /// <param name="LastDay">Yesterday at the earliest, which ends it at once; null for no end.</param>
    [Requires(RolesPermissions.Assign)]
    internal sealed record Command(Guid Id, DateOnly? LastDay) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.LastDay).IsDay();
    }

    internal sealed class Handler(RolesDb db, IPeopleAccess access, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Assignments.FindAsync([command.Id], cancellationToken) is not { } assignment || !await access.MaySeeAsync(assignment.PersonId, cancellationToken)) return Error.NotFound();
            var today = tenant.DateAt(time.GetUtcNow());
            if (assignment.IsOverOn(today)) return RolesErrors.AssignmentOver;
            if (command.LastDay < today.AddDays(-1)) return RolesErrors.LastDayPast;
            // What has not begun yet may be withdrawn: it then ends on the day before it begins.
            if (command.LastDay < assignment.From.AddDays(-1)) return RolesErrors.EndsBeforeItBegins;
            var others = (await db.Assignments.Where(a => a.PersonId == assignment.PersonId && a.Id != assignment.Id && (a.Until == null || a.Until >= assignment.From)).ToListAsync(cancellationToken))
                .Where(a => !a.IsWithdrawn && !a.Overlaps(assignment.From, assignment.Until) && a.Overlaps(assignment.From, command.LastDay)).ToList();
            if (others.Exists(a => a.ProfileId == assignment.ProfileId)) return RolesErrors.AlreadyAssigned;
            if (assignment.IsPrimary && others.Exists(a => a.IsPrimary)) return RolesErrors.OtherPrimary;
            assignment.End(command.LastDay);
            return Done.Value;
        }
    }
}

/// <summary>Makes an additional profile the primary one from today on, or from its first day. The one before becomes an additional one.</summary>
internal static class MakePrimary
{
    [Requires(RolesPermissions.Assign)]
    internal sealed record Command(Guid Id) : IWrite<Saved>;

    /// <param name="Id">The assignment that goes on.</param>
    internal sealed record Saved(Guid Id);

    internal sealed class Handler(RolesDb db, IPeopleAccess access, ICurrentUser user, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Saved>
    {
        public async ValueTask<Result<Saved>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Assignments.Include(a => a.Suspensions).FirstOrDefaultAsync(a => a.Id == command.Id, cancellationToken) is not { } assignment
                || !await access.MaySeeAsync(assignment.PersonId, cancellationToken)) return Error.NotFound();
            var now = time.GetUtcNow();
            var today = tenant.DateAt(now);
            if (assignment.IsOverOn(today)) return RolesErrors.AssignmentOver;
            if (assignment.IsPrimary) return new Saved(assignment.Id);
            var (from, until) = (assignment.From > today ? assignment.From : today, assignment.Until);
            var before = (await db.Assignments.Include(a => a.Suspensions).Where(a => a.PersonId == assignment.PersonId && a.IsPrimary && (a.Until == null || a.Until >= from)).ToListAsync(cancellationToken))
                .Where(a => !a.IsWithdrawn && a.Overlaps(from, until));
            db.AddRange(before.SelectMany(a => a.StepBack(from, until, now, user.PersonId)));
            var primary = assignment.Promote(from, now, user.PersonId);
            db.Add(primary);
            return new Saved(primary.Id);
        }
    }
}
