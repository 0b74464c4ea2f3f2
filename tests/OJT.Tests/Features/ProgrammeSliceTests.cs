using System.Net;
using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Features.BrowseProgrammes;
using CompetencyModular.OJT.Features.DescribeProgramme;
using CompetencyModular.OJT.Features.OutlineProgramme;
using CompetencyModular.OJT.Features.PublishProgramme;
using CompetencyModular.OJT.Features.RetireProgramme;
using CompetencyModular.OJT.Features.ViewProgramme;
using CompetencyModular.OJT.Features.WriteObjective;
using CompetencyModular.OJT.Features.WriteTask;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Tests.Features;

public sealed class ProgrammeSliceTests(OjtHosts hosts) : IClassFixture<OjtHosts>
{
    [Theory, EveryDatabase]
    public async Task A_programme_is_written_published_found_and_its_version_read_back_as_it_was(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var skill = await world.SkillAsync();
        var title = $"Rounds in the Größe plant {Guid.NewGuid():N}";
        var id = (await world.Host.SendAsync(new DescribeProgramme.Command { Title = title, Summary = "About.", Scheme = Scheme.Apprenticeship }, world.Hr)).Value.Id;
        var objective = (await world.Host.SendAsync(new WriteObjective.Command { ProgrammeId = id, Title = "Walks the round", Assessor = $"{skill.Id}/3" }, world.Hr)).Value;
        (await world.Host.SendAsync(new PublishProgramme.Command(id), world.Hr)).Error.ShouldBe(OjtErrors.RequiredTasksNeeded with { Message = "Every objective needs at least one required task: without one it could never be demonstrated." });
        (await world.Host.SendAsync(new WriteTask.Command { ProgrammeId = id, ObjectiveId = objective, Title = "Walk it together", IsRequired = true, Minutes = 90 }, world.Hr)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new PublishProgramme.Command(id), world.Hr)).IsSuccess.ShouldBeTrue();

        var found = (await world.Host.SendAsync(new BrowseProgrammes.Query("groesse".Replace("oe", "ö", StringComparison.Ordinal)[..4]), world.Manager)).Value;
        var about = (await world.Host.SendAsync(new ViewProgramme.Query(id), world.Trainee)).Value;
        var outline = (await world.Host.SendAsync(new OutlineProgramme.Query(id), world.Manager)).Value;

        found.Programmes.Items.ShouldContain(p => p.Id == id && p.Tasks == 1 && p.State == ProgrammeState.Published);
        var read = about.Objectives.ShouldHaveSingleItem();
        (read.Assessor, read.Tasks.ShouldHaveSingleItem().Minutes).ShouldBe((new LevelOfSkill(skill.Id, 1, 3), 90));
        outline.Rules.Values.ShouldHaveSingleItem().ShouldEndWith(": Skilled");
        (outline.CurrentVersion, outline.HasChanges).ShouldBe((1, false));
    }

    [Theory, EveryDatabase]
    public async Task Drafts_and_retired_programmes_are_seen_by_their_writers_alone_and_learners_write_none(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var draft = Programme.Draft(Guid.CreateVersion7(), "Draft", "About.", Scheme.Mentoring, null, world.Now);
        await world.Host.SaveAsync<OjtDb>(draft);
        var manager = await world.Host.CreatePersonAsync("Mia Manager", RoleNames.Manager);

        (await world.Host.SendAsync(new OutlineProgramme.Query(draft.Id), manager)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new ViewProgramme.Query(draft.Id), world.Trainee)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new OutlineProgramme.Query(draft.Id), world.Hr)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new DescribeProgramme.Command { Title = "Mine" }, world.Trainee)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new RetireProgramme.Command(world.Programme.Id), world.Manager)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task Bad_input_is_told_by_field_and_an_old_look_overwrites_nothing(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));

        var empty = (await world.Host.SendAsync(new DescribeProgramme.Command { Title = " ", Scheme = (Scheme)99 }, world.Hr)).Error!;
        empty.Fields!.Keys.ShouldBe([nameof(DescribeProgramme.Command.Title), nameof(DescribeProgramme.Command.Scheme)], ignoreOrder: true);
        (await world.Host.SendAsync(new WriteTask.Command { ProgrammeId = world.Programme.Id, ObjectiveId = world.Programme.Objectives[0].Id, Title = "T", Minutes = -1 }, world.Hr)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await world.Host.SendAsync(new WriteObjective.Command { ProgrammeId = world.Programme.Id, Title = "T", Assessor = "nonsense" }, world.Hr)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new WriteTask.Command { ProgrammeId = world.Programme.Id, ObjectiveId = Guid.NewGuid(), Title = "T" }, world.Hr)).Error!.Kind.ShouldBe(ErrorKind.NotFound);

        var seen = (await world.Host.SendAsync(new DescribeProgramme.Query(world.Programme.Id), world.Hr)).Value;
        (await world.Host.SendAsync(seen with { Title = "First" }, world.Hr)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(seen with { Title = "Second" }, world.Hr)).Error!.Code.ShouldBe("ojt.changed-meanwhile");
    }

    [Theory, EveryDatabase]
    public async Task The_pages_lead_from_a_draft_to_a_published_programme(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var client = await world.Host.SignInAsync(world.Hr);
        var title = $"By hand {Guid.NewGuid():N}";

        var created = await client.SubmitAsync("ojt/programmes/new", ("Command.Title", title), ("Command.Summary", "About."));
        created.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var at = created.Headers.Location!.ToString();
        var objective = (await client.SubmitAsync($"{at}/objectives/new", ("Command.Title", "Does it"))).Headers.Location!.ToString();
        (await client.SubmitAsync($"{objective}/tasks/new", ("Command.Title", "Do it"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await client.GetPageAsync(objective)).Body!.TextContent.ShouldContain("Do it");
        (await client.GetPageAsync(at)).Body!.TextContent.ShouldContain("Publish");
        (await client.GetPageAsync("ojt/programmes")).Body!.TextContent.ShouldContain(title);
        (await client.GetPageAsync($"ojt/programmes/{world.Programme.Id}/details")).QuerySelector("[name='Command.Title']")!.GetAttribute("value").ShouldBe("Joining cables");
        (await client.GetAsync($"ojt/programmes/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await world.Host.SignInAsync(world.Trainee)).GetAsync("ojt/programmes")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await world.Host.UseAsync<OjtDb, bool>(db => db.Programmes.AnyAsync(p => p.Title == title))).ShouldBeTrue();
    }
}
