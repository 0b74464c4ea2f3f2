using System.Net;
using System.Text;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Audit.BrowseAudit;
using CompetencyModular.Host.Notices;
using CompetencyModular.Host.People;
using CompetencyModular.Host.People.BrowsePeople;
using CompetencyModular.Host.People.FindDuplicates;
using CompetencyModular.Host.People.GrantAccess;
using CompetencyModular.Host.People.ImportTable;
using CompetencyModular.Host.People.MergePeople;
using CompetencyModular.Host.People.ViewPerson;
using CompetencyModular.Host.People.WritePerson;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Tests.People;

public sealed class MergePeopleTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private static readonly Actor HR = Actor.With(RoleNames.HR);

    private TestHost host = null!;

    [Theory, EveryDatabase]
    public async Task Two_records_become_one_and_what_was_chosen_and_what_was_missing_comes_from_the_other(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var stays = await AddAsync("Anna", mark, email: $"{mark}@example.org", number: mark + "1");
        var goes = await AddAsync("Anna-Maria", mark, number: mark + "2", title: "Welder");
        var report = await AddAsync("Reports", mark, manager: mark + "2");

        var done = await MergeAsync(stays, goes, MergeRules.GivenName, MergeRules.Number);

        done.Error.ShouldBeNull();
        var person = await PersonAsync(stays);
        (person.Name, person.JobTitle, person.PersonnelNumber, person.Email).ShouldBe(($"Anna-Maria {mark}", "Welder", mark + "2", $"{mark}@example.org"));
        person.Former.ShouldHaveSingleItem().Name.ShouldBe(mark + "1", "whoever knows the number looks for it");
        (await PersonAsync(report)).Manager!.Id.ShouldBe(stays);
        (await host.EventsAsync<PeopleMerged>()).ShouldContain(new PeopleMerged(goes, stays));
        (await host.SendAsync(new ViewPerson.Query(new PersonRef(goes)), HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new BrowsePeople.Query(mark, Left: true), HR)).Value.Items.ShouldBeEmpty();
        (await host.UseAsync<IPeople, IReadOnlyDictionary<string, Guid>>(p => p.ByPersonnelNumberAsync([mark + "1", mark + "2"], default))).Values.Distinct().ShouldBe([stays]);
        var answer = await (await host.SignInAsAsync(RoleNames.HR, RoleNames.Learner)).GetAsync($"/people/{goes}");
        (answer.StatusCode, answer.Headers.Location!.ToString().EndsWith($"/people/{stays}", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Redirect, true));
        var elsewhere = await (await host.SignInAsAsync(RoleNames.HR, RoleNames.Learner)).GetAsync($"/people/{stays}/merge?with={goes}");
        elsewhere.Headers.Location!.ToString().ShouldBe($"/people/{stays}/merge?with={stays}", "an id is followed wherever it stands");
        (await (await host.SignInAsAsync(RoleNames.Learner)).GetAsync($"/people/{goes}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "whoever may not see the one learns nothing of the other");
        (await host.SendAsync(new BrowseAudit.Query(About: mark, Action: "WritePerson"), Actor.With(RoleNames.Auditor))).Value.Total.ShouldBe(3, "what was noted under the former id is found too");
    }

    [Theory, EveryDatabase]
    public async Task Whoever_signed_in_with_the_former_record_is_out_and_its_roles_are_nobodys(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var (stays, goes) = (await AddAsync("Ada", mark), await AddAsync("Ada", mark + "x"));
        await host.SendAsync(new GrantAccess.Command(stays, $"{mark}1@example.org", [RoleNames.Learner], null, true), HR);
        await host.SendAsync(new GrantAccess.Command(goes, $"{mark}2@example.org", [RoleNames.Learner, RoleNames.Trainer], null, true), HR);

        (await MergeAsync(stays, goes)).Error.ShouldBeNull();

        var access = (await PersonAsync(stays)).Access!;
        (access.Email, string.Join(",", access.Roles.Select(r => r.Role))).ShouldBe(($"{mark}1@example.org", RoleNames.Learner));
        (await host.UseAsync<PlatformDb, bool>(db => db.Set<Account>().AnyAsync(a => a.PersonId == goes))).ShouldBeFalse();
        (await host.SendAsync(new GrantAccess.Command(goes, $"{mark}3@example.org", [RoleNames.Learner], null, true), HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task What_must_not_be_is_refused_with_its_reason(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var administrator = Actor.With(RoleNames.Administrator);
        var boss = await AddAsync("Boss", mark, number: mark);
        var low = await AddAsync("Low", mark, manager: mark);
        var admin = await AddAsync("Admin", mark);
        await host.SendAsync(new GrantAccess.Command(admin, $"{mark}@example.org", [RoleNames.Administrator], null, true), administrator);
        var other = await AddAsync("Other", mark);
        var third = await AddAsync("Third", mark);
        (await MergeAsync(other, third)).Error.ShouldBeNull();
        var me = Actor.OfPerson(low, [RoleNames.HR]);

        (await MergeAsync(boss, low)).Error!.Code.ShouldBe("in-line");
        (await MergeAsync(low, boss)).Error!.Code.ShouldBe("in-line");
        (await MergeAsync(other, admin)).Error!.Code.ShouldBe("role-above", "HR may not give that role");
        (await MergeAsync(admin, other)).Error!.Code.ShouldBe("role-above");
        (await MergeAsync(other, third)).Error!.Code.ShouldBe("merged-already");
        (await MergeAsync(low, other, by: me)).Error!.Code.ShouldBe("own-record");
        (await MergeAsync(other, other)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await MergeAsync(other, boss, understood: false)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await MergeAsync(other, boss, by: Actor.With(RoleNames.Manager))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task Records_that_look_like_one_are_shown_once_until_somebody_says_that_they_are_two(Database database)
    {
        host = await hosts.OnAsync(database);
        var (mark, digits) = (Mark(), Guid.NewGuid().ToString("N")[..8]);
        var (one, two) = (await AddAsync("Eva", mark, email: $"e.{mark}@example.org", number: $"A{digits}"), await AddAsync("Eva", mark + "s", email: $"e{mark}@elsewhere.example", number: $"00a-{digits}"));
        await AddAsync("Eva", mark + "t", email: $"eve.{mark}@example.org", number: $"B{digits}");

        var row = (await DuplicatesAsync()).Where(r => r.Stays.Name.Contains(mark, StringComparison.Ordinal)).ShouldHaveSingleItem();

        (row.Number, row.Mail, row.Name).ShouldBe((true, true, false));
        new[] { row.Stays.Id, row.Goes.Id }.ShouldBe([one, two], ignoreOrder: true);
        (await host.SendAsync(new FindDuplicates.Dismiss(two, one), HR)).IsSuccess.ShouldBeTrue();
        (await DuplicatesAsync()).ShouldNotContain(r => r.Stays.Name.Contains(mark, StringComparison.Ordinal));
        var browser = await host.SignInAsAsync(RoleNames.HR, RoleNames.Learner);
        (await browser.GetPageAsync("/people/duplicates")).Title.ShouldNotBeNullOrEmpty();
        (await browser.GetPageAsync($"/people/{one}/merge?with={two}")).Body!.TextContent.ShouldContain($"00a-{digits}");
        (await browser.GetPageAsync($"/people/{one}/merge")).Body!.TextContent.ShouldContain($"Eva {mark}s");
        var sent = await browser.SubmitAsync($"/people/{one}/merge?with={two}", ("Input.Take", MergeRules.FamilyName), ("Input.Understood", "true"));
        (sent.StatusCode, (await PersonAsync(one)).Name).ShouldBe((HttpStatusCode.Redirect, $"Eva {mark}s"));
    }

    [Theory, EveryDatabase]
    public async Task A_table_with_the_number_of_a_merged_record_changes_the_one_that_stayed_and_says_so(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var (stays, goes) = (await AddAsync("Ida", mark, number: mark + "1"), await AddAsync("Ida", mark, number: mark + "2"));
        (await MergeAsync(stays, goes)).Error.ShouldBeNull();

        var alone = await DrawAsync([mark + "2"], mark);
        var both = await DrawAsync([mark + "1", mark + "2"], mark);

        (alone.Report.ErrorCount, alone.Report.WarningCount, alone.Rows.ShouldHaveSingleItem().Id).ShouldBe((0, 1, stays));
        alone.Rows[0].After!.Number.ShouldBe(mark + "1");
        alone.Report.Warnings[0].Reason.ShouldContain(mark + "2");
        (both.Report.ErrorCount, both.Report.WarningCount, both.Report.Rows).ShouldBe((0, 1, 1));
    }

    [Theory, EveryDatabase]
    public async Task A_table_with_the_former_address_and_no_number_changes_the_one_that_stayed_and_leaves_its_address(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var (stays, goes) = (await AddAsync("Ida", mark, email: $"{mark}1@example.org"), await AddAsync("Ida", mark, email: $"{mark}2@example.org"));
        (await MergeAsync(stays, goes)).Error.ShouldBeNull();

        var alone = await DrawAsync($"Email,First,Last,Position\n{mark}2@example.org,Ida,{mark},Fitter\n");
        var both = await DrawAsync($"Email,First,Last,Position\n{mark}1@example.org,Ida,{mark},Fitter\n{mark}2@example.org,Ida,{mark},Turner\n");

        (alone.Report.ErrorCount, alone.Report.WarningCount, alone.Rows.ShouldHaveSingleItem().Id).ShouldBe((0, 1, stays));
        (alone.Rows[0].After!.Email, alone.Rows[0].After!.JobTitle).ShouldBe(($"{mark}1@example.org", "Fitter"));
        (both.Report.ErrorCount, both.Report.WarningCount, both.Rows.ShouldHaveSingleItem().After!.JobTitle).ShouldBe((0, 1, "Fitter"));
    }

    [Theory, EveryDatabase]
    public async Task The_person_is_told_and_reads_on_their_own_page_which_record_was_joined_and_when(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var (stays, goes) = (await AddAsync("Ida", mark), await AddAsync("Ida", mark, number: mark + "2"));

        (await MergeAsync(stays, goes)).Error.ShouldBeNull();
        await host.DeliverEventsAsync();

        var me = Actor.OfPerson(stays, [RoleNames.Learner]);
        (await host.SendAsync(new ViewPerson.Query(new PersonRef(null)), me)).Value.Former.ShouldHaveSingleItem().On.ShouldNotBeNull();
        var browser = await host.SignInAsync(me);
        (await browser.GetPageAsync("/notices")).QuerySelector("main")!.TextContent.ShouldContain(mark);
        (await browser.GetPageAsync("/me")).QuerySelector("main")!.TextContent.ShouldContain($"Ida {mark} (on ");
    }

    [Theory, EveryDatabase]
    public async Task What_both_were_told_is_told_once_and_a_second_merge_leads_to_the_last(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var (first, second, third) = (await AddAsync("One", mark), await AddAsync("Two", mark), await AddAsync("Three", mark));
        await host.SaveAsync<PlatformDb>(new Notice { PersonId = first, Module = "Probe", Key = mark }, new Notice { PersonId = second, Module = "Probe", Key = mark }, new Notice { PersonId = first, Module = "Probe", Key = mark + "x" });

        (await MergeAsync(second, first)).Error.ShouldBeNull();
        (await MergeAsync(third, second)).Error.ShouldBeNull();

        (await host.UseAsync<PlatformDb, int>(db => db.Set<Notice>().CountAsync(n => n.PersonId == third))).ShouldBe(2);
        (await host.UseAsync<PlatformDb, List<Guid?>>(db => db.Set<Person>().Where(p => p.Id == first || p.Id == second).Select(p => p.MergedIntoId).ToListAsync())).ShouldBe([third, third]);
    }

    private async Task<IReadOnlyList<FindDuplicates.Row>> DuplicatesAsync() => (await host.SendAsync(new FindDuplicates.Query(PageSize: 200), HR)).Value.Items;

    private Task<PeopleTable.Draft> DrawAsync(string[] numbers, string family) => DrawAsync("Number,First,Last,Position\n" + string.Concat(numbers.Select(n => $"{n},Ida,{family},Fitter\n")));

    private async Task<PeopleTable.Draft> DrawAsync(string table)
    {
        var sheet = (await host.UseAsync<Spreadsheets, Sheet?>(s => Task.FromResult(s.Read(Encoding.UTF8.GetBytes(table), "hr.csv", new ImportLog()))))!;
        var mapping = new PeopleMapping { Number = table.StartsWith("Number", StringComparison.Ordinal) ? "Number" : null, Email = table.StartsWith("Email", StringComparison.Ordinal) ? "Email" : null, GivenName = "First", FamilyName = "Last", JobTitle = "Position" };
        return await host.UseAsync<PeopleTable, PeopleTable.Draft>(t => t.DrawAsync("hr.csv", sheet, mapping, default));
    }

    private async Task<Result<Done>> MergeAsync(Guid stays, Guid goes, params string[] take) => await MergeAsync(stays, goes, HR, true, take);

    private Task<Result<Done>> MergeAsync(Guid stays, Guid goes, Actor by) => MergeAsync(stays, goes, by, true);

    private Task<Result<Done>> MergeAsync(Guid stays, Guid goes, bool understood) => MergeAsync(stays, goes, HR, understood);

    private async Task<Result<Done>> MergeAsync(Guid stays, Guid goes, Actor by, bool understood, params string[] take)
    {
        var versions = await host.UseAsync<PlatformDb, Dictionary<Guid, int>>(db => db.Set<Person>().Where(p => p.Id == stays || p.Id == goes).ToDictionaryAsync(p => p.Id, p => p.Version));
        return await host.SendAsync(new MergePeople.Command(stays, new MergePeople.Merge(goes, take, versions[stays], versions[goes], understood)), by);
    }

    private async Task<Guid> AddAsync(string given, string family, string? email = null, string? number = null, string? manager = null, string? title = null)
    {
        var result = await host.SendAsync(new WritePerson.Command(null, given, family, email, number, title, null, null, manager, null, true, 0), HR);
        result.Error.ShouldBeNull();
        return result.Value;
    }

    private async Task<ViewPerson.Response> PersonAsync(Guid id) => (await host.SendAsync(new ViewPerson.Query(new PersonRef(id)), HR)).Value;

    private static string Mark() => "m" + Guid.NewGuid().ToString("N")[..12];
}
