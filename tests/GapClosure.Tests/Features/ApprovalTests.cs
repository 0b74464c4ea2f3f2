using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Features.AnswerQuestion;
using CompetencyModular.GapClosure.Features.AskForConfirmation;
using CompetencyModular.GapClosure.Features.DecideRequest;
using CompetencyModular.GapClosure.Features.DelegateDecisions;
using CompetencyModular.GapClosure.Features.ListRequests;
using CompetencyModular.GapClosure.Features.ReviewRequests;
using CompetencyModular.GapClosure.Features.RouteRequests;
using CompetencyModular.GapClosure.Features.UndoDecision;
using CompetencyModular.GapClosure.Features.ViewRequest;
using CompetencyModular.GapClosure.Features.WithdrawRequest;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;

namespace CompetencyModular.GapClosure.Tests.Features;

public sealed class ApprovalTests(GapClosureHosts hosts) : IClassFixture<GapClosureHosts>
{
    [Theory, EveryDatabase]
    public async Task R4_3_to_R4_5_A_level_claimed_on_the_page_is_confirmed_on_the_dashboard_and_counts(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await world.ManagerAsync();
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var (mine, theirs) = (await world.Host.SignInAsync(learner), await world.Host.SignInAsync(manager));

        var sent = await mine.SubmitAsync($"gap-closure/confirm/{skill.Id}", ("Ask.Ordinal", "2"), ("Ask.Note", "Welded the frames of hall 3."), ("Ask.Links", "https://example.org/frames"));
        var dashboard = await theirs.GetPageAsync("gap-closure/approvals");
        await world.Host.SendAsync(Approve(await IdAsync(world, learner)), manager);
        await ReleaseAsync(world);

        sent.StatusCode.ShouldBe(HttpStatusCode.Found);
        dashboard.Body!.TextContent.ShouldContain("Lena Learner");
        dashboard.Body!.TextContent.ShouldContain("Welded the frames");
        (await world.LevelAsync(learner, skill)).ShouldBe(2);
        (await mine.GetPageAsync($"skills/me/{skill.Id}")).Body!.TextContent.ShouldContain("Confirmed self-assessment");
    }

    [Theory, EveryDatabase]
    public async Task A4_Evidence_and_the_news_wait_until_the_decision_can_no_longer_be_undone(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await world.ManagerAsync();
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var id = await AskAsync(world, learner, skill, 2);

        await world.Host.SendAsync(Approve(id), manager);
        await world.Host.DeliverEventsAsync();

        (await StateForAsync(world, learner, id)).ShouldBe(RequestState.Submitted);
        (await world.LevelAsync(learner, skill)).ShouldBe(0);
        (await world.Host.SendAsync(new UndoDecision.Command(id), manager)).IsSuccess.ShouldBeTrue();
        await ReleaseAsync(world);
        (await StateForAsync(world, learner, id)).ShouldBe(RequestState.Submitted);
        (await world.LevelAsync(learner, skill)).ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task Who_decides_and_who_asked_are_told_what_waits_for_them_and_what_was_decided(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, standIn) = (await world.ManagerAsync(), await world.ManagerAsync("Stan Stand-In"));
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var now = world.Host.Clock.GetUtcNow();
        await world.Host.SaveAsync<GapClosureDb>(new Delegation(manager.PersonId, standIn.PersonId, skill.Id, now.AddHours(-1), now.AddDays(7)));

        var id = await AskAsync(world, learner, skill, 2);
        (await ToldAsync(world, manager)).ShouldBe([$"Lena Learner asks you to confirm a level in “{skill.Name}”"]);
        (await ToldAsync(world, standIn)).ShouldBe([$"Lena Learner asks you to confirm a level in “{skill.Name}”"]);

        await world.Host.SendAsync(new DecideRequest.Command(id, new DecideRequest.Decision(Verdict.Ask, Text: "Which frames?")), standIn);
        (await ToldAsync(world, manager)).ShouldBeEmpty("It waits for the learner now.");
        (await ToldAsync(world, learner)).ShouldBe([$"Stan Stand-In would like to know more about your request “{skill.Name}”"]);

        await world.Host.SendAsync(new AnswerQuestion.Command(id, "Those of hall 3."), learner);
        (await ToldAsync(world, manager)).ShouldBe([$"Lena Learner has answered your question about “{skill.Name}”"]);
        (await ToldAsync(world, learner)).ShouldBeEmpty();

        await world.Host.SendAsync(Approve(id), manager);
        (await ToldAsync(world, standIn)).ShouldBeEmpty("It was decided by somebody else.");
        (await ToldAsync(world, learner)).ShouldBeEmpty("A decision that can be undone is not told.");

        await ReleaseAsync(world);
        (await world.Host.NoticesOfAsync(learner)).ShouldHaveSingleItem().ShouldStartWith($"Mara Manager has confirmed “{skill.Name}”: ");
    }

