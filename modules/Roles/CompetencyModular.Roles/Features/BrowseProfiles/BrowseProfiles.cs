using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Features.BrowseProfiles;

/// <summary>The job profiles of the organisation (R2.1).</summary>
internal static class BrowseProfiles
{
    /// <param name="Search">Part of a name.</param>
    /// <param name="Family">Only profiles of this job family.</param>
    /// <param name="State"><c>draft</c> for those with a draft, <c>retired</c> for those out of use; those in use when left out.</param>
    /// <param name="Sort"><c>name</c> or <c>family</c>; with a minus before it descending.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="PageSize">1 to 200; 25 by default.</param>
    [Requires(RolesPermissions.Read)]
    internal sealed record Query(string? Search = null, string? Family = null, string? State = null, string? Sort = null, int? Page = null, int? PageSize = null) : IRead<Response>;

    /// <param name="Profiles">This page of what was asked for.</param>
    /// <param name="Families">The job families of all profiles in use.</param>
    internal sealed record Response(Paged<Row> Profiles, IReadOnlyList<string> Families);

    /// <param name="Id">The profile's id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Family">Its job family; may be empty.</param>
    /// <param name="Track">The career track of which it is a step; may be empty.</param>
    /// <param name="Description">What the position is about; may be empty.</param>
    /// <param name="Requirements">How many skills the version in force requires; 0 means "no requirements" (G3).</param>
    /// <param name="HasDraft">Whether a next version is being worked on.</param>
    internal sealed record Row(Guid Id, string Name, string Family, string Track, string Description, int Requirements, bool HasDraft);

    internal sealed class Handler(RolesDb db, ICurrentUser user, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken) => new Response(
            await db.Asked(query, user, tenant.DateAt(time.GetUtcNow())).ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, cancellationToken),
            await db.Profiles.InUse().Where(p => p.Family != "").Select(p => p.Family).Distinct().OrderBy(f => f).ToListAsync(cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("profiles", "The job profiles in use, by name.");
    }

    /// <summary>The same list as a file.</summary>
    [Requires(RolesPermissions.Read)]
    internal sealed record Export(string? Search = null, string? Family = null, string? State = null, string? Sort = null) : IRead<FileDownload>;

    internal sealed class ExportHandler(RolesDb db, ICurrentUser user, ITenant tenant, TimeProvider time, IStringLocalizer<BrowseProfilesPage> texts) : IReadHandler<Export, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Export export, CancellationToken cancellationToken)
        {
            var rows = await db.Asked(new Query(export.Search, export.Family, export.State, export.Sort), user, tenant.DateAt(time.GetUtcNow())).ToListAsync(cancellationToken);
            return CsvDownload.Of("job-profiles.csv", [texts["Profile"], texts["Family"], texts["Track"], texts["Requirements"]],
                rows.Select(r => (IReadOnlyList<object?>)[r.Name, r.Family, r.Track, r.Requirements]));
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Export>("job-profiles.csv");
    }

    private static IQueryable<Row> Asked(this RolesDb db, Query query, ICurrentUser user, DateOnly today)
    {
        // What is not published, or not any more, is for those who write it.
        var profiles = (user.Has(RolesPermissions.Define) ? query.State : null) switch
        {
            "draft" => db.Profiles.AsNoTracking().Where(p => p.RetiredAt == null && (!p.Versions.Any() || p.Versions.Any(v => v.State == ProfileVersionState.Draft))),
            "retired" => db.Profiles.AsNoTracking().Where(p => p.RetiredAt != null),
            _ => db.Profiles.AsNoTracking().InUse(),
        };
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            var like = SearchText.Like(query.Search);
            profiles = profiles.Where(p => EF.Functions.Like(p.NameKey, like, "\\"));
        }

        if (!string.IsNullOrEmpty(query.Family)) profiles = profiles.Where(p => p.Family == query.Family);
        IOrderedQueryable<JobProfile> ordered = query.Sort switch
        {
            "-name" => profiles.OrderByDescending(p => p.NameKey),
            "family" => profiles.OrderBy(p => p.Family).ThenBy(p => p.NameKey),
            "-family" => profiles.OrderByDescending(p => p.Family).ThenBy(p => p.NameKey),
            _ => profiles.OrderBy(p => p.NameKey),
        };
        return ordered.ThenBy(p => p.Id).Select(p => new Row(p.Id, p.Name, p.Family, p.Track, p.Description,
            db.ProfileVersions.InForceOn(today).Where(v => v.ProfileId == p.Id).SelectMany(v => v.Requirements).Count(), p.Versions.Any(v => v.State == ProfileVersionState.Draft)));
    }
}
