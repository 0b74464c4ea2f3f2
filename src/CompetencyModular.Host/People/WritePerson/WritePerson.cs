using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.WritePerson;

/// <summary>Adds a person, or changes one. The manager is named by personnel number or e-mail address.</summary>
internal static class WritePerson
{
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command(
        Guid? Id, string? GivenName, string? FamilyName, string? Email, string? PersonnelNumber, string? JobTitle, string? Location, Guid? UnitId, string? Manager,
        DateOnly? HiredOn, bool IsActive, int Version) : IWrite<Guid>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<WritePersonPage> texts)
        {
            RuleFor(c => c.GivenName).NotEmpty().MaximumLength(100);
            RuleFor(c => c.FamilyName).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Email).Must(EmailAddress.IsValid).When(c => !string.IsNullOrWhiteSpace(c.Email)).WithMessage(_ => texts["EmailWrong"]);
            RuleFor(c => c.PersonnelNumber).MaximumLength(50);
            RuleFor(c => c.JobTitle).MaximumLength(200);
            RuleFor(c => c.Location).MaximumLength(200);
        }
    }

    internal sealed class Handler(PlatformDb db, PeopleAccess access, IEvents events, IStringLocalizer<WritePersonPage> texts) : IWriteHandler<Command, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Command command, CancellationToken cancellationToken)
        {
            var person = command.Id is { } id ? await db.Set<Person>().FindAsync([id], cancellationToken) : new Person();
            if (person is null) return Error.NotFound();
            if (command.UnitId is { } unit && !await db.Set<OrganisationUnit>().AnyAsync(u => u.Id == unit, cancellationToken)) return Wrong(nameof(command.UnitId), "UnitGone");
            var number = string.IsNullOrWhiteSpace(command.PersonnelNumber) ? null : command.PersonnelNumber.Trim();
            if (number is not null && await db.Set<Person>().AnyAsync(p => p.PersonnelNumber == number && p.Id != person.Id, cancellationToken)) return Wrong(nameof(command.PersonnelNumber), "NumberTaken");
            var manager = await ManagerAsync(command.Manager, person.Id, cancellationToken);
            if (manager.Error is { } error) return error;

            if (command.Id is not null && (person.ManagerId, person.IsActive) != (manager.Value, command.IsActive)) events.Publish(new PersonMoved(person.Id));
            if (command.Id is null) db.Add(person);
            else db.Entry(person).Property(p => p.Version).OriginalValue = command.Version;
            (person.PersonnelNumber, person.UnitId, person.ManagerId, person.HiredOn, person.IsActive) = (number, command.UnitId, manager.Value, command.HiredOn, command.IsActive);
            person.Describe(command.GivenName!, command.FamilyName!, command.Email ?? "", command.JobTitle ?? "", command.Location ?? "");
            return person.Id;
        }

        private async Task<Result<Guid?>> ManagerAsync(string? named, Guid personId, CancellationToken cancellationToken)
        {
            if (string.IsNullOrWhiteSpace(named)) return (Guid?)null;
            var text = named.Trim();
            var found = await db.Set<Person>().Where(p => p.IsActive && (p.PersonnelNumber == text || p.Email == text)).Select(p => p.Id).Take(2).ToListAsync(cancellationToken);
            if (found is not [var manager]) return Wrong(nameof(Command.Manager), found.Count == 0 ? "ManagerUnknown" : "ManagerAmbiguous");

            // A line ends at its top: nobody may be above themselves.
            if (manager == personId || await access.ReportsToAsync(manager, personId, cancellationToken)) return Wrong(nameof(Command.Manager), "ManagerBelow");
            return manager;
        }

        private Error Wrong(string field, string text) => Error.Invalid("person-invalid", texts[text], new Dictionary<string, string[]> { [field] = [texts[text]] });
    }

    /// <summary>What the form starts with.</summary>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Query(Guid Id) : IRead<Command>;

    internal sealed class QueryHandler(PlatformDb db) : IReadHandler<Query, Command>
    {
        public async ValueTask<Result<Command>> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = await db.Set<Person>().AsNoTracking().Where(p => p.Id == query.Id)
                .Select(p => new { Person = p, Manager = db.Set<Person>().Where(m => m.Id == p.ManagerId).Select(m => m.PersonnelNumber ?? m.Email).FirstOrDefault() })
                .FirstOrDefaultAsync(cancellationToken);
            return row is { Person: var p }
                ? new Command(p.Id, p.GivenName, p.FamilyName, p.Email, p.PersonnelNumber, p.JobTitle, p.Location, p.UnitId, row.Manager, p.HiredOn, p.IsActive, p.Version)
                : Error.NotFound();
        }
    }
}