    [Theory, EveryDatabase]
    public async Task Approvers_are_told_again_when_a_request_has_waited_long_and_not_once_it_is_withdrawn(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await world.ManagerAsync();
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var id = await AskAsync(world, learner, skill, 2);

        world.Host.Clock.Advance(TimeSpan.FromDays(15));
        (await ToldAsync(world, manager)).ShouldBe([$"A request of Lena Learner about “{skill.Name}” has waited long; HR can now decide too"]);
        await world.Host.SendAsync(new WithdrawRequest.Command(id), learner);

        (await ToldAsync(world, manager)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task F1_A_skill_that_takes_other_evidence_is_not_asked_for_and_says_what_counts(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.PersonAsync("Lena Learner", await world.ManagerAsync()), await world.SkillAsync());
        await TakesOnlySignOffAsync(world, skill);
        var mine = await world.Host.SignInAsync(learner);

        var form = await mine.GetPageAsync($"gap-closure/confirm/{skill.Id}");
        var sent = await world.Host.SendAsync(new AskForConfirmation.Command(skill.Id, 2, "Welded the frames of hall 3.", null, Submit: true), learner);

        form.QuerySelectorAll("textarea").Length.ShouldBe(0);
        form.Body!.TextContent.ShouldContain("What counts: Confirmed on the job.");
        sent.Error!.Code.ShouldBe("gap-closure.not-by-self-assessment");
        (await mine.GetPageAsync($"skills/me/{skill.Id}")).Body!.TextContent.ShouldContain("A confirmed self-assessment does not count here");
    }

    [Theory, EveryDatabase]
    public async Task F1_Who_confirms_an_old_request_that_no_longer_counts_and_whose_it_is_are_told(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await world.ManagerAsync();
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var id = await AskAsync(world, learner, skill, 2);
        await TakesOnlySignOffAsync(world, skill);
        var theirs = await world.Host.SignInAsync(manager);

        (await theirs.GetPageAsync($"gap-closure/approvals/{id}")).Body!.TextContent.ShouldContain("A confirmation does not count for this skill");
        (await theirs.GetPageAsync("")).QuerySelectorAll($"a[href='gap-closure/approvals/{id}']").Length.ShouldBe(1, "It stands on the home page once.");
        await world.Host.SendAsync(Approve(id), manager);
        await ReleaseAsync(world);

        (await world.LevelAsync(learner, skill)).ShouldBe(0);
        (await world.Host.NoticesOfAsync(learner)).ShouldHaveSingleItem().ShouldEndWith("your level stays as it is");
    }

    [Theory, EveryDatabase]
    public async Task A4_Of_two_who_decide_at_once_the_first_wins_and_there_is_one_row_of_evidence(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (ann, bob) = (await world.ManagerAsync($"Ann {Guid.NewGuid():N}"), await world.ManagerAsync($"Bob {Guid.NewGuid():N}"));
        var (learner, skill) = (await world.PersonAsync("Lena Learner"), await world.SkillAsync());
        await world.Host.SaveAsync<GapClosureDb>(new RoutingRule { SkillId = skill.Id, Kind = ApproverKind.Named, People = [ann.PersonId, bob.PersonId] });
        var id = await AskAsync(world, learner, skill, 2);

        var results = await Task.WhenAll(world.Host.SendAsync(Approve(id), ann), world.Host.SendAsync(NotYet(id), bob));
        await ReleaseAsync(world);

        results.Count(r => r.IsSuccess).ShouldBe(1);
        results.Single(r => !r.IsSuccess).Error!.Kind.ShouldBe(ErrorKind.Conflict);
        (await world.Host.EventsAsync<LevelConfirmed>()).Count(e => e.PersonId == learner.PersonId).ShouldBe(results[0].IsSuccess ? 1 : 0);
    }

    [Theory, EveryDatabase]
    public async Task A1_Not_yet_needs_a_reason_and_the_person_reads_it_and_may_ask_again(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await world.ManagerAsync();
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var id = await AskAsync(world, learner, skill, 2);

        var without = await world.Host.SendAsync(NotYet(id, "  "), manager);
        await world.Host.SendAsync(NotYet(id, "Show me a vertical seam."), manager);
        await ReleaseAsync(world);

        without.Error!.Fields!.Keys.ShouldBe(["Decision.Text"]);
        var seen = (await world.Host.SendAsync(new ViewRequest.Query(id), learner)).Value;
        (seen.State, seen.History.Single().Text).ShouldBe((RequestState.NotYet, "Show me a vertical seam."));
        (await AskAsync(world, learner, skill, 2)).ShouldNotBe(id);
    }

    [Theory, EveryDatabase]
    public async Task A1_A_question_is_answered_and_a_newer_request_takes_the_place_of_one_that_waits(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await world.ManagerAsync();
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var first = await AskAsync(world, learner, skill, 2);

        await world.Host.SendAsync(new DecideRequest.Command(first, new DecideRequest.Decision(Verdict.Ask, Text: "Which hall?")), manager);
        (await StateForAsync(world, learner, first)).ShouldBe(RequestState.MoreInfo);
        (await world.Host.SendAsync(new AnswerQuestion.Command(first, "Hall 3."), learner)).IsSuccess.ShouldBeTrue();
        var second = await AskAsync(world, learner, skill, 3);

        (await StateForAsync(world, learner, first)).ShouldBe(RequestState.Superseded);
        (await StateForAsync(world, learner, second)).ShouldBe(RequestState.Submitted);
    }

    [Theory, EveryDatabase]
    public async Task A2_A_delegate_decides_on_behalf_of_the_manager_for_the_time_given_and_no_longer(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await world.ManagerAsync();
        var name = $"Dora {Guid.NewGuid():N}";
        var (delegated, learner, skill) = (await world.PersonAsync(name), await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var today = DateOnly.FromDateTime(world.Host.Clock.GetUtcNow().UtcDateTime);
        var delegation = (await world.Host.SendAsync(new DelegateDecisions.Command(name, null, today, today.AddDays(7)), manager)).Value;
        var (first, second) = (await AskAsync(world, learner, skill, 1), await AskAsync(world, learner, await world.SkillAsync(), 1));

        (await world.Host.SendAsync(Approve(first), delegated)).IsSuccess.ShouldBeTrue();
        await world.Host.SendAsync(new DelegateDecisions.Revoke(delegation), manager);
        var after = await world.Host.SendAsync(Approve(second), delegated);

        after.Error!.Kind.ShouldBe(ErrorKind.NotFound);
        var entry = (await world.Host.SendAsync(new ViewRequest.Query(first), manager)).Value.History.Single();
        (entry.By, entry.OnBehalfOf).ShouldBe((name, "Mara Manager"));
    }

    [Theory, EveryDatabase]
    public async Task A2_A_delegation_of_one_skill_opens_no_other_and_is_not_handed_on(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await world.ManagerAsync();
        var (dora, emil) = (await world.ManagerAsync(), await world.PersonAsync("Emil Elsewhere"));
        var (learner, welding, milling) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync(), await world.SkillAsync("Milling"));
        var (now, later) = (world.Host.Clock.GetUtcNow().AddDays(-1), world.Host.Clock.GetUtcNow().AddDays(7));
        await world.Host.SaveAsync<GapClosureDb>(new Delegation(manager.PersonId, dora.PersonId, welding.Id, now, later), new Delegation(dora.PersonId, emil.PersonId, null, now, later));
        var (about, other) = (await AskAsync(world, learner, welding, 1), await AskAsync(world, learner, milling, 1));

        (await world.Host.SendAsync(new ReviewRequests.Query(), dora)).Value.Requests.Items.Select(r => r.Id).ShouldBe([about]);
        (await world.Host.SendAsync(Approve(other), dora)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(Approve(about), emil)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task A2_Holders_of_the_skill_at_the_level_decide_and_those_below_do_not(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (expert, able) = (await world.PersonAsync("Ed Expert"), await world.PersonAsync("Al Able"));
        var (learner, skill) = (await world.PersonAsync("Lena Learner"), await world.SkillAsync());
        await world.ShowAsync(expert, skill, 4);
        await world.ShowAsync(able, skill, 2);
        await world.Host.SaveAsync<GapClosureDb>(new RoutingRule { SkillId = skill.Id, Kind = ApproverKind.Holders, MinOrdinal = 3 });
        var id = await AskAsync(world, learner, skill, 2);

        (await world.Host.SendAsync(Approve(id), able)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(Approve(id), expert)).IsSuccess.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task A2_The_people_of_a_unit_or_HR_of_ones_own_decide_where_a_rule_says_so(Database database)
    {
        await using var host = await StartAsync(database);
        var world = await World.OnAsync(host);
        var (hr, near, learner, safety, other) = (await world.PersonAsync("Hanna HR", null, RoleNames.HR), await world.PersonAsync("Nora HR", null, RoleNames.HR),
            await world.PersonAsync("Lena Learner"), await world.PersonAsync("Sam Safety"), await world.PersonAsync("Olga Other"));
        var (works, department) = (await world.UnitAsync("Works"), await world.UnitAsync("Safety"));
        await world.PlaceAsync(learner, await world.UnitAsync("Hall 3", works));
        await world.PlaceAsync(near, works);
        await world.PlaceAsync(safety, await world.UnitAsync("Fire safety", department));
        var (byGroup, byHR) = (await world.SkillAsync(), await world.SkillAsync("Milling"));
        (await host.SendAsync(new RouteRequests.Command(byGroup.Name, ApproverKind.Group, null, 1, 1), hr)).Error!.Fields!.Keys.ShouldBe(["UnitId"]);
        (await host.SendAsync(new RouteRequests.Command(byGroup.Name, ApproverKind.Group, null, 1, 1, department), hr)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new RouteRequests.Command(byHR.Name, ApproverKind.UnitHR, null, 1, 1), hr)).IsSuccess.ShouldBeTrue();

        var (first, second) = (await AskAsync(world, learner, byGroup, 1), await AskAsync(world, learner, byHR, 1));

        (await ToldAsync(world, safety)).ShouldBe([$"Lena Learner asks you to confirm a level in “{byGroup.Name}”"]);
        (await (await host.SignInAsync(learner)).GetPageAsync($"gap-closure/requests/{first}")).Body!.TextContent.ShouldContain("the people of Safety");
        (await host.SendAsync(Approve(first), other)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(Approve(first), safety)).IsSuccess.ShouldBeTrue();
        (await WaitingAsync(world, hr)).ShouldBeEmpty();
        (await WaitingAsync(world, near)).ShouldBe([second]);
        (await (await host.SignInAsync(hr)).GetPageAsync("gap-closure/routing")).Body!.TextContent.ShouldContain("The people of Safety");
    }

    [Theory, EveryDatabase]
    public async Task A3_Those_who_decide_are_reminded_once_after_the_days_set_and_not_of_what_they_have_asked_about(Database database)
    {
        await using var host = await StartAsync(database);
        var world = await World.OnAsync(host);
        var (manager, hr) = (await world.ManagerAsync(), await world.PersonAsync("Hanna HR", null, RoleNames.HR));
        var (learner, skill, other) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync(), await world.SkillAsync("Milling"));
        (await host.SendAsync(new RouteRequests.SetTimes(5, 3, 14), hr)).IsSuccess.ShouldBeTrue();
        await AskAsync(world, learner, skill, 1);
        var asked = await AskAsync(world, learner, other, 1);
        await host.SendAsync(new DecideRequest.Command(asked, new DecideRequest.Decision(Verdict.Ask, Text: "Which hall?")), manager);

        await PassAsync(world, TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1));
        (await host.NoticesOfAsync(manager)).ShouldBe([$"Lena Learner asks you to confirm a level in “{skill.Name}”"]);
        await PassAsync(world, TimeSpan.FromMinutes(2));

        (await host.NoticesOfAsync(manager)).ShouldBe([$"A request of Lena Learner about “{skill.Name}” still waits for your decision"]);
    }

    [Theory, EveryDatabase]
    public async Task A3_Nobody_decides_on_their_own_request(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var above = await world.ManagerAsync();
        var (manager, skill) = (await world.ManagerAsync("Own Manager", above), await world.SkillAsync());
        var now = world.Host.Clock.GetUtcNow();
        await world.Host.SaveAsync<GapClosureDb>(new Delegation(above.PersonId, manager.PersonId, null, now.AddDays(-1), now.AddDays(1)));
        var id = await AskAsync(world, manager, skill, 2);

        (await world.Host.SendAsync(Approve(id), manager)).Error!.Code.ShouldBe(ApprovalErrors.OwnRequest.Code, "not through a delegation either");
        (await world.Host.SendAsync(new ReviewRequests.Query(), manager)).Value.Waiting.ShouldBe(0);
        (await world.Host.SendAsync(Approve(id), above)).IsSuccess.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task A3_Without_anybody_above_it_stands_in_the_queue_of_HR(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (learner, hr, skill) = (await world.PersonAsync("Top Person"), await world.PersonAsync("Hanna HR", null, RoleNames.HR), await world.SkillAsync());
        var id = await AskAsync(world, learner, skill, 1);

        var queue = await world.Host.SendAsync(new ReviewRequests.Query(SkillId: skill.Id), hr);

        queue.Value.Requests.Items.Select(r => r.Id).ShouldBe([id]);
    }

    [Theory, EveryDatabase]
    public async Task A3_What_waits_too_long_goes_to_HR_too(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, hr) = (await world.ManagerAsync(), await world.PersonAsync("Hanna HR", null, RoleNames.HR));
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var id = await AskAsync(world, learner, skill, 1);
        await world.Host.DeliverEventsAsync();
        (await world.Host.SendAsync(new ReviewRequests.Query(SkillId: skill.Id), hr)).Value.Requests.Total.ShouldBe(0);

        world.Host.Clock.Advance(TimeSpan.FromDays(14));
        await world.Host.DeliverEventsAsync();

        var row = (await world.Host.SendAsync(new ReviewRequests.Query(SkillId: skill.Id), hr)).Value.Requests.Items.Single();
        (row.Id, row.IsEscalated).ShouldBe((id, true));
    }

    [Theory, EveryDatabase]
    public async Task A3_What_is_answered_and_waits_too_long_again_goes_to_HR_too(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, hr) = (await world.ManagerAsync(), await world.PersonAsync("Hanna HR", null, RoleNames.HR));
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var id = await AskAsync(world, learner, skill, 1);
        await world.Host.SendAsync(new DecideRequest.Command(id, new DecideRequest.Decision(Verdict.Ask, Text: "Which hall?")), manager);
        await PassAsync(world, TimeSpan.FromDays(20));

        await world.Host.SendAsync(new AnswerQuestion.Command(id, "Hall 3."), learner);
        await PassAsync(world, TimeSpan.FromDays(13));
        (await QueueAsync(world, hr, skill)).ShouldBeEmpty("Approvers have had it for less than a fortnight.");
        await PassAsync(world, TimeSpan.FromDays(2));

        (await QueueAsync(world, hr, skill)).ShouldBe([(id, true)]);
        (await world.Host.NoticesOfAsync(manager)).ShouldBe([$"A request of Lena Learner about “{skill.Name}” has waited long; HR can now decide too"]);
    }

