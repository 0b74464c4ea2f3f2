using System.Net;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Features.AssignProfile;
using CompetencyModular.Roles.Features.BrowseAssignments;
using CompetencyModular.Roles.Features.ExemptPerson;
using CompetencyModular.Roles.Features.ManageAssignment;
using CompetencyModular.Roles.Features.RetireProfile;
using CompetencyModular.Roles.Features.ViewProfile;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Tests.Features;

public sealed class AssignProfileTests(RolesHosts hosts) : IClassFixture<RolesHosts>
{
    [Theory, EveryDatabase]
    public async Task HR_assigns_a_profile_from_a_persons_page_in_three_steps(Database database)
    {
        var host = await hosts.OnAsync(database);
        var profile = await new Given(host).ProfileAsync();
        var person = await host.CreatePersonAsync("Grace Hopper");
        var client = await host.SignInAsAsync(RoleNames.HR);

        (await client.GetPageAsync($"/people/{person.PersonId}")).QuerySelector($"a[href='roles/assign?person={person.PersonId}']").ShouldNotBeNull();
        var chosen = await client.GetPageAsync($"/roles/assign?person={person.PersonId}&q={profile.Name}");
        var next = chosen.QuerySelector($"a[href*='profile={profile.Id}']")!.GetAttribute("href");
        var answer = await client.SubmitAsync("/" + next, ("Assignment.From", "2026-02-01"), ("Assignment.Until", "2026-12-31"), ("Assignment.IsPrimary", "true"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var held = (await host.SendAsync(new ListAssignments.Query(person.PersonId), Given.HR)).Value.Assigned.ShouldHaveSingleItem();
        (held.ProfileId, held.IsPrimary, held.From, held.Until).ShouldBe((profile.Id, true, new DateOnly(2026, 2, 1), new DateOnly(2026, 12, 31)));
        (await client.GetPageAsync($"/people/{person.PersonId}")).QuerySelector("main")!.TextContent.ShouldContain(profile.Name);
    }

    [Theory, EveryDatabase]
    public async Task From_a_profiles_page_a_person_is_searched_for(Database database)
    {
        var host = await hosts.OnAsync(database);
        var profile = await new Given(host).ProfileAsync();
        var name = Given.Named("Searched");
        var person = await host.CreatePersonAsync(name);
        var client = await host.SignInAsAsync(RoleNames.HR);

        var page = await client.GetPageAsync($"/roles/assign?profile={profile.Id}&q={Uri.EscapeDataString(name)}");

        page.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")).ShouldBe([$"roles/assign?person={person.PersonId}&profile={profile.Id}"]);
    }

    [Theory, EveryDatabase]
    public async Task A_manager_assigns_within_the_own_line_only(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var profile = await given.ProfileAsync();
        var manager = await host.CreatePersonAsync("Line Manager", RoleNames.Manager);
        var report = await host.CreatePersonAsync("Direct Report", manager);
        var other = await host.CreatePersonAsync("Somebody Else");
        var theirs = await given.AssignmentAsync(other.PersonId, await given.ProfileAsync());
        var client = await host.SignInAsync(manager);

        (await AssignAsync(host, manager, report.PersonId, profile.Id)).IsSuccess.ShouldBeTrue();
        (await AssignAsync(host, manager, other.PersonId, profile.Id)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new SetLastDay.Command(theirs.Id, null), manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new MakePrimary.Command(theirs.Id), manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new SuspendAssignment.Command(theirs.Id, new() { Reason = "x" }), manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new ExemptPerson.Command(other.PersonId, new() { SkillId = Guid.NewGuid(), Reason = "x" }), manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new BrowseAssignments.Query(other.PersonId), manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        foreach (var path in new[] { $"/roles/assignments/{theirs.Id}", $"/roles/people/{other.PersonId}", $"/roles/assign?person={other.PersonId}" })
            (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_may_not_assign_is_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var learner = await host.CreatePersonAsync("Ada Lovelace", RoleNames.Learner);
        var own = await given.AssignmentAsync(learner.PersonId, await given.ProfileAsync());
        var client = await host.SignInAsync(learner);

        (await AssignAsync(host, learner, learner.PersonId, own.ProfileId)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new SetLastDay.Command(own.Id, null), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new SuspendAssignment.Command(own.Id, new()), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new ResumeAssignment.Command(own.Id, own.Id), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new ExemptPerson.Command(learner.PersonId, new()), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new EndExemption.Command(own.Id), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await client.GetAsync($"/roles/assignments/{own.Id}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetPageAsync($"/roles/people/{learner.PersonId}")).QuerySelector("a[href^='roles/assign']").ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_new_primary_profile_leaves_the_one_before_as_an_additional_one(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var person = await host.CreatePersonAsync("Grace Hopper");
        var before = await given.AssignmentAsync(person.PersonId, await given.ProfileAsync());
        var next = await given.ProfileAsync();

        (await AssignAsync(host, Given.HR, person.PersonId, next.Id, primary: true, from: given.Today, until: given.Today.AddDays(30))).IsSuccess.ShouldBeTrue();

        var rows = (await host.SendAsync(new BrowseAssignments.Query(person.PersonId), Given.HR)).Value.Assignments.Items;
        rows.Select(r => (r.ProfileId, r.IsPrimary, r.From, r.Until)).ShouldBe(
        [
            (before.ProfileId, true, given.Today.AddDays(31), (DateOnly?)null),
            (next.Id, true, given.Today, given.Today.AddDays(30)),
            (before.ProfileId, false, given.Today, given.Today.AddDays(30)),
            (before.ProfileId, true, before.From, given.Today.AddDays(-1)),
        ], ignoreOrder: true);
    }

    [Theory, EveryDatabase]
    public async Task The_same_profile_twice_at_one_time_is_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var person = await host.CreatePersonAsync("Grace Hopper");
        var held = await given.AssignmentAsync(person.PersonId, await given.ProfileAsync(), until: given.Today.AddDays(10));

        (await AssignAsync(host, Given.HR, person.PersonId, held.ProfileId, from: given.Today.AddDays(10))).Error!.Code.ShouldBe("roles.already-assigned");
        (await AssignAsync(host, Given.HR, person.PersonId, held.ProfileId, from: given.Today.AddDays(11))).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new SetLastDay.Command(held.Id, null), Given.HR)).Error!.Code.ShouldBe("roles.already-assigned");
    }

    [Theory, EveryDatabase]
    public async Task Assigning_a_retired_unpublished_or_unknown_profile_is_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var person = await host.CreatePersonAsync("Grace Hopper");
        var retired = await given.ProfileAsync();
        (await host.SendAsync(new RetireProfile.Command(retired.Id), Given.HR)).IsSuccess.ShouldBeTrue();
        var draft = JobProfile.Create(Guid.NewGuid(), Given.Named("Draft"), "", "", "");
        await host.SaveAsync<Persistence.RolesDb>(draft);
        var client = await host.SignInAsAsync(RoleNames.HR);

        foreach (var id in new[] { retired.Id, draft.Id, Guid.NewGuid() })
        {
            (await AssignAsync(host, Given.HR, person.PersonId, id)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
            (await client.GetAsync($"/roles/assign?person={person.PersonId}&profile={id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Theory, EveryDatabase]
    public async Task Dates_that_cannot_be_are_refused_at_their_field(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var person = await host.CreatePersonAsync("Grace Hopper");
        var profile = await given.ProfileAsync();

        (await AssignAsync(host, Given.HR, person.PersonId, profile.Id, from: given.Today, until: given.Today.AddDays(-1))).Error!.Fields!.Keys.ShouldBe(["Until"]);
        (await AssignAsync(host, Given.HR, person.PersonId, profile.Id, from: DateOnly.MinValue)).Error!.Fields!.Keys.ShouldBe(["From"]);
        (await AssignAsync(host, Given.HR, person.PersonId, profile.Id, until: given.Today.AddDays(-1))).Error!.Code.ShouldBe("roles.ends-before-it-begins");
        (await AssignAsync(host, Given.HR, person.PersonId, null)).Error!.Fields!.Keys.ShouldBe(["ProfileId"]);
    }

    [Theory, EveryDatabase]
    public async Task The_last_day_is_set_moved_and_taken_away_but_not_before_yesterday(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var person = await host.CreatePersonAsync("Grace Hopper");
        var assignment = await given.AssignmentAsync(person.PersonId, await given.ProfileAsync());
        var client = await host.SignInAsAsync(RoleNames.HR);

        (await client.SubmitAsync($"/roles/assignments/{assignment.Id}", ("Dates.LastDay", "2026-12-31"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await UntilAsync()).ShouldBe(new DateOnly(2026, 12, 31));
        (await host.SendAsync(new SetLastDay.Command(assignment.Id, null), Given.HR)).IsSuccess.ShouldBeTrue();
        (await UntilAsync()).ShouldBeNull();
        (await host.SendAsync(new SetLastDay.Command(assignment.Id, given.Today.AddDays(-2)), Given.HR)).Error!.Code.ShouldBe("roles.last-day-past");
        (await host.SendAsync(new SetLastDay.Command(assignment.Id, given.Today.AddDays(-1)), Given.HR)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new SetLastDay.Command(assignment.Id, null), Given.HR)).Error!.Code.ShouldBe("roles.assignment-over");
        (await client.GetPageAsync($"/roles/assignments/{assignment.Id}")).QuerySelector("[name='Suspension.Reason']").ShouldBeNull();

        async Task<DateOnly?> UntilAsync() => await given.ReadAsync(db => db.Assignments.Where(a => a.Id == assignment.Id).Select(a => a.Until).SingleAsync());
    }

    [Theory, EveryDatabase]
    public async Task An_additional_profile_becomes_the_primary_one(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var person = await host.CreatePersonAsync("Grace Hopper");
        var primary = await given.AssignmentAsync(person.PersonId, await given.ProfileAsync());
        var additional = await given.AssignmentAsync(person.PersonId, await given.ProfileAsync(), primary: false);

        (await host.SendAsync(new MakePrimary.Command(additional.Id), Given.HR)).IsSuccess.ShouldBeTrue();

        (await host.SendAsync(new ListAssignments.Query(person.PersonId), Given.HR)).Value.Assigned.Select(a => (a.ProfileId, a.IsPrimary)).ShouldBe([(additional.ProfileId, true), (primary.ProfileId, false)]);
    }

    [Theory, EveryDatabase]
    public async Task G1_A_suspended_assignment_requires_nothing_until_it_is_resumed(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var person = await host.CreatePersonAsync("Grace Hopper");
        var assignment = await given.AssignmentAsync(person.PersonId, await given.ProfileAsync(Given.Needs(await given.SkillAsync())));
        var client = await host.SignInAsAsync(RoleNames.HR);
        var path = $"/roles/assignments/{assignment.Id}";

        (await client.SubmitAsync(path, ("Suspension.From", "2026-03-02"), ("Suspension.Reason", "Parental leave"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await InForceAsync(host, person.PersonId)).ShouldBeEmpty();
        var page = await client.GetPageAsync(path);
        page.QuerySelector("main")!.TextContent.ShouldContain("Parental leave");
        var suspension = (await host.SendAsync(new ManageAssignment.Query(assignment.Id), Given.HR)).Value.Suspensions.Single();
        (await client.SubmitAsync(path, ("_handler", $"resume-{suspension.Id:N}"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await InForceAsync(host, person.PersonId)).ShouldHaveSingleItem();
    }

    [Theory, EveryDatabase]
    public async Task A_suspension_without_reason_in_the_past_or_twice_is_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var person = await host.CreatePersonAsync("Grace Hopper");
        var assignment = await given.AssignmentAsync(person.PersonId, await given.ProfileAsync(), until: given.Today.AddDays(50));
        var today = given.Today;

        (await SendAsync(today, null, " ")).Error!.Fields!.Keys.ShouldBe(["Reason"]);
        (await SendAsync(today, null, new string('x', 1001))).Error!.Fields!.Keys.ShouldBe(["Reason"]);
        (await SendAsync(today.AddDays(-1), null)).Error!.Code.ShouldBe("roles.rests-in-the-past");
        (await SendAsync(today.AddDays(5), today)).Error!.Code.ShouldBe("roles.ends-before-it-begins");
        (await SendAsync(today.AddDays(51), null)).Error!.Code.ShouldBe("roles.not-held-then");
        (await SendAsync(today.AddDays(5), today.AddDays(9))).IsSuccess.ShouldBeTrue();
        (await SendAsync(today.AddDays(9), null)).Error!.Code.ShouldBe("roles.already-suspended");
        (await host.SendAsync(new ResumeAssignment.Command(assignment.Id, Guid.NewGuid()), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);

        Task<Result<Done>> SendAsync(DateOnly from, DateOnly? until, string reason = "leave") =>
            host.SendAsync(new SuspendAssignment.Command(assignment.Id, new() { From = from, Until = until, Reason = reason }), Given.HR);
    }

    [Theory, EveryDatabase]
    public async Task G1_An_exempt_skill_is_marked_and_only_where_it_was_meant(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var skill = await given.SkillAsync();
        var person = await host.CreatePersonAsync("Grace Hopper");
        var here = await given.AssignmentAsync(person.PersonId, await given.ProfileAsync(Given.Needs(skill)));
        var there = await given.AssignmentAsync(person.PersonId, await given.ProfileAsync(Given.Needs(skill)), primary: false);
        var client = await host.SignInAsAsync(RoleNames.HR);

        (await client.SubmitAsync($"/roles/assignments/{here.Id}?skill={skill.Id}", ("Exemption.From", "2026-03-02"), ("Exemption.Reason", "Colour blind"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var held = await InForceAsync(host, person.PersonId);
        held.Single(p => p.ProfileId == here.ProfileId).Requirements.Single().IsExempt.ShouldBeTrue();
        held.Single(p => p.ProfileId == there.ProfileId).Requirements.Single().IsExempt.ShouldBeFalse();
        (await client.GetPageAsync($"/roles/people/{person.PersonId}")).QuerySelector("main")!.TextContent.ShouldContain("Colour blind");
        var exemption = (await host.SendAsync(new ManageAssignment.Query(here.Id), Given.HR)).Value.Exemptions.Single();
        (await host.SendAsync(new EndExemption.Command(exemption.Id), Given.HR)).IsSuccess.ShouldBeTrue();
        (await InForceAsync(host, person.PersonId)).ShouldAllBe(p => !p.Requirements.Single().IsExempt);
    }

    [Theory, EveryDatabase]
    public async Task An_exemption_without_reason_from_what_is_not_required_or_twice_is_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var (skill, other) = (await given.SkillAsync(), await given.SkillAsync());
        var person = await host.CreatePersonAsync("Grace Hopper");
        var assignment = await given.AssignmentAsync(person.PersonId, await given.ProfileAsync(Given.Needs(skill)));

        (await SendAsync(skill.Id, assignment.ProfileId, "")).Error!.Fields!.Keys.ShouldBe(["Reason"]);
        (await SendAsync(other.Id, assignment.ProfileId)).Error!.Code.ShouldBe("roles.unknown-skill");
        (await SendAsync(Guid.NewGuid(), null)).Error!.Code.ShouldBe("roles.unknown-skill");
        (await SendAsync(skill.Id, null)).IsSuccess.ShouldBeTrue();
        (await SendAsync(skill.Id, assignment.ProfileId)).Error!.Code.ShouldBe("roles.already-exempt");
        (await host.SendAsync(new EndExemption.Command(Guid.NewGuid()), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);

        Task<Result<Done>> SendAsync(Guid skillId, Guid? profile, string reason = "reads no drawings") =>
            host.SendAsync(new ExemptPerson.Command(person.PersonId, new() { SkillId = skillId, ProfileId = profile, Reason = reason }), Given.HR);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_lets_their_own_requirements_rest(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var skill = await given.SkillAsync();
        var hr = await host.CreatePersonAsync("Helen Resource", RoleNames.HR);
        var own = await given.AssignmentAsync(hr.PersonId, await given.ProfileAsync(Given.Needs(skill)));

        (await host.SendAsync(new SuspendAssignment.Command(own.Id, new() { Reason = "tired" }), hr)).Error!.Code.ShouldBe("roles.not-for-oneself");
        (await host.SendAsync(new ExemptPerson.Command(hr.PersonId, new() { SkillId = skill.Id, Reason = "tired" }), hr)).Error!.Code.ShouldBe("roles.not-for-oneself");
    }

    [Theory, EveryDatabase]
    public async Task All_visible_holders_stand_on_some_page_however_many_others_hold_it(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var profile = await given.ProfileAsync();
        // Others first: their ids are the smaller ones.
        var others = Enumerable.Range(0, 220).Select(_ => Assignment.Begin(Guid.CreateVersion7(), profile.Id, true, given.Today, null, host.Clock.GetUtcNow(), null)).ToArray<object>();
        await host.SaveAsync<Persistence.RolesDb>(others);
        var manager = await host.CreatePersonAsync("Line Manager", RoleNames.Manager);
        var reports = new List<Actor>();
        for (var i = 0; i < 27; i++)
        {
            reports.Add(await host.CreatePersonAsync($"Report Number{i:00}", manager));
            await given.AssignmentAsync(reports[i].PersonId, profile);
        }

        var first = (await host.SendAsync(new ListHolders.Query(profile.Id), manager)).Value;
        var second = (await host.SendAsync(new ListHolders.Query(profile.Id, Page: 2), manager)).Value;

        (first.Total, first.Items.Count, second.Items.Count).ShouldBe((27, 25, 2));
        first.Items.Concat(second.Items).Select(h => h.Id).ShouldBe(reports.Select(r => r.PersonId));
        (await host.SendAsync(new ListHolders.Query(profile.Id, "number03"), manager)).Value.Items.ShouldHaveSingleItem().Id.ShouldBe(reports[3].PersonId);
        (await host.SendAsync(new ListHolders.Query(profile.Id), Given.Learner)).Value.Total.ShouldBe(0);
        var client = await host.SignInAsync(manager);
        (await client.GetPageAsync($"/roles/profiles/{profile.Id}?page=2")).QuerySelectorAll("a.person").Length.ShouldBe(2);
    }

    private static Task<Result<AssignProfile.Saved>> AssignAsync(TestHost host, Actor actor, Guid person, Guid? profile, bool primary = false, DateOnly? from = null, DateOnly? until = null) =>
        host.SendAsync(new AssignProfile.Command(new() { PersonId = person, ProfileId = profile, IsPrimary = primary, From = from, Until = until }), actor);

    private static async Task<IReadOnlyList<ProfileInForce>> InForceAsync(TestHost host, Guid person) =>
        (await host.UseAsync<IRequirementLookup, IReadOnlyDictionary<Guid, IReadOnlyList<ProfileInForce>>>(l => l.InForceAsync([person], host.Clock.GetUtcNow(), default)))[person];
}
