using System.Net;
using System.Text;
using CompetencyModular.Host.Operations;
using CompetencyModular.Host.People.BrowsePeople;
using CompetencyModular.Host.People.ImportTable;
using CompetencyModular.Host.People.PullPeople;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Work;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace CompetencyModular.Host.Tests.People;

public sealed class PullPeopleTests
{
    private const string Heading = "personnel number,given name,family name\n";

    private static readonly Actor HR = Actor.With(RoleNames.HR, RoleNames.Learner);

    [Theory, EveryDatabase]
    public async Task Once_a_night_the_newest_table_of_the_folder_is_imported_by_the_kept_mapping(Database database)
    {
        await using var host = await StartAsync(database);
        await LayAsync(host, "old.csv", Heading + "1,Ada,Old\n", daysAgo: 2);
        await LayAsync(host, "new.csv", Heading + "1,Ada,New\n2,Bo,Second\n");
        await LayAsync(host, "notes.pdf", "nothing for us");
        await host.SendAsync(new SetPull.Command("", IsOn: true), HR);

        await WorkAsync(host);
        await WorkAsync(host);

        var run = (await RunsAsync(host)).ShouldHaveSingleItem();
        (run.Outcome, run.Added).ShouldBe((PullOutcome.Imported, 2));
        (await host.SendAsync(new BrowsePeople.Query("new"), HR)).Value.Total.ShouldBe(1);
        host.Clock.Advance(TimeSpan.FromDays(1));
        await WorkAsync(host);
        (await RunsAsync(host)).Select(r => r.Outcome).ShouldBe([PullOutcome.Unchanged, PullOutcome.Imported]);
    }

