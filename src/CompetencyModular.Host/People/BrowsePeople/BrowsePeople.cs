using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.BrowsePeople;

/// <summary>The people whose records the actor may open: everybody for HR, the own line for a manager.</summary>
internal static class BrowsePeople
{
    /// <param name="Search">Words with which parts of the name, the e-mail address or the personnel number begin.</param>
    /// <param name="Unit">Only people of this unit and of those below it.</param>
    /// <param name="Left">Those who have left instead of those who are here.</param>
    /// <param name="Sort"><c>name</c>, <c>title</c> or <c>unit</c>; with a minus before it descending.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="PageSize">1 to 200; 25 by default.</param>
    /// <param name="Kind"><c>Staff</c> or <c>Guest</c>.</param>
    /// <param name="Role">Only those who hold this role: by their account, or as everybody does in their unit or one above it. One of the organisation's own is named by its key.</param>
    /// <param name="Manager">Only those who report to this person directly.</param>
    /// <param name="Attribute">Only those of whom the organisation's own attribute of this id is known, and is <paramref name="Value"/> where that is given.</param>
    /// <param name="Value">The attribute's value; of a text, any part of it.</param>
    [Requires(PlatformPermissions.FindPeople)]
    internal sealed record Query(
        string? Search = null, Guid? Unit = null, bool? Left = null, string? Sort = null, int? Page = null, int? PageSize = null,
        PersonKind? Kind = null, string? Role = null, Guid? Manager = null, Guid? Attribute = null, string? Value = null) : IRead<Paged<Row>>;

    /// <param name="Id">The person's id, as in all routes of the API.</param>
    /// <param name="PersonnelNumber">The organisation's own number; null where there is none.</param>
    /// <param name="Name">Given and family name.</param>
    /// <param name="Email">May be empty.</param>
    /// <param name="JobTitle">As the organisation writes it; may be empty.</param>
    /// <param name="Unit">The organisation unit's name; empty where there is none.</param>
    /// <param name="ManagerId">The line manager; null at the top.</param>
    /// <param name="Manager">The line manager's name.</param>
    /// <param name="IsActive">False for those who have left.</param>
    /// <param name="Kind">Staff or guest.</param>
    /// <param name="LeavesOn">The last day; null where there is none.</param>
    internal sealed record Row(
        Guid Id, string? PersonnelNumber, string Name, string Email, string JobTitle, string Unit, Guid? ManagerId, string Manager, bool IsActive, PersonKind Kind, DateOnly? LeavesOn);

    internal sealed class Handler(PlatformDb db, PeopleAccess access) : IReadHandler<Query, Paged<Row>>
    {
        // Beyond that nobody looks at how many there are, and counting 100,000 takes longer than all the rest.
        private const int CountTo = 1000;

        public async ValueTask<Result<Paged<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (people, reach) = (access.Visible(), await access.ReachAsync(query, cancellationToken));
            return await people.Asked(query, reach, db, await access.IsBroadAsync(query, db, cancellationToken))
                .ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, people.Filtered(query, reach, db), CountTo, cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Paged<Row>>("people", "The people whose records the signed-in person may open, by name. Of more than 1,000 that are found they are not all counted: totalIsExact is false then, and there are more than total.").WithTags("Platform");
    }

    /// <summary>The same list as a file, at most 100,000 rows.</summary>
    /// <param name="Who">Only these of them; all without it.</param>
    [Requires(PlatformPermissions.FindPeople)]
    internal sealed record Export(
        string? Search = null, Guid? Unit = null, bool? Left = null, string? Sort = null,
        PersonKind? Kind = null, string? Role = null, Guid? Manager = null, Guid? Attribute = null, string? Value = null, Guid[]? Who = null) : IRead<FileDownload>;

