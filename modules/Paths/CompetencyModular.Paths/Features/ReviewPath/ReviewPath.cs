using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Features.ReviewPath;

/// <summary>Who is how far on a path, of those whose records the actor may open: whoever took it up, and whoever it was given to.</summary>
internal static class ReviewPath
{
    internal enum Who
    {
        Everybody,
        UnderWay,
        Mastered,
    }

    [Requires(PathsPermissions.Assign)]
    internal sealed record Query(Guid Id, string? Search = null, Who Who = Who.Everybody, int? Page = null) : IRead<Response>;

    internal sealed record Response(string PathTitle, int UnderWay, int Mastered, Paged<Row> People);

    /// <param name="Next">The title of the step that comes next.</param>
    internal sealed record Row(Guid PersonId, string Name, string JobTitle, string Unit, int Steps, int Done, bool IsBegun, DateTimeOffset? MasteredAt, string? Next)
    {
        /// <summary>Nothing of it is left to do, without having been begun: each step was mastered elsewhere (N3).</summary>
        public bool HoldsAll => !IsBegun && Steps > 0 && Done == Steps;

        /// <summary>The key of the state's text.</summary>
        public string State => MasteredAt is not null ? "Mastered" : IsBegun ? "UnderWay" : HoldsAll ? "HoldsAll" : "NotBegun";
    }

    /// <summary>The same list as a file, all pages of it.</summary>
    [Requires(PathsPermissions.Assign)]
    internal sealed record Export(Guid Id, string? Search = null, Who Who = Who.Everybody) : IRead<FileDownload>;

    internal sealed class Handler(Reader reader) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct) => await reader.ReadAsync(query, 25, ct);
    }

    internal sealed class ExportHandler(Reader reader, ITenant tenant, IStringLocalizer<ReviewPathPage> texts) : IReadHandler<Export, FileDownload>
    {
        private const int Batch = 200;

        public async ValueTask<Result<FileDownload>> Handle(Export export, CancellationToken ct)
        {
            var rows = new List<Row>();
            for (var page = 1; page == 1 || rows.Count == (page - 1) * Batch; page++)
            {
                var read = await reader.ReadAsync(new Query(export.Id, export.Search, export.Who, page), Batch, ct);
                if (read.Error is { } error) return error;
                if (read.Value.People.Items.Count == 0) break;
                rows.AddRange(read.Value.People.Items);
            }

            return CsvDownload.Of(
                "learning-path.csv", [.. new[] { "Person", "JobTitle", "Unit", "State", "Steps", "AllSteps", "MasteredDay", "Next" }.Select(c => texts[c].Value)],
                rows.Select(r => (object?[])[r.Name, r.JobTitle, r.Unit, texts[r.State].Value, r.Done, r.Steps, r.MasteredAt is { } at ? tenant.DateAt(at) : null, r.MasteredAt is null ? r.Next ?? "" : ""]));
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Export>("learning-paths/{id:guid}/people.csv");
    }

    internal sealed class Reader(PathsDb db, Whereabouts whereabouts, IPeopleAccess access, Optional<IRequirementLookup> profiles, TimeProvider time)
    {
        public async Task<Result<Response>> ReadAsync(Query query, int pageSize, CancellationToken ct)
        {
            var path = await db.Paths.AsInForce().FirstOrDefaultAsync(p => p.Id == query.Id && p.Edition > 0, ct);
            if (path is null) return Error.NotFound();

            var journeys = await db.Journeys.AsNoTracking().Where(j => j.PathId == path.Id && (j.LeftAt == null || j.MasteredAt != null)).ToDictionaryAsync(j => j.PersonId, ct);
            var mastered = journeys.Values.Where(j => j.MasteredAt is not null).Select(j => j.PersonId).ToHashSet();
            var underWay = journeys.Keys.Except(mastered).ToHashSet();
            var (among, units) = query.Who switch
            {
                Who.UnderWay => (underWay, []),
                Who.Mastered => (mastered, []),
                _ => await EverybodyAsync(path.Id, [.. journeys.Keys], ct),
            };
            var page = await access.FindAsync(query.Search, among, units, query.Page ?? 1, pageSize, ct);
            var ground = await whereabouts.ReadAsync([.. page.Items.Select(p => p.Id)], path.InForce.Select(s => s.Activity), ct);
            var scope = await access.ScopeAsync(null, ct);
            return new Response(
                path.Title, Visible(underWay), Visible(mastered),
                new Paged<Row>(
                [
                    .. page.Items.Select(p =>
                    {
                        var standing = ground.Of(p.Id, path);
                        var journey = journeys.GetValueOrDefault(p.Id);
                        return new Row(p.Id, p.Name, p.JobTitle, p.Unit, standing.Steps.Count, standing.Done, journey is not null, journey?.MasteredAt, standing.Next?.Step.Title);
                    }),
                ], page.Total, page.Page, page.PageSize));

            int Visible(HashSet<Guid> people) => scope is null ? people.Count : people.Count(scope.Contains);
        }

        private async Task<(HashSet<Guid> Among, List<Guid> Units)> EverybodyAsync(Guid pathId, HashSet<Guid> among, CancellationToken ct)
        {
            var given = (await db.Assignments.Current().Where(a => a.PathId == pathId).Select(a => new { a.Kind, a.TargetId }).ToListAsync(ct)).ToLookup(a => a.Kind, a => a.TargetId);
            among.UnionWith(given[AssigneeKind.Person]);
            if (given.Contains(AssigneeKind.Profile) && profiles.Value is { } lookup) among.UnionWith(await lookup.HoldersAsync([.. given[AssigneeKind.Profile]], time.GetUtcNow(), ct));
            return (among, [.. given[AssigneeKind.Unit]]);
        }
    }
}
