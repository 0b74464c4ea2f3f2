using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using MyModule.Features.AddEntry;
using MyModule.Features.ListEntries;
using MyModule.Persistence;

namespace MyModule.Tests;

/// <summary>The real host with this module, once for each database.</summary>
public sealed class MyModuleHosts() : TestHosts(typeof(MyModuleModule).Assembly);

/// <summary>On PostgreSQL too where <c>COMPETENCY_TEST_POSTGRES</c> names a server; else those runs are reported as skipped.</summary>
public sealed class EntriesTests(MyModuleHosts hosts) : IClassFixture<MyModuleHosts>
{
    [Theory, EveryDatabase]
    public async Task What_a_manager_adds_on_the_page_a_learner_finds(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (manager, learner) = (await host.SignInAsAsync(RoleNames.Manager, RoleNames.Learner), await host.SignInAsAsync(RoleNames.Learner));

        using var added = await manager.SubmitAsync("/my-module", ("Command.Title", "Über alles"));

        added.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await learner.GetPageAsync("/my-module?q=uber");
        page.QuerySelector("table")!.TextContent.ShouldContain("Über alles");
        page.QuerySelector("input[name='Command.Title']").ShouldBeNull("A learner has no form.");
    }

    [Theory, EveryDatabase]
    public async Task Who_may_only_look_cannot_add(Database database)
    {
        var host = await hosts.OnAsync(database);

        var result = await host.SendAsync(new AddEntry.Command { Title = "Mine" }, Actor.With(RoleNames.Learner));

        result.IsSuccess.ShouldBeFalse();
    }

    [Theory, EveryDatabase("")]
    [EveryDatabase("  ")]
    public async Task An_entry_without_a_title_is_refused(Database database, string title)
    {
        var host = await hosts.OnAsync(database);

        var result = await host.SendAsync(new AddEntry.Command { Title = title }, Actor.With(RoleNames.Manager));

        result.IsSuccess.ShouldBeFalse();
    }

    [Theory, EveryDatabase]
    public async Task The_list_comes_page_by_page_in_order(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(MyModuleModule).Assembly);
        foreach (var title in new[] { "Cedar", "Ash", "Birch" }) await host.SendAsync(new AddEntry.Command { Title = title }, Actor.With(RoleNames.Manager));

        var second = await host.SendAsync(new ListEntries.Query(Page: 2, PageSize: 2), Actor.With(RoleNames.Learner));

        second.Value.Entries.Total.ShouldBe(3);
        second.Value.Entries.Items.Select(e => e.Title).ShouldBe(["Cedar"]);
    }

    [Theory, EveryDatabase]
    public async Task The_page_speaks_German_too(Database database)
    {
        var learner = await (await hosts.OnAsync(database)).SignInAsAsync(RoleNames.Learner);
        learner.DefaultRequestHeaders.Add("Accept-Language", "de");

        var page = await learner.GetPageAsync("/my-module");

        page.Body!.TextContent.ShouldContain("Was Sie hier finden");
    }

    [Theory, EveryDatabase]
    public async Task The_migrations_make_the_tables_that_the_model_wants(Database database)
    {
        var host = await hosts.OnAsync(database);

        var isBehind = await host.UseAsync<MyModuleDb, bool>(db => Task.FromResult(db.Database.HasPendingModelChanges()));

        isBehind.ShouldBeFalse("The model has changed: write a migration.");
    }
}
