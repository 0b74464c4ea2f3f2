using System.Net;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Features.ArrangeCategories;
using CompetencyModular.Roles.Features.BrowseSkills;
using CompetencyModular.Roles.Features.DefineSkill;
using CompetencyModular.Roles.Features.RetireSkill;
using CompetencyModular.Roles.Features.ViewSkill;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Tests.Features;

public sealed class SkillTests(RolesHosts hosts) : IClassFixture<RolesHosts>
{
    [Theory, EveryDatabase]
    public async Task HR_defines_a_skill_at_the_form_and_finds_it(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var scale = await given.ScaleAsync();
        var category = await given.CategoryAsync();
        var name = Given.Named("Welding");
        var client = await host.SignInAsAsync(RoleNames.HR);

        var answer = await client.SubmitAsync("/roles/skills/new",
            ("Skill.Name", $" {name} "), ("Skill.Description", "Joins metal."), ("Skill.CategoryId", category.Id.ToString()), ("Skill.ScaleId", scale.Id.ToString()));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await client.GetPageAsync(answer.Headers.Location!.ToString());
        page.QuerySelector("h1")!.TextContent.ShouldContain(name);
        (await host.SendAsync(new BrowseSkills.Query(Category: category.Id), Given.HR)).Value.Skills.Items.ShouldHaveSingleItem().Name.ShouldBe(name);
    }

    [Theory, EveryDatabase]
    public async Task A_changed_skill_says_what_each_level_means_and_keeps_its_scale(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var skill = await given.SkillAsync();
        var name = Given.Named("Renamed");
        var client = await host.SignInAsAsync(RoleNames.HR);

        var answer = await client.SubmitAsync($"/roles/skills/{skill.Id}/edit", ("Skill.Name", name), ("Skill.LevelTexts[1]", "Welds overhead."));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var card = (await host.SendAsync(new ViewSkill.Query(skill.Id), Given.HR)).Value;
        card.Skill.Name.ShouldBe(name);
        card.Skill.Levels.Select(l => l.Description).ShouldBe(["", "", "Welds overhead.", ""]);
        card.ScaleId.ShouldBe(skill.ScaleId);
    }

