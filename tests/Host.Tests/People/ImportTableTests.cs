using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using CompetencyModular.Host.People;
using CompetencyModular.Host.People.BrowsePeople;
using CompetencyModular.Host.People.DefineAttributes;
using CompetencyModular.Host.People.ImportTable;
using CompetencyModular.Host.People.PlanMove;
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

public sealed class ImportTableTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private static readonly Actor HR = Actor.With(RoleNames.HR, RoleNames.Learner);

    private TestHost host = null!;

    private DateOnly Today => DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);

    [Theory, EveryDatabase]
    public async Task A_table_of_whatever_headings_brings_people_with_their_units_and_line_and_a_second_time_changes_nothing(Database database)
    {
        host = await hosts.OnAsync(database);
        var k = Mark();
        var table = $"Personalnummer;Vorname;Nachname;E-Mail;Abteilung;Vorgesetzter;Eintrittsdatum\n{k}1;Ada;Oben;{k}@example.org;Abt {k};;1.2.2020\n{k}2;Bo;Unten;;Abt {k};{k}@example.org;2021-03-04\n";

        var first = await ImportAsync(table);
        var second = await LookAsync(table);

        (first.Added, first.Units, first.ErrorCount).ShouldBe((2, 1, 0));
        second.EffectCount.ShouldBe(0, string.Join("; ", second.Effects.Select(e => e.Details)));
        var below = await FoundAsync(k + "2");
        (below.Manager, below.Unit).ShouldBe(("Ada Oben", $"Abt {k}"));
    }

    [Theory, EveryDatabase]
    public async Task An_export_comes_back_without_a_change(Database database)
    {
        await using var own = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        host = own;
        var attribute = Mark();
        await host.SendAsync(new DefineAttribute.Command(null, attribute, AttributeKind.Number, null), HR);
        var id = (await host.SendAsync(new ListAttributes.Query(), HR)).Value.Single().Id;
        var boss = (await host.SendAsync(A_person("=Ada", "+Nobody's"), HR)).Value;
        await host.SendAsync(A_person("Bo; with", "\"quotes\"") with { PersonnelNumber = "0007", Attributes = new Dictionary<Guid, string?> { [id] = "1234.5" }, HiredOn = Today.AddDays(-400), LeavesOn = Today.AddDays(30), Kind = PersonKind.Guest }, HR);
        await host.SaveAsync<PlatformDb>(new Person { ManagerId = boss }.Describe("Has", "Left", "", "", "").Employ(null, Today.AddDays(-3), false, Today));

        foreach (var csv in new[] { true, false })
        {
            var file = (await host.SendAsync(new ExportTable.Query(csv), HR)).Value;
            var look = await LookAsync(file.Content);

            (look.Rows, look.ErrorCount, look.EffectCount).ShouldBe((3, 0, 0), $"{file.Name}: {string.Join("; ", look.Errors.Select(e => e.Reason).Concat(look.Effects.Select(e => e.Details)))}");
        }
    }

    [Theory, EveryDatabase]
    public async Task Who_is_missing_or_marked_has_left_and_comes_back_when_the_table_names_them_again(Database database)
    {
        await using var own = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        host = own;
        await ImportAsync(Staff(20));
        var less = Staff(19);

        var look = await LookAsync(less, m => m.MissingHaveLeft = true);
        (look.Leaving, look.TooManyLeave).ShouldBe((1, false));
        await ImportAsync(less, m => m.MissingHaveLeft = true);
        var gone = (await host.SendAsync(new BrowsePeople.Query(Left: true), HR)).Value.Items.ShouldHaveSingleItem();
        (await host.EventsAsync<PersonMoved>()).ShouldContain(e => e.PersonId == gone.Id);

        var back = await ImportAsync(Staff(20), m => m.MissingHaveLeft = true);
        (back.Returning, back.Added).ShouldBe((1, 0));
        (await host.SendAsync(new BrowsePeople.Query(Left: true), HR)).Value.Total.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task When_more_than_one_in_ten_would_leave_it_stops_until_somebody_says_that_it_is_meant(Database database)
    {
        await using var own = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        host = own;
        await ImportAsync(Staff(20));
        var (sheet, mapping) = await ReadAsync(Encoding.UTF8.GetBytes(Staff(17)), m => m.MissingHaveLeft = true);
        var look = (await DrawAsync(sheet, mapping));

        var refused = await host.SendAsync(new ImportTable.Command("t.csv", sheet, mapping, look.Stamp), HR);
        mapping.ManyMayLeave = true;
        var done = await host.SendAsync(new ImportTable.Command("t.csv", sheet, mapping, look.Stamp), HR);

        look.TooManyLeave.ShouldBeTrue();
        refused.Error!.Code.ShouldBe("import-many-leave");
        done.Value.Leaving.ShouldBe(3);
    }

    [Theory]
    [EveryDatabase(0, true)]
    [EveryDatabase(30, true)]
    [EveryDatabase(31, false)]
    public async Task Last_days_of_the_next_month_stop_it_as_well(Database database, int days, bool stops)
    {
        await using var own = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        host = own;
        await ImportAsync(Staff(20));
        var lines = Staff(20).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var table = string.Join('\n', lines.Select((line, at) => $"{line},{(at == 0 ? "last day" : at <= 3 ? Today.AddDays(days).ToString("yyyy-MM-dd", null) : "")}"));

        var (sheet, mapping) = await ReadAsync(Encoding.UTF8.GetBytes(table), _ => { });
        var look = await DrawAsync(sheet, mapping);

        (look.TooManyLeave, look.Leaving, look.Changed).ShouldBe((stops, stops ? 3 : 0, stops ? 0 : 3));
    }

    [Theory, EveryDatabase]
    public async Task What_is_valid_from_a_day_to_come_is_planned_once_and_happens_then(Database database)
    {
        host = await hosts.OnAsync(database);
        var k = Mark();
        await ImportAsync($"personnel number,given name,family name,position\n{k},Ada,Top,Old\n");
        var later = $"personnel number,given name,family name,position,unit,valid from\n{k},Ada,Top,New,Unit {k},{Today.AddDays(9):yyyy-MM-dd}\n";

        (await ImportAsync(later)).Moves.ShouldBe(1);
        (await LookAsync(later)).EffectCount.ShouldBe(0, "it is planned already");

        var person = await FoundAsync(k);
        person.JobTitle.ShouldBe("Old");
        var move = (await host.SendAsync(new ListMoves.Query(person.Id), HR)).Value.Items.ShouldHaveSingleItem();
        (move.On, move.JobTitle, move.Unit).ShouldBe((Today.AddDays(9), "New", $"Unit {k}"));
    }

    [Theory, EveryDatabase]
    public async Task People_are_found_by_number_then_by_e_mail_and_what_no_column_holds_stays(Database database)
    {
        host = await hosts.OnAsync(database);
        var k = Mark();
        var id = (await host.SendAsync(A_person("Ada", "Before") with { Email = $"{k}@example.org", JobTitle = "Stays" }, HR)).Value;

        var report = await ImportAsync($"personnel number,e-mail,given name,family name\n{k},{k.ToUpperInvariant()}@EXAMPLE.org,Ada,After\n");

        (report.Added, report.Changed).ShouldBe((0, 1));
        var person = (await host.SendAsync(new ViewPerson.Query(new PersonRef(id)), HR)).Value;
        (person.Name, person.PersonnelNumber, person.JobTitle).ShouldBe(("Ada After", k, "Stays"));
    }

    [Theory, EveryDatabase]
    public async Task Each_error_names_its_row_and_column_and_nothing_is_changed(Database database)
    {
        host = await hosts.OnAsync(database);
        var k = Mark();
        var table = "personnel number,given name,family name,e-mail,manager,first day,last day,active,kind\n"
            + $"{k}1,,Top,,,,,,\n{k}2,Bo,Below,not-an-address,,,,,\n{k}3,Cy,Low,,nobody-{k},,,,\n{k}4,Di,X,,,yesterday,,,\n{k}5,Ed,X,,,2024-01-02,2023-01-02,,\n{k}6,Fi,X,,,,,perhaps,\n{k}7,Gi,X,,,,,,robot\n{k}7,Gi,Again,,,,,,\n,No,Key,,,,,,\n{k}8,Hi,X,,{k}9,,,,\n{k}9,Jo,X,,{k}8,,,,\n";

        var look = await LookAsync(table);

        look.Errors.Select(e => (e.Row, e.Column)).Order().ShouldBe([
            (2, "given name"), (3, "e-mail"), (4, "manager"), (5, "first day"), (6, "last day"), (7, "active"), (8, "kind"), (9, "personnel number"), (10, "personnel number"), (11, "manager")]);
        var (sheet, mapping) = await ReadAsync(Encoding.UTF8.GetBytes(table));
        (await host.SendAsync(new ImportTable.Command("t.csv", sheet, mapping, look.Stamp), HR)).Error!.Kind.ShouldBe(ErrorKind.Conflict);
        (await host.SendAsync(new BrowsePeople.Query(k), HR)).Value.Total.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task A_line_that_would_close_to_a_circle_with_the_records_is_refused(Database database)
    {
        host = await hosts.OnAsync(database);
        var k = Mark();
        await ImportAsync($"personnel number,given name,family name,manager\n{k}1,Ada,Top,\n{k}2,Bo,Low,{k}1\n");

        (await LookAsync($"personnel number,given name,family name,manager\n{k}1,Ada,Top,{k}2\n")).Errors.ShouldHaveSingleItem().Column.ShouldBe("manager");
    }

    [Theory, EveryDatabase]
    public async Task What_changed_since_the_look_is_not_overwritten(Database database)
    {
        host = await hosts.OnAsync(database);
        var k = Mark();
        await ImportAsync($"personnel number,given name,family name\n{k},Ada,Top\n");
        var (sheet, mapping) = await ReadAsync(Encoding.UTF8.GetBytes($"personnel number,given name,family name\n{k},Ada,New\n"));
        var look = await DrawAsync(sheet, mapping);
        var form = (await host.SendAsync(new WritePerson.Query((await FoundAsync(k)).Id), HR)).Value;
        await host.SendAsync(form with { JobTitle = "Meanwhile" }, HR);

        (await host.SendAsync(new ImportTable.Command("t.csv", sheet, mapping, look.Stamp), HR)).Error!.Code.ShouldBe("import-not-as-announced");
    }

    [Theory, EveryDatabase]
    public async Task At_the_browser_the_mapping_is_guessed_kept_and_offered_the_next_time(Database database)
    {
        await using var own = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        host = own;
        var client = await host.SignInAsAsync(RoleNames.HR, RoleNames.Learner);
        byte[] File(string name) => Encoding.UTF8.GetBytes($"Kennung,First name,Last name\nA1,Ada,{name}\n");

        var uploaded = await client.SubmitFilesAsync("/people/import", "Upload.File", [("staff.csv", File("Top"))]);
        uploaded.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = uploaded.Headers.Location!.ToString();
        var guessed = await client.GetPageAsync(page);
        guessed.QuerySelector("select[name='Map.GivenName'] option[selected]")!.TextContent.ShouldBe("First name");
        var looked = await (await client.SubmitAsync(page, ("Map.Number", "Kennung"))).ReadPageAsync();
        var form = looked.Forms.First(f => f.Elements.Any(e => e.GetAttribute("name") == "Map.Stamp"));
        var values = form.Elements.OfType<AngleSharp.Html.Dom.IHtmlElement>().Where(e => e.GetAttribute("name") is { Length: > 0 }).SelectMany(e => e switch
        {
            AngleSharp.Html.Dom.IHtmlInputElement { Type: "checkbox", IsChecked: false } => [],
            AngleSharp.Html.Dom.IHtmlInputElement i => [KeyValuePair.Create(i.Name!, i.Value)],
            AngleSharp.Html.Dom.IHtmlSelectElement s => [KeyValuePair.Create(s.Name!, s.Value ?? "")],
            _ => Array.Empty<KeyValuePair<string, string>>(),
        }).Append(KeyValuePair.Create("Map.Commit", "true"));
        (await client.PostAsync(page, new FormUrlEncodedContent(values))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await FoundAsync("A1")).Name.ShouldBe("Ada Top");

        var again = await client.GetPageAsync((await client.SubmitFilesAsync("/people/import", "Upload.File", [("staff.csv", File("Other"))])).Headers.Location!.ToString());
        again.QuerySelector("select[name='Map.Number'] option[selected]")!.TextContent.ShouldBe("Kennung");
    }

    [Theory, EveryDatabase]
    public async Task Who_may_not_import_neither_looks_nor_exports(Database database)
    {
        host = await hosts.OnAsync(database);
        var manager = await host.SignInAsAsync(RoleNames.Manager, RoleNames.Learner);

        (await manager.GetAsync("/people/import")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await manager.GetAsync("/platform/people-table")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await host.SignInAsAsync(RoleNames.HR, RoleNames.Learner)).GetAsync($"/people/import/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task A_long_table_is_imported_in_reasonable_time(Database database)
    {
        await using var own = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        host = own;
        // More by hand: how long ten thousand take stands in the bench's notes.
        var rows = int.Parse(Environment.GetEnvironmentVariable("COMPETENCY_TEST_ROWS") ?? "2000", CultureInfo.InvariantCulture);
        var table = Staff(rows);
        var watch = Stopwatch.StartNew();

        (await ImportAsync(table)).Added.ShouldBe(rows);
        var first = watch.Elapsed;
        watch.Restart();
        (await ImportAsync(table.Replace("Given", "Renamed", StringComparison.Ordinal))).Changed.ShouldBe(rows);

        TestContext.Current.TestOutputHelper?.WriteLine($"{database}: added in {first}, changed in {watch.Elapsed}");
        first.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    private static string Staff(int count)
    {
        var text = new StringBuilder("personnel number,given name,family name,e-mail,unit,manager\n");
        for (var i = 0; i < count; i++) text.Append(CultureInfo.InvariantCulture, $"S{i},Given{i},Family{i},s{i}@example.org,Unit {i % 20},{(i < 10 ? "" : $"S{i / 10}")}\n");
        return text.ToString();
    }

    private Task<PeopleTable.Report> LookAsync(string table, Action<PeopleMapping>? with = null) => LookAsync(Encoding.UTF8.GetBytes(table), with);

    private async Task<PeopleTable.Report> LookAsync(byte[] content, Action<PeopleMapping>? with = null)
    {
        var (sheet, mapping) = await ReadAsync(content, with);
        return await DrawAsync(sheet, mapping);
    }

    private Task<PeopleTable.Report> DrawAsync(Sheet sheet, PeopleMapping mapping) =>
        host.UseAsync<PeopleTable, PeopleTable.Report>(async t => (await t.DrawAsync("t.csv", sheet, mapping, CancellationToken.None)).Report);

    private async Task<PeopleTable.Report> ImportAsync(string table, Action<PeopleMapping>? with = null)
    {
        var (sheet, mapping) = await ReadAsync(Encoding.UTF8.GetBytes(table), with);
        var look = await DrawAsync(sheet, mapping);
        look.Errors.ShouldBeEmpty();
        var result = await host.SendAsync(new ImportTable.Command("t.csv", sheet, mapping, look.Stamp), HR);
        result.Error.ShouldBeNull();
        return result.Value;
    }

    private async Task<(Sheet Sheet, PeopleMapping Mapping)> ReadAsync(byte[] content, Action<PeopleMapping>? with = null)
    {
        var log = new ImportLog();
        var sheet = await host.UseAsync<Spreadsheets, Sheet?>(s => Task.FromResult(s.Read(content, "t.csv", log)));
        log.Errors.ShouldBeEmpty();
        var attributes = await host.UseAsync<PlatformDb, List<PersonAttribute>>(db => db.Set<PersonAttribute>().AsNoTracking().ToListAsync());
        var mapping = PeopleMapping.For(sheet!, null, null, attributes);
        with?.Invoke(mapping);
        return (sheet!, mapping);
    }

    private static string Mark() => $"q{Guid.NewGuid():N}"[..12];

    private static WritePerson.Command A_person(string given, string family) => new(null, given, family, null, null, null, null, null, null, null, true, 0);

    private async Task<BrowsePeople.Row> FoundAsync(string text) => (await host.SendAsync(new BrowsePeople.Query(text), HR)).Value.Items.ShouldHaveSingleItem();
}
