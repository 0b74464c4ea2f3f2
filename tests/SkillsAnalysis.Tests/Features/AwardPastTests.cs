using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.AwardPast;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class AwardPastTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task E7_A_rule_made_later_awards_the_completions_of_the_past_once_after_a_preview(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (author, early, late) = (await world.PersonAsync("Arno Author", RoleNames.Author), await world.PersonAsync("Edda Early"), await world.PersonAsync("Lars Late"));
        var (skill, thing) = (await world.SkillAsync("Welding"), World.Thing());
        var rule = new AwardRule(thing, skill.Id, 1, 2, Validity.Months(12), null, world.Now);
        await world.SaveAsync(
            rule,
            new CompletedActivity(early.PersonId, thing, "1", "Thing", world.Now.AddDays(-500)),
            new CompletedActivity(late.PersonId, thing, "1", "Thing", world.Now.AddDays(-5)),
            new CompletedActivity(late.PersonId, World.Thing(), "1", "Another thing", world.Now.AddDays(-5)));

        var preview = (await world.Host.SendAsync(new AwardPast.Query(rule.Id), author)).Value;
        var first = (await world.Host.SendAsync(new AwardPast.Command(rule.Id), author)).Value;
        var second = (await world.Host.SendAsync(new AwardPast.Command(rule.Id), author)).Value;

        preview.Completions.Items.Select(c => c.Person).ShouldBe(["Lars Late", "Edda Early"]);
        preview.Completions.Items[1].ValidUntil!.Value.ShouldBeLessThan(world.Now);
        (first, second).ShouldBe((2, 0));
        (await world.Host.UseAsync<SkillsDb, List<Evidence>>(db => db.Evidence.Where(e => e.SkillId == skill.Id).ToListAsync())).Select(e => (e.PersonId, e.ValidFrom))
            .ShouldBe([(early.PersonId, world.Now.AddDays(-500)), (late.PersonId, world.Now.AddDays(-5))], ignoreOrder: true);
        (await (await world.Host.SignInAsync(author)).GetPageAsync($"skills/awards/past/{rule.Id}")).Body!.TextContent.ShouldContain("Nothing to award");
    }

    [Theory, EveryDatabase]
    public async Task A_rule_that_does_not_exist_is_not_found_and_who_may_not_manage_awards_is_refused(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var author = await world.PersonAsync("Arno Author", RoleNames.Author);

        (await world.Host.SendAsync(new AwardPast.Command(Guid.NewGuid()), author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await (await world.Host.SignInAsync(author)).GetAsync($"skills/awards/past/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.Host.SendAsync(new AwardPast.Command(Guid.NewGuid()), Actor.With(RoleNames.Learner))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }
}