    [Theory, EveryDatabase]
    public async Task Two_skills_of_one_name_are_refused_whatever_the_case(Database database)
    {
        var host = await hosts.OnAsync(database);
        var skill = await new Given(host).SkillAsync();

        var second = await host.SendAsync(new DefineSkill.Command(null, new() { Name = skill.Name.ToUpperInvariant(), ScaleId = skill.ScaleId }), Given.HR);

        second.Error!.Code.ShouldBe("roles.skill-name-taken");
        second.Error.Message.ShouldNotBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task A_skill_without_name_or_with_one_that_is_too_long_is_refused_at_its_field(Database database)
    {
        var host = await hosts.OnAsync(database);
        var scale = await new Given(host).ScaleAsync();
        string?[] names = ["  ", null, new string('x', 201), new string('ﷺ', 100)];

        foreach (var name in names)
            (await host.SendAsync(new DefineSkill.Command(null, new() { Name = name, ScaleId = scale.Id }), Given.HR)).Error!.Fields!.Keys.ShouldBe(["Name"]);
    }

    [Theory, EveryDatabase]
    public async Task A_refused_form_keeps_what_was_typed_and_says_why(Database database)
    {
        var host = await hosts.OnAsync(database);
        var scale = await new Given(host).ScaleAsync();
        var client = await host.SignInAsAsync(RoleNames.HR);

        var answer = await client.SubmitAsync("/roles/skills/new", ("Skill.Name", ""), ("Skill.Description", "Kept."), ("Skill.ScaleId", scale.Id.ToString()));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await answer.ReadPageAsync();
        page.QuerySelector("textarea[name='Skill.Description']")!.TextContent.ShouldBe("Kept.");
        page.QuerySelector("#skill-Name-problem").ShouldNotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_scale_or_category_that_is_not_there_is_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var scale = await new Given(host).ScaleAsync();

        (await host.SendAsync(new DefineSkill.Command(null, new() { Name = Given.Named("A"), ScaleId = Guid.NewGuid() }), Given.HR)).Error!.Code.ShouldBe("roles.unknown-scale");
        (await host.SendAsync(new DefineSkill.Command(null, new() { Name = Given.Named("B"), ScaleId = scale.Id, CategoryId = Guid.NewGuid() }), Given.HR)).Error!.Code.ShouldBe("roles.unknown-category");
        (await host.SendAsync(new DefineSkill.Command(null, new() { Name = Given.Named("C"), ScaleId = scale.Id, LevelTexts = ["1", "2", "3", "4"] }), Given.HR)).Error!.Code.ShouldBe("roles.unknown-level");
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_else_changed_meanwhile_is_not_overwritten(Database database)
    {
        var host = await hosts.OnAsync(database);
        var skill = await new Given(host).SkillAsync();
        var form = (await host.SendAsync(new DefineSkill.Query(skill.Id), Given.HR)).Value.Skill;
        (await host.SendAsync(new DefineSkill.Command(skill.Id, form with { Description = "First." }), Given.HR)).IsSuccess.ShouldBeTrue();

        var second = await host.SendAsync(new DefineSkill.Command(skill.Id, form with { Description = "Second." }), Given.HR);

        second.Error!.Code.ShouldBe("roles.changed-meanwhile");
    }

    [Theory, EveryDatabase]
    public async Task A_retired_skill_is_not_offered_any_more_and_comes_back(Database database)
    {
        var host = await hosts.OnAsync(database);
        var skill = await new Given(host).SkillAsync();

        (await host.SendAsync(new RetireSkill.Command(skill.Id), Given.HR)).IsSuccess.ShouldBeTrue();

        (await OfferedAsync()).ShouldBeEmpty();
        (await host.SendAsync(new BrowseSkills.Query(skill.Name), Given.HR)).Value.Skills.Total.ShouldBe(0);
        (await host.SendAsync(new BrowseSkills.Query(skill.Name, Retired: true), Given.HR)).Value.Skills.Total.ShouldBe(1);
        (await host.SendAsync(new ViewSkill.Query(skill.Id), Given.HR)).Value.IsRetired.ShouldBeTrue();
        (await host.SendAsync(new RestoreSkill.Command(skill.Id), Given.HR)).IsSuccess.ShouldBeTrue();
        (await OfferedAsync()).ShouldHaveSingleItem();

        Task<IReadOnlyList<SkillCard>> OfferedAsync() => host.UseAsync<ISkillLookup, IReadOnlyList<SkillCard>>(l => l.FindAsync(skill.Name, 10, default));
    }

    [Theory, EveryDatabase]
    public async Task Before_a_skill_is_retired_the_page_says_what_uses_it(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var skill = await given.SkillAsync();
        var profile = await given.ProfileAsync(Given.Needs(skill));
        var client = await host.SignInAsAsync(RoleNames.HR);

        var page = await client.GetPageAsync($"/roles/skills/{skill.Id}");

        page.QuerySelector("#retire")!.TextContent.ShouldContain("require it now: 1. Drafts that would: 0.");
        page.QuerySelectorAll("table a").Select(a => a.TextContent).ShouldContain(profile.Name);
    }

    [Theory, EveryDatabase]
    public async Task The_profiles_that_require_a_skill_are_searched_and_paged(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var skill = await given.SkillAsync();
        for (var i = 0; i < 27; i++) await given.ProfileAsync(Given.Needs(skill));
        var wanted = await given.ProfileAsync(Given.Needs(skill, 2));

        var second = (await host.SendAsync(new ViewSkill.Query(skill.Id, Page: 2), Given.Learner)).Value;
        var found = (await host.SendAsync(new ViewSkill.Query(skill.Id, wanted.Name), Given.Learner)).Value;

        (second.Profiles.Items.Count, second.Profiles.Total).ShouldBe((3, 28));
        found.Profiles.Items.ShouldHaveSingleItem().Ordinal.ShouldBe(2);
        found.Requiring.ShouldBe(28);
    }

    [Theory, EveryDatabase]
    public async Task Who_may_not_define_is_refused_and_sees_no_button(Database database)
    {
        var host = await hosts.OnAsync(database);
        var skill = await new Given(host).SkillAsync();
        var client = await host.SignInAsAsync(RoleNames.Learner);

        (await host.SendAsync(new DefineSkill.Command(skill.Id, new() { Name = "X" }), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new RetireSkill.Command(skill.Id), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new RestoreSkill.Command(skill.Id), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await client.GetAsync("/roles/skills/new")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetPageAsync($"/roles/skills/{skill.Id}")).QuerySelector("#retire").ShouldBeNull();
        (await client.GetPageAsync("/roles/skills")).QuerySelector("a[href='roles/skills/new']").ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_skill_that_is_not_there_answers_404(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = Guid.NewGuid();
        var client = await host.SignInAsAsync(RoleNames.HR);

        (await client.GetAsync($"/roles/skills/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"/roles/skills/{id}/edit")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.SendAsync(new DefineSkill.Command(id, new() { Name = "X" }), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new RetireSkill.Command(id), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new RestoreSkill.Command(id), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task Categories_form_a_tree_that_is_renamed_and_moved(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var (top, other) = (await given.CategoryAsync(), await given.CategoryAsync());
        var child = await given.CategoryAsync(parent: top.Id);
        var below = await given.CategoryAsync(parent: child.Id);
        var skill = await given.SkillAsync(category: below.Id);
        var name = Given.Named("Moved");
        var client = await host.SignInAsAsync(RoleNames.HR);

        (await client.SubmitAsync($"/roles/categories?category={child.Id}", ("Input.Name", name), ("Input.ParentId", other.Id.ToString()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var rows = (await host.SendAsync(new ArrangeCategories.Query(), Given.HR)).Value;
        (rows.Single(r => r.Id == child.Id).Name, rows.Single(r => r.Id == child.Id).ParentId).ShouldBe((name, other.Id));
        rows.Single(r => r.Id == below.Id).Depth.ShouldBe(2);
        (await host.SendAsync(new BrowseSkills.Query(Category: other.Id), Given.HR)).Value.Skills.Items.ShouldHaveSingleItem().Id.ShouldBe(skill.Id);
        (await host.SendAsync(new BrowseSkills.Query(Category: top.Id), Given.HR)).Value.Skills.Total.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task A_category_moves_nowhere_below_itself(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var top = await given.CategoryAsync();
        var child = await given.CategoryAsync(parent: top.Id);

        (await host.SendAsync(new ArrangeCategories.Command(top.Id, top.Name, child.Id), Given.HR)).Error!.Code.ShouldBe("roles.category-below-itself");
        (await host.SendAsync(new ArrangeCategories.Command(top.Id, top.Name, top.Id), Given.HR)).Error!.Code.ShouldBe("roles.category-below-itself");
    }

    [Theory, EveryDatabase]
    public async Task Two_categories_of_one_name_in_one_place_are_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var top = await given.CategoryAsync();

        (await host.SendAsync(new ArrangeCategories.Command(null, top.Name, null), Given.HR)).Error!.Code.ShouldBe("roles.category-name-taken");
        (await host.SendAsync(new ArrangeCategories.Command(null, top.Name, top.Id), Given.HR)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new ArrangeCategories.Command(null, new string('x', 201), null), Given.HR)).Error!.Fields!.Keys.ShouldBe(["Name"]);
        (await host.SendAsync(new ArrangeCategories.Command(null, "X", Guid.NewGuid()), Given.HR)).Error!.Code.ShouldBe("roles.unknown-category");
        (await host.SendAsync(new ArrangeCategories.Command(Guid.NewGuid(), "X", null), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task A_category_is_removed_only_when_nothing_stands_in_it(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var (used, above, empty) = (await given.CategoryAsync(), await given.CategoryAsync(), await given.CategoryAsync());
        await given.SkillAsync(category: used.Id);
        await given.CategoryAsync(parent: above.Id);

        (await host.SendAsync(new RemoveCategory.Command(used.Id), Given.HR)).Error!.Code.ShouldBe("roles.category-in-use");
        (await host.SendAsync(new RemoveCategory.Command(above.Id), Given.HR)).Error!.Code.ShouldBe("roles.category-in-use");
        (await host.SendAsync(new RemoveCategory.Command(empty.Id), Given.HR)).IsSuccess.ShouldBeTrue();
        (await given.ReadAsync(db => db.Categories.AnyAsync(c => c.Id == empty.Id))).ShouldBeFalse();
        (await host.SendAsync(new RemoveCategory.Command(empty.Id), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new RemoveCategory.Command(used.Id), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }
}
