using CompetencyModular.Host.People;
using CompetencyModular.Host.People.BrowsePeople;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Probe;
using CompetencyModular.Sdk.Access;
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

    [Theory, EveryDatabase]
    public async Task A_word_that_thousands_have_is_answered_in_the_order_of_the_list_and_not_counted_to_the_end(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        await host.SaveAsync<PlatformDb>([.. Enumerable.Range(0, 2500).Select(n => new Person().Describe(n % 2 == 0 ? "Anna" : "Bert", $"Family{n:0000}", $"{n}@example.org", "", ""))]);
        if (database is Database.Postgres) await host.UseAsync<PlatformDb, int>(db => db.Database.ExecuteSqlRawAsync("ANALYZE"));
        var hr = Actor.With(RoleNames.HR);

        var first = (await host.SendAsync(new BrowsePeople.Query("ann", Sort: "-name"), hr)).Value;
        var beyond = (await host.SendAsync(new BrowsePeople.Query("ann fam", Page: 45), hr)).Value;
        var last = (await host.SendAsync(new BrowsePeople.Query("ann", Page: 50), hr)).Value;
        var few = (await host.SendAsync(new BrowsePeople.Query("ann family000"), hr)).Value;
        var page = await (await host.SignInAsAsync(RoleNames.HR, RoleNames.Learner)).GetPageAsync("/people?page=40");
        var found = await (await host.SignInAsAsync(RoleNames.HR, RoleNames.Learner)).GetPageAsync("/search?q=ann");

        (first.Total, first.TotalIsExact, first.Items[0].Name).ShouldBe((1000, false, "Anna Family2498"));
        (beyond.Total, beyond.TotalIsExact, beyond.Items[0].Name).ShouldBe((1125, false, "Anna Family2200"));
        (last.Total, last.TotalIsExact, last.Items.Count).ShouldBe((1250, true, 25));
        (few.Total, few.TotalIsExact, few.Items.Count).ShouldBe((5, true, 5));
        page.QuerySelector(".pager")!.TextContent.ShouldContain("of more than 1,000");
        page.QuerySelector(".pager li:last-child a")!.GetAttribute("href")!.ShouldContain("page=41");
        found.QuerySelector("main")!.TextContent.ShouldContain("Anna Family0000");
        var plan = await host.UseAsync<PlatformDb, string>(db => PlanAsync(db, database, BrowsePeople.Asked(db.Set<Person>(), new BrowsePeople.Query("ann"), BrowsePeople.Reach.Everywhere, db, isBroad: true).Take(25)));
        if (database is Database.Sqlite) plan.ShouldContain("SEARCH p USING INDEX IX_platform_people_IsActive_SortName_Id", Case.Sensitive, customMessage: plan);
        plan.ShouldNotContain("TEMP B-TREE", customMessage: plan);
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
