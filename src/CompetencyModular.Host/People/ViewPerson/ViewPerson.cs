using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Invitations;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.People.ViewPerson;

/// <summary>A person's record as the platform has it; modules add theirs below.</summary>
internal static class ViewPerson
{
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Query(PersonRef Person) : IRead<Response>;

    /// <param name="Reports">Those who report to the person directly.</param>
    /// <param name="Former">The records that were merged into this one, for the person and those who manage people.</param>
    /// <param name="Access">Who may sign in as the person; null for viewers who do not manage people, and where nobody may.</param>
    internal sealed record Response(
        Guid Id, string Name, string? PersonnelNumber, string Email, string JobTitle, string Location, Guid? UnitId, string Unit, DateOnly? HiredOn, bool IsActive,
        PersonCard? Manager, bool MaySeeManager, IReadOnlyList<PersonCard> Reports, AccountFacts? Access,
        PersonKind Kind, DateOnly? LeavesOn, PersonCard? Mentor, IReadOnlyList<AttributeFact> Attributes, IReadOnlyList<DeputyFact> Deputies, IReadOnlyList<FormerFact> Former);

    /// <summary>An attribute as people read it.</summary>
    internal sealed record AttributeFact(string Name, string Value);

    /// <summary>Who stands in for the person, now or later.</summary>
    internal sealed record DeputyFact(string Name, DateOnly From, DateOnly? Until);

    /// <summary>A record that was merged into this one.</summary>
    /// <param name="Name">Its number, or the name where it has none.</param>
    internal sealed record FormerFact(string Name, DateOnly? On);

    internal sealed record AccountFacts(string Email, IReadOnlyList<Grant> Roles, bool IsInvited);

    internal sealed record Grant(string Role, DateTimeOffset? Until);

    internal sealed class Handler(PlatformDb db, ActingContext acting, PeopleAccess access, IPeople people, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if ((query.Person.Id ?? acting.PersonId) is not { } id || !await access.MaySeeAsync(id, cancellationToken)) return Error.NotFound();
            if (await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } person) return Error.NotFound();
            var cards = await people.CardsAsync([.. new[] { id, person.ManagerId ?? id, person.MentorId ?? id }.Distinct()], cancellationToken);
            var manager = person.ManagerId is { } managerId ? cards.GetValueOrDefault(managerId) : null;
            return new Response(
                id, person.Name, person.PersonnelNumber, person.Email, person.JobTitle, person.Location, person.UnitId, cards[id].Unit, person.HiredOn, person.IsActive,
                manager, manager is not null && (await access.VisibleAsync([manager.Id], cancellationToken)).Count > 0, await people.ReportsOfAsync(id, cancellationToken), await AccountAsync(id, cancellationToken),
                person.Kind, person.LeavesOn, person.MentorId is { } mentor ? cards.GetValueOrDefault(mentor) : null, await AttributesAsync(id, cancellationToken), await DeputiesAsync(id, cancellationToken), await FormerAsync(id, cancellationToken));
        }

        private async Task<IReadOnlyList<AttributeFact>> AttributesAsync(Guid personId, CancellationToken cancellationToken)
        {
            var values = await (
                from value in db.Set<PersonAttributeValue>().AsNoTracking()
                join attribute in db.Set<PersonAttribute>().AsNoTracking() on value.AttributeId equals attribute.Id
                where value.PersonId == personId
                orderby attribute.Name
                select new { attribute, value.Value }).ToListAsync(cancellationToken);
            return values.ConvertAll(v => new AttributeFact(v.attribute.Name, v.attribute.Shown(v.Value)));
        }

        private async Task<IReadOnlyList<DeputyFact>> DeputiesAsync(Guid personId, CancellationToken cancellationToken)
        {
            var today = tenant.DateAt(time.GetUtcNow());
            return await (
                from deputy in db.Set<Deputy>().AsNoTracking()
                join person in db.Set<Person>().AsNoTracking() on deputy.DeputyId equals person.Id
                where deputy.PersonId == personId && (deputy.Until == null || deputy.Until >= today)
                orderby deputy.From
                select new DeputyFact(person.GivenName + " " + person.FamilyName, deputy.From, deputy.Until)).ToListAsync(cancellationToken);
        }

        private async Task<IReadOnlyList<FormerFact>> FormerAsync(Guid personId, CancellationToken cancellationToken) => personId != acting.PersonId && !acting.Has(HostPermissions.ManagePeople) ? []
            : await db.Set<Person>().Where(p => p.MergedIntoId == personId).OrderBy(p => p.SortName).ThenBy(p => p.Id).Select(p => new FormerFact(p.PersonnelNumber ?? p.GivenName + " " + p.FamilyName, p.MergedOn)).ToListAsync(cancellationToken);

        private async Task<AccountFacts?> AccountAsync(Guid personId, CancellationToken cancellationToken)
        {
            if (personId != acting.PersonId && !acting.Has(HostPermissions.ManagePeople)) return null;
            if (await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.PersonId == personId, cancellationToken) is not { } account) return null;
            var grants = await db.Set<RoleGrant>().AsNoTracking().Where(g => g.AccountId == account.Id).OrderBy(g => g.Role).Select(g => new Grant(g.Role, g.Until)).ToListAsync(cancellationToken);
            return new AccountFacts(account.Email ?? "", grants, await db.Set<Invitation>().AnyAsync(i => i.PersonId == personId && i.AcceptedAt == null && i.WithdrawnAt == null, cancellationToken));
        }
    }
}
