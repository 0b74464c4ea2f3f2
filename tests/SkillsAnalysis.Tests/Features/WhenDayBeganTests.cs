using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.EndEvidence;
using CompetencyModular.SkillsAnalysis.Features.SetReminders;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class WhenDayBeganTests
{
    private static readonly Actor HR = Actor.With(RoleNames.HR);

    [Theory, EveryDatabase]
    public async Task A_lapse_is_told_to_the_person_and_the_manager_once_at_each_of_the_days_set(Database database)
    {
        await using var host = await StartAsync(database);
        var world = await World.OnAsync(host);
        var (manager, report, skill) = await TeamAsync(world);
        await world.ShowAsync(report, skill, 2, daysAgo: 0, validMonths: 4);

        await BeginDayAsync(host);
        (await ToldAsync(host)).ShouldBeEmpty("it is more than 90 days off");
        host.Clock.Advance(TimeSpan.FromDays(40));
        await BeginDayAsync(host);
        await BeginDayAsync(host);
        host.Clock.Advance(TimeSpan.FromDays(1));
        await BeginDayAsync(host);

        var told = await ToldAsync(host);
        told.Select(n => (n.PersonId, n.Notice!.TextKey)).ShouldBe([(report.PersonId, "Notice.Expires"), (manager.PersonId, "Notice.ExpiresOf")]);
        told[1].Notice!.Values.ShouldBe([skill.Name, "Rolf Report", "2026-07-02"]);
        (await (await host.SignInAsync(report)).GetPageAsync("notices")).QuerySelector(".notice")!.TextContent.ShouldContain("lapses after 2 Jul 2026");

        host.Clock.Advance(TimeSpan.FromDays(55));
        await BeginDayAsync(host);
        host.Clock.Advance(TimeSpan.FromDays(20));
        await BeginDayAsync(host);
        await BeginDayAsync(host);
        (await ToldAsync(host)).Count.ShouldBe(6);

        host.Clock.Advance(TimeSpan.FromDays(30));
        await BeginDayAsync(host);
        (await ToldAsync(host)).Count.ShouldBe(6, "what has lapsed is no reminder");
    }

    [Theory, EveryDatabase]
    public async Task Nobody_is_reminded_of_what_newer_evidence_already_renews_and_what_is_renewed_is_taken_away(Database database)
    {
        await using var host = await StartAsync(database);
        var world = await World.OnAsync(host);
        var (manager, report, skill) = await TeamAsync(world);
        await world.ShowAsync(report, skill, 2, daysAgo: 20, validMonths: 1);
        await BeginDayAsync(host);
        (await (await host.SignInAsync(manager)).GetPageAsync("notices")).QuerySelectorAll(".notice").Length.ShouldBe(1);

        await world.ShowAsync(report, skill, 2, daysAgo: 0, validMonths: 12);
        await BeginDayAsync(host);
        await BeginDayAsync(host);

        (await (await host.SignInAsync(manager)).GetPageAsync("notices")).QuerySelectorAll(".notice").Length.ShouldBe(0);
        (await (await host.SignInAsync(report)).GetPageAsync("notices")).QuerySelectorAll(".notice").Length.ShouldBe(0);
        (await ToldAsync(host)).Count.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task HR_sets_the_days_or_none_and_what_cannot_be_read_is_refused(Database database)
    {
        await using var host = await StartAsync(database);
        var world = await World.OnAsync(host);
        var (_, report, skill) = await TeamAsync(world);
        await world.ShowAsync(report, skill, 2, daysAgo: 20, validMonths: 1);
        (await host.SendAsync(new SetReminders.Query(), HR)).Value.Days.ShouldBe("90, 30, 7");

        foreach (var wrong in new[] { "soon", "0", "-3", "731", "1,2,3,4,5,6,7" })
            (await SetAsync(wrong)).Error!.Fields!.Keys.ShouldBe(["Days"]);
        (await host.SendAsync(new SetReminders.Command(new() { Days = "5" }), Actor.With(RoleNames.Manager))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await SetAsync("")).IsSuccess.ShouldBeTrue();
        await BeginDayAsync(host);
        (await ToldAsync(host)).ShouldBeEmpty();

        var saved = await (await host.SignInAsAsync(RoleNames.HR)).SubmitAsync("skills/settings", ("Reminders.Days", "5; 60"));
        saved.StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        (await host.SendAsync(new SetReminders.Query(), HR)).Value.Days.ShouldBe("60, 5");
        await BeginDayAsync(host);
        (await ToldAsync(host)).Count.ShouldBe(2);

        Task<Result<Done>> SetAsync(string days) => host.SendAsync(new SetReminders.Command(new() { Days = days }), HR);
    }

    [Theory, EveryDatabase]
    public async Task E4_The_person_is_told_of_what_was_taken_back_with_the_name_of_who_did_it(Database database)
    {
        await using var host = await StartAsync(database);
        var world = await World.OnAsync(host);
        var (manager, report, skill) = await TeamAsync(world);
        var evidence = await world.ShowAsync(report, skill, 2);

        await host.SendAsync(new EndEvidence.Command(evidence.Id, new() { Way = EndEvidence.Way.Withdraw, Reason = "Mixed up" }), manager);
        await host.DeliverEventsAsync();

        (await (await host.SignInAsync(report)).GetPageAsync("notices")).QuerySelector(".notice")!.TextContent.ShouldContain($"Mara Manager took back evidence of {skill.Name}");
    }

    private static Task<TestHost> StartAsync(Database database) => TestHost.StartAsync(database, typeof(Roles.RolesModule).Assembly, typeof(SkillsAnalysisModule).Assembly);

    private static async Task BeginDayAsync(TestHost host)
    {
        await host.PublishAsync(new DayBegan(DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime)));
        await host.DeliverEventsAsync();
    }

    private static async Task<List<NoticePosted>> ToldAsync(TestHost host) => [.. (await host.EventsAsync<NoticePosted>()).Where(n => n.Notice is not null)];

    private static async Task<(Actor Manager, Actor Report, Roles.Domain.Skill Skill)> TeamAsync(World world)
    {
        var manager = await world.PersonAsync("Mara Manager", RoleNames.Learner, RoleNames.Manager);
        var (report, skill) = (await world.Host.CreatePersonAsync("Rolf Report", manager, RoleNames.Learner), await world.SkillAsync("Welding"));
        await world.AssignAsync(report, await world.ProfileAsync(World.Needs(skill, 2)));
        return (manager, report, skill);
    }
}
