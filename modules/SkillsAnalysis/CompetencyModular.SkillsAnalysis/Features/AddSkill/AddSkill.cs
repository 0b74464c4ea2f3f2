using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.SkillsAnalysis.Features.AddSkill;

/// <summary>Finds a skill that somebody wants to document beside those the job needs (R2.4).</summary>
internal static class AddSkill
{
    private const int Shown = 25;

    [Requires(SkillsPermissions.Claim)]
    internal sealed record Query(string? Search) : IRead<IReadOnlyList<Found>>;

    internal sealed record Found(Guid Id, string Name, string Description, string Category);

    internal sealed class Handler(ISkillLookup skills) : IReadHandler<Query, IReadOnlyList<Found>>
    {
        public async ValueTask<Result<IReadOnlyList<Found>>> Handle(Query query, CancellationToken cancellationToken) =>
            (await skills.FindAsync(query.Search, Shown, cancellationToken)).Select(s => new Found(s.Id, s.Name, s.Description, s.Category)).ToList();
    }
}