    [Theory, EveryDatabase]
    public async Task More_than_one_in_ten_who_would_leave_stop_it_and_those_who_import_are_told_until_it_is_right_again(Database database)
    {
        await using var host = await StartAsync(database, missingHaveLeft: true);
        var hr = await host.CreatePersonAsync("Hanna HR", RoleNames.HR, RoleNames.Learner);
        var accounts = await host.UseAsync<PlatformDb, int>(db =>
        {
            var account = new CompetencyModular.Host.Access.Account { PersonId = hr.PersonId, UserName = "h", NormalizedUserName = "H", Email = "h@example.org", NormalizedEmail = "H@EXAMPLE.ORG" };
            db.AddRange(account, new CompetencyModular.Host.Access.RoleGrant { AccountId = account.Id, Role = RoleNames.HR });
            return db.SaveChangesAsync();
        });
        accounts.ShouldBeGreaterThan(0);
        await LayAsync(host, "staff.csv", Heading + string.Concat(Enumerable.Range(1, 10).Select(i => $"{i},Given{i},Family{i}\n")));
        await NowAsync(host);

        await LayAsync(host, "staff.csv", Heading + "1,Given1,Family1\n");
        await NowAsync(host);

        var stopped = (await RunsAsync(host))[0];
        (stopped.Outcome, stopped.Leaving).ShouldBe((PullOutcome.ManyWouldLeave, 9));
        (await host.SendAsync(new BrowsePeople.Query(Left: true), HR)).Value.Total.ShouldBe(0);
        await host.DeliverEventsAsync();
        (await host.NoticesOfAsync(hr)).ShouldHaveSingleItem();

        // Whoever looks at the table that was kept, and says that it is meant, imports it.
        var browser = await host.SignInAsync(hr);
        var kept = (await browser.GetPageAsync("/people/pull")).QuerySelector("a[href^='people/import/']")!.GetAttribute("href")!;
        kept.ShouldBe($"people/import/{stopped.Id}");
        var look = (await host.SendAsync(new ImportTable.Look(stopped.Id, null), hr)).Value;
        var report = (await host.SendAsync(new ImportTable.Look(stopped.Id, look.Mapping), hr)).Value.Report!;
        (report.TooManyLeave, report.Leaving).ShouldBe((true, 9));
        (await host.SendAsync(new ImportTable.Command(look.File, look.Table!, look.Mapping, report.Stamp), hr)).Error!.Code.ShouldBe("import-many-leave");
        look.Mapping.ManyMayLeave = true;
        (await host.SendAsync(new ImportTable.Command(look.File, look.Table!, look.Mapping, report.Stamp), hr)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new BrowsePeople.Query(Left: true), HR)).Value.Total.ShouldBe(9);
    }

    [Theory, EveryDatabase]
    public async Task What_is_wrong_with_the_table_or_missing_is_kept_with_its_place_and_changes_nothing(Database database)
    {
        await using var host = await StartAsync(database);

        await NowAsync(host);
        await LayAsync(host, "staff.csv", Heading + "1,,Nameless\n");
        await NowAsync(host);
        await LayAsync(host, "staff.csv", "number of something\n1\n");
        await NowAsync(host);

        var runs = await RunsAsync(host);
        runs.Select(r => r.Outcome).ShouldBe([PullOutcome.Errors, PullOutcome.Errors, PullOutcome.NotFetched]);
        runs[1].Remarks.ShouldContain("2");
        (await host.SendAsync(new BrowsePeople.Query("nameless"), HR)).Value.Total.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task An_address_is_http_without_a_password_and_leads_to_the_public_network(Database database)
    {
        await using var host = await StartAsync(database);

        foreach (var wrong in new[] { "ftp://example.org/staff.csv", "file:///etc/passwd", "staff.csv", "https://me:secret@example.org/staff.csv" })
            (await host.SendAsync(new SetPull.Command(wrong, true), HR)).Error!.Fields!.Keys.ShouldBe([nameof(SetPull.Command.Address)], wrong);
        (await host.SendAsync(new SetPull.Command("http://127.0.0.1:9/staff.csv", false), HR)).IsSuccess.ShouldBeTrue();
        await host.SendAsync(new SetPull.Now(), HR);
        await WorkAsync(host);

        var run = (await RunsAsync(host)).ShouldHaveSingleItem();
        run.Outcome.ShouldBe(PullOutcome.NotFetched);
        run.Remarks.ShouldContain("private network");
    }

    [Theory, EveryDatabase]
    public async Task Who_may_not_import_sets_no_pull_and_asks_for_none(Database database)
    {
        await using var host = await StartAsync(database, set: false);

        (await host.SendAsync(new SetPull.Command("", true), Actor.With(RoleNames.Manager))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new SetPull.Now(), Actor.With(RoleNames.Manager))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new SetPull.Now(), HR)).Error!.Code.ShouldBe("pull-not-set");
        await WorkAsync(host);
        (await RunsAsync(host)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("10.1.2.3"), InlineData("172.16.0.1"), InlineData("192.168.1.1"), InlineData("169.254.169.254"), InlineData("100.64.0.1"), InlineData("0.0.0.0")]
    [InlineData("::1"), InlineData("fe80::1"), InlineData("fd00::1"), InlineData("::ffff:10.0.0.1"), InlineData("2002:7f00:1::"), InlineData("64:ff9b::a00:1"), InlineData("224.0.0.1"), InlineData("255.255.255.255")]
    public void An_address_of_this_machine_or_a_private_network_is_not_public(string address) => PullSource.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("8.8.8.8"), InlineData("172.32.0.1"), InlineData("192.0.1.1"), InlineData("2a00:1450:4001::1")]
    public void An_address_of_the_public_network_is(string address) => PullSource.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    [Fact]
    public async Task A_server_is_asked_as_the_configuration_allows_and_not_for_more_than_fits()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.MapGet("/staff.csv", () => "a,b\n1,2\n");
        server.MapGet("/moved", () => Results.Redirect("/staff.csv"));
        server.MapGet("/endless", async (HttpContext http) =>
        {
            var block = new byte[1024 * 1024];
            for (var i = 0; i < 12; i++) await http.Response.Body.WriteAsync(block);
        });
        await server.StartAsync();
        await using var host = await TestHost.StartAsync(Database.Sqlite, typeof(Probe.ProbeModule).Assembly);
        var source = new PullSource(host.Services.GetRequiredService<InstallationOptions>() with { AllowPrivateAddresses = true }, host.Services.GetRequiredService<IStringLocalizer<PullPeoplePage>>());
        Task<(string Name, byte[] Content, string? Problem)> FetchAsync(string path) => source.FetchAsync(Guid.NewGuid(), server.Urls.First() + path, CancellationToken.None);

        var plain = await FetchAsync("/staff.csv");
        (plain.Name, Encoding.UTF8.GetString(plain.Content), plain.Problem).ShouldBe(("staff.csv", "a,b\n1,2\n", null));
        (await FetchAsync("/moved")).Problem.ShouldBeNull();
        (await FetchAsync("/endless")).Problem.ShouldNotBeNull().ShouldContain("10 MB");
        (await FetchAsync("/nowhere")).Problem.ShouldNotBeNull().ShouldContain("404");
    }

    private static async Task<TestHost> StartAsync(Database database, bool missingHaveLeft = false, bool set = true)
    {
        var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var mapping = new PeopleMapping { Number = "personnel number", GivenName = "given name", FamilyName = "family name", MissingHaveLeft = missingHaveLeft };
        await host.SaveAsync<PlatformDb>(new SavedMapping { Table = SavedMapping.PeopleTable, Json = SavedMapping.Write(mapping), SavedAt = host.Clock.GetUtcNow() });
        if (set) await host.SendAsync(new SetPull.Command("", IsOn: false), HR);
        return host;
    }

    private static async Task LayAsync(TestHost host, string name, string text, int daysAgo = 0)
    {
        var folder = Directory.CreateDirectory((await host.SendAsync(new SetPull.Query(), HR)).Value.Folder).FullName;
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, text);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-daysAgo));
    }

    private static async Task NowAsync(TestHost host)
    {
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await host.SendAsync(new SetPull.Now(), HR)).IsSuccess.ShouldBeTrue();
        await WorkAsync(host);
    }

    private static Task WorkAsync(TestHost host) => host.Services.GetRequiredService<BackgroundWork>().DoAllAsync(CancellationToken.None);

    private static async Task<IReadOnlyList<PullRun>> RunsAsync(TestHost host) => (await host.SendAsync(new SetPull.Query(), HR)).Value.Runs.Items;
}
