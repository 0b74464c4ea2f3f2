using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.People.ManageUnits;

/// <summary>The organisation's units, as the tree that they form.</summary>
internal static class ListUnits
{
    [Requires(PlatformPermissions.FindPeople)]
    internal sealed record Query : IRead<IReadOnlyList<Row>>;

    /// <param name="Id">The unit's id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="ParentId">The unit above it; null at the top.</param>
    /// <param name="Depth">0 for a unit at the top.</param>
    /// <param name="People">How many active people are directly in it.</param>
    /// <param name="IsClosed">Whether nobody comes into it any more.</param>
    internal sealed record Row(Guid Id, string Name, Guid? ParentId, int Depth, int People, bool IsClosed);

    internal sealed class Handler(PlatformDb db) : IReadHandler<Query, IReadOnlyList<Row>>
    {
        public async ValueTask<Result<IReadOnlyList<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var units = await db.Set<OrganisationUnit>().AsNoTracking().OrderBy(u => u.Name).ToListAsync(cancellationToken);
            var people = await db.Set<Person>().Where(p => p.IsActive && p.UnitId != null).GroupBy(p => p.UnitId).Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key!.Value, g => g.Count, cancellationToken);
            var children = units.ToLookup(u => u.ParentId);
            var rows = new List<Row>(units.Count);
            void Add(Guid? parent, int depth)
            {
                foreach (var unit in children[parent])
                {
                    rows.Add(new Row(unit.Id, unit.Name, unit.ParentId, depth, people.GetValueOrDefault(unit.Id), unit.IsClosed));
                    Add(unit.Id, depth + 1);
                }
            }

            Add(null, 0);
            return rows;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, IReadOnlyList<Row>>("units", "The organisation's units, as the tree that they form.").WithTags("Platform");
    }
}
