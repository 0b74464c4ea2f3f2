using System.Text;
using CompetencyModular.Host.Imports.ImportData;
using CompetencyModular.Host.People;
using CompetencyModular.Host.People.BrowsePeople;
using CompetencyModular.Host.People.BulkChange;
using CompetencyModular.Host.People.ImportTable;
using CompetencyModular.Host.People.WritePerson;
using CompetencyModular.Host.Tests.Access;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Tests.People;

/// <summary>An organisation never loses its last administrator, whichever way somebody would go.</summary>
public sealed class LastAdministratorTests
{
    private static readonly Actor HR = Actor.With(RoleNames.HR, RoleNames.Learner);

    [Theory, EveryDatabase]
    public async Task The_last_administrator_gets_no_last_day_alone_or_with_others(Database database)
    {
        await using var host = await StartAsync(database);
        var (first, second) = (await AdministratorAsync(host, "A1"), await AdministratorAsync(host, "A2"));
        var day = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime).AddDays(30);
        var all = new BulkChange.Wish([first, second], new BrowsePeople.Query(), BulkChange.Act.Leave, null, null, day);

        var both = (await host.SendAsync(new BulkChange.Look(all), HR)).Value;
        var one = await host.SendAsync(await WithAsync(host, second, c => c with { LeavesOn = day }), HR);
        var last = await host.SendAsync(await WithAsync(host, first, c => c with { LeavesOn = day }), HR);
        var gone = await host.SendAsync(await WithAsync(host, first, c => c with { IsActive = false }), HR);

        (both.Count, both.LeftOutCount).ShouldBe((0, 2));
        one.Error.ShouldBeNull();
        last.Error!.Fields!.Keys.ShouldBe([nameof(WritePerson.Command.LeavesOn)]);
        gone.Error!.Fields!.Keys.ShouldBe([nameof(WritePerson.Command.LeavesOn)]);
    }

    [Theory, EveryDatabase]
    public async Task An_import_that_lets_the_last_administrator_go_is_refused(Database database)
    {
        await using var host = await StartAsync(database);
        await AdministratorAsync(host, "A1");
        const string Others = "personnel number,given name,family name,active\nB1,Bo,Other,yes\n";

        var marked = await LookAsync(host, Others + "A1,Grace,Hopper,no\n", missingHaveLeft: false);
        var missing = await LookAsync(host, Others, missingHaveLeft: true);
        var csv = await host.SendAsync(new ImportData.Command("people", ImportFiles.FromContents(new Dictionary<string, byte[]>
        {
            ["people.csv"] = Encoding.UTF8.GetBytes("employeeNumber,givenName,familyName,managerEmployeeNumber,active\nA1,Grace,Hopper,,false\n"),
        }), true), HR);
        await AdministratorAsync(host, "A2");
        var oneOfTwo = await LookAsync(host, Others + "A1,Grace,Hopper,no\n", missingHaveLeft: false);

        (marked.Errors.ShouldHaveSingleItem().Row, marked.Errors[0].Column).ShouldBe((3, "active"));
        missing.Errors.ShouldHaveSingleItem().Reason.ShouldContain("Grace Hopper");
        csv.Value.Errors.ShouldHaveSingleItem().Column.ShouldBe("active");
        oneOfTwo.Errors.ShouldBeEmpty();
    }

    private static Task<TestHost> StartAsync(Database database) => TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);

    private static async Task<Guid> AdministratorAsync(TestHost host, string number)
    {
        var (_, id) = await host.CreateAccountAsync(roles: RoleNames.Administrator);
        await host.ChangeAsync(async services => (await services.GetDb().Set<Person>().SingleAsync(p => p.Id == id)).PersonnelNumber = number);
        return id;
    }

    private static async Task<WritePerson.Command> WithAsync(TestHost host, Guid id, Func<WritePerson.Command, WritePerson.Command> change) =>
        change((await host.SendAsync(new WritePerson.Query(id), HR)).Value);

    private static async Task<PeopleTable.Report> LookAsync(TestHost host, string table, bool missingHaveLeft)
    {
        var sheet = await host.UseAsync<Spreadsheets, Sheet?>(s => Task.FromResult(s.Read(Encoding.UTF8.GetBytes(table), "t.csv", new ImportLog())));
        var mapping = PeopleMapping.For(sheet!, null, null, []);
        mapping.MissingHaveLeft = missingHaveLeft;
        return await host.UseAsync<PeopleTable, PeopleTable.Report>(async t => (await t.DrawAsync("t.csv", sheet!, mapping, CancellationToken.None)).Report);
    }
}
