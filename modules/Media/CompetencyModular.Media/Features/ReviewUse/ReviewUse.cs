using CompetencyModular.Media.Content;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Media.Features.ReviewUse;

/// <summary>How media are used (R6.6): opened, by how many people, completed, and how much of them is played. What says something about few people is hidden.</summary>
internal static class ReviewUse
{
    [Requires(MediaPermissions.SeeUse)]
    internal sealed record Query(string? Search = null, FileGroup? Kind = null, string? Sort = null, int? Page = null, int PageSize = 25) : IRead<Paged<Row>>;

    /// <summary>The same for spreadsheets, all of it.</summary>
    [Requires(MediaPermissions.SeeUse)]
    internal sealed record ExportQuery : IRead<FileDownload>;

    /// <param name="Opens">How often it was opened.</param>
    /// <param name="People">How many people opened it; null where they are few, and with it the numbers that follow.</param>
    /// <param name="Completions">How many people completed it.</param>
    /// <param name="Average">How much of it they played, 0 to 1.</param>
    internal sealed record Row(Guid Id, string Title, FileGroup Kind, string Folder, int Opens, int? People, int? Completions, double? Average)
    {
        public static Row Of(UseOfMedium use) => use.IsAboutFew
            ? new Row(use.Id, use.Title, use.Kind, use.Folder, use.Opens, null, null, null)
            : new Row(use.Id, use.Title, use.Kind, use.Folder, use.Opens, use.People, use.Completions, use.Average);
    }

    internal sealed class Handler(MediaDb db) : IReadHandler<Query, Paged<Row>>
    {
        public async ValueTask<Result<Paged<Row>>> Handle(Query query, CancellationToken ct)
        {
            var media = db.Media.AsNoTracking();
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                media = media.Where(m => EF.Functions.Like(m.SearchText, like, "\\"));
            }

            if (query.Kind is { } kind) media = media.Where(m => m.Kind == kind);
            var page = await Ordered(db.UseOf(media), query.Sort).ToPageAsync(query.Page ?? 1, query.PageSize, ct);
            return new Paged<Row>([.. page.Items.Select(Row.Of)], page.Total, page.Page, page.PageSize);
        }

        private static IQueryable<UseOfMedium> Ordered(IQueryable<UseOfMedium> media, string? sort) => sort switch
        {
            "title" => media.OrderBy(m => m.SearchText).ThenBy(m => m.Id),
            "-title" => media.OrderByDescending(m => m.SearchText).ThenBy(m => m.Id),
            "opens" => media.OrderBy(m => m.Opens).ThenBy(m => m.SearchText).ThenBy(m => m.Id),
            _ => media.OrderByDescending(m => m.Opens).ThenBy(m => m.SearchText).ThenBy(m => m.Id),
        };
    }

    internal sealed class ExportHandler(MediaDb db, MediaWords words, IStringLocalizer<ReviewUsePage> texts) : IReadHandler<ExportQuery, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(ExportQuery query, CancellationToken ct)
        {
            var media = await db.UseOf(db.Media.AsNoTracking()).OrderBy(m => m.SearchText).ThenBy(m => m.Id).ToListAsync(ct);
            return CsvDownload.Of(
                "media-use.csv",
                [texts["Medium"], texts["Kind"], texts["Folder"], texts["Opens"], texts["People"], texts["Completions"], texts["Average"]],
                media.Select(Row.Of).Select(IReadOnlyList<object?> (m) => [m.Title, words.Name(m.Kind), m.Folder, m.Opens, m.People, m.Completions, m.Average is { } share ? Math.Round(share, 2) : null]));
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<ExportQuery>("use.csv");
    }
}
