using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.AssignProfile;

/// <summary>Gives somebody a job profile from a day on. As the primary one it takes the place of the one before, which stays as an additional one.</summary>
internal static class AssignProfile
{
    [Requires(RolesPermissions.Assign)]
    internal sealed record Command(Guid PersonId, Guid? ProfileId, bool IsPrimary, DateOnly? From) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.ProfileId).NotEmpty();
    }

    internal sealed class Handler(RolesDb db, IPeopleAccess access, ICurrentUser user, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!await access.MaySeeAsync(command.PersonId, cancellationToken)) return Error.NotFound();
            if (!await db.Profiles.AnyAsync(p => p.Id == command.ProfileId && p.RetiredAt == null, cancellationToken)) return Error.NotFound();
            var now = time.GetUtcNow();
            var from = command.From ?? tenant.DateAt(now);
            var held = (await db.Assignments.Where(a => a.PersonId == command.PersonId && (a.Until == null || a.Until >= from)).ToListAsync(cancellationToken)).Where(a => !a.IsWithdrawn).ToList();
            if (held.Exists(a => a.ProfileId == command.ProfileId)) return Error.Conflict("roles.already-assigned", "");

            foreach (var before in command.IsPrimary ? held.Where(a => a.IsPrimary) : [])
                if (before.StepBack(from, keep: true, now, user.PersonId) is { } goesOn) db.Add(goesOn);
            db.Add(Assignment.Begin(command.PersonId, command.ProfileId!.Value, command.IsPrimary, from, until: null, now, user.PersonId));
            return Done.Value;
        }
    }
}

/// <summary>Ends an assignment with yesterday as its last day. What was required until then stays on record.</summary>
internal static class EndAssignment
{
    [Requires(RolesPermissions.Assign)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(RolesDb db, IPeopleAccess access, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Assignments.FindAsync([command.Id], cancellationToken) is not { } assignment || !await access.MaySeeAsync(assignment.PersonId, cancellationToken)) return Error.NotFound();
            var yesterday = tenant.DateAt(time.GetUtcNow()).AddDays(-1);
            assignment.End(yesterday < assignment.From ? assignment.From.AddDays(-1) : yesterday);
            return Done.Value;
        }
    }
}
