using CompetencyModular.Probe;
using CompetencyModular.Roles;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Tests;

public sealed class SkillsHosts() : TestHosts(typeof(RolesModule).Assembly, typeof(SkillsAnalysisModule).Assembly, typeof(ProbeModule).Assembly);

/// <summary>A scale, skills and profiles of a test's own in a tenant that it shares with others, and evidence as a test needs it.</summary>
internal sealed class World
{
    private static readonly string[] LevelNames = ["None", "Aware", "Able", "Skilled", "Expert"];

    private readonly Scale scale;

    private World(TestHost host)
    {
        Host = host;
        scale = Scale.Define(Guid.NewGuid(), $"Scale {Guid.NewGuid():N}", "", [.. LevelNames.Select(n => new Level(Guid.NewGuid(), n, ""))], Now);
    }

    public TestHost Host { get; }

    public DateTimeOffset Now => Host.Clock.GetUtcNow();

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    public static async Task<World> OnAsync(TestHost host)
    {
        var world = new World(host);
        await host.SaveAsync<RolesDb>(world.scale);
        return world;
    }

    public Task<Actor> PersonAsync(string name = "Lena Learner", params string[] roles) => Host.CreatePersonAsync(name, roles.Length == 0 ? [RoleNames.Learner] : roles);

    public async Task<Skill> SkillAsync(string name)
    {
        var skill = Skill.Define(Guid.CreateVersion7(), $"{name} {Guid.NewGuid():N}", "", null, scale.Id, new Dictionary<Guid, string>());
        await Host.SaveAsync<RolesDb>(skill);
        return skill;
    }

    /// <summary>Several in one category, in the order of their names.</summary>
    public async Task<IReadOnlyList<Skill>> SkillsAsync(int count, Guid categoryId)
    {
        var skills = Enumerable.Range(0, count).Select(n => Skill.Define(Guid.CreateVersion7(), $"{n:000} {Guid.NewGuid():N}", "", categoryId, scale.Id, new Dictionary<Guid, string>())).ToList();
        await Host.SaveAsync<RolesDb>([.. skills]);
        return skills;
    }

    public async Task<SkillCard> CardAsync(Skill skill) => (await Host.UseAsync<ISkillLookup, IReadOnlyDictionary<Guid, SkillCard>>(l => l.SkillsAsync([skill.Id], default)))[skill.Id];

    public static RequirementTerms Needs(Skill skill, int ordinal, bool mandatory = true, int weight = 3) => new(skill.Id, ordinal, 1, mandatory, weight);

    public async Task<JobProfile> ProfileAsync(params RequirementTerms[] requirements)
    {
        var profile = JobProfile.Create(Guid.CreateVersion7(), $"Profile {Guid.NewGuid():N}", "", "", "");
        profile.Revise(requirements);
        profile.Publish(Today.AddYears(-5), Now);
        await Host.SaveAsync<RolesDb>(profile);
        return profile;
    }

    public Task AssignAsync(Actor person, JobProfile profile, bool primary = true) =>
        Host.SaveAsync<RolesDb>(Assignment.Begin(person.PersonId, profile.Id, primary, Today.AddYears(-5), null, Now, null));

    public Task ExemptAsync(Actor person, Skill skill) =>
        Host.SaveAsync<RolesDb>(new Exemption(Guid.NewGuid(), person.PersonId, skill.Id, null, Today.AddDays(-1), null, "test", Now, null));

    /// <summary>Puts evidence into the ledger.</summary>

    public async Task<Evidence> ShowAsync(
        Actor person, Skill skill, int ordinal, EvidenceKind kind = EvidenceKind.Completion, int daysAgo = 10, int? validMonths = null, string title = "", ActivityRef? source = null)
    {
        var at = Now.AddDays(-daysAgo);
        var evidence = Evidence.Of(
            new Said(person.PersonId, skill.Id, 1, ordinal, kind, at, at) { SourceText = title, Source = source },
            validMonths is { } months ? Validity.Months(months) : Validity.Unlimited, Make.Zone);
        await SaveAsync(evidence);
        return evidence;
    }

    /// <summary>What the ledger says of somebody, in no order.</summary>
    public Task<List<Evidence>> RowsAsync(Actor person) => Host.UseAsync<SkillsDb, List<Evidence>>(db => db.Evidence.AsNoTracking().Where(e => e.PersonId == person.PersonId).ToListAsync());

    /// <summary>The effective level now, as other modules see it.</summary>
    public async Task<int> LevelAsync(Actor person, Skill skill) =>
        (await Host.UseAsync<IGapLookup, IReadOnlyDictionary<Guid, int>>(l => l.LevelsAsync(person.PersonId, default))).GetValueOrDefault(skill.Id);

    public Task SaveAsync(params object[] rows) => Host.SaveAsync<SkillsDb>(rows);

    public static ActivityRef Thing() => new("Probe", "thing", Guid.CreateVersion7());
}
