using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Roles;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
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

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
