using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.ReviewSkills;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class ReviewSkillsTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task G1_The_highest_level_that_a_profile_asks_for_is_required_and_all_who_ask_are_named(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        var (lower, higher) = (await world.ProfileAsync(World.Needs(skill, 1)), await world.ProfileAsync(World.Needs(skill, 3)));
        await world.AssignAsync(person, lower);
        await world.AssignAsync(person, higher, primary: false);

        var line = (await OwnAsync(world, person)).Skills.ShouldHaveSingleItem();

        (line.Required, line.RequiredLevel).ShouldBe((3, "Skilled"));
        line.RequiredBy.Select(r => (r.Profile, r.LevelName)).ShouldBe([(lower.Name, "Aware"), (higher.Name, "Skilled")], ignoreOrder: true);
        var page = await (await world.Host.SignInAsync(person)).GetPageAsync("skills/me");
        page.Body!.TextContent.ShouldContain($"{higher.Name} (Skilled)");
    }

    [Theory, EveryDatabase]
    public async Task G2_Every_state_is_told_over_REST_with_the_most_pressing_first(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var person = await world.PersonAsync();
        var (met, expiring, lapsed, notYet, nothing) = (await world.SkillAsync("Met"), await world.SkillAsync("Expiring"), await world.SkillAsync("Lapsed"), await world.SkillAsync("NotYet"), await world.SkillAsync("Nothing"));
        await world.AssignAsync(person, await world.ProfileAsync([.. new[] { met, expiring, lapsed, notYet, nothing }.Select(s => World.Needs(s, 2))]));
        await world.ShowAsync(person, met, 2);
        await world.ShowAsync(person, expiring, 2, daysAgo: 340, validMonths: 12);
        await world.ShowAsync(person, lapsed, 2, daysAgo: 400, validMonths: 12);
        await world.ShowAsync(person, notYet, 1);
        var client = await world.Host.SignInAsync(person);

        using var json = JsonDocument.Parse(await client.GetStringAsync("api/v1/skills/people/me/gap"));

        var states = json.RootElement.GetProperty("skills").EnumerateArray().ToDictionary(l => l.GetProperty("skillId").GetGuid(), l => l.GetProperty("status").GetString());
        states.ShouldBe(new Dictionary<Guid, string?> { [met.Id] = "Met", [expiring.Id] = "Expiring", [lapsed.Id] = "Lapsed", [notYet.Id] = "NotYet", [nothing.Id] = "NoEvidence" }, ignoreOrder: true);
        json.RootElement.GetProperty("skills")[4].GetProperty("status").GetString().ShouldBe("Met");
        json.RootElement.GetProperty("skills")[3].GetProperty("status").GetString().ShouldBe("Expiring");
        json.RootElement.GetProperty("skills")[4].GetProperty("until").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("fulfilment").GetInt32().ShouldBe(40);
        json.RootElement.GetProperty("skills").EnumerateArray().Single(l => l.GetProperty("status").GetString() == "Lapsed").GetProperty("since").GetDateTimeOffset().ShouldBeLessThan(world.Now);
    }

    [Theory, EveryDatabase]
    public async Task G2_What_somebody_is_exempt_from_and_what_is_suspended_is_said_beside(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, exempt, suspended) = (await world.PersonAsync(), await world.SkillAsync("Exempt"), await world.SkillAsync("Suspended"));
        await world.AssignAsync(person, await world.ProfileAsync(World.Needs(exempt, 2), World.Needs(suspended, 2)));
        await world.ExemptAsync(person, exempt);
        await world.ShowAsync(person, suspended, 2);
        await world.SaveAsync(Evidence.Suspend(person.PersonId, suspended.Id, world.Now.AddDays(-1), world.Now.AddDays(5), Guid.NewGuid(), "Investigation", world.Now));

        var gap = await OwnAsync(world, person);

        gap.Skills.Single(s => s.SkillId == exempt.Id).IsExempt.ShouldBeTrue();
        gap.Skills.Single(s => s.SkillId == suspended.Id).ShouldSatisfyAllConditions(l => l.IsSuspended.ShouldBeTrue(), l => l.SuspendedUntil.ShouldBe(world.Now.AddDays(5)), l => l.Effective.ShouldBe(0));
        (gap.Met, gap.Required).ShouldBe((0, 1));
        var text = (await (await world.Host.SignInAsync(person)).GetPageAsync("skills/me")).Body!.TextContent;
        text.ShouldContain("Exempt");
        text.ShouldContain("Suspended until 7 Mar 2026");
    }

    [Theory, EveryDatabase]
    public async Task G3_Fulfilment_is_rounded_down_over_what_is_mandatory(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var person = await world.PersonAsync();
        var (one, two, three, wish) = (await world.SkillAsync("One"), await world.SkillAsync("Two"), await world.SkillAsync("Three"), await world.SkillAsync("Wish"));
        await world.AssignAsync(person, await world.ProfileAsync(World.Needs(one, 1), World.Needs(two, 1), World.Needs(three, 1), World.Needs(wish, 4, mandatory: false)));
        await world.ShowAsync(person, one, 1);
        await world.ShowAsync(person, two, 1);

        var gap = await OwnAsync(world, person);

        (gap.Fulfilment, gap.Met, gap.Required, gap.Skills.Count).ShouldBe((66, 2, 3, 4));
        (await (await world.Host.SignInAsync(person)).GetPageAsync("skills/me")).QuerySelector(".stat-value")!.TextContent.ShouldBe("66%");
    }

    [Theory, EveryDatabase]
    public async Task G3_A_profile_without_requirements_says_so_instead_of_a_percentage(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var person = await world.PersonAsync();
        await world.AssignAsync(person, await world.ProfileAsync());

        var gap = await OwnAsync(world, person);
        var text = (await (await world.Host.SignInAsync(person)).GetPageAsync("skills/me")).QuerySelector("main")!.TextContent;

        (gap.Fulfilment, gap.Skills.Count).ShouldBe((null, 0));
        text.ShouldContain("No requirements");
        text.ShouldNotContain("%");
    }

    [Theory, EveryDatabase]
    public async Task G4_The_same_evidence_may_fulfil_one_profile_and_not_another(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        var (lower, higher) = (await world.ProfileAsync(World.Needs(skill, 1)), await world.ProfileAsync(World.Needs(skill, 3)));
        await world.AssignAsync(person, lower);
        await world.AssignAsync(person, higher, primary: false);
        await world.ShowAsync(person, skill, 2);

        var gap = await OwnAsync(world, person);

        gap.Profiles.ToDictionary(p => p.ProfileId, p => p.Fulfilment).ShouldBe(new Dictionary<Guid, int?> { [lower.Id] = 100, [higher.Id] = 0 }, ignoreOrder: true);
        gap.Fulfilment.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task E2_A_claim_is_shown_beside_the_level_and_fulfils_nothing(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("Welding"));
        await world.AssignAsync(person, await world.ProfileAsync(World.Needs(skill, 2)));
        await world.ShowAsync(person, skill, 3, EvidenceKind.Self);

        var gap = await OwnAsync(world, person);

        gap.Skills.Single().ShouldSatisfyAllConditions(l => l.Effective.ShouldBe(0), l => l.ClaimedLevel.ShouldBe("Skilled"), l => l.Status.ShouldBe(GapStatus.NoEvidence));
        gap.Fulfilment.ShouldBe(0);
        (await (await world.Host.SignInAsync(person)).GetPageAsync("skills/me")).Body!.TextContent.ShouldContain("Claimed: Skilled");
    }

    [Theory, EveryDatabase]
    public async Task R2_4_Skills_that_no_profile_asks_for_are_shown_as_further_ones(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill, gone) = (await world.PersonAsync(), await world.SkillAsync("Juggling"), await world.SkillAsync("Gone"));
        await world.ShowAsync(person, skill, 2);
        await world.ShowAsync(person, gone, 2, daysAgo: 400, validMonths: 12);

        var gap = await OwnAsync(world, person);

        gap.Skills.ShouldBeEmpty();
        gap.Further.ShouldHaveSingleItem().SkillId.ShouldBe(skill.Id);
        (await (await world.Host.SignInAsync(person)).GetPageAsync("skills/me")).QuerySelector($"a[href='skills/me/{skill.Id}']").ShouldNotBeNull();
    }

    [Theory]
    [EveryDatabase("en")]
    [EveryDatabase("de")]
    public async Task N1_Every_gap_has_a_next_step_and_nobody_has_failed(Database database, string language)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, open, lapsed, met) = (await world.PersonAsync(), await world.SkillAsync("Open"), await world.SkillAsync("Lapsed"), await world.SkillAsync("Met"));
        await world.AssignAsync(person, await world.ProfileAsync(World.Needs(open, 2), World.Needs(lapsed, 2), World.Needs(met, 1)));
        await world.ShowAsync(person, lapsed, 2, daysAgo: 400, validMonths: 12);
        await world.ShowAsync(person, met, 1);
        var client = await world.Host.SignInAsync(person);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        var page = await client.GetPageAsync("skills/me");

        foreach (var skill in new[] { open, lapsed }) page.QuerySelector($"a[href='skills/me/{skill.Id}#next']").ShouldNotBeNull();
        page.QuerySelector($"a[href='skills/me/{met.Id}#next']").ShouldBeNull();
        page.QuerySelector("main")!.TextContent.ShouldNotMatch("(?i)fail|gescheitert|nicht bestanden|durchgefallen");
        page.QuerySelector("main h1")!.TextContent.ShouldBe(language == "de" ? "Meine Fähigkeiten" : "My skills");
    }

    [Theory, EveryDatabase]
    public async Task The_list_can_be_searched_and_narrowed_to_what_is_open(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, open, met) = (await world.PersonAsync(), await world.SkillAsync("Öffnen"), await world.SkillAsync("Met"));
        await world.AssignAsync(person, await world.ProfileAsync(World.Needs(open, 2), World.Needs(met, 1)));
        await world.ShowAsync(person, met, 1);
        var client = await world.Host.SignInAsync(person);

        (await RowsAsync(client, "skills/me")).Count.ShouldBe(2);
        (await RowsAsync(client, "skills/me?state=open")).ShouldHaveSingleItem().ShouldContain(open.Name);
        (await RowsAsync(client, "skills/me?q=offnen")).ShouldHaveSingleItem().ShouldContain(open.Name);
        (await RowsAsync(client, "skills/me?q=nothing-of-the-sort&state=%3Cb%3E")).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task The_list_is_to_be_had_as_CSV_in_which_no_text_is_a_formula(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (person, skill) = (await world.PersonAsync(), await world.SkillAsync("=SUM(A1), \"quoted\""));
        await world.AssignAsync(person, await world.ProfileAsync(World.Needs(skill, 2)));

        var csv = await (await world.Host.SignInAsync(person)).GetStringAsync($"skills/people/{person.PersonId}/skills.csv");

        csv.Split("\r\n").ShouldSatisfyAllConditions(
            lines => lines[0].ShouldStartWith("Skill,Category,Held"),
            lines => lines[1].ShouldStartWith("\"'=SUM(A1), \"\"quoted\"\""),
            lines => lines[1].ShouldContain(",0,None,2,Able,yes,Nothing shown yet,"));
    }

    [Theory, EveryDatabase]
    public async Task A_manager_opens_the_skills_of_those_who_report_to_them(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await world.PersonAsync("Mara Manager", RoleNames.Learner, RoleNames.Manager);
        var report = await world.Host.CreatePersonAsync("Rosa Report", manager, RoleNames.Learner);
        var skill = await world.SkillAsync("Welding");
        await world.AssignAsync(report, await world.ProfileAsync(World.Needs(skill, 2)));
        var client = await world.Host.SignInAsync(manager);

        var page = await client.GetPageAsync($"skills/people/{report.PersonId}");

        page.QuerySelector("h1")!.TextContent.ShouldBe("Skills of Rosa Report");
        page.QuerySelector($"a[href='skills/people/{report.PersonId}/{skill.Id}']").ShouldNotBeNull();
        (await client.GetFromJsonAsync<JsonElement>($"api/v1/skills/people/{report.PersonId}/gap")).GetProperty("required").GetInt32().ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task What_one_may_not_see_is_not_there(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (somebody, other) = (await world.PersonAsync(), await world.PersonAsync("Otto Other"));
        var client = await world.Host.SignInAsync(somebody);
        var hr = await world.Host.SignInAsync(await world.PersonAsync("Hanna Human", RoleNames.HR));

        foreach (var path in new[] { $"skills/people/{other.PersonId}", $"api/v1/skills/people/{other.PersonId}/gap", $"skills/people/{other.PersonId}/skills.csv" })
        {
            (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            (await hr.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
            // Nobody is there for somebody who sees everybody either.
            (await hr.GetAsync(path.Replace(other.PersonId.ToString(), Guid.NewGuid().ToString(), StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Theory, EveryDatabase]
    public async Task Without_the_permission_it_is_refused_and_what_is_no_person_is_bad_input(Database database)
    {
        var host = await hosts.OnAsync(database);
        var guest = await host.SignInAsAsync(RoleNames.Guest);
        var learner = await host.SignInAsAsync(RoleNames.Learner);

        (await guest.GetAsync("api/v1/skills/people/me/gap")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await guest.GetAsync("skills/me")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.CreateClient().GetAsync("api/v1/skills/people/me/gap")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await learner.GetAsync("api/v1/skills/people/not-a-person/gap")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await learner.GetAsync("skills/people/not-a-person")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task M1_While_the_module_is_off_there_is_no_page_no_REST_and_no_widget(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Roles.RolesModule).Assembly, typeof(SkillsAnalysisModule).Assembly);
        var client = await host.SignInAsAsync(RoleNames.Learner);
        (await client.GetPageAsync("")).Body!.TextContent.ShouldContain("My gap at a glance");
        await host.SetFeatureAsync("SkillsAnalysis", isOn: false);

        (await client.GetAsync("skills/me")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("api/v1/skills/people/me/gap")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetPageAsync("")).Body!.TextContent.ShouldNotContain("My gap at a glance");
    }

    [Theory, EveryDatabase]
    public async Task The_gap_is_described_in_the_APIs_document(Database database)
    {
        var host = await hosts.OnAsync(database);

        var document = await host.CreateClient().GetFromJsonAsync<JsonElement>("openapi/v1.json");

        var gap = document.GetProperty("paths").GetProperty("/api/v1/skills/people/{person}/gap").GetProperty("get");
        gap.GetProperty("summary").GetString()!.ShouldContain("gap");
        document.GetProperty("components").GetProperty("schemas").GetProperty("PersonRef").GetProperty("type").GetString().ShouldBe("string");
        document.GetProperty("components").GetProperty("schemas").GetProperty("ReviewSkillsLine").GetProperty("properties").ShouldSatisfyAllConditions(
            p => p.GetProperty("required").GetProperty("type").GetString().ShouldBe("integer"),
            p => p.GetProperty("status").GetProperty("description").GetString()!.ShouldContain("NotYet"),
            p => p.TryGetProperty("levels", out _).ShouldBeFalse());
    }

    [Theory, EveryDatabase]
    public async Task The_number_of_SQL_commands_does_not_grow_with_the_number_of_skills(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (few, many) = (await WithSkillsAsync(world, 2), await WithSkillsAsync(world, 30));
        await CountAsync(few);
        await CountAsync(many);

        var (forFew, forMany) = (await CountAsync(few), await CountAsync(many));

        forMany.ShouldBe(forFew);
        forFew.ShouldBeInRange(1, 8);

        async Task<int> CountAsync(Actor person)
        {
            var client = await world.Host.SignInAsync(person);
            return await SqlCommands.OfAsync(() => client.GetPageAsync("skills/me"));
        }
    }

    private static async Task<Actor> WithSkillsAsync(World world, int count)
    {
        var person = await world.PersonAsync();
        var skills = new List<Roles.Domain.Skill>();
        for (var i = 0; i < count; i++) skills.Add(await world.SkillAsync("Skill"));
        await world.AssignAsync(person, await world.ProfileAsync([.. skills.Select(s => World.Needs(s, 2))]));
        foreach (var skill in skills) await world.ShowAsync(person, skill, 1);
        return person;
    }

    private static async Task<List<string>> RowsAsync(HttpClient client, string path) =>
        [.. (await client.GetPageAsync(path)).QuerySelectorAll("#skills tbody tr").Select(r => r.TextContent)];

    private static async Task<ReviewSkills.Response> OwnAsync(World world, Actor person) => (await world.Host.SendAsync(new ReviewSkills.Query(PersonRef.Me), person)).Value;
}
