using System.Net;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Features.BrowseScales;
using CompetencyModular.Roles.Features.DefineScale;
using CompetencyModular.Roles.Features.InsertLevel;
using CompetencyModular.Roles.Features.RewordScale;
using CompetencyModular.Roles.Features.ViewScale;
using CompetencyModular.Roles.Features.ViewSkill;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Roles.Tests.Features;

public sealed class ScaleTests(RolesHosts hosts) : IClassFixture<RolesHosts>
{
    [Theory, EveryDatabase]
    public async Task HR_defines_a_scale_from_lines_at_the_form(Database database)
    {
        var host = await hosts.OnAsync(database);
        var name = Given.Named("Languages");
        var client = await host.SignInAsAsync(RoleNames.HR);

        var answer = await client.SubmitAsync("/roles/scales/new", ("Scale.Name", name), ("Scale.None", "None"), ("Scale.Levels", "A1: greets\r\n\r\nA2\nB1: tells: freely"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var scale = (await host.SendAsync(new BrowseScales.Query(), Given.Learner)).Value.Single(s => s.Name == name);
        scale.Levels.Select(l => (l.Name, l.Description)).ShouldBe([("None", ""), ("A1", "greets"), ("A2", ""), ("B1", "tells: freely")]);
        (await client.GetPageAsync(answer.Headers.Location!.ToString())).QuerySelector("h1")!.TextContent.ShouldContain(name);
    }

    [Theory, EveryDatabase]
    public async Task L1_A_scale_has_as_many_levels_as_it_needs(Database database)
    {
        var host = await hosts.OnAsync(database);
        DefineScale.LevelContent[] levels = [.. Enumerable.Range(0, 150).Select(i => new DefineScale.LevelContent($"Level {i}", null))];
        var id = (await host.SendAsync(new DefineScale.Command(new() { Name = Given.Named("Long"), Levels = levels }), Given.HR)).Value.Id;
        var client = await host.SignInAsAsync(RoleNames.HR);

        var answer = await client.SubmitAsync($"/roles/scales/{id}/edit", ("Scale.Levels[149].Name", "The top"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await host.SendAsync(new ViewScale.Query(id), Given.HR)).Value.Levels[149].Name.ShouldBe("The top");
    }

    [Theory, EveryDatabase]
    public async Task L1_A_scale_of_less_than_two_levels_is_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var client = await host.SignInAsAsync(RoleNames.HR);

        var answer = await client.SubmitAsync("/roles/scales/new", ("Scale.Name", Given.Named("Short")), ("Scale.None", "None"), ("Scale.Levels", "  "));

        (await answer.ReadPageAsync()).QuerySelector("#scale-Levels-problem")!.TextContent.ShouldContain("two levels or more");
        (await host.SendAsync(new DefineScale.Command(new() { Name = "X", Levels = null! }), Given.HR)).Error!.Fields!.Keys.ShouldBe(["Levels"]);
    }

    [Theory, EveryDatabase]
    public async Task A_scale_is_refused_for_its_name_or_its_levels_names(Database database)
    {
        var host = await hosts.OnAsync(database);
        var taken = await new Given(host).ScaleAsync();

        (await FieldsAsync("X", "A", "a")).ShouldBe(["Levels"]);
        (await FieldsAsync("X", "A", " ")).ShouldBe(["Levels"]);
        (await FieldsAsync("X", "A", new string('x', 201))).ShouldBe(["Levels"]);
        (await FieldsAsync(new string('x', 201), "A", "B")).ShouldBe(["Name"]);
        (await SendAsync(taken.Name, "A", "B")).Error!.Code.ShouldBe("roles.scale-name-taken");

        Task<Result<DefineScale.Saved>> SendAsync(string name, params string[] levels) =>
            host.SendAsync(new DefineScale.Command(new() { Name = name, Levels = [.. levels.Select(l => new DefineScale.LevelContent(l, null))] }), Given.HR);
        async Task<IEnumerable<string>> FieldsAsync(string name, params string[] levels) => (await SendAsync(name, levels)).Error!.Fields!.Keys;
    }

    [Theory, EveryDatabase]
    public async Task Other_words_change_nobodys_level(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var scale = await given.ScaleAsync();
        var skill = await given.SkillAsync(scale);
        var form = (await host.SendAsync(new RewordScale.Query(scale.Id), Given.HR)).Value;
        form.Levels[2].Name = "Journeyman";

        (await host.SendAsync(new RewordScale.Command(scale.Id, form), Given.HR)).IsSuccess.ShouldBeTrue();

        var card = (await host.SendAsync(new ViewSkill.Query(skill.Id), Given.HR)).Value.Skill;
        (card.ScaleVersion, card.Levels[2].Name, card.Levels[2].Id).ShouldBe((1, "Journeyman", scale.Levels[2].Id));
        (await host.SendAsync(new RewordScale.Command(scale.Id, form), Given.HR)).Error!.Code.ShouldBe("roles.changed-meanwhile");
    }

    [Theory, EveryDatabase]
    public async Task Words_that_are_missing_twice_or_too_long_are_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var scale = await new Given(host).ScaleAsync();

        (await FieldsAsync(f => f.Levels[1].Name = "")).ShouldBe(["Levels[1].Name"]);
        (await FieldsAsync(f => f.Levels[1].Name = new string('x', 201))).ShouldBe(["Levels[1].Name"]);
        (await FieldsAsync(f => f.Levels[1].Name = f.Levels[2].Name)).ShouldBe(["Levels"]);
        (await FieldsAsync(f => f.Name = null)).ShouldBe(["Name"]);

        async Task<IEnumerable<string>> FieldsAsync(Action<RewordScale.Content> change)
        {
            var form = (await host.SendAsync(new RewordScale.Query(scale.Id), Given.HR)).Value;
            change(form);
            return (await host.SendAsync(new RewordScale.Command(scale.Id, form), Given.HR)).Error!.Fields!.Keys;
        }
    }

    [Theory, EveryDatabase]
    public async Task L1_Inserting_a_level_makes_a_version_with_a_map_that_was_seen_before(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var scale = await given.ScaleAsync();
        var skill = await given.SkillAsync(scale);
        await given.ProfileAsync(Given.Needs(skill, 2));
        var client = await host.SignInAsAsync(RoleNames.HR);
        var path = $"/roles/scales/{scale.Id}/insert";

        var looked = await client.SubmitAsync(path, ("Level.Ordinal", "2"), ("Level.Name", "Skilled"));

        looked.StatusCode.ShouldBe(HttpStatusCode.OK);
        var preview = await looked.ReadPageAsync();
        preview.QuerySelector("main")!.TextContent.ShouldContain("Requirements at this level: 1. They will ask for Advanced.");
        (await host.SendAsync(new ViewScale.Query(scale.Id), Given.HR)).Value.Versions.Count.ShouldBe(1);

        var inserted = await client.ResubmitAsync(path, preview, ("Level.Commit", "true"));

        inserted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var after = (await host.SendAsync(new ViewScale.Query(scale.Id), Given.HR)).Value;
        after.Levels.Select(l => l.Name).ShouldBe(["None", "Basic", "Skilled", "Advanced", "Expert"]);
        after.Versions[0].Inserted.ShouldBe(["Skilled"]);
        after.Versions[1].Levels.ShouldBe(["None", "Basic", "Advanced", "Expert"]);
        (await client.GetPageAsync($"/roles/scales/{scale.Id}")).QuerySelectorAll(".timeline-item").Length.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task L2_A_requirement_from_before_is_compared_through_the_map(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var scale = await given.ScaleAsync();
        var skill = await given.SkillAsync(scale);
        var profile = await given.ProfileAsync(Given.Needs(skill, 2));

        // What was "Advanced" counts as the new level, the first "Expert" stays on top.
        (await InsertAsync(host, scale.Id, new() { Version = 1, Ordinal = 2, Name = "Skilled", Map = [0, 1, 2, 4] })).IsSuccess.ShouldBeTrue();

        var required = (await host.UseAsync<IRequirementLookup, ProfileInForce?>(l => l.ProfileAsync(profile.Id, default)))!.Requirements.Single();
        required.Ordinal.ShouldBe(2);
        var card = (await host.SendAsync(new ViewSkill.Query(skill.Id), Given.HR)).Value;
        (card.Skill.ScaleVersion, card.Skill.ToCurrent(1, 2), card.Skill.ToCurrent(1, 3)).ShouldBe((2, 2, 4));
        card.Skill.Levels[card.Profiles.Items.Single().Ordinal].Name.ShouldBe("Skilled");
        (await host.SendAsync(new ViewScale.Query(scale.Id), Given.HR)).Value.Versions[0].Moved.ShouldBe([new ViewScale.Move("Advanced", "Skilled")]);
    }

    [Theory, EveryDatabase]
    public async Task L1_A_map_that_is_not_total_and_monotone_is_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var scale = await new Given(host).ScaleAsync();
        int[][] unsound = [[0, 1, 2], [0, 2, 1, 3], [0, 0, 1, 2], [1, 1, 2, 3], [0, 1, 2, 5], []];

        foreach (var map in unsound)
            (await InsertAsync(host, scale.Id, new() { Ordinal = 2, Name = "New", Map = [.. map] })).Error!.Code.ShouldBe("roles.map-not-sound");
        (await host.SendAsync(new ViewScale.Query(scale.Id), Given.HR)).Value.Versions.Count.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task A_level_without_place_or_name_or_with_one_taken_is_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var scale = await new Given(host).ScaleAsync();

        (await InsertAsync(host, scale.Id, new() { Name = "New" })).Error!.Fields!.Keys.ShouldBe(["Ordinal"]);
        (await InsertAsync(host, scale.Id, new() { Ordinal = 0, Name = "New" })).Error!.Code.ShouldBe("roles.unknown-place");
        (await InsertAsync(host, scale.Id, new() { Ordinal = 5, Name = "New" })).Error!.Code.ShouldBe("roles.unknown-place");
        (await InsertAsync(host, scale.Id, new() { Ordinal = 1, Name = " " })).Error!.Fields!.Keys.ShouldBe(["Name"]);
        (await InsertAsync(host, scale.Id, new() { Ordinal = 1, Name = new string('x', 201) })).Error!.Fields!.Keys.ShouldBe(["Name"]);
        (await InsertAsync(host, scale.Id, new() { Ordinal = 1, Name = "bAsic" })).Error!.Code.ShouldBe("roles.level-name-taken");
        (await InsertAsync(host, scale.Id, new() { Ordinal = 1, Name = "New", Version = 2 })).Error!.Code.ShouldBe("roles.changed-meanwhile");
        (await InsertAsync(host, Guid.NewGuid(), new() { Ordinal = 1, Name = "New" })).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task Only_who_may_define_writes_scales(Database database)
    {
        var host = await hosts.OnAsync(database);
        var scale = await new Given(host).ScaleAsync();
        var client = await host.SignInAsAsync(RoleNames.Manager);

        (await host.SendAsync(new DefineScale.Command(new()), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new RewordScale.Command(scale.Id, new()), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new InsertLevel.Command(scale.Id, new()), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await client.GetAsync("/roles/scales/new")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetAsync($"/roles/scales/{scale.Id}/insert")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetPageAsync($"/roles/scales/{scale.Id}")).QuerySelector("a[href$='/insert']").ShouldBeNull();
        (await client.GetAsync($"/roles/scales/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<Result<Done>> InsertAsync(TestHost host, Guid scale, InsertLevel.Content level) => host.SendAsync(new InsertLevel.Command(scale, level), Given.HR);
}
