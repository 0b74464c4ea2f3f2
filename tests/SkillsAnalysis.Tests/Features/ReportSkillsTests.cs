using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Features.ReportSkills;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class ReportSkillsTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task R0_2_The_report_tells_of_each_of_one_s_people_how_they_stand_and_what_comes_next(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report) = await TeamAsync(world);
        var (met, open) = (await world.SkillAsync("Met"), await world.SkillAsync("Open"));
        await world.AssignAsync(report, await world.ProfileAsync(World.Needs(met, 1), World.Needs(open, 3)));
        await world.ShowAsync(report, met, 1, daysAgo: 340, validMonths: 12);
        await world.ShowAsync(await world.PersonAsync("Otto Other"), met, 1);
        var client = await world.Host.SignInAsync(manager);

        var told = (await world.Host.SendAsync(new ReportSkills.Query(), manager)).Value;
        var text = (await client.GetPageAsync("skills/report")).QuerySelector("main")!.TextContent;
        var csv = await client.GetStringAsync("skills/report.csv");

        told.People.Items.Select(p => p.Name).ShouldBe(["Mara Manager", "Rolf Report"], ignoreOrder: true);
        var row = told.People.Items.Single(p => p.Id == report.PersonId);
        (row.Fulfilment, row.Met, row.Open, row.Expiring).ShouldBe((50, 1, 1, 1));
        row.Next.ShouldHaveSingleItem().SkillId.ShouldBe(open.Id);
        (told.Ready, told.Open, told.Expiring).ShouldBe((0, 1, 1));
        text.ShouldContain($"{open.Name}: Skilled");
        csv.ShouldContain($"Rolf Report,,,");
        csv.ShouldContain($"{open.Name} (Skilled)");
        csv.ShouldNotContain("Otto Other");
    }

    [Theory, EveryDatabase]
    public async Task F5_The_report_is_of_any_day_and_narrowed_to_those_with_a_next_step(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report) = await TeamAsync(world);
        var skill = await world.SkillAsync("Welding");
        await world.AssignAsync(report, await world.ProfileAsync(World.Needs(skill, 1)));
        await world.ShowAsync(report, skill, 1, daysAgo: 100, validMonths: 2);

        (await world.Host.SendAsync(new ReportSkills.Query(OpenOnly: true), manager)).Value.People.Items.Select(p => p.Name).ShouldBe(["Rolf Report"]);
        (await world.Host.SendAsync(new ReportSkills.Query(OpenOnly: true, AsOf: world.Today.AddDays(-80)), manager)).Value.People.Items.ShouldBeEmpty();
        (await world.Host.SendAsync(new ReportSkills.Query("nobody of that name"), manager)).Value.People.Items.ShouldBeEmpty();
        (await world.Host.SendAsync(new ReportSkills.Query(), await world.PersonAsync())).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await (await world.Host.SignInAsAsync(RoleNames.Learner)).GetAsync("skills/report")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task The_number_of_SQL_commands_does_not_grow_with_the_people(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (small, large) = (await TeamAsync(world), await TeamAsync(world));
        for (var i = 0; i < 30; i++) await world.Host.CreatePersonAsync($"Person {i:00}", large.Manager, RoleNames.Learner);
        await CountAsync(small.Manager);

        (await CountAsync(large.Manager)).ShouldBe(await CountAsync(small.Manager));

        async Task<int> CountAsync(Actor manager)
        {
            var client = await world.Host.SignInAsync(manager);
            return await SqlCommands.OfAsync(() => client.GetPageAsync("skills/report"));
        }
    }

    private static async Task<(Actor Manager, Actor Report)> TeamAsync(World world)
    {
        var manager = await world.PersonAsync("Mara Manager", RoleNames.Learner, RoleNames.Manager);
        return (manager, await world.Host.CreatePersonAsync("Rolf Report", manager, RoleNames.Learner));
    }
}
