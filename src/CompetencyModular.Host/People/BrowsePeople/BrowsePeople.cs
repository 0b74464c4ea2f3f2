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
    /// <param name="Search">Part of a name, an e-mail address or a personnel number.</param>
    /// <param name="Unit">Only people of this unit.</param>
    /// <param name="Left">Those who have left instead of those who are here.</param>
    /// <param name="Sort"><c>name</c> or <c>title</c>; with a minus before it descending.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="PageSize">1 to 200; 25 by default.</param>
    [Requires(PlatformPermissions.FindPeople)]
    internal sealed record Query(string? Search = null, Guid? Unit = null, bool? Left = null, string? Sort = null, int? Page = null, int? PageSize = null) : IRead<Paged<Row>>;

    /// <param name="Id">The person's id, as in all routes of the API.</param>
    /// <param name="PersonnelNumber">The organisation's own number; null where there is none.</param>
    /// <param name="Name">Given and family name.</param>
    /// <param name="Email">May be empty.</param>
    /// <param name="JobTitle">As the organisation writes it; may be empty.</param>
    /// <param name="Unit">The organisation unit's name; empty where there is none.</param>
    /// <param name="ManagerId">The line manager; null at the top.</param>
    /// <param name="Manager">The line manager's name.</param>
    /// <param name="IsActive">False for those who have left.</param>
    internal sealed record Row(Guid Id, string? PersonnelNumber, string Name, string Email, string JobTitle, string Unit, Guid? ManagerId, string Manager, bool IsActive);

    internal sealed class Handler(PlatformDb db, PeopleAccess access) : IReadHandler<Query, Paged<Row>>
    {
        public async ValueTask<Result<Paged<Row>>> Handle(Query query, CancellationToken cancellationToken) =>
            await access.Visible().Asked(query, db).ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Paged<Row>>("people", "The people whose records the signed-in person may open, by name.").WithTags("Platform");
    }

    /// <summary>The same list as a file, at most 100,000 rows.</summary>
    [Requires(PlatformPermissions.FindPeople)]
    internal sealed record Export(string? Search = null, Guid? Unit = null, bool? Left = null, string? Sort = null) : IRead<FileDownload>;

    internal sealed class ExportHandler(PlatformDb db, PeopleAccess access, IStringLocalizer<BrowsePeoplePage> texts) : IReadHandler<Export, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Export export, CancellationToken cancellationToken)
        {
            var rows = await access.Visible().Asked(new Query(export.Search, export.Unit, export.Left, export.Sort), db).Take(100_000).ToListAsync(cancellationToken);
            return CsvDownload.Of("people.csv", [texts["PersonnelNumber"], texts["Person"], texts["Email"], texts["JobTitle"], texts["Unit"], texts["Manager"]],
                rows.Select(r => (IReadOnlyList<object?>)[r.PersonnelNumber, r.Name, r.Email, r.JobTitle, r.Unit, r.Manager]));
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Export>("people.csv");
    }

    /// <summary>What a query asks of the people that somebody may see.</summary>
    internal static IQueryable<Row> Asked(this IQueryable<Person> people, Query query, PlatformDb db)
    {
        var active = query.Left is not true;
        people = people.AsNoTracking().Where(p => p.IsActive == active);
        if (query.Unit is { } unit) people = people.Where(p => p.UnitId == unit);
        if (!string.IsNullOrWhiteSpace(query.Search)) people = people.Named(query.Search);
        var ordered = query.Sort switch
        {
            "-name" => people.OrderByDescending(p => p.SortName).ThenByDescending(p => p.Id),
            "title" => people.OrderBy(p => p.JobTitle).ThenBy(p => p.SortName).ThenBy(p => p.Id),
            // Backwards all the way, so that the index of the title serves this too.
            "-title" => people.OrderByDescending(p => p.JobTitle).ThenByDescending(p => p.SortName).ThenByDescending(p => p.Id),
            _ => people.OrderBy(p => p.SortName).ThenBy(p => p.Id),
        };
        return ordered.Select(p => new Row(
            p.Id, p.PersonnelNumber, p.GivenName + " " + p.FamilyName, p.Email, p.JobTitle,
            db.Set<OrganisationUnit>().Where(u => u.Id == p.UnitId).Select(u => u.Name).FirstOrDefault() ?? "",
            p.ManagerId, db.Set<Person>().Where(m => m.Id == p.ManagerId).Select(m => m.GivenName + " " + m.FamilyName).FirstOrDefault() ?? "", p.IsActive));
    }
}
