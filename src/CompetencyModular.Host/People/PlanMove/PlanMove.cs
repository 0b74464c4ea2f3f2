using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.PlanMove;

/// <summary>Says what becomes of somebody on a day to come: another unit, manager or position. It happens by itself on that day.</summary>
internal static class PlanMove
{
    /// <param name="UnitId">The unit then; stays as it is without one.</param>
    /// <param name="Manager">Personnel number or e-mail address; stays without one.</param>
    /// <param name="JobTitle">Stays without one.</param>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command(Guid PersonId, DateOnly? On, Guid? UnitId, string? Manager, string? JobTitle) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ITenant tenant, TimeProvider time, IStringLocalizer<PlanMovePage> texts)
        {
            RuleFor(c => c.On).NotNull();
            RuleFor(c => c.On).Must(day => day > tenant.DateAt(time.GetUtcNow())).When(c => c.On is not null).WithMessage(_ => texts["NotInFuture"]);
            RuleFor(c => c.JobTitle).MaximumLength(200);
            RuleFor(c => c).Must(c => c.UnitId is not null || !string.IsNullOrWhiteSpace(c.Manager) || !string.IsNullOrWhiteSpace(c.JobTitle)).OverridePropertyName(nameof(Command.UnitId)).WithMessage(_ => texts["NothingChanges"]);
        }
    }

    internal sealed class Handler(PlatformDb db, PeopleAccess access, ActingContext acting, IStringLocalizer<PlanMovePage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!await db.Set<Person>().AnyAsync(p => p.Id == command.PersonId && p.IsActive, cancellationToken)) return Error.NotFound();
            if (command.UnitId is { } unit && !await db.Set<OrganisationUnit>().AnyAsync(u => u.Id == unit && !u.IsClosed, cancellationToken)) return Wrong(nameof(command.UnitId), "UnitGone");
            Guid? manager = null;
            if (!string.IsNullOrWhiteSpace(command.Manager))
            {
                var found = await db.Set<Person>().Called(command.Manager).Select(p => p.Id).Take(2).ToListAsync(cancellationToken);
                if (found is not [var only]) return Wrong(nameof(command.Manager), found.Count == 0 ? "ManagerUnknown" : "ManagerAmbiguous");
                // Looked at again on the day; the line may be another then.
                if (only == command.PersonId || await access.ReportsToAsync(only, command.PersonId, cancellationToken)) return Wrong(nameof(command.Manager), "ManagerBelow");
                manager = only;
            }

            var title = string.IsNullOrWhiteSpace(command.JobTitle) ? null : command.JobTitle.Trim();
            db.Add(new FutureMove { PersonId = command.PersonId, On = command.On!.Value, UnitId = command.UnitId, ManagerId = manager, JobTitle = title, PlannedById = acting.PersonId });
            return Done.Value;
        }

        private Error Wrong(string field, string text) => Error.Invalid("move-invalid", texts[text], new Dictionary<string, string[]> { [field] = [texts[text]] });
    }

    /// <summary>Takes back what was planned and has not happened yet.</summary>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record TakeBack(Guid Id) : IWrite<Done>;

    internal sealed class TakeBackHandler(PlatformDb db, IStringLocalizer<PlanMovePage> texts) : IWriteHandler<TakeBack, Done>
    {
        public async ValueTask<Result<Done>> Handle(TakeBack command, CancellationToken cancellationToken)
        {
            if (await db.Set<FutureMove>().FindAsync([command.Id], cancellationToken) is not { } move) return Error.NotFound();
            if (move.State is not MoveState.Planned) return Error.Conflict("move-over", texts["NoLongerPlanned"]);
            move.State = MoveState.TakenBack;
            return Done.Value;
        }
    }
}
