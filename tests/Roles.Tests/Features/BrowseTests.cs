using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.Roles.Features.BrowseProfiles;
using CompetencyModular.Roles.Features.BrowseSkills;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Roles.Tests.Features;

public sealed class BrowseTests(RolesHosts hosts) : IClassFixture<RolesHosts>
{
    [Theory, EveryDatabase]
    public async Task Skills_are_searched_sorted_and_paged(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var (scale, mark) = (await given.ScaleAsync(), $"{Guid.NewGuid():N}");
        for (var i = 0; i < 27; i++) await given.SkillAsync(scale, $"Größe {mark} {i:00}");
        var client = await host.SignInAsAsync(RoleNames.Learner);

        var page = await client.GetPageAsync($"/roles/skills?q=grosse+{mark}&sort=-name&page=2");

        page.QuerySelectorAll("tbody tr a").Select(a => a.TextContent).ShouldBe([$"Größe {mark} 01", $"Größe {mark} 00"]);
        page.QuerySelector(".pager")!.TextContent.ShouldContain("26–27 of 27");
        (await host.SendAsync(new BrowseSkills.Query(mark, Scale: Guid.NewGuid()), Given.Learner)).Value.Skills.Total.ShouldBe(0);
        (await host.SendAsync(new BrowseSkills.Query(mark, Scale: scale.Id), Given.Learner)).Value.Skills.Total.ShouldBe(27);
    }

    [Theory, EveryDatabase]
    public async Task Lists_come_as_CSV_as_they_were_filtered(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var skill = await given.SkillAsync();
        var profile = await given.ProfileAsync(Given.Needs(skill));
        var client = await host.SignInAsAsync(RoleNames.Learner);

        var skills = await client.GetStringAsync($"/roles/skills.csv?search={skill.Name}");
        var profiles = await client.GetStringAsync($"/roles/job-profiles.csv?search={profile.Name}");

        skills.TrimEnd().Split("\r\n").Length.ShouldBe(2);
        skills.ShouldContain(skill.Name);
        profiles.TrimEnd().Split("\r\n")[1].ShouldBe($"{profile.Name},,,1");
    }

    [Theory, EveryDatabase]
    public async Task A_profile_in_use_shows_its_requirements_to_everybody_and_its_holders_to_whom_they_concern(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var skill = await given.SkillAsync();
        var profile = await given.ProfileAsync(Given.Needs(skill, 2, mandatory: false));
        var person = await host.CreatePersonAsync("Grace Hopper", RoleNames.Learner);
        await given.AssignmentAsync(person.PersonId, profile);

        var theirs = await (await host.SignInAsync(person)).GetPageAsync($"/roles/profiles/{profile.Id}");
        var others = await (await host.SignInAsAsync(RoleNames.Learner)).GetPageAsync($"/roles/profiles/{profile.Id}");

        theirs.QuerySelector("main")!.TextContent.ShouldContain("Your profile");
        theirs.QuerySelector("main")!.TextContent.ShouldContain("Grace Hopper");
        others.QuerySelector("main")!.TextContent.ShouldContain(skill.Name);
        others.QuerySelector("main")!.TextContent.ShouldContain("Desirable");
        others.QuerySelector("main")!.TextContent.ShouldNotContain("Grace Hopper");
    }

    [Theory, EveryDatabase]
    public async Task The_scales_page_shows_each_with_its_levels_and_leads_to_it(Database database)
    {
        var host = await hosts.OnAsync(database);
        var scale = await new Given(host).ScaleAsync("Nothing", "Something", "Everything");
        var client = await host.SignInAsAsync(RoleNames.Learner);

        var page = await client.GetPageAsync("/roles/scales");

        var card = page.QuerySelector($"a[href='roles/scales/{scale.Id}']")!.Closest("section")!;
        card.QuerySelectorAll(".level-held").Select(l => l.TextContent).ShouldBe(["Nothing", "Something", "Everything"]);
    }

    [Theory, EveryDatabase]
    public async Task What_HR_sees_first_leads_to_writing(Database database)
    {
        var host = await hosts.OnAsync(database);
        var client = await host.SignInAsAsync(RoleNames.HR);

        foreach (var (page, target) in new[] { ("skills", "roles/skills/new"), ("profiles", "roles/profiles/new"), ("scales", "roles/scales/new") })
            (await client.GetPageAsync($"/roles/{page}")).QuerySelector($".page-header a.primary[href='{target}']").ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task The_pages_speak_German_too(Database database)
    {
        var host = await hosts.OnAsync(database);
        var client = await host.SignInAsAsync(RoleNames.HR);
        client.DefaultRequestHeaders.Add("Accept-Language", "de");

        (await client.GetPageAsync("/roles/skills/new")).QuerySelector("h1")!.TextContent.ShouldBe("Neue Fähigkeit");
        (await client.GetPageAsync("/roles/profiles/new")).QuerySelector("h1")!.TextContent.ShouldBe("Neues Stellenprofil");
        var refused = await (await client.SubmitAsync("/roles/scales/new", ("Scale.Name", "X"), ("Scale.Levels", ""))).ReadPageAsync();
        refused.QuerySelector("#scale-Levels-problem")!.TextContent.ShouldContain("zwei oder mehr Stufen");
    }

    [Theory, EveryDatabase]
    public async Task Over_REST_a_profile_is_made_published_and_assigned(Database database)
    {
        var host = await hosts.OnAsync(database);
        var person = await host.CreatePersonAsync("Grace Hopper");
        var client = await host.SignInAsAsync(RoleNames.HR);

        var scale = await PostAsync("scales", new { name = Given.Named("Rest"), levels = new[] { new { name = "None" }, new { name = "Able" } } });
        var skill = await PostAsync("skills", new { name = Given.Named("Rest"), scaleId = scale });
        var profile = await PostAsync("profiles", new { name = Given.Named("Rest") });
        await PostAsync($"profiles/{profile}/draft/requirements", new { skillId = skill, ordinal = 1 });
        await PostAsync($"profiles/{profile}/publish", new { });
        await PostAsync("assignments", new { personId = person.PersonId, profileId = profile, isPrimary = true });
        await PostAsync($"people/{person.PersonId}/exemptions", new { skillId = skill, reason = "Knows it from before" });

        var held = await client.GetFromJsonAsync<JsonElement>($"/api/v1/roles/people/{person.PersonId}/assignments");
        held.GetProperty("assignments").GetProperty("items")[0].GetProperty("profileId").GetString().ShouldBe(profile);
        held.GetProperty("exemptions")[0].GetProperty("reason").GetString().ShouldBe("Knows it from before");
        (await client.PostAsJsonAsync("/api/v1/roles/skills", new { name = "" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        async Task<string?> PostAsync(string path, object body)
        {
            var answer = await client.PostAsJsonAsync($"/api/v1/roles/{path}", body);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            var value = await answer.Content.ReadFromJsonAsync<JsonElement>();
            return value.TryGetProperty("id", out var id) ? id.GetString() : null;
        }
    }

    [Theory, EveryDatabase]
    public async Task Families_are_offered_as_a_filter(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var profile = await given.ProfileAsync();
        var family = Given.Named("Family");
        await given.ReadAsync(async db =>
        {
            var entity = (await db.Profiles.FindAsync(profile.Id))!;
            entity.Describe(entity.Name, family, "", "");
            return await db.SaveChangesAsync();
        });

        var found = (await host.SendAsync(new BrowseProfiles.Query(Family: family), Given.Learner)).Value;

        found.Profiles.Items.ShouldHaveSingleItem().Id.ShouldBe(profile.Id);
        found.Families.ShouldContain(family);
    }
}
