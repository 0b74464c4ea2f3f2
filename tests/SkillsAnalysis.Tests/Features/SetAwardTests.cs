using System.Net;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.ListAwards;
using CompetencyModular.SkillsAnalysis.Features.RemoveAward;
using CompetencyModular.SkillsAnalysis.Features.SetAward;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class SetAwardTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task R3_3_What_is_set_in_the_form_is_awarded_when_the_activity_is_completed(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (author, learner, skill, thing) = (await AuthorAsync(world), await world.PersonAsync(), await world.SkillAsync("Welding"), World.Thing());
        var client = await world.Host.SignInAsync(author);

        var answer = await client.SubmitAsync($"skills/awards/{thing}?skill={skill.Id}", ("Award.Ordinal", "2"), ("Award.Mode", "Months"), ("Award.Months", "12"));
        await CompleteAsync(world, learner, thing);

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        var row = (await RowsAsync(world, learner)).ShouldHaveSingleItem();
        (row.Ordinal, row.Kind, row.Source).ShouldBe((2, EvidenceKind.Completion, thing));
        // Twelve months in local days, the last one included: the 2nd of March 2027 in Berlin.
        row.ValidUntil.ShouldBe(new DateTimeOffset(2027, 3, 2, 23, 0, 0, TimeSpan.Zero));
        (await world.Host.EventsAsync<SkillAwarded>()).ShouldContain(e => e.EvidenceId == row.Id);
        (await client.GetPageAsync($"skills/awards/{thing}")).Body!.TextContent.ShouldContain("1 year");
    }

    [Theory, EveryDatabase]
    public async Task F3_An_award_that_says_nothing_of_its_own_leaves_it_to_the_skill(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (author, skill, thing) = (await AuthorAsync(world), await world.SkillAsync("Welding"), World.Thing());
        var setting = new SkillSetting(skill.Id);
        setting.Change(SkillPolicy.Highest, EvidenceKinds.Accepted, Validity.Months(6), null);
        await world.SaveAsync(setting);

        await SetAsync(world, author, new SetAward.Command(thing, skill.Id, 1, null));
        var left = (await ListAsync(world, author, thing)).Single();
        await SetAsync(world, author, new SetAward.Command(thing, skill.Id, 1, ValidityMode.Annual, Month: 12, Day: 31));
        var own = (await ListAsync(world, author, thing)).Single();

        (left.Validity, left.IsOwnValidity).ShouldBe((Validity.Months(6), false));
        (own.Validity, own.IsOwnValidity).ShouldBe((Validity.Annual(12, 31), true));
    }

    [Theory, EveryDatabase]
    public async Task A_change_affects_what_is_awarded_from_now_on_and_the_old_rule_is_kept(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (author, learner, skill, thing) = (await AuthorAsync(world), await world.PersonAsync(), await world.SkillAsync("Welding"), World.Thing());
        await SetAsync(world, author, new SetAward.Command(thing, skill.Id, 1, ValidityMode.Unlimited));
        await CompleteAsync(world, learner, thing);

        await SetAsync(world, author, new SetAward.Command(thing, skill.Id, 3, ValidityMode.Unlimited));
        await SetAsync(world, author, new SetAward.Command(thing, skill.Id, 3, ValidityMode.Unlimited));

        (await RowsAsync(world, learner)).ShouldHaveSingleItem().Ordinal.ShouldBe(1);
        var rules = await world.Host.UseAsync<SkillsDb, List<AwardRule>>(db => db.AwardRules.AsNoTracking().Where(r => r.SkillId == skill.Id).OrderBy(r => r.Ordinal).ToListAsync());
        rules.Select(r => (r.Ordinal, r.RetiredAt is null)).ShouldBe([(1, false), (3, true)]);
    }

    [Theory, EveryDatabase]
    public async Task E3_Removing_an_award_takes_nothing_from_anybody(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (author, learner, skill, thing) = (await AuthorAsync(world), await world.PersonAsync(), await world.SkillAsync("Welding"), World.Thing());
        await SetAsync(world, author, new SetAward.Command(thing, skill.Id, 1, null));
        await CompleteAsync(world, learner, thing);
        var rule = (await ListAsync(world, author, thing)).Single().RuleId;

        (await world.Host.SendAsync(new RemoveAward.Command(rule), author)).IsSuccess.ShouldBeTrue();
        await CompleteAsync(world, learner, thing);

        (await ListAsync(world, author, thing)).ShouldBeEmpty();
        (await RowsAsync(world, learner)).Count.ShouldBe(1);
        (await world.Host.SendAsync(new RemoveAward.Command(rule), author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory]
    [EveryDatabase(0, null, null, null, null)]
    [EveryDatabase(5, null, null, null, null)]
    [EveryDatabase(1, "Months", null, null, null)]
    [EveryDatabase(1, "Months", 0, null, null)]
    [EveryDatabase(1, "Months", 1201, null, null)]
    [EveryDatabase(1, "Annual", null, 2, 30)]
    [EveryDatabase(1, "Annual", null, 13, 1)]
    [EveryDatabase(1, "Annual", null, null, null)]
    public async Task What_makes_no_award_is_refused(Database database, int ordinal, string? mode, int? months, int? month, int? day)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (author, skill, thing) = (await AuthorAsync(world), await world.SkillAsync("Welding"), World.Thing());

        var result = await world.Host.SendAsync(new SetAward.Command(thing, skill.Id, ordinal, mode is null ? null : Enum.Parse<ValidityMode>(mode), months, month, day), author);

        result.Error!.Kind.ShouldBe(ErrorKind.Invalid);
        (await ListAsync(world, author, thing)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task An_activity_or_a_skill_that_does_not_exist_is_not_found(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (author, skill, thing) = (await AuthorAsync(world), await world.SkillAsync("Welding"), World.Thing());
        var client = await world.Host.SignInAsync(author);

        (await world.Host.SendAsync(new SetAward.Command(Make.Course(), skill.Id, 1, null), author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new SetAward.Command(thing, Guid.NewGuid(), 1, null), author)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await client.GetAsync($"skills/awards/{Make.Course()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"skills/awards/{thing}?skill={Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"skills/awards/{thing}?skill=nonsense")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task Who_may_only_see_awards_changes_none(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (learner, skill, thing) = (await world.PersonAsync(), await world.SkillAsync("Welding"), World.Thing());

        (await world.Host.SendAsync(new SetAward.Command(thing, skill.Id, 1, null), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new RemoveAward.Command(Guid.NewGuid()), learner)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new ListAwards.Query(thing), learner)).IsSuccess.ShouldBeTrue();
        (await world.Host.SendAsync(new ListAwards.Query(thing), Actor.With(RoleNames.Guest))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await (await world.Host.SignInAsync(learner)).GetAsync($"skills/awards/{thing}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task SetAsync(World world, Actor author, SetAward.Command command) => (await world.Host.SendAsync(command, author)).IsSuccess.ShouldBeTrue();

    private static async Task<IReadOnlyList<ListAwards.Award>> ListAsync(World world, Actor actor, ActivityRef thing) => (await world.Host.SendAsync(new ListAwards.Query(thing), actor)).Value.Awards;

    private static async Task CompleteAsync(World world, Actor person, ActivityRef thing)
    {
        await world.Host.PublishAsync(new ActivityCompleted(person.PersonId, thing, Guid.NewGuid().ToString(), "Thing", world.Now));
        await world.Host.DeliverEventsAsync();
    }

    private static Task<List<Evidence>> RowsAsync(World world, Actor person) =>
        world.Host.UseAsync<SkillsDb, List<Evidence>>(db => db.Evidence.AsNoTracking().Where(e => e.PersonId == person.PersonId).ToListAsync());

    private static Task<Actor> AuthorAsync(World world) => world.PersonAsync("Arno Author", RoleNames.Author);
}