    [Theory, EveryDatabase]
    public async Task A3_What_was_decided_when_its_time_was_over_and_is_undone_goes_to_HR_too(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, hr) = (await world.ManagerAsync(), await world.PersonAsync("Hanna HR", null, RoleNames.HR));
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var id = await AskAsync(world, learner, skill, 1);
        await PassAsync(world, TimeSpan.FromDays(14) - TimeSpan.FromMinutes(1));
        await world.Host.SendAsync(Approve(id), manager);
        await PassAsync(world, TimeSpan.FromMinutes(2));
        (await QueueAsync(world, hr, skill)).ShouldBeEmpty();

        (await world.Host.SendAsync(new UndoDecision.Command(id), manager)).IsSuccess.ShouldBeTrue();
        await PassAsync(world, TimeSpan.FromMinutes(10));

        (await QueueAsync(world, hr, skill)).ShouldBe([(id, true)]);
    }

    [Theory, EveryDatabase]
    public async Task A3_Somebody_who_leaves_has_their_requests_sent_on(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (gone, there) = (await world.ManagerAsync("Gone Manager"), await world.ManagerAsync("There Manager"));
        var (learner, skill) = (await world.PersonAsync("Lena Learner", there), await world.SkillAsync());
        var request = new ConfirmationRequest(learner.PersonId, skill.Id, 1, world.Host.Clock.GetUtcNow());
        request.Write(1, 1, "Welded.", "");
        request.Submit(new Route([ApproverKey.Person(gone.PersonId)], 1), world.Host.Clock.GetUtcNow());
        await world.Host.SaveAsync<GapClosureDb>(request);

        await world.Host.PublishAsync(new PersonMoved(gone.PersonId));
        await world.Host.DeliverEventsAsync();

        (await world.Host.SendAsync(new ReviewRequests.Query(), there)).Value.Requests.Items.Select(r => r.Id).ShouldBe([request.Id]);
        (await world.Host.SendAsync(new ReviewRequests.Query(), gone)).Value.Waiting.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task A4_The_approval_given_decides_when_the_other_who_was_asked_leaves(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (ann, bob) = (await world.PersonAsync("Ann Approver"), await world.PersonAsync("Bob Approver"));
        var (learner, skill) = (await world.PersonAsync("Lena Learner"), await world.SkillAsync());
        await world.Host.SaveAsync<GapClosureDb>(new RoutingRule { SkillId = skill.Id, Kind = ApproverKind.Named, People = [ann.PersonId, bob.PersonId], Quorum = 2 });
        var id = await AskAsync(world, learner, skill, 2);
        await world.Host.SendAsync(Approve(id), ann);

        await LeaveAsync(world, bob);
        await ReleaseAsync(world);

        (await StateForAsync(world, learner, id)).ShouldBe(RequestState.Approved);
        (await world.LevelAsync(learner, skill)).ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task A4_A_quorum_of_HR_or_of_holders_is_no_more_than_there_are(Database database)
    {
        await using var host = await StartAsync(database);
        var world = await World.OnAsync(host);
        var (hr, learner, expert) = (await world.PersonAsync("Hanna HR", null, RoleNames.HR), await world.PersonAsync("Lena Learner"), await world.PersonAsync("Ed Expert"));
        var (byHR, byHolders) = (await world.SkillAsync(), await world.SkillAsync("Milling"));
        await world.ShowAsync(expert, byHolders, 4);
        await world.Host.SaveAsync<GapClosureDb>(
            new RoutingRule { SkillId = byHR.Id, Kind = ApproverKind.HR, Quorum = 3 }, new RoutingRule { SkillId = byHolders.Id, Kind = ApproverKind.Holders, MinOrdinal = 3, Quorum = 3 });
        var (first, second) = (await AskAsync(world, learner, byHR, 2), await AskAsync(world, learner, byHolders, 2));

        await world.Host.SendAsync(Approve(first), hr);
        await world.Host.SendAsync(Approve(second), hr);
        await world.Host.SendAsync(Approve(second), expert);
        await ReleaseAsync(world);

        (await StateForAsync(world, learner, first)).ShouldBe(RequestState.Approved);
        (await StateForAsync(world, learner, second)).ShouldBe(RequestState.Approved);
    }

    [Theory, EveryDatabase]
    public async Task A3_Where_HR_has_nobody_administrators_are_told_and_decide_and_without_them_nothing_is_sent(Database database)
    {
        await using var host = await StartAsync(database);
        var world = await World.OnAsync(host);
        var (learner, skill) = (await world.PersonAsync("Lena Learner"), await world.SkillAsync());
        var alone = await world.Host.SendAsync(new AskForConfirmation.Command(skill.Id, 2, "Welded.", null, Submit: true), learner);
        var administrator = await world.PersonAsync("Adam Admin", null, RoleNames.Administrator);

        var id = await AskAsync(world, learner, skill, 2);
        var told = await ToldAsync(world, administrator);
        var page = await (await host.SignInAsync(administrator)).GetPageAsync($"gap-closure/approvals/{id}");
        await world.Host.SendAsync(Approve(id), administrator);
        await ReleaseAsync(world);

        alone.Error!.Code.ShouldBe(ApprovalErrors.NobodyDecides.Code);
        told.ShouldBe([$"Nobody in HR can decide on a request of Lena Learner about “{skill.Name}”: it waits on you"]);
        page.Body!.TextContent.ShouldContain("the administrators");
        (await world.LevelAsync(learner, skill)).ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task A3_What_stood_in_the_queue_of_HR_goes_to_administrators_when_the_last_of_HR_leaves_and_back_when_there_is_somebody(Database database)
    {
        await using var host = await StartAsync(database);
        var world = await World.OnAsync(host);
        var (hr, administrator) = (await world.PersonAsync("Hanna HR", null, RoleNames.HR), await world.PersonAsync("Adam Admin", null, RoleNames.Administrator));
        var (learner, skill) = (await world.PersonAsync("Lena Learner"), await world.SkillAsync());
        var id = await AskAsync(world, learner, skill, 1);
        (await WaitingAsync(world, administrator)).ShouldBeEmpty();

        await LeaveAsync(world, hr);
        (await WaitingAsync(world, administrator)).ShouldBe([id]);
        var newer = await world.PersonAsync("Nora HR", null, RoleNames.HR);
        await DayBeginsAsync(world);

        (await WaitingAsync(world, administrator)).ShouldBeEmpty();
        (await WaitingAsync(world, newer)).ShouldBe([id]);
    }

    [Theory, EveryDatabase]
    public async Task A3_A_day_on_what_waits_on_holders_who_no_longer_are_is_decided_by_those_who_have_voted(Database database)
    {
        await using var host = await StartAsync(database);
        var world = await World.OnAsync(host);
        var (hr, expert) = (await world.PersonAsync("Hanna HR", null, RoleNames.HR), await world.PersonAsync("Ed Expert"));
        var (learner, skill) = (await world.PersonAsync("Lena Learner"), await world.SkillAsync());
        var shown = host.Clock.GetUtcNow().AddDays(-27);
        await host.SaveAsync<SkillsDb>(Evidence.Of(new Said(expert.PersonId, skill.Id, 1, 4, EvidenceKind.Completion, shown, shown), Validity.Months(1), TimeZoneInfo.Utc));
        await host.SaveAsync<GapClosureDb>(new RoutingRule { SkillId = skill.Id, Kind = ApproverKind.Holders, MinOrdinal = 3, Quorum = 2 });
        var id = await AskAsync(world, learner, skill, 2);
        await host.SendAsync(Approve(id), hr);
        (await StateForAsync(world, hr, id)).ShouldBe(RequestState.Submitted);

        host.Clock.Advance(TimeSpan.FromDays(5));
        await DayBeginsAsync(world);
        await ReleaseAsync(world);

        (await StateForAsync(world, learner, id)).ShouldBe(RequestState.Approved);
    }

    [Theory, EveryDatabase]
    public async Task A3_One_of_HR_decides_what_two_managers_have_let_pass(Database database)
    {
        await using var host = await StartAsync(database);
        var world = await World.OnAsync(host);
        var above = await world.ManagerAsync("Theo Top");
        var (hr, manager) = (await world.PersonAsync("Hanna HR", null, RoleNames.HR), await world.ManagerAsync(above: above));
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        await host.SaveAsync<GapClosureDb>(new RoutingRule { SkillId = skill.Id, Kind = ApproverKind.LineManager, Quorum = 2 });
        var id = await AskAsync(world, learner, skill, 2);

        await PassAsync(world, TimeSpan.FromDays(15));
        await host.SendAsync(Approve(id), hr);
        await ReleaseAsync(world);

        (await StateForAsync(world, learner, id)).ShouldBe(RequestState.Approved);
    }

    [Theory, EveryDatabase]
    public async Task A_request_is_seen_by_the_person_and_by_those_asked_and_by_nobody_else(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, other) = (await world.ManagerAsync(), await world.ManagerAsync("Other Manager"));
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var id = await AskAsync(world, learner, skill, 1);
        var draft = (await world.Host.SendAsync(new AskForConfirmation.Command((await world.SkillAsync()).Id, 1, null, null, Submit: false), learner)).Value;

        (await world.Host.SendAsync(new ViewRequest.Query(id), manager)).Value.MayDecide.ShouldBeTrue();
        (await world.Host.SendAsync(new ViewRequest.Query(id), other)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(Approve(id), other)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new WithdrawRequest.Command(id), other)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new ViewRequest.Query(draft), manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await (await world.Host.SignInAsync(other)).GetAsync($"gap-closure/requests/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await world.Host.SignInAsync(other)).GetAsync($"gap-closure/approvals/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = await (await world.Host.SignInAsync(manager)).GetPageAsync($"gap-closure/approvals/{id}");
        page.QuerySelectorAll("nav a.nav-item[aria-current]").Select(a => a.GetAttribute("href")).ShouldBe(["gap-closure/approvals"]);
    }

    [Theory, EveryDatabase]
    public async Task R4_3_A_photo_shows_the_claim_to_those_who_decide_and_to_nobody_else(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, other) = (await world.ManagerAsync(), await world.ManagerAsync("Other Manager"));
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var mine = await world.Host.SignInAsync(learner);

        var refused = await mine.SubmitFilesAsync($"gap-closure/confirm/{skill.Id}", "Ask.Evidence.Files", [("weld.png", "<html>"u8.ToArray())], ("Ask.Ordinal", "2"), ("Ask.Note", "Welded."));
        var kept = await mine.SubmitFilesAsync($"gap-closure/confirm/{skill.Id}", "Ask.Evidence.Files", [("note.txt", "Welded."u8.ToArray())], ("Ask.Ordinal", "2"), ("Ask.Note", "Welded."));

        refused.StatusCode.ShouldBe(HttpStatusCode.OK, "the form comes back with what is wrong");
        kept.StatusCode.ShouldBe(HttpStatusCode.Found);
        var id = await IdAsync(world, learner);
        var file = (await world.Host.SendAsync(new ViewRequest.Query(id), manager)).Value.Files.Single();
        var address = $"gap-closure/requests/{id}/files/{file.Id}";
        (await (await world.Host.SignInAsync(manager)).GetStringAsync(address)).ShouldBe("Welded.");
        (await (await world.Host.SignInAsync(other)).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task What_is_not_right_is_said_beside_the_field_and_nothing_is_sent(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.PersonAsync("Lena Learner"), await world.SkillAsync());
        await world.ShowAsync(learner, skill, 2);
        Task<Result<Guid>> Ask(int ordinal, string? note, string? links = null) => world.Host.SendAsync(new AskForConfirmation.Command(skill.Id, ordinal, note, links, Submit: true), learner);

        (await Ask(3, " ")).Error!.Fields!.Keys.ShouldBe(["Note"]);
        (await Ask(3, "Welded.", "javascript:alert(1)")).Error!.Fields!.Keys.ShouldBe(["Links"]);
        (await Ask(9, "Welded.")).Error!.Fields!.Keys.ShouldBe(["Ordinal"]);
        (await Ask(2, "Welded.")).Error!.Code.ShouldBe(ApprovalErrors.HeldAlready.Code);
        (await Ask(3, new string('x', 4001))).Error!.Fields!.Keys.ShouldBe(["Note"]);
        (await world.Host.SendAsync(new ListRequests.Query(), learner)).Value.Total.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task A_rule_that_names_nobody_or_asks_for_too_many_is_refused(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var hr = await world.PersonAsync("Hanna HR", null, RoleNames.HR);
        var skill = await world.SkillAsync();
        Task<Result<Done>> Set(string? people, int quorum = 1, string? about = null) => world.Host.SendAsync(new RouteRequests.Command(about ?? skill.Name, ApproverKind.Named, people, 1, quorum), hr);

        (await Set(null)).Error!.Fields!.Keys.ShouldBe(["People"]);
        (await Set($"nobody {Guid.NewGuid():N}")).Error!.Fields!.Keys.ShouldBe(["People"]);
        (await Set("Hanna", quorum: 2)).Error!.Fields!.Keys.ShouldBe(["Quorum"]);
        (await Set("Hanna", about: "No such skill")).Error!.Fields!.Keys.ShouldBe(["Skill"]);
        (await world.Host.SendAsync(new RouteRequests.Command(skill.Name, ApproverKind.HR, null, 1, 1), await world.ManagerAsync())).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task M1_With_approvals_off_pages_and_API_are_gone_and_plans_stay(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Roles.RolesModule).Assembly, typeof(SkillsAnalysis.SkillsAnalysisModule).Assembly, typeof(GapClosureModule).Assembly);
        await host.SetFeatureAsync("GapClosure.Approvals", isOn: false);
        var manager = await host.SignInAsAsync(RoleNames.Manager, RoleNames.Learner);

        (await manager.GetAsync("gap-closure/approvals")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await manager.GetAsync("api/v1/gap-closure/approvals")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await manager.GetAsync("gap-closure/plan")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task G2_What_waits_for_approval_stands_beside_the_state_of_the_skill_until_the_decision_stands(Database database)
    {
        await using var host = await StartAsync(database);
        var world = await World.OnAsync(host);
        var manager = await world.ManagerAsync();
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var mine = await host.SignInAsync(learner);
        async Task<bool> IsShownAsync(string page) => (await mine.GetPageAsync(page)).Body!.TextContent.Contains("Waiting for approval: Able", StringComparison.Ordinal);
        async Task<string> GapAsync() => await mine.GetStringAsync("api/v1/skills/people/me/gap");
        (await IsShownAsync("skills/me")).ShouldBeFalse();
        var id = await AskAsync(world, learner, skill, 2);

        (await IsShownAsync("skills/me")).ShouldBeTrue();
        (await IsShownAsync($"skills/me/{skill.Id}")).ShouldBeTrue();
        (await GapAsync()).ShouldContain("\"waitsForApproval\":2");
        await host.SendAsync(Approve(id), manager);
        (await IsShownAsync("skills/me")).ShouldBeTrue("What can be undone is not told.");
        await host.SetFeatureAsync("GapClosure.Approvals", isOn: false);
        (await IsShownAsync("skills/me")).ShouldBeFalse("What is switched off is silent.");
        await host.SetFeatureAsync("GapClosure.Approvals", isOn: true);
        await ReleaseAsync(world);

        (await IsShownAsync("skills/me")).ShouldBeFalse();
        (await GapAsync()).ShouldNotContain("\"waitsForApproval\":2");
    }

    [Theory, EveryDatabase]
    public async Task The_dashboard_and_the_decision_are_offered_over_REST(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await world.ManagerAsync();
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var id = await AskAsync(world, learner, skill, 2);
        var client = await world.Host.SignInAsync(manager);

        var listed = await client.GetStringAsync("api/v1/gap-closure/approvals");
        var decided = await client.PostAsJsonAsync($"api/v1/gap-closure/requests/{id}/decision", new { verdict = "Approve" });

        listed.ShouldContain(id.ToString());
        decided.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task What_pages_show_of_requests_is_read_over_REST_by_those_who_may_see_it(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, other, hr) = (await world.ManagerAsync(), await world.ManagerAsync("Other Manager"), await world.PersonAsync("Hanna HR", null, RoleNames.HR));
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        var (id, second) = (await AskAsync(world, learner, skill, 2), await AskAsync(world, learner, await world.SkillAsync(), 2));
        var (mine, theirs, strange, office) = (await world.Host.SignInAsync(learner), await world.Host.SignInAsync(manager), await world.Host.SignInAsync(other), await world.Host.SignInAsync(hr));

        var one = await mine.GetFromJsonAsync<JsonElement>($"api/v1/gap-closure/requests/{id}");
        var page = await mine.GetFromJsonAsync<JsonElement>("api/v1/gap-closure/requests?page=2&pageSize=1");

        (one.GetProperty("skill").GetString(), one.GetProperty("state").GetString(), one.GetProperty("isOwn").GetBoolean()).ShouldBe((skill.Name, "Submitted", true));
        (page.GetProperty("total").GetInt32(), page.GetProperty("items").GetArrayLength()).ShouldBe((2, 1));
        (await theirs.GetFromJsonAsync<JsonElement>($"api/v1/gap-closure/requests/{id}")).GetProperty("mayDecide").GetBoolean().ShouldBeTrue();
        (await strange.GetAsync($"api/v1/gap-closure/requests/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await office.GetAsync("api/v1/gap-closure/routing")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await theirs.GetAsync("api/v1/gap-closure/routing")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await theirs.GetAsync("api/v1/gap-closure/delegations")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await mine.GetAsync("api/v1/gap-closure/delegations")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await mine.GetAsync("api/v1/gap-closure/plans")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await strange.PostAsync($"api/v1/gap-closure/requests/{second}/withdrawal", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await mine.PostAsync($"api/v1/gap-closure/requests/{second}/withdrawal", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await world.Host.SendAsync(Approve(id), manager);
        (await theirs.PostAsync($"api/v1/gap-closure/requests/{id}/decision/undo", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StateForAsync(world, learner, id)).ShouldBe(RequestState.Submitted);
    }

    private static DecideRequest.Command Approve(Guid id) => new(id, new DecideRequest.Decision(Verdict.Approve));

    private static DecideRequest.Command NotYet(Guid id, string reason = "Show a weld.") => new(id, new DecideRequest.Decision(Verdict.NotYet, Text: reason));

    private static async Task<Guid> AskAsync(World world, Actor learner, Roles.Domain.Skill skill, int ordinal) =>
        (await world.Host.SendAsync(new AskForConfirmation.Command(skill.Id, ordinal, "Welded the frames of hall 3.", null, Submit: true), learner)).Value;

    private static Task TakesOnlySignOffAsync(World world, Roles.Domain.Skill skill)
    {
        var setting = new SkillSetting(skill.Id);
        setting.Change(SkillPolicy.Highest, EvidenceKind.Attestation, null, null);
        return world.Host.SaveAsync<SkillsDb>(setting);
    }

    private static async Task<Guid> IdAsync(World world, Actor learner) => (await world.Host.SendAsync(new ListRequests.Query(), learner)).Value.Items.Single().Id;

    private static async Task<RequestState> StateForAsync(World world, Actor learner, Guid id) => (await world.Host.SendAsync(new ViewRequest.Query(id), learner)).Value.State;

    private static Task<TestHost> StartAsync(Database database) =>
        TestHost.StartAsync(database, typeof(Roles.RolesModule).Assembly, typeof(SkillsAnalysis.SkillsAnalysisModule).Assembly, typeof(GapClosureModule).Assembly);

    private static async Task LeaveAsync(World world, Actor actor)
    {
        using var hr = await world.Host.SignInAsAsync(RoleNames.HR);
        (await hr.SubmitAsync($"people/{actor.PersonId}/edit", ("Input.IsActive", "false"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        await world.Host.DeliverEventsAsync();
    }

    private static async Task DayBeginsAsync(World world)
    {
        await world.Host.PublishAsync(new DayBegan(DateOnly.FromDateTime(world.Host.Clock.GetUtcNow().UtcDateTime)));
        await world.Host.DeliverEventsAsync();
    }

    private static async Task<IReadOnlyList<Guid>> WaitingAsync(World world, Actor actor) =>
        [.. (await world.Host.SendAsync(new ReviewRequests.Query(), actor)).Value.Requests.Items.Select(r => r.Id)];

    private static async Task PassAsync(World world, TimeSpan time)
    {
        world.Host.Clock.Advance(time);
        await world.Host.DeliverEventsAsync();
    }

    private static async Task<IReadOnlyList<(Guid Id, bool IsEscalated)>> QueueAsync(World world, Actor hr, Roles.Domain.Skill skill) =>
        [.. (await world.Host.SendAsync(new ReviewRequests.Query(SkillId: skill.Id), hr)).Value.Requests.Items.Select(r => (r.Id, r.IsEscalated))];

    private static async Task ReleaseAsync(World world)
    {
        world.Host.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.Host.DeliverEventsAsync();
    }

    private static async Task<IReadOnlyList<string>> ToldAsync(World world, Actor actor)
    {
        await world.Host.DeliverEventsAsync();
        return await world.Host.NoticesOfAsync(actor);
    }
}
