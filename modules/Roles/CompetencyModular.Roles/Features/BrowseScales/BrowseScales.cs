using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.BrowseScales;

/// <summary>The scales on which skills are measured (L1), and how many skills stand on each.</summary>
internal static class BrowseScales
{
    [Requires(RolesPermissions.Read)]
    internal sealed record Query : IRead<IReadOnlyList<Row>>;

    /// <param name="Levels">Of the current version, "none" first.</param>
    /// <param name="Version">The current version's number, from 1.</param>
    internal sealed record Row(Guid Id, string Name, string Description, IReadOnlyList<Level> Levels, int Version, int Skills);

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, IReadOnlyList<Row>>("scales", "The scales with their levels, by name.");
    }

    internal sealed class Handler(RolesDb db) : IReadHandler<Query, IReadOnlyList<Row>>
    {
        public async ValueTask<Result<IReadOnlyList<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var scales = await db.Scales.AsNoTracking().OrderBy(s => s.NameKey).ThenBy(s => s.Id).ToListAsync(cancellationToken);
            var counts = await db.Skills.Where(s => s.RetiredAt == null).GroupBy(s => s.ScaleId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
            return scales.Select(s => new Row(s.Id, s.Name, s.Description, s.Levels, s.CurrentVersion, counts.GetValueOrDefault(s.Id))).ToList();
        }
    }
}
