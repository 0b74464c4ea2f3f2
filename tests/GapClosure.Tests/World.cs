using CompetencyModular.Roles;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;

namespace CompetencyModular.GapClosure.Tests;

public sealed class GapClosureHosts() : TestHosts(typeof(RolesModule).Assembly, typeof(SkillsAnalysisModule).Assembly, typeof(GapClosureModule).Assembly);

/// <summary>A scale and skills of a test's own in a tenant that it shares with others, and people with levels as a test needs them.</summary>
internal sealed class World
{
    private static readonly string[] LevelNames = ["None", "Aware", "Able", "Skilled", "Expert"];

    private World(TestHost host) =>
        (Host, Scale) = (host, Scale.Define(Guid.NewGuid(), $"Scale {Guid.NewGuid():N}", "", [.. LevelNames.Select(n => new Level(Guid.NewGuid(), n, ""))], host.Clock.GetUtcNow()));

    public TestHost Host { get; }

    public Scale Scale { get; }

    public static async Task<World> OnAsync(TestHost host)
    {
        var world = new World(host);
        await host.SaveAsync<RolesDb>(world.Scale);
        return world;
    }

    /// <summary>Somebody with the roles, a learner without; with the manager as line manager.</summary>
    public async Task<Actor> PersonAsync(string name, Actor? manager = null, params string[] roles) =>
        await Host.GiveAccountAsync(await Host.CreatePersonAsync(name, manager, roles.Length == 0 ? [RoleNames.Learner] : roles));

    public Task<Actor> ManagerAsync(string name = "Mara Manager", Actor? above = null) => PersonAsync(name, above, RoleNames.Learner, RoleNames.Manager);

    public async Task<Skill> SkillAsync(string name = "Welding")
    {
        var skill = Skill.Define(Guid.CreateVersion7(), $"{name} {Guid.NewGuid():N}", "", null, Scale.Id, new Dictionary<Guid, string>());
        await Host.SaveAsync<RolesDb>(skill);
        return skill;
    }

    public async Task<Guid> UnitAsync(string name, Guid? parent = null) => await Host.CreateUnitAsync(name, parent);

    public Task PlaceAsync(Actor person, Guid unit) => Host.MoveToUnitAsync(person, unit);

    /// <summary>Puts evidence of a level into the ledger.</summary>
    public Task ShowAsync(Actor person, Skill skill, int ordinal)
    {
        var at = Host.Clock.GetUtcNow().AddDays(-10);
        return Host.SaveAsync<SkillsDb>(Evidence.Of(new Said(person.PersonId, skill.Id, 1, ordinal, EvidenceKind.Completion, at, at), Validity.Unlimited, TimeZoneInfo.Utc));
    }

    public async Task<int> LevelAsync(Actor person, Skill skill) =>
        (await Host.UseAsync<IGapLookup, IReadOnlyDictionary<Guid, int>>(l => l.LevelsAsync(person.PersonId, default))).GetValueOrDefault(skill.Id);
}
