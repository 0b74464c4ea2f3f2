using System.Net;
using System.Text;
using CompetencyModular.Host.Imports.ImportData;
using CompetencyModular.Host.People.BrowsePeople;
using CompetencyModular.Host.People.GrantAccess;
using CompetencyModular.Host.People.ManageUnits;
using CompetencyModular.Host.People.ViewPerson;
using CompetencyModular.Host.People.WritePerson;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Host.Tests.People;

public sealed class PeopleTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private static readonly Actor HR = Actor.With(RoleNames.HR);

    [Theory, EveryDatabase]
    public async Task A_manager_finds_the_own_line_at_any_depth_and_nobody_else(Database database)
    {
        var host = await hosts.OnAsync(database);
        var manager = await host.CreatePersonAsync("Line Manager", RoleNames.Manager);
        var report = await host.CreatePersonAsync("Direct Report", manager);
        var below = await host.CreatePersonAsync("Further Below", report);
        var other = await host.CreatePersonAsync("Somebody Else");

        var found = await host.SendAsync(new BrowsePeople.Query(PageSize: 200), manager);

        found.Value.Items.Select(p => p.Id).ShouldBe([manager.PersonId, report.PersonId, below.PersonId], ignoreOrder: true);
        (await host.SendAsync(new ViewPerson.Query(new PersonRef(below.PersonId)), manager)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new ViewPerson.Query(new PersonRef(other.PersonId)), manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task A_learner_opens_the_own_record_and_no_list(Database database)
    {
        var host = await hosts.OnAsync(database);
        var learner = await host.CreatePersonAsync("Own Record", RoleNames.Learner);
        var client = await host.SignInAsync(learner);

        (await client.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetAsync($"/people/{(await host.CreatePersonAsync("Not Mine")).PersonId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_can_be_above_themselves(Database database)
    {
        var host = await hosts.OnAsync(database);
        var number = Guid.NewGuid().ToString("N");
        var boss = (await host.SendAsync(A_person("Top", number), HR)).Value;
        var below = (await host.SendAsync(A_person("Below", number + "b", manager: number), HR)).Value;

        var answer = await host.SendAsync(A_person("Top", number, manager: number + "b") with { Id = boss }, HR);

        answer.Error!.Fields!.Keys.ShouldBe([nameof(WritePerson.Command.Manager)]);
        below.ShouldNotBe(boss);
    }

    [Theory, EveryDatabase]
    public async Task A_personnel_number_belongs_to_one_person(Database database)
    {
        var host = await hosts.OnAsync(database);
        var number = Guid.NewGuid().ToString("N");
        await host.SendAsync(A_person("First", number), HR);

        var answer = await host.SendAsync(A_person("Second", number), HR);

        answer.Error!.Fields!.Keys.ShouldBe([nameof(WritePerson.Command.PersonnelNumber)]);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_gives_a_role_that_may_do_more_than_they_may(Database database)
    {
        var host = await hosts.OnAsync(database);
        var person = await host.CreatePersonAsync("Wants More");

        var refused = await host.SendAsync(new GrantAccess.Command(person.PersonId, $"{Guid.NewGuid():N}@example.org", [RoleNames.Administrator], null, false), HR);
        var given = await host.SendAsync(new GrantAccess.Command(person.PersonId, $"{Guid.NewGuid():N}@example.org", [RoleNames.Learner, RoleNames.Author], null, false), HR);

        refused.Error!.Fields!.Keys.ShouldBe([nameof(GrantAccess.Command.Roles)]);
        given.Value.Password.ShouldNotBeNullOrEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Nobody_takes_over_an_account_that_may_do_more_by_its_password_or_address(Database database)
    {
        var host = await hosts.OnAsync(database);
        var person = await host.CreatePersonAsync("May Do More");
        var given = new GrantAccess.Command(person.PersonId, $"{Guid.NewGuid():N}@example.org", [RoleNames.Administrator], null, false);
        await host.SendAsync(given, Actor.With(RoleNames.Administrator));

        var password = await host.SendAsync(given with { NewPassword = true }, HR);
        var address = await host.SendAsync(given with { Email = $"{Guid.NewGuid():N}@example.org" }, HR);

        password.Error!.Fields!.Keys.ShouldBe([nameof(GrantAccess.Command.NewPassword)]);
        address.Error!.Fields!.Keys.ShouldBe([nameof(GrantAccess.Command.Email)]);
    }

    [Theory, EveryDatabase]
    public async Task An_auditors_access_has_an_end(Database database)
    {
        var host = await hosts.OnAsync(database);
        var person = await host.CreatePersonAsync("Reads Everything");

        var answer = await host.SendAsync(new GrantAccess.Command(person.PersonId, $"{Guid.NewGuid():N}@example.org", [RoleNames.Auditor], null, false), HR);

        answer.Error!.Fields!.Keys.ShouldBe([nameof(GrantAccess.Command.AuditorUntil)]);
    }

    [Theory, EveryDatabase]
    public async Task The_list_follows_the_names_of_units_when_people_move_and_units_are_renamed(Database database)
    {
        var host = await hosts.OnAsync(database);
        var mark = Guid.NewGuid().ToString("N")[..12];
        foreach (var name in new[] { "b", "c" }) await host.SendAsync(new WriteUnit.Command(null, name + mark, null), HR);
        var units = (await host.SendAsync(new ListUnits.Query(), HR)).Value.Where(u => u.Name.EndsWith(mark, StringComparison.Ordinal)).ToDictionary(u => u.Name[..1], u => u.Id);
        await host.SendAsync(A_person("First" + mark, mark + "1") with { UnitId = units["b"] }, HR);
        var second = (await host.SendAsync(A_person("Second" + mark, mark + "2") with { UnitId = units["c"] }, HR)).Value;
        await host.SendAsync(A_person("Third" + mark, mark + "3"), HR);

        (await NumbersAsync("unit")).ShouldBe(["3", "1", "2"]);
        await host.SendAsync(new WriteUnit.Command(units["c"], "Á" + mark, null), HR);
        (await NumbersAsync("unit")).ShouldBe(["3", "2", "1"]);
        await host.SendAsync(A_person("Second" + mark, mark + "2") with { Id = second }, HR);
        (await NumbersAsync("-unit")).ShouldBe(["1", "3", "2"]);

        async Task<IEnumerable<string>> NumbersAsync(string sort) =>
            (await host.SendAsync(new BrowsePeople.Query(mark, Sort: sort), HR)).Value.Items.Select(p => p.PersonnelNumber![mark.Length..]);
    }

    [Theory, EveryDatabase]
    public async Task A_unit_with_units_below_it_is_not_removed(Database database)
    {
        var host = await hosts.OnAsync(database);
        var name = Guid.NewGuid().ToString("N");
        await host.SendAsync(new WriteUnit.Command(null, name, null), HR);
        var unit = (await host.SendAsync(new ListUnits.Query(), HR)).Value.Single(u => u.Name == name);
        await host.SendAsync(new WriteUnit.Command(null, name + " below", unit.Id), HR);

        var answer = await host.SendAsync(new RemoveUnit.Command(unit.Id), HR);

        answer.Error!.Kind.ShouldBe(ErrorKind.Conflict);
    }

    [Theory, EveryDatabase]
    public async Task An_import_adds_people_with_their_line_and_a_second_one_changes_nothing(Database database)
    {
        var host = await hosts.OnAsync(database);
        var key = Guid.NewGuid().ToString("N")[..8];
        var file = $"employeeNumber,givenName,familyName,managerEmployeeNumber,orgUnit\n{key}1,Ada,Top,,Unit {key}\n{key}2,Bo,Below,{key}1,Unit {key}\n";

        var first = await host.SendAsync(An_import(file), HR);
        var second = await host.SendAsync(An_import(file), HR);

        first.Value.Counts["people"].ShouldBe(new ImportCount(2, 0, 0));
        second.Value.Counts["people"].ShouldBe(new ImportCount(0, 0, 2));
        (await host.SendAsync(new BrowsePeople.Query(key + "2"), HR)).Value.Items.ShouldHaveSingleItem().Manager.ShouldBe("Ada Top");
    }

    [Theory, EveryDatabase]
    public async Task A_wrong_file_says_row_and_column_and_changes_nothing(Database database)
    {
        var host = await hosts.OnAsync(database);
        var key = Guid.NewGuid().ToString("N")[..8];

        var report = await host.SendAsync(An_import($"employeeNumber,givenName,familyName,managerEmployeeNumber,hireDate\n{key}1,Ada,Top,,\n{key}2,Bo,Below,{key}9,1.2.2024\n"), HR);

        report.Value.Errors.Select(e => (e.Row, e.Column)).ShouldContain((3, "hireDate"));
        report.Value.Applied.ShouldBeFalse();
        (await host.SendAsync(new BrowsePeople.Query(key + "1"), HR)).Value.Total.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task A_look_at_an_import_counts_what_would_happen_and_changes_nothing(Database database)
    {
        var host = await hosts.OnAsync(database);
        var key = Guid.NewGuid().ToString("N")[..8];

        var report = await host.SendAsync(An_import($"employeeNumber,givenName,familyName,managerEmployeeNumber\n{key}1,Ada,Top,\n", apply: false), HR);

        report.Value.Counts["people"].ShouldBe(new ImportCount(1, 0, 0));
        (await host.SendAsync(new BrowsePeople.Query(key + "1"), HR)).Value.Total.ShouldBe(0);
    }

    private static WritePerson.Command A_person(string name, string number, string? manager = null) => new(null, name, "Person", null, number, null, null, null, manager, null, true, 0);

    private static ImportData.Command An_import(string file, bool apply = true) =>
        new("people", ImportFiles.FromContents(new Dictionary<string, byte[]> { ["people.csv"] = Encoding.UTF8.GetBytes(file) }), apply);
}
