using System.Net;
using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Features.AssessAsGuest;
using CompetencyModular.OJT.Features.AssessTask;
using CompetencyModular.OJT.Features.EntrustTraining;
using CompetencyModular.OJT.Features.InviteGuest;
using CompetencyModular.OJT.Features.OpenGuestTask;
using CompetencyModular.OJT.Features.OpenGuestTraining;
using CompetencyModular.OJT.Features.SignAsGuest;
using CompetencyModular.OJT.Features.StartAsGuest;
using CompetencyModular.OJT.Features.SubmitAsGuest;
using CompetencyModular.OJT.Features.ViewTraining;
using CompetencyModular.OJT.Features.WithdrawInvitation;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Tests.Features;

public sealed class GuestTests(OjtHosts hosts) : IClassFixture<OjtHosts>
{
    [Theory, EveryDatabase]
    public async Task O4_A_guest_works_through_a_link_that_opens_one_training_and_nothing_else(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (training, other) = (await world.BegunAsync(), await world.ViewAsync((await world.StartAsync(world.Hr, trainee: world.OtherManager)).Value));
        var token = await InviteAsync(world, training, world.Trainee);
        var task = World.TaskOf(training);
        var guest = world.Host.CreateClient();

        (await guest.GetPageAsync($"ojt/guest/{token}")).Body!.TextContent.ShouldContain("First 1");
        (await world.Host.SendAsync(new StartAsGuest.Command(token, task), Actor.Nobody)).Error.ShouldBeNull();
        (await guest.SubmitAsync($"ojt/guest/{token}/tasks/{task}", ("Work.Note", "Done outside"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var handedIn = await world.ViewAsync(training.Id);
        (handedIn.Objectives[0].Tasks[0].State, handedIn.Journal[0].By, handedIn.Journal[0].Note).ShouldBe((TaskState.Submitted, "Lena Learner", "Done outside"));

        (await world.Host.SendAsync(new OpenGuestTask.Query(token, World.TaskOf(other)), Actor.Nobody)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new AssessAsGuest.Command { Token = token, TaskId = task, IsDemonstrated = true }, Actor.Nobody)).Error!.Code.ShouldBe("ojt.nobody-assesses-themselves");
        (await world.Host.SendAsync(new ViewTraining.Query(training.Id), Actor.Nobody)).IsSuccess.ShouldBeFalse();
        foreach (var closed in new[] { "ojt/mine", "people", $"ojt/trainings/{training.Id}", "ojt/programmes" })
            (await guest.GetAsync(closed)).StatusCode.ShouldNotBe(HttpStatusCode.OK, closed);
        (await guest.GetAsync($"ojt/guest/{Invitation.NewToken()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.Host.UseAsync<OjtDb, bool>(db => db.Invitations.AnyAsync(i => i.TokenHash == token))).ShouldBeFalse("the token itself is kept nowhere");
    }

    [Theory, EveryDatabase]
    public async Task R5_1_A_guest_hands_in_a_photo_that_opens_by_links_to_this_training_alone(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (training, other) = (await world.BegunAsync(), await world.ViewAsync((await world.StartAsync(world.Hr, trainee: world.OtherManager)).Value));
        var (trainee, mentor, foreign) = (await InviteAsync(world, training, world.Trainee), await InviteAsync(world, training, world.Mentor), await InviteAsync(world, other, world.OtherManager, world.Hr));
        var (task, guest) = (World.TaskOf(training), world.Host.CreateClient());
        var address = $"ojt/guest/{trainee}/tasks/{task}";
        (await world.Host.SendAsync(new StartAsGuest.Command(trainee, task), Actor.Nobody)).Error.ShouldBeNull();
        var form = await guest.GetPageAsync(address);
        form.QuerySelector("cm-upload")!.HasAttribute("data-module").ShouldBeFalse("Who is not signed in sends nothing ahead of the form.");

        var trick = await guest.SubmitFilesAsync(address, "Work.Evidence.Files", [("trick.png", "<html>"u8.ToArray())]);
        var large = await guest.SubmitFilesAsync(address, "Work.Evidence.Files", [("large.txt", new byte[5 * 1024 * 1024 + 1])]);
        var many = await guest.SubmitFilesAsync(address, "Work.Evidence.Files", Enumerable.Range(1, 6).Select(i => ($"{i}.png", TrainingSliceTests.Photo)));
        foreach (var refused in new[] { trick, large, many }) (await refused.ReadPageAsync()).QuerySelector(".problem").ShouldNotBeNull();
        (await world.ViewAsync(training.Id)).Objectives[0].Tasks[0].State.ShouldBe(TaskState.InProgress);
        (await guest.SubmitFilesAsync(address, "Work.Evidence.Files", [("joint.png", TrainingSliceTests.Photo)])).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var file = (await world.ViewAsync(training.Id)).Journal[0].Files.Single();
        (await guest.GetPageAsync(address)).QuerySelector($"a[href='ojt/guest/{trainee}/evidence/{file.Id}']").ShouldNotBeNull();
        (await guest.GetAsync($"ojt/guest/{mentor}/evidence/{file.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await guest.GetAsync($"ojt/guest/{foreign}/evidence/{file.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guest.GetAsync($"ojt/guest/{Invitation.NewToken()}/evidence/{file.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guest.GetAsync($"ojt/evidence/{file.Id}")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task A_guest_finds_no_room_for_files_where_a_training_holds_as_many_as_it_may(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        var (token, task) = (await InviteAsync(world, training, world.Trainee), World.TaskOf(training));
        StoredFile[] Of(int count) => [.. Enumerable.Range(0, count).Select(i => new StoredFile("ojt", $"{i:x64}", $"{i}.png", "image/png", 10))];
        await world.Host.SendAsync(new StartAsGuest.Command(token, task), Actor.Nobody);

        (await world.Host.SendAsync(new SubmitAsGuest.Command { Token = token, TaskId = task, Files = Of(GuestFiles.MostInAll + 1) }, Actor.Nobody)).Error!.Code.ShouldBe("ojt.too-many-files");
        (await world.Host.SendAsync(new SubmitAsGuest.Command { Token = token, TaskId = task, Files = Of(GuestFiles.MostInAll) }, Actor.Nobody)).Error.ShouldBeNull();
        await world.AssessAsync(task, AssessTask.Verdict.NotYet, comment: "Once more");
        await world.Host.SendAsync(new StartAsGuest.Command(token, task), Actor.Nobody);

        var page = await world.Host.CreateClient().GetPageAsync($"ojt/guest/{token}/tasks/{task}");
        page.QuerySelector("input[type=file]").ShouldBeNull();
        (await world.Host.SendAsync(new SubmitAsGuest.Command { Token = token, TaskId = task, Note = "In words" }, Actor.Nobody)).Error.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task O4_A_mentor_from_outside_judges_and_signs_off_through_a_link(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        var token = await InviteAsync(world, training, world.Mentor);
        foreach (var task in training.Objectives[0].Tasks.Where(t => t.IsRequired))
        {
            await world.SubmitAsync(task.Id);
            (await world.Host.SendAsync(new AssessAsGuest.Command { Token = token, TaskId = task.Id }, Actor.Nobody)).Error!.Fields!.Keys.ShouldBe(["IsDemonstrated"]);
            (await world.Host.SendAsync(new AssessAsGuest.Command { Token = token, TaskId = task.Id, IsDemonstrated = true }, Actor.Nobody)).Error.ShouldBeNull();
        }

        (await world.Host.CreateClient().GetPageAsync($"ojt/guest/{token}")).Body!.TextContent.ShouldContain("Sign off");
        (await world.Host.SendAsync(new SignAsGuest.Command(token, training.Objectives[0].Id), Actor.Nobody)).Error.ShouldBeNull();

        (await world.ViewAsync(training.Id)).State.ShouldBe(TrainingState.Completed);
        (await world.Host.SendAsync(new SubmitAsGuest.Command { Token = token, TaskId = World.TaskOf(training, 2), Note = "Me" }, Actor.Nobody)).Error!.Code.ShouldBe("ojt.trainee-only");
    }

    [Theory, EveryDatabase]
    public async Task O4_A_link_ends_with_its_last_day_when_it_is_withdrawn_and_when_somebody_else_takes_over(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        var (withdrawn, replaced, expiring) = (await InviteAsync(world, training, world.Trainee), await InviteAsync(world, training, world.Mentor), await InviteAsync(world, training, world.Trainee));
        Task<Result<OpenGuestTraining.Response>> OpenAsync(string token) => world.Host.SendAsync(new OpenGuestTraining.Query(token), Actor.Nobody);

        var links = (await world.Host.SendAsync(new InviteGuest.Query(training.Id), world.Manager)).Value.Links;
        links.Count.ShouldBe(3);
        var id = await world.Host.UseAsync<OjtDb, Guid>(db => db.Invitations.Where(i => i.TokenHash == Invitation.HashOf(withdrawn)).Select(i => i.Id).SingleAsync());
        (await world.Host.SendAsync(new WithdrawInvitation.Command(id), world.OtherManager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new WithdrawInvitation.Command(id), world.Manager)).Error.ShouldBeNull();
        (await OpenAsync(withdrawn)).Error!.Kind.ShouldBe(ErrorKind.NotFound);

        (await OpenAsync(replaced)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new EntrustTraining.Command { TrainingId = training.Id, MentorId = world.OtherMentor.PersonId }, world.Manager)).Error.ShouldBeNull();
        (await OpenAsync(replaced)).Error!.Kind.ShouldBe(ErrorKind.NotFound, "whoever accompanies no longer sees no longer");

        (await OpenAsync(expiring)).IsSuccess.ShouldBeTrue();
        world.Host.Clock.Advance(TimeSpan.FromDays(12));
        (await OpenAsync(expiring)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task O4_Only_a_manager_of_the_line_or_HR_makes_links_for_others_and_not_for_long(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var training = await world.BegunAsync();
        var command = new InviteGuest.Command { TrainingId = training.Id, PersonId = world.Trainee.PersonId, Until = world.Today.AddDays(10) };

        (await world.Host.SendAsync(command, world.Mentor)).Error!.Kind.ShouldBe(ErrorKind.NotFound, "the mentor could act for the trainee by it");
        (await world.Host.SendAsync(command, world.OtherManager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(command, world.Trainee)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(command with { PersonId = world.OtherMentor.PersonId }, world.Manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(command with { Until = world.Today.AddDays(-1) }, world.Manager)).Error!.Code.ShouldBe("ojt.invitation-too-long");
        (await world.Host.SendAsync(command with { Until = world.Today.AddDays(181) }, world.Manager)).Error!.Code.ShouldBe("ojt.invitation-too-long");
        (await world.Host.SendAsync(command, world.Hr)).Error.ShouldBeNull();
        (await world.ViewAsync(training.Id)).Journal[0].Kind.ShouldBe(EntryKind.GuestInvited, "everybody who reads the journal sees that there is a link");

        var page = await (await world.Host.SignInAsync(world.Manager)).SubmitAsync($"ojt/trainings/{training.Id}/guests", ("Command.PersonId", world.Trainee.PersonId.ToString()), ("Command.Until", world.Today.AddDays(3).ToString("yyyy-MM-dd")));
        (await page.ReadPageAsync()).Body!.TextContent.ShouldContain("/ojt/guest/");
    }

    private static async Task<string> InviteAsync(World world, ViewTraining.Response training, Actor person, Actor? by = null) => (await world.Host.SendAsync(
        new InviteGuest.Command { TrainingId = training.Id, PersonId = person.PersonId, Until = world.Today.AddDays(10) }, by ?? world.Manager)).Value;
}
