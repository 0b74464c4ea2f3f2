using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.MergePeople;

/// <summary>Which two records may become one, and in what they differ: the same when one looks at it and when it is done.</summary>
internal sealed class MergeRules(PlatformDb db, ActingContext acting, PeopleAccess access, Authority authority, Accounts accounts, IPeople people, RoleTexts roles, IStringLocalizer<MergePeoplePage> texts)
{
    public const string GivenName = "GivenName", FamilyName = "FamilyName", Number = "PersonnelNumber", Email = "Email", JobTitle = "JobTitle", Unit = "Unit", Location = "Location", Kind = "Kind",
        Manager = "Manager", Mentor = "Mentor", HiredOn = "HiredOn";

    public static string KeyOf(Guid attribute) => $"attribute.{attribute}";

    /// <summary>Why not; null where nothing stands against it.</summary>
    public async Task<Error?> RefusalAsync(Person stays, Person goes, CancellationToken cancellationToken)
    {
        if (stays.Id == acting.PersonId || goes.Id == acting.PersonId) return Error.Conflict("own-record", texts["NotYourself"]);
        foreach (var person in new[] { stays, goes })
        {
            // Whoever merges says what stands under which name: no more of that than of the account itself.
            if (await accounts.OfPersonAsync(person.Id, cancellationToken) is not { } account) continue;
            if (await authority.AboveAsync(account.Id, cancellationToken) is { } above) return Error.Conflict("role-above", texts["Above", person.Name, roles.Name(above)]);
        }

        if ((await authority.MustStayAsync([goes.Id], cancellationToken)).Count > 0) return Error.Conflict("last-administrator", texts["LastAdministrator"]);
        if (await access.ReportsToAsync(stays.Id, goes.Id, cancellationToken)) return Error.Conflict("in-line", texts["InLine", goes.Name, stays.Name]);
        if (await access.ReportsToAsync(goes.Id, stays.Id, cancellationToken)) return Error.Conflict("in-line", texts["InLine", stays.Name, goes.Name]);
        return null;
    }

    /// <summary>The fields that are not the same in both.</summary>
    public async Task<IReadOnlyList<Field>> FieldsAsync(Person stays, Person goes, CancellationToken cancellationToken)
    {
        var cards = await people.CardsAsync([.. new[] { stays.ManagerId, goes.ManagerId, stays.MentorId, goes.MentorId }.OfType<Guid>().Distinct()], cancellationToken);
        var ids = new[] { stays.UnitId, goes.UnitId }.OfType<Guid>().ToArray();
        var units = await db.Set<OrganisationUnit>().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancellationToken);
        var values = await (
            from value in db.Set<PersonAttributeValue>().AsNoTracking()
            join attribute in db.Set<PersonAttribute>().AsNoTracking() on value.AttributeId equals attribute.Id
            where value.PersonId == stays.Id || value.PersonId == goes.Id
            orderby attribute.Name
            select new { value.PersonId, attribute, value.Value }).ToListAsync(cancellationToken);
        List<Field> fields =
        [
            Of(GivenName, p => p.GivenName), Of(FamilyName, p => p.FamilyName), Of(Number, p => p.PersonnelNumber ?? ""), Of(Email, p => p.Email), Of(JobTitle, p => p.JobTitle),
            Of(Unit, p => p.UnitId is { } unit ? units[unit] : ""), Of(Location, p => p.Location), Of(Kind, p => texts[$"Kind.{p.Kind}"]),
            Of(Manager, p => NameOf(p.ManagerId)), Of(Mentor, p => NameOf(p.MentorId)), Of(HiredOn, p => p.HiredOn?.ToString("d") ?? ""),
        ];
        fields.AddRange(values.GroupBy(v => v.attribute).Select(a => new Field(KeyOf(a.Key.Id), a.Key.Name, Shown(stays.Id, a.Key), Shown(goes.Id, a.Key))));
        return [.. fields.Where(f => f.Stays != f.Goes)];

        Field Of(string key, Func<Person, string> value) => new(key, texts[$"Field.{key}"], value(stays), value(goes));

        string NameOf(Guid? id) => id is { } known && cards.TryGetValue(known, out var card) ? card.Name : "";

        string Shown(Guid person, PersonAttribute attribute) => values.Find(v => v.PersonId == person && v.attribute.Id == attribute.Id) is { } held ? attribute.Shown(held.Value) : "";
    }

    /// <summary>A field in which the two differ, as people read it.</summary>
    internal sealed record Field(string Key, string Label, string Stays, string Goes)
    {
        /// <summary>Whether the one that stays has nothing there, so that the other's value is taken without asking.</summary>
        public bool IsFilled => Stays.Length == 0 && Goes.Length > 0;

        public bool IsChoice => Stays.Length > 0 && Goes.Length > 0;
    }
}
