using System.Net;
using System.Net.Http.Json;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.ExplainLevel;
using CompetencyModular.SkillsAnalysis.Features.RequireRepeat;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class RequireRepeatTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task E5_What_must_be_repeated_counts_until_the_day_before_and_then_again_once_it_is_done_anew(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (author, person, skill, thing) = (await world.PersonAsync("Arno Author", RoleNames.Author), await world.PersonAsync(), await world.SkillAsync("Welding"), World.Thing());
        await world.SaveAsync(new CompletedActivity(person.PersonId, thing, "1", "Thing", world.Now.AddDays(-10)));
        await world.ShowAsync(person, skill, 2, source: thing);
        await world.ShowAsync(person, skill, 1, title: "Something else");
        var (client, day) = (await world.Host.SignInAsync(author), world.Today.AddDays(20));

        (await client.GetPageAsync($"skills/awards/{thing}")).QuerySelector($"a[href='skills/awards/{thing}/repeat']").ShouldNotBeNull();
        (await client.SubmitAsync($"skills/awards/{thing}/repeat", ("Repeat.Day", day.ToString("yyyy-MM-dd")), ("Repeat.Reason", "New standard"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await world.Host.DeliverEventsAsync();

        (await OnDayAsync(day.AddDays(-1))).ShouldBe(2);
        (await OnDayAsync(day)).ShouldBe(1);
        (await world.RowsAsync(person)).Single(r => r.Entry is EntryType.Supersession).Note.ShouldBe("New standard");
        (await world.Host.NoticesOfAsync(person)).ShouldHaveSingleItem().ShouldContain(skill.Name);
        (await world.Host.SendAsync(new RequireRepeat.Command(thing.Module, thing.Kind, thing.Id, new() { Day = day, Reason = "Again" }), author)).Value.ShouldBe(0, "It ends then already.");

        world.Host.Clock.Advance(TimeSpan.FromDays(30));
        (await world.LevelAsync(person, skill)).ShouldBe(1);
        await world.ShowAsync(person, skill, 2, daysAgo: 0, source: thing);
        (await world.LevelAsync(person, skill)).ShouldBe(2);

        async Task<int> OnDayAsync(DateOnly at) => (await world.Host.SendAsync(new ExplainLevel.Query(PersonRef.Me, skill.Id, at), person)).Value.Effective;
    }

    [Theory, EveryDatabase]
    public async Task Only_who_manages_awards_has_something_repeated_with_a_reason_and_not_in_the_past(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (author, person, skill, thing) = (await world.PersonAsync("Arno Author", RoleNames.Author), await world.PersonAsync(), await world.SkillAsync("Welding"), World.Thing());
        await world.ShowAsync(person, skill, 2, source: thing);

        (await SendAsync(author, reason: " ")).Error!.Fields!.Keys.ShouldBe(["Reason"]);
        (await SendAsync(author, world.Today.AddDays(-1))).Error!.Fields!.Keys.ShouldBe(["Day"]);
        (await SendAsync(person)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await (await world.Host.SignInAsync(author)).GetAsync($"skills/awards/Nowhere/thing/{Guid.NewGuid()}/repeat")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.LevelAsync(person, skill)).ShouldBe(2);

        (await (await world.Host.SignInAsync(author)).PostAsJsonAsync($"api/v1/skills/awards/{thing}/repeat", new { reason = "New standard" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.LevelAsync(person, skill)).ShouldBe(0);

        Task<Result<int>> SendAsync(Actor by, DateOnly? day = null, string reason = "New standard") =>
            world.Host.SendAsync(new RequireRepeat.Command(thing.Module, thing.Kind, thing.Id, new() { Day = day, Reason = reason }), by);
    }
}
