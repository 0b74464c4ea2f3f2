using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Features.BrowseEvents;
using CompetencyModular.Paths.Features.CancelSession;
using CompetencyModular.Paths.Features.DescribeEvent;
using CompetencyModular.Paths.Features.MarkAttendance;
using CompetencyModular.Paths.Features.RegisterForSession;
using CompetencyModular.Paths.Features.RetireEvent;
using CompetencyModular.Paths.Features.TakeBackAttendance;
using CompetencyModular.Paths.Features.ViewEvent;
using CompetencyModular.Paths.Features.WithdrawFromSession;
using CompetencyModular.Paths.Features.WriteSession;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Tests.Features;

/// <summary>Training events: sessions, seats, waiting lists, attendance, and their place in gap plans (R4.1).</summary>
public sealed class EventTests(PathsHosts hosts) : IClassFixture<PathsHosts>
{
    private static readonly Actor Trainer = Actor.With(RoleNames.Trainer);

    [Theory, EveryDatabase]
    public async Task Two_who_want_the_last_seat_at_once_get_one_seat_and_one_place_on_the_waiting_list(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (_, session) = await EventAsync(world, seats: 1);
        var people = new List<Actor>();
        for (var i = 0; i < 6; i++) people.Add(await world.LearnerAsync());

        var results = await Task.WhenAll(people.Select(p => Task.Run(() => world.Host.SendAsync(new RegisterForSession.Command(session.Id), p))));

        results.ShouldAllBe(r => r.IsSuccess);
        results.Count(r => r.Value.State == RegistrationState.Registered).ShouldBe(1);
        var turns = (await LoadAsync(world, session.Id)).Registrations.Select(r => r.Turn).Order();
        turns.ShouldBe(Enumerable.Range(1, 6));
    }

