using System.Data.Common;
using System.Globalization;
using System.Net;
using CompetencyModular.Host.Demo;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.People;
using CompetencyModular.Host.People.MergePeople;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tests.Access;
using CompetencyModular.Host.Tests.Access.Walk;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Demo;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.People;

/// <summary>After a merge nothing of any module is anybody's who is no more. All columns of all tables are looked through: a new table joins by itself.</summary>
public sealed class MergeWalk
{
    private static readonly Actor HR = Actor.With(RoleNames.HR);

    /// <summary>Where the former id stays, because it says what was.</summary>
    private static readonly string[] Keeps =
    [
        "platform.people.", "platform.audit.", "platform.audit_values.", "platform.audit_subjects.", "platform.outbox.", "platform.deliveries.", "platform.notices.Link",
        "skills.evidence_moves.",
    ];

    [Theory, EveryDatabase]
    public async Task After_a_merge_no_row_of_any_module_is_of_the_former_record(Database database)
    {
        await using var host = await TestHost.StartAsync(database, ModuleSource.Beside(WalkHost.HostFolder).ToList(), "beside the host", configure: null);
        await DemoOrganisation.FillAsync(host.Services, host.Tenant, TestAccounts.Password, CancellationToken.None);
        await host.DeliverEventsAsync();
        EveryModuleThatKeepsSomethingOfPeopleListens(host);
        var (first, second, last) = (DemoIds.Of("person", "uwe-martensen"), DemoIds.Of("person", "lene-carstensen"), DemoIds.Of("person", "kerem-aydin"));
        var before = await RowsOfAsync(host, [first, second, last]);
        before.Keys.Select(k => k.Split('.')[0]).Distinct().Count().ShouldBeGreaterThan(6, "the demo organisation has something of theirs in every module");

        await WhatMovesIsCountedAsync(host, last, second);
        await MergeAsync(host, second, first);
        // A module that is off meanwhile learns of it when it is on again (M1).
        await host.SetFeatureAsync("Media", false);
        await MergeAsync(host, last, second);
        await host.SetFeatureAsync("Media", true);
        await host.DeliverEventsAsync();

        // What a module still has to say of the former record is said of the one that stayed.
        await host.PublishAsync(new ActivityCompleted(first, new ActivityRef("Paths", "course", DemoIds.Of("course", "first-aid-at-work")), "late", "First aid", host.Clock.GetUtcNow()));
        await host.DeliverEventsAsync();

        await AddressesLeadToTheOneThatStayedAsync(host, first, last);
        var after = await RowsOfAsync(host, [first, second]);
        after.Keys.Where(k => !Keeps.Any(keep => k.StartsWith(keep, StringComparison.Ordinal))).ShouldBeEmpty();
        // What is meant for a day to come, such as a reminder, waits for it.
        var at = host.Clock.GetUtcNow();
        (await host.UseAsync<PlatformDb, List<string>>(db => db.Set<Delivery>().Where(d => d.State != DeliveryState.Done && d.DueAt <= at).Select(d => d.Subscriber).ToListAsync())).ShouldBeEmpty();
        // Nothing of the ledgers is lost.
        var now = await RowsOfAsync(host, [last]);
        now["skills.evidence.PersonId"].ShouldBeGreaterThanOrEqualTo(before["skills.evidence.PersonId"]);

        // Delivered twice, same state.
        await host.PublishAsync(new PeopleMerged(first, last), new PeopleMerged(second, last));
        await host.DeliverEventsAsync();
        var again = await RowsOfAsync(host, [last]);
        again.Where(r => !r.Key.StartsWith("platform.", StringComparison.Ordinal)).ShouldBe(now.Where(r => !r.Key.StartsWith("platform.", StringComparison.Ordinal)), ignoreOrder: true);
    }

