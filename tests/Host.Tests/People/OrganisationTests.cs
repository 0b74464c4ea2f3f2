using System.Net;
using CompetencyModular.Host.People;
using CompetencyModular.Host.People.BrowsePeople;
using CompetencyModular.Host.People.BulkChange;
using CompetencyModular.Host.People.DefineAttributes;
using CompetencyModular.Host.People.ManageUnits;
using CompetencyModular.Host.People.NameDeputy;
using CompetencyModular.Host.People.PlanMove;
using CompetencyModular.Host.People.ViewPerson;
using CompetencyModular.Host.People.WritePerson;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Host.Tests.People;

public sealed class OrganisationTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private static readonly Actor HR = Actor.With(RoleNames.HR);

    private TestHost host = null!;

    private DateOnly Today => DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);

    [Theory, EveryDatabase]
    public async Task People_are_found_by_the_beginnings_of_their_words_in_any_order(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var id = await AddAsync($"Zoë-{mark}", "Müller-Lüdenscheidt", email: $"zm.{mark}@example.org");

        foreach (var typed in new[] { $"zoe-{mark[..6]}", $"lüdensch {mark}", $"{mark} müller", $"ZM.{mark}@example", mark })
            (await FoundAsync(typed)).ShouldBe([id], typed);
        (await FoundAsync($"{mark} meier")).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Somebody_with_a_new_name_is_no_longer_found_by_the_old_one(Database database)
    {
        host = await hosts.OnAsync(database);
        var (before, after) = (Mark(), Mark());
        var id = await AddAsync("Ada", before);
        var form = (await host.SendAsync(new WritePerson.Query(id), HR)).Value;

        (await host.SendAsync(form with { FamilyName = after }, HR)).IsSuccess.ShouldBeTrue();

        (await FoundAsync(before)).ShouldBeEmpty();
        (await FoundAsync(after)).ShouldBe([id]);
    }

    [Theory, EveryDatabase]
    public async Task The_list_is_narrowed_by_a_unit_with_all_below_it_and_by_staff_or_guest_and_manager(Database database)
    {
        host = await hosts.OnAsync(database);
        var (top, below) = (await UnitAsync(null), Guid.Empty);
        below = await UnitAsync(top);
        var mark = Mark();
        var boss = await AddAsync("Boss", mark, number: mark, unit: top);
        var guest = await AddAsync("Guest", mark, unit: below, kind: PersonKind.Guest, manager: mark);
        await AddAsync("Elsewhere", mark);

        (await FoundAsync(new BrowsePeople.Query(Unit: top))).ShouldBe([boss, guest], ignoreOrder: true);
        (await FoundAsync(new BrowsePeople.Query(Unit: below))).ShouldBe([guest]);
        (await FoundAsync(new BrowsePeople.Query(mark, Kind: PersonKind.Guest))).ShouldBe([guest]);
        (await FoundAsync(new BrowsePeople.Query(Manager: boss))).ShouldBe([guest]);
    }

    [Theory, EveryDatabase]
    public async Task An_attribute_of_the_organisation_stands_on_the_persons_page_and_filters_the_list(Database database)
    {
        host = await hosts.OnAsync(database);
        var shift = await AttributeAsync(AttributeKind.Choice, "Early\nLate");
        var cost = await AttributeAsync(AttributeKind.Number);
        var id = await AddAsync("Ada", Mark(), attributes: new() { [shift.Id] = "late", [cost.Id] = "12,50" });
        var other = await AddAsync("Bo", Mark(), attributes: new() { [shift.Id] = "Early" });

        (await FoundAsync(new BrowsePeople.Query(Attribute: shift.Id, Value: "Late"))).ShouldBe([id]);
        (await FoundAsync(new BrowsePeople.Query(Attribute: shift.Id))).ShouldBe([id, other], ignoreOrder: true);
        (await FoundAsync(new BrowsePeople.Query(Attribute: cost.Id, Value: "12.5"))).ShouldBe([id]);
        var page = await (await host.SignInAsAsync(RoleNames.HR, RoleNames.Learner)).GetPageAsync($"/people/{id}");
        page.Body!.TextContent.ShouldContain(shift.Name);
        page.Body!.TextContent.ShouldContain("Late");
    }

    [Theory, EveryDatabase]
    public async Task An_attribute_takes_only_values_of_its_kind(Database database)
    {
        host = await hosts.OnAsync(database);
        foreach (var (kind, wrong) in new[] { (AttributeKind.Number, "many"), (AttributeKind.Date, "31.3.2027"), (AttributeKind.Choice, "Neither"), (AttributeKind.Text, new string('x', 401)) })
        {
            var attribute = await AttributeAsync(kind, kind is AttributeKind.Choice ? "This\nThat" : null);

            var answer = await host.SendAsync(A_person("Ada", Mark()) with { Attributes = new Dictionary<Guid, string?> { [attribute.Id] = wrong } }, HR);

            answer.Error!.Fields!.Keys.ShouldBe([$"Attributes.{attribute.Id}"], kind.ToString());
        }
    }

    [Theory, EveryDatabase]
    public async Task A_choice_that_somebody_has_does_not_go_and_a_choice_needs_choices(Database database)
    {
        host = await hosts.OnAsync(database);
        var shift = await AttributeAsync(AttributeKind.Choice, "Early\nLate");
        await AddAsync("Ada", Mark(), attributes: new() { [shift.Id] = "Late" });

        (await host.SendAsync(new DefineAttribute.Command(shift.Id, shift.Name, AttributeKind.Choice, "Early"), HR)).Error!.Fields!.Keys.ShouldBe([nameof(DefineAttribute.Command.Choices)]);
        (await host.SendAsync(new DefineAttribute.Command(shift.Id, shift.Name, AttributeKind.Choice, "Late\nNight"), HR)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new DefineAttribute.Command(null, Mark(), AttributeKind.Choice, " \n "), HR)).Error!.Fields!.Keys.ShouldBe([nameof(DefineAttribute.Command.Choices)]);
        (await host.SendAsync(new DefineAttribute.Command(null, shift.Name.ToUpperInvariant(), AttributeKind.Text, null), HR)).Error!.Fields!.Keys.ShouldBe([nameof(DefineAttribute.Command.Name)]);
    }

    [Theory, EveryDatabase]
    public async Task Who_does_not_manage_people_defines_plans_and_changes_nothing(Database database)
    {
        host = await hosts.OnAsync(database);
        var manager = await host.CreatePersonAsync("Line Manager", RoleNames.Manager);
        var report = await host.CreatePersonAsync("Direct Report", manager);

        (await host.SendAsync(new DefineAttribute.Command(null, Mark(), AttributeKind.Text, null), manager)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new PlanMove.Command(report.PersonId, Today.AddDays(5), null, null, "Boss"), manager)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new BulkChange.Look(A_wish(BulkChange.Act.Leave, [report.PersonId], on: Today)), manager)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new NameDeputy.Query(report.PersonId), manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task A_unit_is_closed_when_nobody_is_in_it_and_then_nobody_comes_into_it(Database database)
    {
        host = await hosts.OnAsync(database);
        var (full, empty) = (await UnitAsync(null), await UnitAsync(null));
        await AddAsync("Ada", Mark(), unit: full);

        (await host.SendAsync(new CloseUnit.Command(full, true), HR)).Error!.Kind.ShouldBe(ErrorKind.Conflict);
        (await host.SendAsync(new CloseUnit.Command(empty, true), HR)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(A_person("Bo", Mark()) with { UnitId = empty }, HR)).Error!.Fields!.Keys.ShouldBe([nameof(WritePerson.Command.UnitId)]);
        (await host.SendAsync(new WriteUnit.Command(null, Mark(), empty), HR)).Error!.Fields!.Keys.ShouldBe([nameof(WriteUnit.Command.ParentId)]);
        (await host.SendAsync(new CloseUnit.Command(empty, false), HR)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(A_person("Bo", Mark()) with { UnitId = empty }, HR)).IsSuccess.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task A_unit_does_not_go_below_itself(Database database)
    {
        host = await hosts.OnAsync(database);
        var top = await UnitAsync(null);
        var below = await UnitAsync(top);

        (await host.SendAsync(new WriteUnit.Command(top, Mark(), below), HR)).Error!.Fields!.Keys.ShouldBe([nameof(WriteUnit.Command.ParentId)]);
    }

    [Theory, EveryDatabase]
    public async Task A_deputy_sees_the_line_of_a_manager_in_their_time_and_not_beyond(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var boss = await AddAsync("Boss", mark, number: mark);
        var report = await AddAsync("Report", mark, manager: mark);
        var deputyId = await AddAsync("Deputy", mark, number: mark + "d");
        var deputy = Actor.OfPerson(deputyId, [RoleNames.Manager]);
        await host.SendAsync(new NameDeputy.Command(boss, mark + "d", Today, Today.AddDays(3)), Actor.OfPerson(boss, [RoleNames.Manager, RoleNames.Learner]));
        async Task<bool> SeesAsync(Guid who) => (await host.SendAsync(new ViewPerson.Query(new PersonRef(who)), deputy)).IsSuccess;

        (await SeesAsync(report)).ShouldBeTrue();
        (await SeesAsync(boss)).ShouldBeFalse();
        (await host.SendAsync(new BrowsePeople.Query(mark), deputy)).Value.Items.Select(p => p.Id).ShouldBe([deputyId, report], ignoreOrder: true);

        await host.SendAsync(new NameDeputy.Remove((await host.SendAsync(new NameDeputy.Query(boss), HR)).Value.Deputies.Single().Id), HR);
        await host.SendAsync(new NameDeputy.Command(boss, mark + "d", Today.AddDays(1), null), HR);
        (await SeesAsync(report)).ShouldBeFalse("tomorrow has not come");
    }

    [Theory, EveryDatabase]
    public async Task Nobody_names_a_deputy_for_others_or_themselves_as_their_own(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var id = await AddAsync("Ada", mark, number: mark);
        var other = await AddAsync("Bo", mark, number: mark + "b");

        (await host.SendAsync(new NameDeputy.Command(id, mark + "b", Today, null), Actor.OfPerson(other, [RoleNames.Manager, RoleNames.Learner]))).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new NameDeputy.Command(id, mark, Today, null), HR)).Error!.Fields!.Keys.ShouldBe([nameof(NameDeputy.Command.Deputy)]);
        (await host.SendAsync(new NameDeputy.Command(id, "nobody", Today, null), HR)).Error!.Fields!.Keys.ShouldBe([nameof(NameDeputy.Command.Deputy)]);
        (await host.SendAsync(new NameDeputy.Command(id, mark + "b", Today, Today.AddDays(-1)), HR)).Error!.Fields!.Keys.ShouldBe([nameof(NameDeputy.Command.Until)]);
    }

    [Theory, EveryDatabase]
    public async Task A_planned_move_happens_on_its_day_and_not_before_and_modules_are_told(Database database)
    {
        await using var own = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        host = own;
        var (mark, unit) = (Mark(), await UnitAsync(null));
        await AddAsync("Boss", mark, number: mark);
        var id = await AddAsync("Ada", mark);
        (await host.SendAsync(new PlanMove.Command(id, Today.AddDays(2), unit, mark, "Lead"), HR)).IsSuccess.ShouldBeTrue();

        await DayBeginsAsync();
        (await PersonAsync(id)).JobTitle.ShouldBe("");
        await DayBeginsAsync();

        var moved = await PersonAsync(id);
        (moved.JobTitle, moved.UnitId, moved.Manager!.Name).ShouldBe(("Lead", unit, $"Boss {mark}"));
        (await host.EventsAsync<PersonMoved>()).Count(e => e.PersonId == id).ShouldBe(1);
        (await host.SendAsync(new ListMoves.Query(id, Over: true), HR)).Value.Items.ShouldHaveSingleItem().State.ShouldBe(MoveState.Applied);
    }

    [Theory, EveryDatabase]
    public async Task A_planned_move_that_was_taken_back_or_that_can_no_longer_be_changes_nothing(Database database)
    {
        await using var own = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        host = own;
        var (mark, planner) = (Mark(), await own.CreatePersonAsync("Hanna HR", RoleNames.HR, RoleNames.Learner));
        var id = await AddAsync("Ada", mark, number: mark);
        var below = await AddAsync("Bo", mark, number: mark + "b");
        await host.SendAsync(new PlanMove.Command(id, Today.AddDays(1), null, null, "Taken back"), planner);
        var planned = (await host.SendAsync(new ListMoves.Query(id), HR)).Value.Items.Single();
        (await host.SendAsync(new PlanMove.TakeBack(planned.Id), HR)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new PlanMove.TakeBack(planned.Id), HR)).Error!.Kind.ShouldBe(ErrorKind.Conflict);
        await host.SendAsync(new PlanMove.Command(id, Today.AddDays(1), null, mark + "b", null), planner);
        // Meanwhile the manager-to-be comes into the line.
        await host.SendAsync((await host.SendAsync(new WritePerson.Query(below), HR)).Value with { Manager = mark }, HR);

        await DayBeginsAsync();

        var person = await PersonAsync(id);
        (person.JobTitle, person.Manager).ShouldBe(("", null));
        (await host.SendAsync(new ListMoves.Query(id, Over: true), HR)).Value.Items.Select(m => m.State).ShouldBe([MoveState.TakenBack, MoveState.Void], ignoreOrder: true);
        (await host.NoticesOfAsync(planner)).ShouldHaveSingleItem().ShouldContain($"Ada {mark}");
    }

    [Theory, EveryDatabase]
    public async Task A_move_is_planned_for_a_day_to_come_and_changes_something(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var id = await AddAsync("Ada", mark, number: mark);

        (await host.SendAsync(new PlanMove.Command(id, Today, null, null, "Lead"), HR)).Error!.Fields!.Keys.ShouldBe([nameof(PlanMove.Command.On)]);
        (await host.SendAsync(new PlanMove.Command(id, Today.AddDays(1), null, " ", null), HR)).Error!.Fields!.Keys.ShouldBe([nameof(PlanMove.Command.UnitId)]);
        (await host.SendAsync(new PlanMove.Command(id, Today.AddDays(1), null, mark, null), HR)).Error!.Fields!.Keys.ShouldBe([nameof(PlanMove.Command.Manager)]);
        (await host.SendAsync(new PlanMove.Command(id, Today.AddDays(1), Guid.NewGuid(), null, null), HR)).Error!.Fields!.Keys.ShouldBe([nameof(PlanMove.Command.UnitId)]);
        (await host.SendAsync(new PlanMove.Command(Guid.NewGuid(), Today.AddDays(1), null, null, "Lead"), HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task Somebody_has_left_on_the_day_after_their_last_and_comes_back_when_they_are_made_active(Database database)
    {
        await using var own = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        host = own;
        var id = await AddAsync("Ada", Mark());
        var form = (await host.SendAsync(new WritePerson.Query(id), HR)).Value;
        (await host.SendAsync(form with { LeavesOn = Today }, HR)).IsSuccess.ShouldBeTrue();
        (await PersonAsync(id)).IsActive.ShouldBeTrue("the last day is a whole one");

        await DayBeginsAsync();

        (await PersonAsync(id)).IsActive.ShouldBeFalse();
        (await host.EventsAsync<PersonMoved>()).Count(e => e.PersonId == id).ShouldBe(1);
        form = (await host.SendAsync(new WritePerson.Query(id), HR)).Value;
        (await host.SendAsync(form with { IsActive = true }, HR)).IsSuccess.ShouldBeTrue();
        var back = await PersonAsync(id);
        (back.IsActive, back.LeavesOn).ShouldBe((true, null));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_ends_their_own_time_or_leaves_before_they_came(Database database)
    {
        host = await hosts.OnAsync(database);
        var me = Actor.OfPerson(await AddAsync("Hanna", Mark()), [RoleNames.HR]);
        var form = (await host.SendAsync(new WritePerson.Query(me.PersonId), HR)).Value;

        (await host.SendAsync(form with { IsActive = false }, me)).Error!.Fields!.Keys.ShouldBe([nameof(WritePerson.Command.LeavesOn)]);
        (await host.SendAsync(form with { HiredOn = Today, LeavesOn = Today.AddDays(-1) }, HR)).Error!.Fields!.Keys.ShouldBe([nameof(WritePerson.Command.LeavesOn)]);
    }

    [Theory, EveryDatabase]
    public async Task Several_people_are_moved_at_once_exactly_as_was_looked_at(Database database)
    {
        host = await hosts.OnAsync(database);
        var (mark, unit) = (Mark(), await UnitAsync(null));
        var (ada, bo) = (await AddAsync("Ada", mark), await AddAsync("Bo", mark, unit: unit));
        var wish = A_wish(BulkChange.Act.Unit, [], unit) with { Filter = new BrowsePeople.Query(mark) };

        var look = (await host.SendAsync(new BulkChange.Look(wish), HR)).Value;
        var refused = await host.SendAsync(new BulkChange.Command(wish, "another seal"), HR);
        var done = await host.SendAsync(new BulkChange.Command(wish, look.Seal), HR);

        look.Items.Select(i => i.Id).ShouldBe([ada]);
        look.LeftOut.Select(i => i.Id).ShouldBe([bo], "who is there already is left out, and said so");
        refused.Error!.Kind.ShouldBe(ErrorKind.Conflict);
        done.Value.ShouldBe(1);
        (await PersonAsync(ada)).UnitId.ShouldBe(unit);
    }

    [Theory, EveryDatabase]
    public async Task Modules_are_told_that_somebody_has_another_unit_and_not_of_another_title(Database database)
    {
        host = await hosts.OnAsync(database);
        var (id, unit) = (await AddAsync("Ada", Mark()), await UnitAsync(null));

        await ChangeAsync(form => form with { JobTitle = "Lead" });
        (await host.EventsAsync<PersonMoved>()).ShouldNotContain(e => e.PersonId == id);
        await ChangeAsync(form => form with { UnitId = unit });

        (await host.EventsAsync<PersonMoved>()).Count(e => e.PersonId == id).ShouldBe(1);

        async Task ChangeAsync(Func<WritePerson.Command, WritePerson.Command> how) => (await host.SendAsync(how((await host.SendAsync(new WritePerson.Query(id), HR)).Value), HR)).Error.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task What_changed_after_the_look_is_looked_at_again_before_anything_is_done(Database database)
    {
        host = await hosts.OnAsync(database);
        var (mark, unit) = (Mark(), await UnitAsync(null));
        var ada = await AddAsync("Ada", mark);
        var wish = A_wish(BulkChange.Act.Unit, [ada], unit);
        var look = (await host.SendAsync(new BulkChange.Look(wish), HR)).Value;
        await host.SendAsync((await host.SendAsync(new WritePerson.Query(ada), HR)).Value with { JobTitle = "Meanwhile" }, HR);

        (await host.SendAsync(new BulkChange.Command(wish, look.Seal), HR)).Error!.Code.ShouldBe("bulk-changed-meanwhile");

        (await PersonAsync(ada)).UnitId.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_new_manager_for_several_leaves_out_those_above_them_and_a_day_to_come_makes_plans(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var top = await AddAsync("Top", mark, number: mark);
        var middle = await AddAsync("Middle", mark, number: mark + "m", manager: mark);
        var low = await AddAsync("Low", mark);
        var wish = A_wish(BulkChange.Act.Manager, [top, middle, low], manager: mark + "m", on: Today.AddDays(3));

        var look = (await host.SendAsync(new BulkChange.Look(wish), HR)).Value;
        (await host.SendAsync(new BulkChange.Command(wish, look.Seal), HR)).Value.ShouldBe(1);

        look.LeftOut.Select(i => i.Id).ShouldBe([top, middle], ignoreOrder: true);
        (await PersonAsync(low)).Manager.ShouldBeNull();
        (await host.SendAsync(new ListMoves.Query(low), HR)).Value.Items.ShouldHaveSingleItem().Manager.ShouldBe($"Middle {mark}");
    }

    [Theory, EveryDatabase]
    public async Task A_last_day_for_several_spares_oneself_and_those_who_begin_later(Database database)
    {
        host = await hosts.OnAsync(database);
        var mark = Mark();
        var me = Actor.OfPerson(await AddAsync("Me", mark), [RoleNames.HR]);
        var later = (await host.SendAsync(A_person("Later", mark) with { HiredOn = Today.AddDays(30) }, HR)).Value;
        var goes = await AddAsync("Goes", mark);
        var wish = A_wish(BulkChange.Act.Leave, [me.PersonId, later, goes], on: Today.AddDays(9));

        var look = (await host.SendAsync(new BulkChange.Look(wish), me)).Value;
        (await host.SendAsync(new BulkChange.Command(wish, look.Seal), me)).IsSuccess.ShouldBeTrue();

        look.Items.Select(i => i.Id).ShouldBe([goes]);
        var person = await PersonAsync(goes);
        (person.IsActive, person.LeavesOn).ShouldBe((true, Today.AddDays(9)));
        (await host.SendAsync(new BulkChange.Look(wish with { On = Today.AddDays(-1) }), HR)).Error!.Fields!.Keys.ShouldBe(["On"]);
        (await host.SendAsync(new BulkChange.Look(wish with { On = null }), HR)).Error!.Fields!.Keys.ShouldBe(["On"]);
        (await host.SendAsync(new BulkChange.Look(wish with { Act = BulkChange.Act.Unit }), HR)).Error!.Fields!.Keys.ShouldBe(["UnitId"]);
        (await host.SendAsync(new BulkChange.Look(wish with { Who = [Guid.NewGuid()] }), HR)).Error!.Code.ShouldBe("bulk-nobody");
    }

    [Theory, EveryDatabase]
    public async Task At_the_browser_several_people_are_chosen_looked_at_and_moved(Database database)
    {
        host = await hosts.OnAsync(database);
        var (mark, unit) = (Mark(), await UnitAsync(null));
        var ada = await AddAsync("Ada", mark);
        var client = await host.SignInAsAsync(RoleNames.HR, RoleNames.Learner);

        (await client.GetPageAsync($"/people?q={mark}")).QuerySelector($"input[name=who][value='{ada}'][form=bulk]").ShouldNotBeNull();
        var looked = await (await client.SubmitAsync($"/people/bulk?who={ada}", ("Input.Act", "Unit"), ("Input.UnitId", unit.ToString()))).ReadPageAsync();
        var seal = looked.QuerySelector("input[name='Apply.Seal']")!.GetAttribute("value")!;
        looked.Body!.TextContent.ShouldContain($"Ada {mark}");
        var token = looked.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var applied = await client.PostAsync($"/people/bulk?who={ada}", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token, ["_handler"] = "apply", ["Apply.Act"] = "Unit", ["Apply.UnitId"] = unit.ToString(), ["Apply.Seal"] = seal,
        }));

        applied.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await PersonAsync(ada)).UnitId.ShouldBe(unit);
    }

    private async Task DayBeginsAsync()
    {
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.PublishAsync(new DayBegan(Today));
        await host.DeliverEventsAsync();
    }

    private static string Mark() => $"q{Guid.NewGuid():N}"[..12];

    private async Task<Guid> AddAsync(string given, string family, string? email = null, string? number = null, Guid? unit = null, string? manager = null, PersonKind kind = PersonKind.Staff, Dictionary<Guid, string?>? attributes = null)
    {
        var result = await host.SendAsync(A_person(given, family) with { Email = email, PersonnelNumber = number, UnitId = unit, Manager = manager, Kind = kind, Attributes = attributes }, HR);
        result.Error.ShouldBeNull();
        return result.Value;
    }

    private static WritePerson.Command A_person(string given, string family) => new(null, given, family, null, null, null, null, null, null, null, true, 0);

    private static BulkChange.Wish A_wish(BulkChange.Act act, IReadOnlyList<Guid> who, Guid? unit = null, string? manager = null, DateOnly? on = null) => new(who, new BrowsePeople.Query(), act, unit, manager, on);

    private async Task<Guid> UnitAsync(Guid? parent)
    {
        var name = Mark();
        await host.SendAsync(new WriteUnit.Command(null, name, parent), HR);
        return (await host.SendAsync(new ListUnits.Query(), HR)).Value.Single(u => u.Name == name).Id;
    }

    private async Task<ListAttributes.Row> AttributeAsync(AttributeKind kind, string? choices = null)
    {
        var name = Mark();
        (await host.SendAsync(new DefineAttribute.Command(null, name, kind, choices), HR)).IsSuccess.ShouldBeTrue();
        return (await host.SendAsync(new ListAttributes.Query(), HR)).Value.Single(a => a.Name == name);
    }

    private async Task<ViewPerson.Response> PersonAsync(Guid id) => (await host.SendAsync(new ViewPerson.Query(new PersonRef(id)), HR)).Value;

    private Task<IEnumerable<Guid>> FoundAsync(string text) => FoundAsync(new BrowsePeople.Query(text));

    private async Task<IEnumerable<Guid>> FoundAsync(BrowsePeople.Query query) => (await host.SendAsync(query with { PageSize = 200 }, HR)).Value.Items.Select(p => p.Id);
}