    [Theory, EveryDatabase]
    public async Task When_a_seat_becomes_free_the_first_who_waits_moves_up_and_is_told(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (_, session) = await EventAsync(world, seats: 1);
        var (first, second, third) = (await world.LearnerAsync(), await world.LearnerAsync(), await world.LearnerAsync());
        foreach (var person in new[] { first, second, third }) (await world.Host.SendAsync(new RegisterForSession.Command(session.Id), person)).Error.ShouldBeNull();
        (await world.Host.SendAsync(new ViewEvent.Query(session.EventId), third)).Value.Sessions.ShouldHaveSingleItem().Position.ShouldBe(2);

        (await world.Host.SendAsync(new WithdrawFromSession.Command(session.Id), first)).Error.ShouldBeNull();
        await world.Host.DeliverEventsAsync();

        (await StateAsync(world, session, second)).ShouldBe(RegistrationState.Registered);
        (await StateAsync(world, session, third)).ShouldBe(RegistrationState.Waiting);
        (await world.Host.NoticesOfAsync(second)).ShouldContain(n => n.Contains("A seat became free", StringComparison.Ordinal));
        (await world.Host.NoticesOfAsync(third)).ShouldBeEmpty();
        // Whoever comes back stands at the end of the list.
        (await world.Host.SendAsync(new RegisterForSession.Command(session.Id), first)).Value.State.ShouldBe(RegistrationState.Waiting);
        (await world.Host.SendAsync(new ViewEvent.Query(session.EventId), first)).Value.Sessions.ShouldHaveSingleItem().Position.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task After_the_deadline_one_neither_registers_nor_gives_a_seat_back(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (_, session) = await EventAsync(world, deadline: TimeSpan.FromDays(-2));
        var (there, late) = (await world.LearnerAsync(), await world.LearnerAsync());
        await world.Host.SendAsync(new RegisterForSession.Command(session.Id), there);
        world.Host.Clock.Advance(TimeSpan.FromDays(6));

        (await world.Host.SendAsync(new RegisterForSession.Command(session.Id), late)).Error!.Code.ShouldBe("paths.session-deadline-passed");
        (await world.Host.SendAsync(new WithdrawFromSession.Command(session.Id), there)).Error!.Code.ShouldBe("paths.session-deadline-passed");
        (await StateAsync(world, session, there)).ShouldBe(RegistrationState.Registered);
    }

    [Theory, EveryDatabase]
    public async Task A_deadline_at_the_end_of_a_day_is_said_as_that_day_in_the_sessions_own_zone(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var learner = await world.LearnerAsync();
        var day = DateOnly.FromDateTime(world.Now.UtcDateTime).AddDays(5);
        var made = await SaveAsync(world, Draft());
        var starts = new DateTimeOffset(day.AddDays(3), new TimeOnly(9, 0), TimeSpan.Zero);
        foreach (var zone in new[] { "Europe/Berlin", "America/Lima" })
        {
            var ends = TenantTime.EndOf(TimeZoneInfo.FindSystemTimeZoneById(zone), day);
            await world.Host.SaveAsync<PathsDb>(EventSession.Plan(
                Guid.CreateVersion7(), made.Id, new SessionDetails([(starts, starts.AddHours(4))], zone, "Room 1", "", null, 10, ends), world.Now));
        }

        var text = (await (await world.Host.SignInAsync(learner)).GetPageAsync($"paths/events/{made.Id}")).Body!.TextContent;

        Regex.Count(text, $"Register or withdraw until {day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}").ShouldBe(2);
        text.ShouldContain($"Register or withdraw until {day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)} (America/Lima)");
        text.ShouldNotContain(day.AddDays(1).ToString("d MMM yyyy", CultureInfo.InvariantCulture));
    }

    [Theory, EveryDatabase]
    public async Task One_person_has_a_place_in_one_session_of_an_event_and_only_where_it_is_open(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var learner = await world.LearnerAsync();
        var (made, session) = await EventAsync(world);
        var other = await SessionAsync(world, made, days: 20);
        await world.Host.SendAsync(new RegisterForSession.Command(session.Id), learner);

        (await world.Host.SendAsync(new RegisterForSession.Command(other.Id), learner)).Error!.Code.ShouldBe("paths.event-registered-elsewhere");
        (await world.Host.SendAsync(new RegisterForSession.Command(Guid.NewGuid()), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new WithdrawFromSession.Command(other.Id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new RetireEvent.Command(made.Id), Trainer)).Error.ShouldBeNull();
        (await world.Host.SendAsync(new RegisterForSession.Command(other.Id), await world.LearnerAsync())).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new ViewEvent.Query(made.Id), learner)).IsSuccess.ShouldBeTrue();
        var (hidden, closed) = await EventAsync(world, units: "Elsewhere");
        (await world.Host.SendAsync(new RegisterForSession.Command(closed.Id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await (await world.Host.SignInAsync(learner)).GetAsync($"paths/events/{hidden.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task A_cancelled_session_is_told_to_all_it_concerns_with_its_reason(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (_, session) = await EventAsync(world, seats: 1);
        var (seated, waiting) = (await world.LearnerAsync(), await world.LearnerAsync());
        foreach (var person in new[] { seated, waiting }) await world.Host.SendAsync(new RegisterForSession.Command(session.Id), person);

        (await world.Host.SendAsync(new CancelSession.Command { SessionId = session.Id }, Trainer)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await world.Host.SendAsync(new CancelSession.Command { SessionId = session.Id, Reason = "The hall is flooded" }, Trainer)).Error.ShouldBeNull();
        await world.Host.DeliverEventsAsync();

        foreach (var person in new[] { seated, waiting }) (await world.Host.NoticesOfAsync(person)).ShouldContain(n => n.Contains("The hall is flooded", StringComparison.Ordinal));
        (await world.Host.SendAsync(new RegisterForSession.Command(session.Id), await world.LearnerAsync())).Error!.Code.ShouldBe("paths.session-cancelled");
        (await world.Host.SendAsync(new CancelSession.Command { SessionId = session.Id, Reason = "Again" }, Trainer)).Error!.Code.ShouldBe("paths.session-cancelled");
    }

    [Theory, EveryDatabase]
    public async Task Who_takes_part_is_reminded_a_day_before_and_who_withdrew_is_not(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (_, session) = await EventAsync(world);
        var (comes, withdrew) = (await world.LearnerAsync(), await world.LearnerAsync());
        foreach (var person in new[] { comes, withdrew }) await world.Host.SendAsync(new RegisterForSession.Command(session.Id), person);
        await world.Host.SendAsync(new WithdrawFromSession.Command(session.Id), withdrew);
        await world.Host.DeliverEventsAsync();
        (await world.Host.NoticesOfAsync(comes)).ShouldBeEmpty();

        world.Host.Clock.Advance(TimeSpan.FromDays(6.5));
        await world.Host.DeliverEventsAsync();

        (await world.Host.NoticesOfAsync(comes)).ShouldContain(n => n.Contains("begins on", StringComparison.Ordinal));
        (await world.Host.NoticesOfAsync(withdrew)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task R3_3_Who_attended_has_the_award_as_evidence_once_with_the_sessions_date_and_taking_it_back_withdraws_it(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (made, session) = await EventAsync(world);
        var skill = await world.SkillAsync();
        await world.Host.SaveAsync<SkillsDb>(new AwardRule(EventRef.Of(made.Id), skill.Id, 1, 2, null, null, world.Now));
        var (came, missed) = (await world.LearnerAsync(), await world.LearnerAsync());
        foreach (var person in new[] { came, missed }) await world.Host.SendAsync(new RegisterForSession.Command(session.Id), person);
        var place = (await LoadAsync(world, session.Id)).Registrations.Single(r => r.PersonId == came.PersonId).Id;
        var mark = new MarkAttendance.Command { SessionId = session.Id, Present = [place] };
        (await world.Host.SendAsync(mark, Trainer)).Error!.Code.ShouldBe("paths.session-not-begun");
        world.Host.Clock.Advance(TimeSpan.FromDays(8));

        (await world.Host.SendAsync(mark, Trainer)).Error.ShouldBeNull();
        (await world.Host.SendAsync(mark, Trainer)).Error.ShouldBeNull();
        await world.Host.DeliverEventsAsync();

        var completed = (await world.Host.EventsAsync<ActivityCompleted>()).Where(e => e.Activity == EventRef.Of(made.Id)).ShouldHaveSingleItem();
        (completed.PersonId, completed.CompletedAt).ShouldBe((came.PersonId, session.EndsAt));
        (await EvidenceAsync()).ShouldHaveSingleItem();
        (await StateAsync(world, session, missed)).ShouldBe(RegistrationState.Absent);
        (await world.Host.NoticesOfAsync(missed)).ShouldContain(n => n.Contains("went by without you", StringComparison.Ordinal));
        var next = await SessionAsync(world, made, days: 10);
        (await world.Host.SendAsync(new RegisterForSession.Command(next.Id), missed)).Value.State.ShouldBe(RegistrationState.Registered);

        (await world.Host.SendAsync(new TakeBackAttendance.Command { SessionId = session.Id, RegistrationId = place, Reason = "" }, Trainer)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await world.Host.SendAsync(new TakeBackAttendance.Command { SessionId = session.Id, RegistrationId = place, Reason = "A mix-up" }, Trainer)).Error.ShouldBeNull();
        await world.Host.DeliverEventsAsync();
        var revoked = (await world.Host.EventsAsync<ActivityRevoked>()).Where(e => e.Activity == EventRef.Of(made.Id)).ShouldHaveSingleItem();
        (revoked.OccurrenceKey, revoked.Reason).ShouldBe((completed.OccurrenceKey, "A mix-up"));
        // It was there after all: a completion of its own.
        (await world.Host.SendAsync(mark, Trainer)).Error.ShouldBeNull();
        (await world.Host.EventsAsync<ActivityCompleted>()).Count(e => e.Activity == EventRef.Of(made.Id)).ShouldBe(2);

        Task<List<Evidence>> EvidenceAsync() => world.Host.UseAsync<SkillsDb, List<Evidence>>(db => db.Evidence.AsNoTracking().Where(e => e.SkillId == skill.Id).ToListAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_sessions_people_are_seen_and_marked_by_its_trainer_and_by_nobody_else_without_the_right(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (teacher, learner) = (await world.LearnerAsync(), await world.LearnerAsync());
        var (_, session) = await EventAsync(world, trainer: teacher.PersonId);
        await world.Host.SendAsync(new RegisterForSession.Command(session.Id), learner);
        world.Host.Clock.Advance(TimeSpan.FromDays(8));

        (await world.Host.SendAsync(new MarkAttendance.Query(session.Id), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new MarkAttendance.Command { SessionId = session.Id }, learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new CancelSession.Command { SessionId = session.Id, Reason = "No" }, teacher)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        var row = (await world.Host.SendAsync(new MarkAttendance.Query(session.Id), teacher)).Value.People.ShouldHaveSingleItem();
        var client = await world.Host.SignInAsync(teacher);
        (await client.SubmitAsync($"paths/events/sessions/{session.Id}", ("_handler", "mark"), ("Marking.Present", row.RegistrationId.ToString()))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await StateAsync(world, session, learner)).ShouldBe(RegistrationState.Attended);
        (await client.SubmitAsync($"paths/events/sessions/{session.Id}", ("_handler", $"back-form-{row.RegistrationId}"), ("TakingBack.Reason", "Wrong name"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await StateAsync(world, session, learner)).ShouldBe(RegistrationState.Absent);
    }

    [Theory, EveryDatabase]
    public async Task P1_P3_An_event_is_offered_with_the_end_of_its_first_free_session_and_as_full_where_none_is_free(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, other) = (await world.LearnerAsync(), await world.LearnerAsync());
        var (made, full) = await EventAsync(world, seats: 1);
        await world.Host.SendAsync(new RegisterForSession.Command(full.Id), other);
        var bare = await SaveAsync(world, Draft());
        (await OfferAsync(bare.Id)).ShouldBeNull();
        var offer = (await OfferAsync(made.Id))!;
        (offer.Visibility, offer.EndsAt, offer.Progress).ShouldBe((OfferVisibility.Full, full.EndsAt, OfferProgress.NotStarted));

        var later = await SessionAsync(world, made, days: 15);
        offer = (await OfferAsync(made.Id))!;
        (offer.Visibility, offer.EndsAt, offer.Minutes, offer.Link.KindKey).ShouldBe((OfferVisibility.Open, later.EndsAt, 240, "event"));

        await world.Host.SendAsync(new RegisterForSession.Command(later.Id), learner);
        (await OfferAsync(made.Id))!.Progress.ShouldBe(OfferProgress.Started);
        var (hidden, _) = await EventAsync(world, units: "Elsewhere");
        (await OfferAsync(hidden.Id))!.Visibility.ShouldBe(OfferVisibility.Hidden);

        async Task<ActivityOffer?> OfferAsync(Guid id) =>
            (await world.Host.UseAsync<IActivityCatalog, IReadOnlyList<ActivityOffer>>(c => c.OffersForAsync(learner.PersonId, CancellationToken.None))).FirstOrDefault(o => o.Activity == EventRef.Of(id));
    }

    [Theory, EveryDatabase]
    public async Task What_a_plan_asks_for_is_a_seat_in_the_first_free_session_once_and_the_person_is_told(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (learner, other, unlucky) = (await world.LearnerAsync(), await world.LearnerAsync(), await world.LearnerAsync());
        var (made, full) = await EventAsync(world, seats: 1);
        await world.Host.SendAsync(new RegisterForSession.Command(full.Id), other);
        var later = await SessionAsync(world, made, days: 15, seats: 1);

        foreach (var person in new[] { learner, learner, unlucky })
        {
            await world.Host.PublishAsync(new ActivityRequested(person.PersonId, EventRef.Of(made.Id), "gap-plan"));
            await world.Host.DeliverEventsAsync();
        }

        (await StateAsync(world, later, learner)).ShouldBe(RegistrationState.Registered);
        (await LoadAsync(world, full.Id)).Registrations.Single(r => r.PersonId == unlucky.PersonId).State.ShouldBe(RegistrationState.Waiting);
        (await world.AskAsync(db => db.Registrations.CountAsync(r => r.EventId == made.Id))).ShouldBe(3);
        (await world.Host.NoticesOfAsync(learner)).ShouldHaveSingleItem().ShouldContain("You have a seat");
        (await world.Host.NoticesOfAsync(unlucky)).ShouldHaveSingleItem().ShouldContain("waiting list");
    }

    [Theory, EveryDatabase]
    public async Task An_event_with_a_session_of_two_dates_is_written_on_the_pages_and_found_by_a_learner(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var client = await world.Host.SignInAsync(Trainer);
        var (title, day) = ($"Knots {Guid.NewGuid():N}", DateOnly.FromDateTime(world.Now.UtcDateTime).AddDays(10));

        var created = await client.SubmitAsync("paths/events/manage/new", ("Command.Title", title), ("Command.Summary", "Tie them."), ("Command.Language", "en"));
        var manage = created.Headers.Location!.ToString();
        var id = manage[^36..];
        var saved = await client.SubmitAsync(
            $"paths/events/manage/{id}/sessions/new", ("Command.Dates[0].Day", $"{day:yyyy-MM-dd}"), ("Command.Dates[0].From", "09:00"), ("Command.Dates[0].Until", "12:00"),
            ("Command.Dates[1].Day", $"{day.AddDays(1):yyyy-MM-dd}"), ("Command.Dates[1].From", "09:00"), ("Command.Dates[1].Until", "12:00"),
            ("Command.TimeZone", "Europe/Berlin"), ("Command.Place", "Boat house"), ("Command.Seats", "5"));
        saved.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await client.SubmitAsync($"paths/events/manage/{id}", ("_handler", "publish"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        var learner = await world.Host.SignInAsync(await world.LearnerAsync());
        (await learner.GetPageAsync($"paths/events?q={title}")).Body!.TextContent.ShouldContain("5 seats free");
        var page = await learner.GetPageAsync($"paths/events/{id}");
        page.Body!.TextContent.ShouldContain("Boat house");
        var sessionId = (await world.AskAsync(db => db.EventSessions.SingleAsync(s => s.EventId == Guid.Parse(id)))).Id;
        (await learner.SubmitAsync($"paths/events/{id}", ("_handler", $"register-{sessionId}"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        var listed = await (await learner.GetAsync($"api/v1/paths/events?search={title}")).Content.ReadFromJsonAsync<JsonElement>();
        listed.GetProperty("coming")[0].GetProperty("state").GetString().ShouldBe("Registered");
        foreach (var address in new[] { "paths/events/manage", manage, $"paths/events/sessions/{sessionId}", $"paths/events/manage/{id}/sessions/{sessionId}", $"paths/events/manage/{id}/details" })
            (await client.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task A_session_that_cannot_be_is_refused(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (made, session) = await EventAsync(world, seats: 2);
        foreach (var person in new[] { await world.LearnerAsync(), await world.LearnerAsync() }) await world.Host.SendAsync(new RegisterForSession.Command(session.Id), person);
        var day = DateOnly.FromDateTime(world.Now.UtcDateTime).AddDays(10);
        WriteSession.Command Good() => new()
        {
            EventId = made.Id, TimeZone = "Europe/Berlin", Place = "Room 1", Seats = 3, Dates = [new() { Day = day, From = new TimeOnly(9, 0), Until = new TimeOnly(10, 0) }],
        };
        (await world.Host.SendAsync(Good(), Trainer)).Error.ShouldBeNull();

        WriteSession.Command[] refused =
        [
            Good() with { Dates = [] },
            Good() with { Dates = [new() { Day = day, From = new TimeOnly(9, 0), Until = new TimeOnly(8, 0) }] },
            Good() with { Dates = [new() { Day = day, From = new TimeOnly(9, 0) }] },
            Good() with { Dates = [.. Good().Dates, .. Good().Dates] },
            Good() with { Dates = [new() { Day = new DateOnly(2020, 1, 1), From = new TimeOnly(9, 0), Until = new TimeOnly(10, 0) }] },
            // On this night the clock goes from 2 to 3.
            Good() with { Dates = [new() { Day = new DateOnly(2027, 3, 28), From = new TimeOnly(2, 30), Until = new TimeOnly(4, 0) }] },
            Good() with { Place = " " },
            Good() with { Link = "javascript:alert(1)" },
            Good() with { TimeZone = "Mars/Olympus" },
            Good() with { Seats = 0 },
        ];
        foreach (var command in refused) (await world.Host.SendAsync(command, Trainer)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await world.Host.SendAsync(Good() with { EventId = Guid.NewGuid() }, Trainer)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(Good() with { SessionId = session.Id, Seats = 1 }, Trainer)).Error!.Code.ShouldBe("paths.session-seats-taken");
        (await world.Host.SendAsync(Good(), await world.LearnerAsync())).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new DescribeEvent.Command { Title = "" }, Trainer)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
    }

    [Theory, EveryDatabase]
    public async Task More_seats_bring_in_who_waits_and_new_dates_are_told(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (made, session) = await EventAsync(world, seats: 1);
        var (seated, waiting) = (await world.LearnerAsync(), await world.LearnerAsync());
        foreach (var person in new[] { seated, waiting }) await world.Host.SendAsync(new RegisterForSession.Command(session.Id), person);
        var form = (await world.Host.SendAsync(new WriteSession.Query(made.Id, session.Id), Trainer)).Value.Form;

        (await world.Host.SendAsync(form with { Seats = 2, Place = "Room 2" }, Trainer)).Error.ShouldBeNull();
        await world.Host.DeliverEventsAsync();

        (await StateAsync(world, session, waiting)).ShouldBe(RegistrationState.Registered);
        (await world.Host.NoticesOfAsync(seated)).ShouldHaveSingleItem().ShouldContain("another place");
        (await world.Host.SendAsync(form with { Seats = 3 }, Trainer)).Error!.Code.ShouldBe("paths.changed-meanwhile");
    }

    [Theory, EveryDatabase]
    public async Task Events_stand_in_the_order_of_the_session_they_show_and_those_without_one_last(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var word = $"order{Guid.NewGuid():N}";
        var made = new List<TrainingEvent>();
        foreach (var title in new[] { "A without a date", "B soon but full, then late", "C in between" })
        {
            var draft = TrainingEvent.Draft(Guid.CreateVersion7(), Details() with { Title = $"{title} {word}" }, Builders.Now);
            draft.Publish(Builders.Now).IsSuccess.ShouldBeTrue();
            made.Add(await SaveAsync(world, draft));
        }

        var full = await SessionAsync(world, made[1], days: 3, seats: 1);
        (await world.Host.SendAsync(new RegisterForSession.Command(full.Id), await world.LearnerAsync())).Error.ShouldBeNull();
        var late = await SessionAsync(world, made[1], days: 30);
        var between = await SessionAsync(world, made[2], days: 10);

        var rows = (await world.Host.SendAsync(new BrowseEvents.Query(word), await world.LearnerAsync())).Value.Events.Items;

        rows.Select(r => r.Next?.Id).ShouldBe([between.Id, late.Id, null]);
    }

    [Theory, EveryDatabase]
    public async Task The_link_to_join_is_given_to_those_with_a_seat_and_to_nobody_else(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (made, session) = await EventAsync(world, seats: 1);
        var (seated, waiting, stranger) = (await world.LearnerAsync(), await world.LearnerAsync(), await world.LearnerAsync());
        foreach (var person in new[] { seated, waiting }) await world.Host.SendAsync(new RegisterForSession.Command(session.Id), person);

        foreach (var person in new[] { waiting, stranger })
        {
            var client = await world.Host.SignInAsync(person);
            foreach (var address in new[] { $"api/v1/paths/events?search={made.Title[^32..]}", $"api/v1/paths/events/{made.Id}", $"paths/events/{made.Id}", $"paths/events?q={made.Title[^32..]}" })
            {
                var text = await (await client.GetAsync(address)).Content.ReadAsStringAsync();
                text.ShouldContain("Rescue from heights");
                text.ShouldNotContain(session.Link);
            }
        }

        (await (await world.Host.SignInAsync(waiting)).GetStringAsync($"paths/events/sessions/{session.Id}/calendar.ics")).ShouldNotContain("URL:");
        (await (await world.Host.SignInAsync(seated)).GetStringAsync($"paths/events/{made.Id}")).ShouldContain(session.Link);
    }

    [Theory, EveryDatabase]
    public async Task A_session_is_a_calendar_file_for_those_who_have_a_place(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (_, session) = await EventAsync(world);
        var (learner, stranger) = (await world.LearnerAsync(), await world.LearnerAsync());
        await world.Host.SendAsync(new RegisterForSession.Command(session.Id), learner);
        var address = $"paths/events/sessions/{session.Id}/calendar.ics";

        var answer = await (await world.Host.SignInAsync(learner)).GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/calendar");
        text.ShouldContain($"DTSTART:{session.StartsAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}\r\n");
        text.ShouldContain("STATUS:CONFIRMED\r\n");
        text.ShouldEndWith("END:VCALENDAR\r\n");
        text.Split("\r\n").ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75);
        (await (await world.Host.SignInAsync(stranger)).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task A_trainer_takes_the_participants_along_as_a_file_and_others_do_not(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var trainer = await world.LearnerAsync();
        var (_, session) = await EventAsync(world, seats: 1, trainer: trainer.PersonId);
        var (first, second) = (await world.Host.CreatePersonAsync("Fia First", RoleNames.Learner), await world.Host.CreatePersonAsync("Sven Second", RoleNames.Learner));
        foreach (var person in new[] { first, second }) await world.Host.SendAsync(new RegisterForSession.Command(session.Id), person);
        var browser = await world.Host.SignInAsync(trainer);

        var page = await browser.GetPageAsync($"paths/events/sessions/{session.Id}");
        var csv = await (await browser.GetAsync(page.QuerySelector("a[href$='participants.csv']")!.GetAttribute("href"))).Content.ReadAsStringAsync();
        var workbook = await browser.GetAsync(page.QuerySelector("a[href$='participants.xlsx']")!.GetAttribute("href"));

        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')[0]).ShouldBe(["Fia First", "Sven Second"]);
        (await workbook.Content.ReadAsByteArrayAsync())[..2].ShouldBe("PK"u8.ToArray());
        foreach (var file in new[] { "participants.csv", "participants.xlsx" })
        {
            (await (await world.Host.SignInAsync(first)).GetAsync($"paths/events/sessions/{session.Id}/{file}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await browser.GetAsync($"paths/events/sessions/{Guid.NewGuid()}/{file}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Theory, EveryDatabase]
    public async Task The_search_finds_events_on_offer_and_one_entry_of_the_navigation_is_current(Database database)
    {
        var world = new World(await hosts.OnAsync(database));
        var (open, _) = await EventAsync(world);
        var (closed, _) = await EventAsync(world, units: "Elsewhere");
        var browser = await world.Host.SignInAsync(await world.Host.CreatePersonAsync("Tara Trainer", RoleNames.Learner, RoleNames.Trainer));

        var found = await browser.GetPageAsync($"search?q={closed.Title[^32..]}");
        found.QuerySelector($"a[href='paths/events/{closed.Id}']").ShouldBeNull();
        (await browser.GetPageAsync($"search?q={open.Title[^32..]}")).QuerySelector($"a[href='paths/events/{open.Id}']").ShouldNotBeNull();
        foreach (var (address, current) in new[] { ("paths/events/manage", "paths/events/manage"), ("paths/events", "paths/events"), ($"paths/events/{open.Id}", "paths/events"), ("paths/learning-paths/mine", "paths/learning-paths/mine") })
            (await browser.GetPageAsync(address)).QuerySelectorAll("a.nav-item[aria-current=page]").Select(a => a.GetAttribute("href")).ShouldBe([current]);
    }

    private static TrainingEventDetails Details(string units = "") =>
        new($"Rescue from heights; rope, harness and a long title that is folded – Höhenrettung {Guid.NewGuid():N}", "What one can do.", "## Day one", 240, 0, "en", new Words(["safety"]), Words.Parse(units));

    private static TrainingEvent Draft(string units = "")
    {
        var made = TrainingEvent.Draft(Guid.CreateVersion7(), Details(units), Builders.Now);
        made.Publish(Builders.Now).IsSuccess.ShouldBeTrue();
        return made;
    }

    private static async Task<TrainingEvent> SaveAsync(World world, TrainingEvent made)
    {
        await world.Host.SaveAsync<PathsDb>(made);
        return made;
    }

    /// <summary>A published event with a session in a week.</summary>
    private static async Task<(TrainingEvent Event, EventSession Session)> EventAsync(World world, int seats = 10, string units = "", Guid? trainer = null, TimeSpan? deadline = null)
    {
        var made = await SaveAsync(world, Draft(units));
        return (made, await SessionAsync(world, made, 7, seats, trainer, deadline));
    }

    private static async Task<EventSession> SessionAsync(World world, TrainingEvent made, int days, int seats = 10, Guid? trainer = null, TimeSpan? deadline = null)
    {
        var starts = new DateTimeOffset(world.Now.UtcDateTime.Date.AddDays(days).AddHours(9), TimeSpan.Zero);
        var session = EventSession.Plan(
            Guid.CreateVersion7(), made.Id, new SessionDetails([(starts, starts.AddHours(4))], "Europe/Berlin", "Room 1; left, please", "https://example.org/meet", trainer, seats, deadline is { } d ? starts + d : null), world.Now);
        await world.Host.SaveAsync<PathsDb>(session);
        return session;
    }

    private static Task<EventSession> LoadAsync(World world, Guid id) => world.AskAsync(db => db.EventSessions.AsNoTracking().Include(s => s.Registrations).SingleAsync(s => s.Id == id));

    private static async Task<RegistrationState> StateAsync(World world, EventSession session, Actor person) =>
        (await LoadAsync(world, session.Id)).Registrations.Single(r => r.PersonId == person.PersonId).State;
}
