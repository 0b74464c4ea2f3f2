using CompetencyModular.Host.People;
using CompetencyModular.Host.People.BrowsePeople;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Probe;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Tests.People;

/// <summary>How the databases answer the list of people: a page of it must not cost a look at everybody.</summary>
public sealed class PeoplePlanTests
{
    [Theory, EveryDatabase]
    public async Task Every_order_of_the_list_is_served_by_an_index(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        await host.SaveAsync<PlatformDb>([.. Enumerable.Range(0, 4000).Select(n => new Person().Describe($"Given {n}", $"Family {n * 7919 % 4000}", "", $"Title {n % 50}", ""))]);
        await host.UseAsync<PlatformDb, int>(db => db.Database.ExecuteSqlRawAsync("ANALYZE"));

        foreach (var sort in new[] { null, "-name", "title", "-title", "unit", "-unit" })
        {
            var plan = await host.UseAsync<PlatformDb, string>(db => PlanAsync(db, database, Listed(db, sort)));

            plan.ShouldNotContain("TEMP B-TREE", customMessage: $"{sort}: {plan}");
            plan.ShouldNotContain("Sort  (", Case.Sensitive, customMessage: $"{sort}: {plan}");
            plan.ShouldContain("INDEX", Case.Insensitive, customMessage: $"{sort}: {plan}");
        }
    }

    [Theory, EveryDatabase]
    public async Task A_search_reads_the_words_that_begin_as_typed_and_no_others(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        await host.SaveAsync<PlatformDb>([.. Enumerable.Range(0, 4000).Select(n => new Person().Describe($"Given{n}", $"Family{n * 7919 % 4000}", $"{n}@example.org", "", ""))]);
        // Without statistics, as an organisation has none on SQLite; PostgreSQL gathers them by itself.
        if (database is Database.Postgres) await host.UseAsync<PlatformDb, int>(db => db.Database.ExecuteSqlRawAsync("ANALYZE"));

        foreach (var typed in new[] { "family123", "given12 family1" })
        {
            foreach (var asked in new Func<PlatformDb, IQueryable>[] { db => Listed(db, null, typed), db => Picked(db, typed) })
            {
                var plan = await host.UseAsync<PlatformDb, string>(db => PlanAsync(db, database, asked(db)));

                // The people themselves, whom the question calls p, by their key; units and managers are looked up by a key in any case. PostgreSQL knows that 4,000 rows are few.
                if (database is Database.Sqlite) plan.ShouldContain("SEARCH p USING INDEX sqlite_autoindex_platform_people_1 (Id=?)", Case.Sensitive, customMessage: plan);
                plan.ShouldContain("person_terms", customMessage: plan);
                plan.ShouldNotContain("Seq Scan on person_terms", Case.Sensitive, customMessage: plan);
            }
        }
    }

    private static IQueryable Listed(PlatformDb db, string? sort, string? typed = null) => BrowsePeople.Asked(db.Set<Person>(), new BrowsePeople.Query(typed, Sort: sort), BrowsePeople.Reach.Everywhere, db).Take(25);

    private static IQueryable Picked(PlatformDb db, string typed) => db.Set<Person>().Found(typed, db).OrderBy(p => p.SortName).ThenBy(p => p.Id).Cards(db).Take(25);

    private static async Task<string> PlanAsync(PlatformDb db, Database database, IQueryable asked)
    {
        await using var command = asked.CreateDbCommand();
        command.CommandText = (database == Database.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + command.CommandText;
        await db.Database.OpenConnectionAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(reader.FieldCount - 1));
        return string.Join(Environment.NewLine, lines);
    }
}
