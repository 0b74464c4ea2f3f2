using System.Net;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.AddEventPrerequisite;
using CompetencyModular.Paths.Features.BrowseEvents;
using CompetencyModular.Paths.Features.OutlineEvent;
using CompetencyModular.Paths.Features.RegisterForSession;
using CompetencyModular.Paths.Features.RemoveEventPrerequisite;
using CompetencyModular.Paths.Features.ViewEvent;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Tests.Features;

/// <summary>What one holds before one registers for a training event (P2).</summary>
public sealed class EventPrerequisiteTests(PathsHosts hosts) : IClassFixture<PathsHosts>
{
    private static readonly Actor Trainer = Actor.With(RoleNames.Trainer);

    [Theory, EveryDatabase]
    public async Task P2_Who_lacks_what_an_event_builds_on_is_refused_by_its_name_and_registers_once_they_hold_it(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        var (made, session) = await EventAsync(world);
        await (await world.Host.SignInAsync(await world.Host.CreatePersonAsync("Tara Trainer", RoleNames.Trainer)))
            .SubmitAsync($"paths/events/manage/{made.Id}/prerequisites?q={Uri.EscapeDataString(skill.Name)}", ("_handler", $"skill-{skill.Id}-2"));
        await world.HoldAsync(learner, skill, 1);
        var client = await world.Host.SignInAsync(learner);

        var refused = (await world.Host.SendAsync(new RegisterForSession.Command(session.Id), learner)).Error!;
        var page = await client.GetPageAsync($"paths/events/{made.Id}");
        var row = (await world.Host.SendAsync(new BrowseEvents.Query(made.Title), learner)).Value.Events.Items.Single();

        (refused.Kind, refused.Code).ShouldBe((ErrorKind.Conflict, "paths.event-prerequisites-first"));
        refused.Message.ShouldContain($"{skill.Name}: Able");
        page.QuerySelector($"a[href='skills/me/{skill.Id}']").ShouldNotBeNull("it says how to get there");
        page.QuerySelector($"input[name='_handler'][value='register-{session.Id}']").ShouldBeNull();
        row.Prerequisites.ShouldHaveSingleItem().Holds.ShouldBeFalse();
        (await client.GetPageAsync($"paths/events?q={Uri.EscapeDataString(made.Title)}")).Body!.TextContent.ShouldContain($"First comes: {skill.Name}: Able");
        (await world.AskAsync(db => db.Registrations.CountAsync(r => r.SessionId == session.Id))).ShouldBe(0);

        await world.HoldAsync(learner, skill, 2);
        (await client.GetPageAsync($"paths/events?q={Uri.EscapeDataString(made.Title)}")).Body!.TextContent.ShouldContain("You hold what comes first");
        (await client.SubmitAsync($"paths/events/{made.Id}", ("_handler", $"register-{session.Id}"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await world.Host.SendAsync(new AddEventPrerequisite.Command(made.Id, (await world.SkillAsync()).Id, 1), Trainer)).Error.ShouldBeNull();
        (await world.Host.SendAsync(new RegisterForSession.Command(session.Id), learner)).Value.State.ShouldBe(RegistrationState.Registered, "whoever has a seat is not asked again");
    }

    [Theory, EveryDatabase]
    public async Task P2_A_plan_is_told_what_an_event_requires_and_gives_no_seat_before_it_is_held(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, skill) = (await world.LearnerAsync(), await world.SkillAsync());
        var (made, session) = await EventAsync(world);
        await world.Host.SendAsync(new AddEventPrerequisite.Command(made.Id, skill.Id, 2), Trainer);

        var offer = (await world.Host.UseAsync<IActivityCatalog, IReadOnlyList<ActivityOffer>>(c => c.OffersForAsync(learner.PersonId, CancellationToken.None))).Single(o => o.Activity == EventRef.Of(made.Id));
        await RequestAsync();

        offer.Prerequisites.ShouldHaveSingleItem().Skill.ShouldBe(new SkillLevel(skill.Id, 2));
        (await world.AskAsync(db => db.Registrations.CountAsync(r => r.SessionId == session.Id))).ShouldBe(0);
        (await world.Host.NoticesOfAsync(learner)).ShouldHaveSingleItem().ShouldContain($"First comes {skill.Name}: Able");
        await world.HoldAsync(learner, skill, 2);
        await RequestAsync();
        (await world.AskAsync(db => db.Registrations.CountAsync(r => r.SessionId == session.Id))).ShouldBe(1);

        async Task RequestAsync()
        {
            await world.Host.PublishAsync(new ActivityRequested(learner.PersonId, EventRef.Of(made.Id), "gap-plan"));
            await world.Host.DeliverEventsAsync();
        }
    }

    [Theory, EveryDatabase]
    public async Task A_skill_comes_first_once_and_what_is_not_there_comes_first_nowhere(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, trainer, skill) = (await world.LearnerAsync(), await world.Host.CreatePersonAsync("Tara Trainer", RoleNames.Trainer), await world.SkillAsync());
        var (made, _) = await EventAsync(world);

        (await world.Host.SendAsync(new AddEventPrerequisite.Command(made.Id, skill.Id, 1), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new AddEventPrerequisite.Command(made.Id, Guid.NewGuid(), 1), trainer)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new AddEventPrerequisite.Command(made.Id, skill.Id, 0), trainer)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new AddEventPrerequisite.Command(made.Id, skill.Id, 3), trainer)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new AddEventPrerequisite.Command(Guid.NewGuid(), skill.Id, 1), trainer)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new AddEventPrerequisite.Command(made.Id, skill.Id, 1), trainer)).Error.ShouldBeNull();
        (await world.Host.SendAsync(new AddEventPrerequisite.Command(made.Id, skill.Id, 2), trainer)).Error.ShouldBeNull();
        var only = (await world.Host.SendAsync(new OutlineEvent.Query(made.Id), trainer)).Value.Prerequisites.ShouldHaveSingleItem();
        only.Level.ShouldBe("Able");
        (await world.Host.SendAsync(new RemoveEventPrerequisite.Command(made.Id, Guid.NewGuid()), trainer)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new RemoveEventPrerequisite.Command(made.Id, only.Id), trainer)).Error.ShouldBeNull();

        (await world.Host.SendAsync(new ViewEvent.Query(made.Id), learner)).Value.MayRegister.ShouldBeTrue();
    }

    private static async Task<(TrainingEvent Event, EventSession Session)> EventAsync(World world)
    {
        var made = TrainingEvent.Draft(Guid.CreateVersion7(), new TrainingEventDetails($"Clinic {Guid.NewGuid():N}", "What one can do.", "", 240, 0, "en", Words.None, Words.None), Builders.Now);
        made.Publish(Builders.Now).IsSuccess.ShouldBeTrue();
        var starts = new DateTimeOffset(world.Now.UtcDateTime.Date.AddDays(7).AddHours(9), TimeSpan.Zero);
        var session = EventSession.Plan(Guid.CreateVersion7(), made.Id, new SessionDetails([(starts, starts.AddHours(4))], "Europe/Berlin", "Room 1", "", null, 10, null), world.Now);
        await world.Host.SaveAsync<PathsDb>(made);
        await world.Host.SaveAsync<PathsDb>(session);
        return (made, session);
    }
}
