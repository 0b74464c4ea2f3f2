using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.ManageUnits;

/// <summary>Adds a unit, or renames and moves one.</summary>
internal static class WriteUnit
{
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command(Guid? Id, string? Name, Guid? ParentId) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Name).NotEmpty().MaximumLength(200);
    }

    internal sealed class Handler(PlatformDb db, IStringLocalizer<ManageUnitsPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var units = await db.Set<OrganisationUnit>().ToDictionaryAsync(u => u.Id, cancellationToken);
            if (command.ParentId is { } wanted)
            {
                if (!units.TryGetValue(wanted, out var parent)) return Wrong(nameof(command.ParentId), "ParentGone");
                if (parent.IsClosed && (command.Id is not { } moved || units.GetValueOrDefault(moved)?.ParentId != wanted)) return Wrong(nameof(command.ParentId), "ParentClosed");
            }

            if (units.Values.Any(u => u.Id != command.Id && string.Equals(u.Name, command.Name!.Trim(), StringComparison.OrdinalIgnoreCase))) return Wrong(nameof(command.Name), "NameTaken");
            if (command.Id is not { } id)
            {
                db.Add(new OrganisationUnit { Name = command.Name!.Trim(), ParentId = command.ParentId });
                return Done.Value;
            }

            if (!units.TryGetValue(id, out var unit)) return Error.NotFound();
            for (var above = command.ParentId; above is { } next; above = units[next].ParentId)
                if (next == id) return Wrong(nameof(command.ParentId), "BelowItself");
            (unit.Name, unit.ParentId) = (command.Name!.Trim(), command.ParentId);
            return Done.Value;
        }

        private Error Wrong(string field, string text) => Error.Invalid("unit-invalid", texts[text], new Dictionary<string, string[]> { [field] = [texts[text]] });
    }
}

/// <summary>Removes a unit in which nobody is and below which there is none.</summary>
internal static class RemoveUnit
{
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(PlatformDb db, IStringLocalizer<ManageUnitsPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Set<OrganisationUnit>().FindAsync([command.Id], cancellationToken) is not { } unit) return Error.NotFound();
            if (await db.Set<Person>().AnyAsync(p => p.UnitId == command.Id, cancellationToken) || await db.Set<OrganisationUnit>().AnyAsync(u => u.ParentId == command.Id, cancellationToken))
                return Error.Conflict("unit-in-use", texts["InUse"]);
            db.Remove(unit);
            return Done.Value;
        }
    }
}

/// <summary>Closes a unit in which nobody is any more, or opens it again. What was there stays readable; nobody comes into it.</summary>
internal static class CloseUnit
{
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command(Guid Id, bool Close) : IWrite<Done>;

    internal sealed class Handler(PlatformDb db, IStringLocalizer<ManageUnitsPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Set<OrganisationUnit>().FindAsync([command.Id], cancellationToken) is not { } unit) return Error.NotFound();
            if (command.Close)
            {
                if (await db.Set<Person>().AnyAsync(p => p.UnitId == unit.Id && p.IsActive, cancellationToken)) return Error.Conflict("unit-in-use", texts["CloseInUse"]);
                if (await db.Set<OrganisationUnit>().AnyAsync(u => u.ParentId == unit.Id && !u.IsClosed, cancellationToken)) return Error.Conflict("unit-in-use", texts["CloseBelow"]);
                if (await db.Set<FutureMove>().AnyAsync(m => m.UnitId == unit.Id && m.State == MoveState.Planned, cancellationToken)) return Error.Conflict("unit-in-use", texts["ClosePlanned"]);
            }
            else if (await db.Set<OrganisationUnit>().AnyAsync(u => u.Id == unit.ParentId && u.IsClosed, cancellationToken)) return Error.Conflict("unit-in-use", texts["ParentClosed"]);

            unit.IsClosed = command.Close;
            return Done.Value;
        }
    }
}
