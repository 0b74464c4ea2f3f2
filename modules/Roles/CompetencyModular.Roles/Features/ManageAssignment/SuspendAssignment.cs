using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.ManageAssignment;

/// <summary>Lets an assignment rest for a time, with a reason: its requirements ask nothing meanwhile and come back by themselves (G1).</summary>
internal static class SuspendAssignment
{
    [Requires(RolesPermissions.Assign)]
    internal sealed record Command(Guid Id, Content Suspension) : IWrite<Done>;

    internal sealed record Content
    {
        /// <summary>The first day; today when left out.</summary>
        public DateOnly? From { get; set; }

        /// <summary>The last day; null until it is resumed.</summary>
        public DateOnly? Until { get; set; }

        public string? Reason { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Suspension.From).IsDay().OverridePropertyName(nameof(Content.From));
            RuleFor(c => c.Suspension.Until).IsDay().OverridePropertyName(nameof(Content.Until));
            RuleFor(c => c.Suspension.Reason).IsReason().OverridePropertyName(nameof(Content.Reason));
        }
    }

    internal sealed class Handler(RolesDb db, IPeopleAccess access, ICurrentUser user, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Assignments.Include(a => a.Suspensions).FirstOrDefaultAsync(a => a.Id == command.Id, cancellationToken) is not { } assignment
                || !await access.MaySeeAsync(assignment.PersonId, cancellationToken)) return Error.NotFound();
            if (assignment.PersonId == user.PersonId) return RolesErrors.NotForOneself;
            var today = tenant.DateAt(time.GetUtcNow());
            var (from, until) = (command.Suspension.From ?? today, command.Suspension.Until);
            if (assignment.IsOverOn(today)) return RolesErrors.AssignmentOver;
            if (from < today) return RolesErrors.RestsInThePast;
            if (until < from) return RolesErrors.EndsBeforeItBegins;
            if (!assignment.Overlaps(from, until)) return RolesErrors.NotHeldThen;
            if (assignment.IsSuspendedBetween(from, until)) return RolesErrors.AlreadySuspended;
            assignment.Suspend(from, until, command.Suspension.Reason!.Trim());
            return Done.Value;
        }
    }
}

/// <summary>Ends a suspension with yesterday as its last day; one that has not begun never does.</summary>
internal static class ResumeAssignment
{
    [Requires(RolesPermissions.Assign)]
    internal sealed record Command(Guid Id, Guid SuspensionId) : IWrite<Done>;

    internal sealed class Handler(RolesDb db, IPeopleAccess access, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Assignments.Include(a => a.Suspensions).FirstOrDefaultAsync(a => a.Id == command.Id, cancellationToken) is not { } assignment
                || !await access.MaySeeAsync(assignment.PersonId, cancellationToken)
                || assignment.Suspensions.FirstOrDefault(s => s.Id == command.SuspensionId) is not { } suspension) return Error.NotFound();
            suspension.EndBy(tenant.DateAt(time.GetUtcNow()));
            return Done.Value;
        }
    }
}
