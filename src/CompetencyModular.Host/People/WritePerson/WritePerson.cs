using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.WritePerson;

/// <summary>Adds a person, or changes one. Manager and mentor are named by personnel number or e-mail address.</summary>
internal static class WritePerson
{
    /// <param name="LeavesOn">The last day; with a past one the person has left.</param>
    /// <param name="Attributes">The organisation's own attributes by id; one with an empty text is taken away, and one that is not named stays.</param>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command(
        Guid? Id, string? GivenName, string? FamilyName, string? Email, string? PersonnelNumber, string? JobTitle, string? Location, Guid? UnitId, string? Manager,
        DateOnly? HiredOn, bool IsActive, int Version, PersonKind Kind = PersonKind.Staff, DateOnly? LeavesOn = null, string? Mentor = null,
        IReadOnlyDictionary<Guid, string?>? Attributes = null) : IWrite<Guid>;

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
            RuleFor(c => c.Kind).IsInEnum();
            RuleFor(c => c.LeavesOn).Must((c, day) => day >= c.HiredOn).When(c => c is { LeavesOn: not null, HiredOn: not null }).WithMessage(_ => texts["LeavesBeforeHired"]);
        }
    }

    internal sealed class Handler(PlatformDb db, PeopleAccess access, Authority authority, ActingContext acting, ITenant tenant, TimeProvider time, PersonChanges changes, IStringLocalizer<WritePersonPage> texts) : IWriteHandler<Command, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Command command, CancellationToken cancellationToken)
        {
            var today = tenant.DateAt(time.GetUtcNow());
            var person = command.Id is { } id ? await db.Set<Person>().FindAsync([id], cancellationToken) : new Person();
            if (person is null || person.MergedIntoId is not null) return Error.NotFound();
            if (command.UnitId is { } unit && command.UnitId != person.UnitId && !await db.Set<OrganisationUnit>().AnyAsync(u => u.Id == unit && !u.IsClosed, cancellationToken)) return Wrong(nameof(command.UnitId), "UnitGone");
            var number = string.IsNullOrWhiteSpace(command.PersonnelNumber) ? null : command.PersonnelNumber.Trim();
            if (number is not null && await db.Set<Person>().AnyAsync(p => p.PersonnelNumber == number && p.Id != person.Id, cancellationToken)) return Wrong(nameof(command.PersonnelNumber), "NumberTaken");
            if (person.Id == acting.PersonId && (!command.IsActive || command.LeavesOn < today)) return Wrong(nameof(command.LeavesOn), "NotYourself");
            if (command.Id is not null && (!command.IsActive || command.LeavesOn is not null) && (await authority.MustStayAsync([person.Id], cancellationToken)).Count > 0) return Wrong(nameof(command.LeavesOn), "LastAdministrator");
            var manager = await ManagerAsync(command.Manager, person.Id, cancellationToken);
            if (manager.Error is { } error) return error;
            var mentor = await NamedAsync(nameof(command.Mentor), command.Mentor, "MentorUnknown", "MentorAmbiguous", cancellationToken);
            if (mentor.Error is { } unknown) return unknown;
            if (mentor.Value == person.Id) return Wrong(nameof(command.Mentor), "MentorSelf");
            if (await WriteAttributesAsync(person.Id, command.Attributes, cancellationToken) is { } wrong) return wrong;

            if (command.Id is null) db.Add(person);
            else db.Entry(person).Property(p => p.Version).OriginalValue = command.Version;
            (person.PersonnelNumber, person.UnitId, person.ManagerId, person.MentorId, person.Kind) = (number, command.UnitId, manager.Value, mentor.Value, command.Kind);
            person.Employ(command.HiredOn, command.LeavesOn, command.IsActive, today);
            person.Describe(command.GivenName!, command.FamilyName!, command.Email ?? "", command.JobTitle ?? "", command.Location ?? "");
            await changes.TellAsync(cancellationToken);
            return person.Id;
        }

        private async Task<Error?> WriteAttributesAsync(Guid personId, IReadOnlyDictionary<Guid, string?>? wanted, CancellationToken cancellationToken)
        {
            if (wanted is not { Count: > 0 }) return null;
            var attributes = await db.Set<PersonAttribute>().AsNoTracking().Where(a => wanted.Keys.Contains(a.Id)).ToListAsync(cancellationToken);
            var held = await db.Set<PersonAttributeValue>().Where(v => v.PersonId == personId).ToDictionaryAsync(v => v.AttributeId, cancellationToken);
            var problems = new Dictionary<string, string[]>();
            foreach (var attribute in attributes)
            {
                var text = wanted[attribute.Id];
                var before = held.GetValueOrDefault(attribute.Id);
                if (string.IsNullOrWhiteSpace(text))
                {
                    if (before is not null) db.Remove(before);
                }
                else if (attribute.Canonical(text) is not { } value) problems[$"{nameof(Command.Attributes)}.{attribute.Id}"] = [texts[$"Attribute.{attribute.Kind}", attribute.Name]];
                else if (before is null) db.Add(new PersonAttributeValue { PersonId = personId, AttributeId = attribute.Id, Value = value });
                else before.Value = value;
            }

            return problems.Count == 0 ? null : Error.Invalid("person-invalid", string.Join(" ", problems.Values.Select(p => p[0])), problems);
        }

        private async Task<Result<Guid?>> ManagerAsync(string? named, Guid personId, CancellationToken cancellationToken)
        {
            var manager = await NamedAsync(nameof(Command.Manager), named, "ManagerUnknown", "ManagerAmbiguous", cancellationToken);
            if (manager.Error is not null || manager.Value is not { } found) return manager;

            // A line ends at its top: nobody may be above themselves.
            if (found == personId || await access.ReportsToAsync(found, personId, cancellationToken)) return Wrong(nameof(Command.Manager), "ManagerBelow");
            return manager;
        }

        private async Task<Result<Guid?>> NamedAsync(string field, string? named, string unknown, string ambiguous, CancellationToken cancellationToken)
        {
            if (string.IsNullOrWhiteSpace(named)) return (Guid?)null;
            var found = await db.Set<Person>().Called(named).Select(p => p.Id).Take(2).ToListAsync(cancellationToken);
            return found is [var only] ? (Guid?)only : Wrong(field, found.Count == 0 ? unknown : ambiguous);
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
                .Select(p => new
                {
                    Person = p,
                    Manager = db.Set<Person>().Where(m => m.Id == p.ManagerId).Select(m => m.PersonnelNumber ?? m.Email).FirstOrDefault(),
                    Mentor = db.Set<Person>().Where(m => m.Id == p.MentorId).Select(m => m.PersonnelNumber ?? m.Email).FirstOrDefault(),
                })
                .FirstOrDefaultAsync(cancellationToken);
            if (row is not { Person: { MergedIntoId: null } p }) return Error.NotFound();
            var values = await db.Set<PersonAttributeValue>().Where(v => v.PersonId == p.Id).ToDictionaryAsync(v => v.AttributeId, v => (string?)v.Value, cancellationToken);
            return new Command(
                p.Id, p.GivenName, p.FamilyName, p.Email, p.PersonnelNumber, p.JobTitle, p.Location, p.UnitId, row.Manager, p.HiredOn, p.IsActive, p.Version, p.Kind, p.LeavesOn, row.Mentor, values);
        }
    }
}