    internal sealed class ExportHandler(PlatformDb db, PeopleAccess access, IStringLocalizer<BrowsePeoplePage> texts) : IReadHandler<Export, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Export export, CancellationToken cancellationToken)
        {
            var query = new Query(export.Search, export.Unit, export.Left, export.Sort, Kind: export.Kind, Role: export.Role, Manager: export.Manager, Attribute: export.Attribute, Value: export.Value);
            var people = export.Who is { Length: > 0 } who ? access.Visible().Where(p => who.Contains(p.Id)) : access.Visible();
            var rows = await people.Asked(query, await access.ReachAsync(query, cancellationToken), db).Take(100_000).ToListAsync(cancellationToken);
            return CsvDownload.Of("people.csv", [texts["PersonnelNumber"], texts["Person"], texts["Email"], texts["JobTitle"], texts["Unit"], texts["Manager"], texts["Kind"], texts["LeavesOn"]],
                rows.Select(r => (IReadOnlyList<object?>)[r.PersonnelNumber, r.Name, r.Email, r.JobTitle, r.Unit, r.Manager, texts[$"Kind.{r.Kind}"].Value, r.LeavesOn]));
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Export>("people.csv");
    }

    /// <summary>What a query's unit and role come to.</summary>
    /// <param name="Units">The unit that is asked for, with all below it; none where none is.</param>
    /// <param name="RoleUnits">The units whose people all hold the role.</param>
    internal sealed record Reach(IReadOnlyList<Guid> Units, IReadOnlyList<Guid> RoleUnits, DateTimeOffset Now)
    {
        public static Reach Everywhere { get; } = new([], [], default);
    }

    internal static async Task<Reach> ReachAsync(this PeopleAccess access, Query query, CancellationToken cancellationToken) => new(
        query.Unit is { } unit ? await access.WithBelowAsync([unit], cancellationToken) : [],
        query.Role is { Length: > 0 } role ? await access.UnitsHoldingAsync(role, cancellationToken) : [], access.Now);

    /// <summary>
    /// Whether nothing is asked for but words that each so many have that a page of the list is soon full: reading in its order until it is costs less than ordering all that fit.
    /// </summary>
    internal static async Task<bool> IsBroadAsync(this PeopleAccess access, Query query, PlatformDb db, CancellationToken cancellationToken)
    {
        const int many = 1000;
        if (!access.SeesEverybody || query is not { Unit: null, Kind: null, Manager: null, Attribute: null, Role: null or "" }) return false;
        var words = PersonTerm.Typed(query.Search ?? "");
        foreach (var word in words)
        {
            if (await db.Set<PersonTerm>().Beginning(word).Take(many).CountAsync(cancellationToken) < many) return false;
        }

        return words.Count > 0;
    }

    /// <summary>What a query asks of the people that somebody may see.</summary>
    internal static IQueryable<Row> Asked(this IQueryable<Person> people, Query query, Reach reach, PlatformDb db, bool isBroad = false) =>
        people.Filtered(query, reach, db, isBroad).Sorted(query.Sort).Select(p => new Row(
            p.Id, p.PersonnelNumber, p.GivenName + " " + p.FamilyName, p.Email, p.JobTitle,
            db.Set<OrganisationUnit>().Where(u => u.Id == p.UnitId).Select(u => u.Name).FirstOrDefault() ?? "",
            p.ManagerId, db.Set<Person>().Where(m => m.Id == p.ManagerId).Select(m => m.GivenName + " " + m.FamilyName).FirstOrDefault() ?? "", p.IsActive, p.Kind, p.LeavesOn));

    /// <summary>Those of the people to whom a query's filters apply.</summary>
    internal static IQueryable<Person> Filtered(this IQueryable<Person> people, Query query, Reach reach, PlatformDb db, bool isBroad = false)
    {
        people = people.AsNoTracking().Where(p => p.MergedIntoId == null);
        people = isBroad ? people.Where(p => p.IsActive == (query.Left != true)).NamedInOrder(query.Search!, db) : people.Found(query.Search, db, active: query.Left is not true);
        var (units, roleUnits, now) = reach;
        if (query.Unit is not null) people = people.Where(p => units.Contains(p.UnitId!.Value));
        if (query.Kind is { } kind) people = people.Where(p => p.Kind == kind);
        if (query.Manager is { } manager) people = people.Where(p => p.ManagerId == manager);
        if (query.Role is { Length: > 0 } role)
        {
            people = people.Where(p =>
                (from account in db.Set<Account>() join grant in db.Set<RoleGrant>() on account.Id equals grant.AccountId where grant.Role == role && (grant.Until == null || grant.Until > now) select account.PersonId).Contains(p.Id)
                || (roleUnits.Contains(p.UnitId!.Value) && db.Set<Account>().Any(a => a.PersonId == p.Id)));
        }

        if (query.Attribute is { } attribute) people = people.Where(p => db.Set<PersonAttributeValue>().Known(attribute, query.Value, db).Select(v => v.PersonId).Contains(p.Id));
        return people;
    }

    private static IQueryable<PersonAttributeValue> Known(this IQueryable<PersonAttributeValue> values, Guid attribute, string? value, PlatformDb db)
    {
        values = values.Where(v => v.AttributeId == attribute);
        var (whole, part) = (SearchText.Of(value), SearchText.Like(value));
        if (whole.Length == 0) return values;
        var texts = db.Set<PersonAttribute>().Where(a => a.Id == attribute && a.Kind == AttributeKind.Text);
        return values.Where(v => v.SearchText == whole || (texts.Any() && EF.Functions.Like(v.SearchText, part, "\\")));
    }

    // Backwards all the way where it is backwards, so that the same index serves it.
    private static IQueryable<Person> Sorted(this IQueryable<Person> people, string? sort) => sort switch
    {
        "-name" => people.OrderByDescending(p => p.SortName).ThenByDescending(p => p.Id),
        "title" => people.OrderBy(p => p.JobTitle).ThenBy(p => p.SortName).ThenBy(p => p.Id),
        "-title" => people.OrderByDescending(p => p.JobTitle).ThenByDescending(p => p.SortName).ThenByDescending(p => p.Id),
        "unit" => people.OrderBy(p => p.SortUnit).ThenBy(p => p.SortName).ThenBy(p => p.Id),
        "-unit" => people.OrderByDescending(p => p.SortUnit).ThenByDescending(p => p.SortName).ThenByDescending(p => p.Id),
        _ => people.OrderBy(p => p.SortName).ThenBy(p => p.Id),
    };
}
