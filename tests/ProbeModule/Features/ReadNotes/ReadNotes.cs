using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Probe.Features.ReadNotes;

internal static class ReadNotes
{
    [Requires(ProbePermissions.Read)]
    internal sealed record Query : IRead<Response>;

    internal sealed record Response(string Organisation, IReadOnlyList<string> Titles);

    internal sealed class Handler(ProbeDb db, ITenant tenant) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            new Response(tenant.Name, await db.Notes.AsNoTracking().OrderBy(n => n.Title).Select(n => n.Title).ToListAsync(cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("notes", "Lists the notes.");
    }
}
