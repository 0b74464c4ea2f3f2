using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Invitations;
using CompetencyModular.Host.Audit;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.MergePeople;

/// <summary>
/// Makes one of two records of the same human. What the one has, in every module, belongs to the other from then on; it stays as a pointer to it. What it
/// could sign in with and the roles it held end: a merge gives nobody a right.
/// </summary>
internal static class MergePeople
{
    /// <param name="PersonId">The record that stays.</param>
    /// <param name="Goes">The other, and how.</param>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command([FromRoute] Guid PersonId, [FromBody] Merge Goes) : IWrite<Done>;

    /// <param name="GoesId">The record that goes.</param>
    /// <param name="Take">The fields whose value is taken from it although the one that stays has one: the keys that comparing the two gave.</param>
    /// <param name="StaysVersion">As it was looked at.</param>
    /// <param name="GoesVersion">As it was looked at.</param>
    /// <param name="Understood">That it cannot be undone.</param>
    internal sealed record Merge(Guid GoesId, IReadOnlyList<string>? Take, int StaysVersion, int GoesVersion, bool Understood);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<MergePeoplePage> texts) => RuleFor(c => c.Goes.Understood).Equal(true).WithMessage(_ => texts["SayUnderstood"]);
    }

    internal sealed class Handler(
        PlatformDb db, MergeRules rules, PeopleAccess access, Accounts accounts, Sessions sessions, ITenant tenant, TimeProvider time, IEvents events, IStringLocalizer<MergePeoplePage> texts)
        : IWriteHandler<Command, Done>
    {
        /// <summary>What says what was, and by whom: it keeps the former id. Accounts and search words go with the record.</summary>
        public static readonly Type[] Keeps = [typeof(AuditEntry), typeof(AuditSubject), typeof(OutboxMessage), typeof(Account), typeof(PersonTerm)];

        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var pair = await db.Set<Person>().Where(p => p.Id == command.PersonId || p.Id == command.Goes.GoesId).ToListAsync(cancellationToken);
            if (pair.Count < 2) return Error.NotFound();
            var (stays, goes) = pair[0].Id == command.PersonId ? (pair[0], pair[1]) : (pair[1], pair[0]);
            if (stays.MergedIntoId is not null || goes.MergedIntoId is not null) return Error.Conflict("merged-already", texts["MergedAlready"]);
            if (await rules.RefusalAsync(stays, goes, cancellationToken) is { } refused) return refused;
            (db.Entry(stays).Property(p => p.Version).OriginalValue, db.Entry(goes).Property(p => p.Version).OriginalValue) = (command.Goes.StaysVersion, command.Goes.GoesVersion);

            var fields = (await rules.FieldsAsync(stays, goes, cancellationToken)).Where(f => f.IsFilled || command.Goes.Take?.Contains(f.Key) == true).Select(f => f.Key).ToHashSet();
            var managerId = OtherThan(fields.Contains(MergeRules.Manager) ? goes.ManagerId : stays.ManagerId);
            if (managerId is { } manager && (await access.ReportsToAsync(manager, stays.Id, cancellationToken) || await access.ReportsToAsync(manager, goes.Id, cancellationToken)))
                return Error.Conflict("manager-below", texts["ManagerBelow"]);
            var mentorId = OtherThan(fields.Contains(MergeRules.Mentor) ? goes.MentorId : stays.MentorId);
            var hasMoved = managerId != stays.ManagerId || fields.Contains(MergeRules.Unit) || (goes.IsActive && !stays.IsActive);

            await EndSignInAsync(goes.Id, cancellationToken);
            await MoveAsync(stays, goes, fields, cancellationToken);

            var today = tenant.DateAt(time.GetUtcNow());
            var (taken, former) = fields.Contains(MergeRules.Number) ? (goes.PersonnelNumber, stays.PersonnelNumber) : (stays.PersonnelNumber, goes.PersonnelNumber);
            var formerEmail = fields.Contains(MergeRules.Email) ? stays.Email : goes.Email;
            var (unitId, kind) = (fields.Contains(MergeRules.Unit) ? goes.UnitId : stays.UnitId, fields.Contains(MergeRules.Kind) ? goes.Kind : stays.Kind);
            var described = (Of(MergeRules.GivenName, p => p.GivenName), Of(MergeRules.FamilyName, p => p.FamilyName), Of(MergeRules.Email, p => p.Email), Of(MergeRules.JobTitle, p => p.JobTitle), Of(MergeRules.Location, p => p.Location));
            stays.Employ(fields.Contains(MergeRules.HiredOn) ? goes.HiredOn : stays.HiredOn, goes.IsActive && !stays.IsActive ? goes.LeavesOn : stays.LeavesOn, stays.IsActive || goes.IsActive, today);
            // A number is somebody's at any moment: it is given up before it is taken.
            goes.Retire(stays.Id, null, "", today);
            await db.SaveChangesAsync(cancellationToken);
            (stays.PersonnelNumber, stays.UnitId, stays.Kind, stays.ManagerId, stays.MentorId) = (taken, unitId, kind, managerId, mentorId);
            stays.Describe(described.Item1, described.Item2, described.Item3, described.Item4, described.Item5);
            await db.SaveChangesAsync(cancellationToken);
            goes.Retire(stays.Id, former, formerEmail, today);

            events.Publish(new PeopleMerged(goes.Id, stays.Id));
            events.Notify<PlatformModule>(stays.Id, "merge", new NewNotice(NoticeKind.News, "Notice.Merged", "me", former ?? goes.Name));
            if (hasMoved) events.Publish(new PersonMoved(stays.Id));
            return Done.Value;

            string Of(string field, Func<Person, string> value) => value(fields.Contains(field) ? goes : stays);

            Guid? OtherThan(Guid? id) => id == stays.Id || id == goes.Id ? null : id;
        }

        private async Task EndSignInAsync(Guid personId, CancellationToken cancellationToken)
        {
            await db.Set<Invitation>().Where(i => i.PersonId == personId).ExecuteDeleteAsync(cancellationToken);
            if (await accounts.OfPersonAsync(personId, cancellationToken) is not { } account) return;
            // Its passkeys, tokens, links to providers, roles and what was lent go with it.
            await sessions.EndOthersAsync(account.Id, null, cancellationToken);
            db.Remove(account);
        }

        private async Task MoveAsync(Person stays, Person goes, HashSet<string> fields, CancellationToken cancellationToken)
        {
            var (staysId, goesId) = (stays.Id, goes.Id);
            var values = await db.Set<PersonAttributeValue>().Where(v => v.PersonId == staysId).ToListAsync(cancellationToken);
            var others = await db.Set<PersonAttributeValue>().AsNoTracking().Where(v => v.PersonId == goesId).ToDictionaryAsync(v => v.AttributeId, v => v.Value, cancellationToken);
            foreach (var value in values.Where(v => fields.Contains(MergeRules.KeyOf(v.AttributeId)))) value.Value = others[value.AttributeId];

            await db.Set<Deputy>().Where(d => (d.PersonId == staysId && d.DeputyId == goesId) || (d.PersonId == goesId && d.DeputyId == staysId)).ExecuteDeleteAsync(cancellationToken);
            await db.Set<PersonTerm>().Where(t => t.PersonId == goesId).ExecuteDeleteAsync(cancellationToken);
            var planned = db.Set<FutureMove>().Where(m => m.State == MoveState.Planned);
            if (await planned.AnyAsync(m => m.PersonId == staysId, cancellationToken))
                await planned.Where(m => m.PersonId == goesId).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MoveState.TakenBack), cancellationToken);
            await db.MovePersonAsync(goesId, staysId, Keeps, typeof(Person), cancellationToken);
            await planned.Where(m => m.PersonId == staysId && m.ManagerId == staysId).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MoveState.TakenBack), cancellationToken);
            await db.Set<DifferentPeople>().Where(d => d.PersonId == d.OtherId).ExecuteDeleteAsync(cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Done>("people/{personId:guid}/merge", "Makes one of two records of the same human; it cannot be undone.").WithTags("Platform");
    }
}
