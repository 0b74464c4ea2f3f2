using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Features.JoinChallenge;
using CompetencyModular.Gamification.Features.ViewChallenge;
using CompetencyModular.Gamification.Features.ViewChallengeBoard;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Roles;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Tests;

/// <summary>An organisation of a test's own: boards count everybody in it.</summary>
internal sealed class World(TestHost host) : IAsyncDisposable
{
    public TestHost Host { get; } = host;

    public DateTimeOffset Now => Host.Clock.GetUtcNow();

    public static async Task<World> OnAsync(Database database) => new(await TestHost.StartAsync(
        database, typeof(RolesModule).Assembly, typeof(SkillsAnalysisModule).Assembly, typeof(GamificationModule).Assembly));

    public Task<Actor> LearnerAsync(string name = "Lena Learner") => Host.CreatePersonAsync(name, RoleNames.Learner);

    public Task<Actor> HrAsync() => Host.CreatePersonAsync("Hanna Hr", RoleNames.HR);

    public static ActivityCompleted Completed(Actor person, DateTimeOffset at, string title = "Thing", ActivityRef? activity = null, string occurrence = "1") =>
        new(person.PersonId, activity ?? new ActivityRef("Paths", "course", Guid.CreateVersion7()), occurrence, title, at);

    public static SkillAwarded Awarded(Actor person, Guid skill, int ordinal, DateTimeOffset at) => new(person.PersonId, skill, Guid.CreateVersion7(), ordinal, "Completion", at);

    public async Task HappenAsync(params Sdk.Events.IEvent[] events)
    {
        await Host.PublishAsync(events);
        await Host.DeliverEventsAsync();
    }

    public Task<T> ReadAsync<T>(Func<GamificationDb, Task<T>> read) => Host.UseAsync(read);

    public Task<List<LedgerEntry>> LedgerAsync(Actor person) => ReadAsync(db => db.Ledger.Where(e => e.PersonId == person.PersonId).OrderBy(e => e.Id).ToListAsync());

    public Task PlayAsync(BoardMode mode, RankStyle style = RankStyle.Standard, TeamScore score = TeamScore.Average) => ReadAsync(async db =>
    {
        (await db.SettingsAsync(default)).Change(mode, style, score, LevelLadder.UsualStep);
        return await db.SaveChangesAsync();
    });

    /// <summary>A challenge for people that asks for points, under way since yesterday.</summary>
    public ChallengeTerms Terms(ChallengeBy by = ChallengeBy.Person, int target = 100, int firstDay = -1, int lastDay = 6) => new(
        "Spring clean", "Tidy up what you know.", by, ChallengeGoal.Points, target, TeamScore.Average, [], Midnight(firstDay), Midnight(lastDay + 1), null, 40, 60);

    /// <summary>The local midnight with which a day of the organisation begins, counted from today.</summary>
    public DateTimeOffset Midnight(int days)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, zone).DateTime).AddDays(days);
        return TenantTime.EndOf(zone, day.AddDays(-1));
    }

    public async Task<Challenge> ChallengeAsync(ChallengeTerms? terms = null, params string[] activities)
    {
        var challenge = Challenge.Of(Guid.CreateVersion7(), terms ?? Terms(), Now);
        var draftedAt = challenge.StartsAt.AddDays(-1);
        foreach (var activity in activities) challenge.Choose(activity, "Thing", true, draftedAt).IsSuccess.ShouldBeTrue();
        challenge.Publish(BoardMode.OptOut, challenge.StartsAt, draftedAt).IsSuccess.ShouldBeTrue();
        await Host.SaveAsync<GamificationDb>(challenge);
        return challenge;
    }

    public async Task JoinAsync(Challenge challenge, params Actor[] people)
    {
        foreach (var person in people) (await Host.SendAsync(new JoinChallenge.Command(challenge.Id), person)).Error.ShouldBeNull();
    }

    public async Task<ViewChallenge.Response> SeeAsync(Challenge challenge, Actor person) => (await Host.SendAsync(new ViewChallenge.Query(challenge.Id), person)).Value;

    public async Task<ViewChallengeBoard.Response> StandingsAsync(Challenge challenge, Actor person, bool all = true, int page = 1, int size = 25) =>
        (await Host.SendAsync(new ViewChallengeBoard.Query(challenge.Id, all, page, size), person)).Value;

    /// <summary>Lets the challenge end and the next day begin.</summary>
    public async Task EndAsync(Challenge challenge)
    {
        if (Now < challenge.EndsAt) Host.Clock.Advance(challenge.EndsAt.AddMinutes(5) - Now);
        await HappenAsync(new DayBegan(DateOnly.FromDateTime(Now.UtcDateTime)));
    }

    public async Task<Guid> UnitAsync(string name)
    {
        using var hr = await Host.SignInAsAsync(RoleNames.HR);
        await hr.SubmitAsync("people/units", ("Input.Name", name));
        return (await Host.UseAsync((IPeople people) => people.UnitsAsync(default))).Single(u => u.Name == name).Id;
    }

    public async Task MoveAsync(Guid unit, params Actor[] people)
    {
        using var hr = await Host.SignInAsAsync(RoleNames.HR);
        foreach (var person in people) (await hr.SubmitAsync($"people/{person.PersonId}/edit", ("Input.UnitId", unit.ToString()))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Found);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
