using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.People.DefineAttributes;

/// <summary>What this organisation knows of its people beside what everybody knows.</summary>
internal static class ListAttributes
{
    [Requires(PlatformPermissions.FindPeople)]
    internal sealed record Query : IRead<IReadOnlyList<Row>>;

    /// <param name="Id">For filters of the list of people.</param>
    /// <param name="Name">What people call it; also its heading in imports and exports.</param>
    /// <param name="Kind">Which values it takes.</param>
    /// <param name="Choices">The values of a choice; empty for other kinds.</param>
    /// <param name="People">Of how many it is known.</param>
    internal sealed record Row(Guid Id, string Name, AttributeKind Kind, IReadOnlyList<string> Choices, int People);

    internal sealed class Handler(PlatformDb db) : IReadHandler<Query, IReadOnlyList<Row>>
    {
        public async ValueTask<Result<IReadOnlyList<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Set<PersonAttribute>().AsNoTracking().OrderBy(a => a.Name)
                .Select(a => new { Attribute = a, People = db.Set<PersonAttributeValue>().Count(v => v.AttributeId == a.Id) }).ToListAsync(cancellationToken);
            return rows.ConvertAll(r => new Row(r.Attribute.Id, r.Attribute.Name, r.Attribute.Kind, r.Attribute.ChoiceList, r.People));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, IReadOnlyList<Row>>("people-attributes", "What this organisation knows of its people beside what everybody knows.").WithTags("Platform");
    }
}
