using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.BrowseProgrammes;

/// <summary>The programmes there are. Drafts and retired ones are for those who write them.</summary>
internal static class BrowseProgrammes
{
    [Requires(OjtPermissions.Lead)]
    internal sealed record Query(string? Search = null, Scheme? Scheme = null, ProgrammeState? State = null, string? Sort = null, int? Page = null, int? PageSize = null) : IRead<Response>;

    internal sealed record Response(Paged<Row> Programmes);

    internal sealed record Row(Guid Id, string Title, string Summary, Scheme Scheme, ProgrammeState State, bool HasChanges, int Objectives, int Tasks, int UnderWay);

    internal sealed class Handler(OjtDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var asked = db.Programmes.AsNoTracking();
            if (!user.Has(OjtPermissions.Define)) asked = asked.Where(p => p.State == ProgrammeState.Published);
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                asked = asked.Where(p => EF.Functions.Like(p.SearchText, like, "\\"));
            }

            if (query.Scheme is { } scheme) asked = asked.Where(p => p.Scheme == scheme);
            if (query.State is { } state) asked = asked.Where(p => p.State == state);
            var ordered = query.Sort == "-title" ? asked.OrderByDescending(p => p.SearchText).ThenBy(p => p.Id) : asked.OrderBy(p => p.SearchText).ThenBy(p => p.Id);
            return new Response(await ordered
                .Select(p => new Row(
                    p.Id, p.Title, p.Summary, p.Scheme, p.State, p.HasChanges, p.Objectives.Count, p.Objectives.SelectMany(o => o.Tasks).Count(),
                    db.Trainings.Count(t => t.ProgrammeId == p.Id && (t.State == TrainingState.Active || t.State == TrainingState.Requested))))
                .ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, ct));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("programmes", "The training programmes, with how many trainings are under way.");
    }
}