    private static async Task AddressesLeadToTheOneThatStayedAsync(TestHost host, Guid goes, Guid stays)
    {
        var (hr, learner) = (await host.SignInAsAsync(RoleNames.HR, RoleNames.Learner), await host.SignInAsAsync(RoleNames.Learner));
        foreach (var address in new[] { "/skills/people/{0}", "/roles/people/{0}", "/gap-closure/people/{0}/plan?for={0}", "/skills/people/{0}/skills.csv" })
        {
            var answer = await hr.GetAsync(string.Format(CultureInfo.InvariantCulture, address, goes));
            (answer.StatusCode, answer.Headers.Location?.ToString()).ShouldBe((HttpStatusCode.Redirect, string.Format(CultureInfo.InvariantCulture, address, stays)), address);
        }

        var api = await hr.GetAsync($"/api/v1/roles/people/{goes}/assignments");
        (api.StatusCode, api.Headers.Location?.ToString()).ShouldBe((HttpStatusCode.PermanentRedirect, $"/api/v1/roles/people/{stays}/assignments"));
        (await hr.GetAsync(api.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var address in new[] { $"/skills/people/{goes}", $"/api/v1/roles/people/{goes}/assignments" }) (await learner.GetAsync(address)).StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
        (await host.CreateClient().GetAsync($"/skills/people/{goes}")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
    }

    private static void EveryModuleThatKeepsSomethingOfPeopleListens(TestHost host)
    {
        var keepers = host.Services.GetServices<ModuleDbTypes>().Where(t => t.Create(isSqlite: true, null).Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Any(p => p.Name is "PersonId" or "TraineeId"))
            .Select(t => t.Context.Assembly).Where(a => a != typeof(Program).Assembly).ToList();
        keepers.Count.ShouldBeGreaterThan(5);
        host.Services.GetRequiredService<Subscriptions>().To(typeof(PeopleMerged)).Select(s => s.Consumer.Assembly).ShouldBe(keepers, ignoreOrder: true);
        host.Services.GetServices<PersonRecordsRegistration>().Select(r => r.Type.Assembly).Where(a => a != typeof(Program).Assembly).ShouldBe(keepers, ignoreOrder: true);
    }

    private static async Task WhatMovesIsCountedAsync(TestHost host, Guid stays, Guid goes)
    {
        var look = await host.SendAsync(new CompareRecords.Query(stays, goes), HR);
        look.Value.Refusal.ShouldBeNull();
        look.Value.Moves.Select(m => m.Module).Distinct().Count().ShouldBeGreaterThan(4);
        look.Value.Moves.ShouldNotContain(m => m.What.StartsWith("Merge.", StringComparison.Ordinal) || (m.InBoth > 0 && m.Decision == null));
    }

    private static async Task MergeAsync(TestHost host, Guid stays, Guid goes)
    {
        var versions = await host.UseAsync<PlatformDb, Dictionary<Guid, int>>(db => db.Set<Person>().Where(p => p.Id == stays || p.Id == goes).ToDictionaryAsync(p => p.Id, p => p.Version));
        (await host.SendAsync(new MergePeople.Command(stays, new MergePeople.Merge(goes, [], versions[stays], versions[goes], true)), HR)).Error.ShouldBeNull();
        await host.DeliverEventsAsync();
    }

    /// <summary>How many rows name one of the people, by schema, table and column; ids within texts and documents count too.</summary>
    private static async Task<SortedDictionary<string, long>> RowsOfAsync(TestHost host, Guid[] people)
    {
        await using var connection = host.Tenant.Database.Open();
        var isSqlite = connection is SqliteConnection;
        var found = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var types in host.Services.GetServices<ModuleDbTypes>())
        {
            var model = types.Create(isSqlite, null).Model;
            foreach (var entity in model.GetEntityTypes().Where(e => e.GetTableName() is not null && !e.IsMappedToJson()))
            {
                var table = isSqlite ? $"\"{entity.GetTableName()}\"" : $"\"{entity.GetSchema()}\".\"{entity.GetTableName()}\"";
                var name = isSqlite ? entity.GetTableName()![(types.Schema.Length + 1)..] : entity.GetTableName()!;
                // Something owned that shares its owner's table has that one's key.
                var stored = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
                foreach (var column in entity.GetProperties().Select(p => p.GetColumnName(stored)).OfType<string>().Distinct())
                {
                    var text = isSqlite ? $"UPPER(\"{column}\")" : $"UPPER(\"{column}\"::text)";
                    var any = string.Join(" OR ", people.SelectMany(p => new[] { $"{text} LIKE '%{p.ToString().ToUpperInvariant()}%'", $"{text} LIKE '%{p.ToString("N").ToUpperInvariant()}%'" }));
                    var count = await CountAsync(connection, $"SELECT COUNT(*) FROM {table} WHERE {any}");
                    if (count > 0) found[$"{types.Schema}.{name}.{column}"] = count;
                }
            }
        }

        return found;
    }

    private static async Task<long> CountAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
