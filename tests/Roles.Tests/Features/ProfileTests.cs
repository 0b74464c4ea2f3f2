using System.Net;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Features.AspireToProfile;
using CompetencyModular.Roles.Features.BrowseProfiles;
using CompetencyModular.Roles.Features.CompareVersions;
using CompetencyModular.Roles.Features.DefineProfile;
using CompetencyModular.Roles.Features.InsertLevel;
using CompetencyModular.Roles.Features.PublishProfile;
using CompetencyModular.Roles.Features.RetireProfile;
using CompetencyModular.Roles.Features.RetireSkill;
using CompetencyModular.Roles.Features.ReviseProfile;
using CompetencyModular.Roles.Features.ViewProfile;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Roles.Tests.Features;

public sealed class ProfileTests(RolesHosts hosts) : IClassFixture<RolesHosts>
{
    [Theory, EveryDatabase]
    public async Task HR_makes_a_profile_from_the_first_word_to_the_first_version(Database database)
    {
        var host = await hosts.OnAsync(database);
        var skill = await new Given(host).SkillAsync();
        var name = Given.Named("Welder");
        var client = await host.SignInAsAsync(RoleNames.HR);

        var created = await client.SubmitAsync("/roles/profiles/new", ("Profile.Name", name), ("Profile.Family", "Workshop"));
        var draft = created.Headers.Location!.ToString();
        (await client.GetPageAsync($"{draft}?q={skill.Name}")).QuerySelector($"a[href*='skill={skill.Id}']").ShouldNotBeNull();
        var added = await client.SubmitAsync($"{draft}?skill={skill.Id}", ("Requirement.Ordinal", "2"), ("Requirement.Mandatory", "true"), ("Requirement.Weight", "5"));
        added.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var published = await client.SubmitAsync(draft, ("Publish.From", "2026-01-01"), ("Publish.Stamp", await StampAsync(client, draft)));

        published.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await client.GetPageAsync(published.Headers.Location!.ToString());
        page.QuerySelector("h1")!.TextContent.ShouldContain(name);
        page.QuerySelector("main")!.TextContent.ShouldContain(skill.Name);
        (await host.SendAsync(new BrowseProfiles.Query(name, "Workshop"), Given.Learner)).Value.Profiles.Items.ShouldHaveSingleItem().Requirements.ShouldBe(1);

        static async Task<string> StampAsync(HttpClient client, string draft) => (await client.GetPageAsync(draft)).QuerySelector("input[name='Publish.Stamp']")!.GetAttribute("value")!;
    }

