using CompetencyModular.Host.Access;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.People.FindDuplicates;

/// <summary>Pairs of records that may be one human, the most likely first: few signs, each of which an index answers.</summary>
internal static class FindDuplicates
{
    /// <summary>A sign that more have than this says nothing.</summary>
    private const int Most = 5;

    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Query(int? Page = null, int? PageSize = null) : IRead<Paged<Row>>;

    /// <param name="Stays">The one that would rather stay: who can sign in, else who was there first.</param>
    /// <param name="Mail">Whether what stands before the @ is the same.</param>
    /// <param name="Number">Whether the personnel number is the same in another spelling.</param>
    /// <param name="Name">Whether the name is the same, with the unit, the first day or a missing number.</param>
    internal sealed record Row(Card Stays, Card Goes, bool Mail, bool Number, bool Name);

    internal sealed record Card(Guid Id, string Name, string? PersonnelNumber, string Email, string JobTitle, string Unit, bool IsActive, bool SignsIn);

    internal sealed record Pair(Guid FirstId, Guid SecondId, int Mail, int Number, int Name);

    internal sealed class Handler(PlatformDb db) : IReadHandler<Query, Paged<Row>>
    {
        public async ValueTask<Result<Paged<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var pairs = await Pairs(db).OrderByDescending(p => p.Mail + p.Number + p.Name).ThenBy(p => p.FirstId).ThenBy(p => p.SecondId).ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, cancellationToken);
            var ids = pairs.Items.SelectMany(p => new[] { p.FirstId, p.SecondId }).Distinct().ToArray();
            var cards = await db.Set<Person>().Where(p => ids.Contains(p.Id)).Select(p => new Card(
                p.Id, p.GivenName + " " + p.FamilyName, p.PersonnelNumber, p.Email, p.JobTitle, db.Set<OrganisationUnit>().Where(u => u.Id == p.UnitId).Select(u => u.Name).FirstOrDefault() ?? "", p.IsActive,
                db.Set<Account>().Any(a => a.PersonId == p.Id))).ToDictionaryAsync(c => c.Id, cancellationToken);
            return new Paged<Row>([.. pairs.Items.Select(p => RowOf(p, cards[p.FirstId], cards[p.SecondId]))], pairs.Total, pairs.Page, pairs.PageSize);
        }

        private static Row RowOf(Pair pair, Card first, Card second)
        {
            var (stays, goes) = (second.SignsIn, second.IsActive).CompareTo((first.SignsIn, first.IsActive)) > 0 ? (second, first) : (first, second);
            return new Row(stays, goes, pair.Mail > 0, pair.Number > 0, pair.Name > 0);
        }
    }

    private static IQueryable<Pair> Pairs(PlatformDb db)
    {
        // Only names of our own stand in the SQL. The groups are read from an index alone; the records of the few that are left are looked up by the same index: the order of the
        // joins says so to SQLite, and no other index offers itself.
        var isSqlite = db.Database.IsSqlite();
        var people = new PlatformTables(isSqlite).People;
        var different = isSqlite ? "platform_different_people" : "platform.different_people";
        // A name alone is many people's: it needs the unit, the first day, or a record without a number.
        const string alike = " AND (a.\"UnitId\" = b.\"UnitId\" OR a.\"HiredOn\" = b.\"HiredOn\" OR a.\"PersonnelNumber\" IS NULL OR b.\"PersonnelNumber\" IS NULL)";
        var sql =
            $"""
             WITH pairs AS ({Sign("MailKey", 6, "1, 0, 0", "")} UNION ALL {Sign("NumberKey", 3, "0, 1, 0", "")}
                 UNION ALL {Sign("SortName", 3, "0, 0, 1", alike)})
             SELECT "FirstId", "SecondId", MAX("Mail") AS "Mail", MAX("Number") AS "Number", MAX("Name") AS "Name" FROM pairs
             WHERE NOT EXISTS (SELECT 1 FROM {different} d WHERE (d."PersonId" = "FirstId" AND d."OtherId" = "SecondId") OR (d."PersonId" = "SecondId" AND d."OtherId" = "FirstId"))
             GROUP BY "FirstId", "SecondId"
             """;
        return db.Database.SqlQueryRaw<Pair>(sql);

        string Sign(string key, int shortest, string which, string further)
        {
            var marks = which.Split(", ");
            return $"""
                    SELECT a."Id" AS "FirstId", b."Id" AS "SecondId", {marks[0]} AS "Mail", {marks[1]} AS "Number", {marks[2]} AS "Name"
                    FROM (SELECT "{key}" AS k FROM {people} GROUP BY "{key}" HAVING COUNT(*) BETWEEN 2 AND {Most}) s
                    CROSS JOIN {people} a CROSS JOIN {people} b
                    WHERE a."{key}" = s.k AND b."{key}" = s.k AND a."Id" < b."Id" AND LENGTH(s.k) >= {shortest} AND (a."IsActive" OR b."IsActive")
                        AND CASE WHEN a."MergedIntoId" IS NULL AND b."MergedIntoId" IS NULL THEN 1 ELSE 0 END = 1{further}
                    """;
        }
    }

    /// <summary>Says that two are two: they are not shown again.</summary>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Dismiss(Guid PersonId, Guid OtherId) : IWrite<Done>;

    internal sealed class DismissHandler(PlatformDb db) : IWriteHandler<Dismiss, Done>
    {
        public async ValueTask<Result<Done>> Handle(Dismiss command, CancellationToken cancellationToken)
        {
            if (await db.Set<Person>().CountAsync(p => (p.Id == command.PersonId || p.Id == command.OtherId) && p.MergedIntoId == null, cancellationToken) < 2) return Error.NotFound();
            if (!await db.Set<DifferentPeople>().AnyAsync(d => (d.PersonId == command.PersonId && d.OtherId == command.OtherId) || (d.PersonId == command.OtherId && d.OtherId == command.PersonId), cancellationToken))
                db.Add(new DifferentPeople { PersonId = command.PersonId, OtherId = command.OtherId });
            return Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Paged<Row>>("people-duplicates", "Pairs of records that may be one human, the most likely first.").WithTags("Platform");
    }
}