    [Theory, EveryDatabase]
    public async Task A_profile_is_seen_by_nobody_else_before_its_first_version(Database database)
    {
        var host = await hosts.OnAsync(database);
        var name = Given.Named("Secret");
        var id = (await host.SendAsync(new DefineProfile.Command(null, new() { Name = name }), Given.HR)).Value.Id;
        var learner = await host.SignInAsAsync(RoleNames.Learner);

        (await learner.GetAsync($"/roles/profiles/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await learner.GetAsync($"/roles/profiles/{id}/versions")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.SendAsync(new BrowseProfiles.Query(name, State: "draft"), Given.Learner)).Value.Profiles.Total.ShouldBe(0);
        (await host.SendAsync(new AspireToProfile.Command(id, true), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.UseAsync<IRequirementLookup, IReadOnlyList<ProfileInForce>>(l => l.FindAsync(name, 5, default))).ShouldBeEmpty();
        (await host.SendAsync(new BrowseProfiles.Query(name, State: "draft"), Given.HR)).Value.Profiles.Total.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task Nothing_of_a_draft_counts_before_it_is_published(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var (kept, changed, dropped, added) = (await given.SkillAsync(), await given.SkillAsync(), await given.SkillAsync(), await given.SkillAsync());
        var profile = await given.ProfileAsync(Given.Needs(kept), Given.Needs(changed), Given.Needs(dropped));

        await SetAsync(host, profile.Id, changed.Id, 3, mandatory: false, weight: 5);
        await SetAsync(host, profile.Id, added.Id, 2);
        (await host.SendAsync(new DropRequirement.Command(profile.Id, dropped.Id), Given.HR)).IsSuccess.ShouldBeTrue();

        (await RequiredAsync(host, profile.Id)).Keys.ShouldBe([kept.Id, changed.Id, dropped.Id], ignoreOrder: true);
        var draft = (await host.SendAsync(new ReviseProfile.Query(profile.Id), Given.HR)).Value;
        draft.Rows.Select(r => r.SkillId).ShouldBe([kept.Id, changed.Id, added.Id], ignoreOrder: true);
        draft.Differences.Select(d => (d.SkillId, d.Before?.Level, d.After?.Level)).ShouldBe(
            [(changed.Id, "Basic", "Expert"), (dropped.Id, "Basic", null), (added.Id, null, "Advanced")], ignoreOrder: true);
    }

    [Theory, EveryDatabase]
    public async Task G1_The_version_in_force_on_the_day_decides(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var skill = await given.SkillAsync();
        var profile = await given.ProfileAsync(Given.Needs(skill, 1));
        await SetAsync(host, profile.Id, skill.Id, 3);
        var person = await host.CreatePersonAsync("Grace Hopper");
        await given.AssignmentAsync(person.PersonId, profile);

        (await PublishAsync(host, profile.Id, given.Today.AddDays(10))).IsSuccess.ShouldBeTrue();

        (await LevelAsync(9)).ShouldBe(1);
        (await LevelAsync(10)).ShouldBe(3);
        var versions = (await host.SendAsync(new CompareVersions.Query(profile.Id), Given.Learner)).Value.Versions;
        versions.Select(v => (v.Number, v.Time)).ShouldBe([(2, VersionTime.Coming), (1, VersionTime.InForce)]);
        versions[1].Until.ShouldBe(given.Today.AddDays(9));
        versions[0].Differences.ShouldHaveSingleItem().Before!.Level.ShouldBe("Basic");
        (await host.SendAsync(new ViewProfile.Query(profile.Id), Given.Learner)).Value.Coming.ShouldBe(new ViewProfile.Version(2, given.Today.AddDays(10)));

        async Task<int> LevelAsync(int days) => (await host.UseAsync<IRequirementLookup, IReadOnlyDictionary<Guid, IReadOnlyList<ProfileInForce>>>(
            l => l.InForceAsync([person.PersonId], host.Clock.GetUtcNow().AddDays(days), default)))[person.PersonId].Single().Requirements.Single().Ordinal;
    }

    [Theory, EveryDatabase]
    public async Task The_history_page_shows_each_version_with_its_differences(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var (first, second) = (await given.SkillAsync(), await given.SkillAsync());
        var profile = await given.ProfileAsync(Given.Needs(first));
        await SetAsync(host, profile.Id, second.Id, 1);
        await PublishAsync(host, profile.Id, null);
        var client = await host.SignInAsAsync(RoleNames.Learner);

        var page = await client.GetPageAsync($"/roles/profiles/{profile.Id}/versions");

        page.QuerySelectorAll("section.card h2").Select(h => h.TextContent).ShouldBe(["Version 2", "Version 1"]);
        page.QuerySelectorAll("section.card")[0].TextContent.ShouldContain(second.Name);
        page.QuerySelectorAll("section.card")[0].TextContent.ShouldNotContain(first.Name);
    }

    [Theory, EveryDatabase]
    public async Task What_is_published_is_what_was_looked_at(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var (skill, later) = (await given.SkillAsync(), await given.SkillAsync());
        var profile = await given.ProfileAsync();
        await SetAsync(host, profile.Id, skill.Id, 1);
        var looked = (await host.SendAsync(new ReviseProfile.Query(profile.Id), Given.HR)).Value.Stamp;
        await SetAsync(host, profile.Id, later.Id, 1);

        (await host.SendAsync(new PublishProfile.Command(profile.Id, new() { Stamp = looked }), Given.HR)).Error!.Code.ShouldBe("roles.changed-meanwhile");
    }

    [Theory, EveryDatabase]
    public async Task A_later_version_begins_today_or_later_and_not_before_the_one_before_it(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var (one, two) = (await given.SkillAsync(), await given.SkillAsync());
        var profile = await given.ProfileAsync();
        await SetAsync(host, profile.Id, one.Id, 1);

        (await PublishAsync(host, profile.Id, given.Today.AddDays(-1))).Error!.Code.ShouldBe("roles.day-past");
        (await PublishAsync(host, profile.Id, given.Today.AddDays(20))).IsSuccess.ShouldBeTrue();
        await SetAsync(host, profile.Id, two.Id, 1);
        (await PublishAsync(host, profile.Id, given.Today.AddDays(19))).Error!.Code.ShouldBe("roles.day-before-last");
    }

    [Theory, EveryDatabase]
    public async Task A_version_that_says_nothing_new_is_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var skill = await given.SkillAsync();
        var profile = await given.ProfileAsync(Given.Needs(skill, 2));

        (await PublishAsync(host, profile.Id, null)).Error!.Code.ShouldBe("roles.no-draft");
        await SetAsync(host, profile.Id, skill.Id, 2);
        (await PublishAsync(host, profile.Id, null)).Error!.Code.ShouldBe("roles.nothing-changed");
    }

    [Theory, EveryDatabase]
    public async Task L2_A_new_scale_version_alone_is_no_difference_between_drafts(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var scale = await given.ScaleAsync();
        var (skill, other) = (await given.SkillAsync(scale), await given.SkillAsync(scale));
        var profile = await given.ProfileAsync(Given.Needs(skill, 2));
        (await host.SendAsync(new InsertLevel.Command(scale.Id, new() { Ordinal = 1, Name = "Aware" }), Given.HR)).IsSuccess.ShouldBeTrue();

        await SetAsync(host, profile.Id, other.Id, 1);

        var draft = (await host.SendAsync(new ReviseProfile.Query(profile.Id), Given.HR)).Value;
        draft.Differences.ShouldHaveSingleItem().SkillId.ShouldBe(other.Id);
        draft.Rows.Single(r => r.SkillId == skill.Id).Ordinal.ShouldBe(3);
    }

    [Theory, EveryDatabase]
    public async Task A_discarded_draft_leaves_what_is_published(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var (skill, other) = (await given.SkillAsync(), await given.SkillAsync());
        var profile = await given.ProfileAsync(Given.Needs(skill));
        await SetAsync(host, profile.Id, other.Id, 1);

        (await host.SendAsync(new DiscardDraft.Command(profile.Id), Given.HR)).IsSuccess.ShouldBeTrue();

        var draft = (await host.SendAsync(new ReviseProfile.Query(profile.Id), Given.HR)).Value;
        (draft.HasDraft, draft.Rows.Single().SkillId).ShouldBe((false, skill.Id));
    }

    [Theory, EveryDatabase]
    public async Task A_requirement_of_an_unknown_skill_level_or_weight_is_refused(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var skill = await given.SkillAsync();
        var profile = await given.ProfileAsync();

        (await SendAsync(new() { SkillId = Guid.NewGuid(), Ordinal = 1 })).Code.ShouldBe("roles.unknown-skill");
        (await SendAsync(new() { SkillId = skill.Id, Ordinal = 4 })).Code.ShouldBe("roles.unknown-level");
        (await SendAsync(new() { SkillId = skill.Id, Ordinal = 0 })).Fields!.Keys.ShouldBe(["Ordinal"]);
        (await SendAsync(new() { SkillId = skill.Id })).Fields!.Keys.ShouldBe(["Ordinal"]);
        (await SendAsync(new() { SkillId = skill.Id, Ordinal = 1, Weight = 6 })).Fields!.Keys.ShouldBe(["Weight"]);
        (await SendAsync(new() { Ordinal = 1 })).Fields!.Keys.ShouldBe(["SkillId"]);
        (await host.SendAsync(new DropRequirement.Command(profile.Id, skill.Id), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);

        async Task<Error> SendAsync(SetRequirement.Content content) => (await host.SendAsync(new SetRequirement.Command(profile.Id, content), Given.HR)).Error!;
    }

    [Theory, EveryDatabase]
    public async Task A_retired_skill_is_not_required_anew_but_may_stay(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var (required, drafted, other) = (await given.SkillAsync(), await given.SkillAsync(), await given.SkillAsync());
        var profile = await given.ProfileAsync(Given.Needs(required));
        await SetAsync(host, profile.Id, drafted.Id, 1);
        foreach (var skill in new[] { required, drafted, other }) (await host.SendAsync(new RetireSkill.Command(skill.Id), Given.HR)).IsSuccess.ShouldBeTrue();

        (await host.SendAsync(new SetRequirement.Command(profile.Id, new() { SkillId = other.Id, Ordinal = 1 }), Given.HR)).Error!.Code.ShouldBe("roles.skill-retired");
        (await PublishAsync(host, profile.Id, null)).Error!.Code.ShouldBe("roles.skill-retired");
        (await host.SendAsync(new DropRequirement.Command(profile.Id, drafted.Id), Given.HR)).IsSuccess.ShouldBeTrue();
        await SetAsync(host, profile.Id, required.Id, 2);
        (await PublishAsync(host, profile.Id, null)).IsSuccess.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task A_profile_is_refused_for_its_name(Database database)
    {
        var host = await hosts.OnAsync(database);
        var taken = await new Given(host).ProfileAsync();
        var tooLong = new string('x', 201);

        (await SendAsync(new() { Name = taken.Name.ToUpperInvariant() })).Code.ShouldBe("roles.profile-name-taken");
        (await SendAsync(new() { Name = " " })).Fields!.Keys.ShouldBe(["Name"]);
        (await SendAsync(new() { Name = tooLong, Family = tooLong, Track = tooLong, Description = new string('x', 8001) })).Fields!.Keys.ShouldBe(["Name", "Family", "Track", "Description"], ignoreOrder: true);

        async Task<Error> SendAsync(DefineProfile.Content content) => (await host.SendAsync(new DefineProfile.Command(null, content), Given.HR)).Error!;
    }

    [Theory, EveryDatabase]
    public async Task The_words_of_a_profile_change_without_a_version(Database database)
    {
        var host = await hosts.OnAsync(database);
        var profile = await new Given(host).ProfileAsync();
        var name = Given.Named("Renamed");
        var client = await host.SignInAsAsync(RoleNames.HR);

        (await client.SubmitAsync($"/roles/profiles/{profile.Id}/edit", ("Profile.Name", name), ("Profile.Description", "Other words."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var view = (await host.SendAsync(new ViewProfile.Query(profile.Id), Given.Learner)).Value;
        (view.Name, view.Description, view.InForce!.Number).ShouldBe((name, "Other words.", 1));
        (await host.SendAsync(new DefineProfile.Command(profile.Id, new() { Name = name, Version = 0 }), Given.HR)).Error!.Code.ShouldBe("roles.changed-meanwhile");
    }

    [Theory, EveryDatabase]
    public async Task A_retired_profile_is_offered_to_nobody_and_comes_back(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var skill = await given.SkillAsync();
        var profile = await given.ProfileAsync();

        (await host.SendAsync(new RetireProfile.Command(profile.Id), Given.HR)).IsSuccess.ShouldBeTrue();

        (await host.SendAsync(new BrowseProfiles.Query(profile.Name), Given.Learner)).Value.Profiles.Total.ShouldBe(0);
        (await host.SendAsync(new BrowseProfiles.Query(profile.Name, State: "retired"), Given.HR)).Value.Profiles.Total.ShouldBe(1);
        (await host.SendAsync(new AspireToProfile.Command(profile.Id, true), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new SetRequirement.Command(profile.Id, new() { SkillId = skill.Id, Ordinal = 1 }), Given.HR)).Error!.Code.ShouldBe("roles.profile-retired");
        (await PublishAsync(host, profile.Id, null)).Error!.Code.ShouldBe("roles.profile-retired");
        (await host.SendAsync(new RestoreProfile.Command(profile.Id), Given.HR)).IsSuccess.ShouldBeTrue();
        (await host.SendAsync(new BrowseProfiles.Query(profile.Name), Given.Learner)).Value.Profiles.Total.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task A_goal_is_chosen_and_let_go_on_the_page(Database database)
    {
        var host = await hosts.OnAsync(database);
        var profile = await new Given(host).ProfileAsync();
        var client = await host.SignInAsAsync(RoleNames.Learner);
        var path = $"/roles/profiles/{profile.Id}";

        (await client.SubmitAsync(path, ("_handler", "aspire"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await client.GetPageAsync(path)).QuerySelector("main")!.TextContent.ShouldContain("No longer my goal");
        (await client.SubmitAsync(path, ("_handler", "aspire"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await client.GetPageAsync(path)).QuerySelector("main")!.TextContent.ShouldContain("I would like to grow into this");
    }

    [Theory, EveryDatabase]
    public async Task Only_who_may_define_writes_profiles(Database database)
    {
        var host = await hosts.OnAsync(database);
        var profile = await new Given(host).ProfileAsync();
        var client = await host.SignInAsAsync(RoleNames.Manager);

        (await host.SendAsync(new DefineProfile.Command(null, new() { Name = "X" }), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new SetRequirement.Command(profile.Id, new()), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new DropRequirement.Command(profile.Id, Guid.NewGuid()), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new DiscardDraft.Command(profile.Id), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new PublishProfile.Command(profile.Id, new()), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new RetireProfile.Command(profile.Id), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new RestoreProfile.Command(profile.Id), Given.Learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await client.GetAsync("/roles/profiles/new")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetAsync($"/roles/profiles/{profile.Id}/draft")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetPageAsync($"/roles/profiles/{profile.Id}")).QuerySelector("#retire").ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_profile_that_is_not_there_answers_404(Database database)
    {
        var host = await hosts.OnAsync(database);
        var id = Guid.NewGuid();
        var client = await host.SignInAsAsync(RoleNames.HR);

        foreach (var path in new[] { "", "/edit", "/draft", "/versions" }) (await client.GetAsync($"/roles/profiles/{id}{path}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.SendAsync(new SetRequirement.Command(id, new() { SkillId = id, Ordinal = 1 }), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new DiscardDraft.Command(id), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await PublishAsync(host, id, null)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new RetireProfile.Command(id), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new RestoreProfile.Command(id), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new ListHolders.Query(id), Given.HR)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    private static async Task SetAsync(TestHost host, Guid profile, Guid skill, int ordinal, bool mandatory = true, int weight = 3) =>
        (await host.SendAsync(new SetRequirement.Command(profile, new() { SkillId = skill, Ordinal = ordinal, Mandatory = mandatory, Weight = weight }), Given.HR)).Error.ShouldBeNull();

    private static Task<Result<Done>> PublishAsync(TestHost host, Guid profile, DateOnly? from) => host.SendAsync(new PublishProfile.Command(profile, new() { From = from }), Given.HR);

    private static async Task<IReadOnlyDictionary<Guid, Requirement>> RequiredAsync(TestHost host, Guid profile) =>
        (await host.UseAsync<IRequirementLookup, ProfileInForce?>(l => l.ProfileAsync(profile, default)))!.Requirements.ToDictionary(r => r.SkillId);
}
