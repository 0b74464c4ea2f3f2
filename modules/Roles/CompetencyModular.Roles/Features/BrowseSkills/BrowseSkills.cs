using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Roles.Features.BrowseSkills;

/// <summary>The skills of the organisation, by category.</summary>
internal static class BrowseSkills
{
    /// <param name="Search">Part of a name.</param>
    /// <param name="Category">Only skills of this category and those below it.</param>
    /// <param name="Scale">Only skills on this scale.</param>
    /// <param name="Retired">Those out of use, instead of those in use.</param>
    /// <param name="Sort"><c>name</c> or <c>category</c>; with a minus before it descending.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="PageSize">1 to 200; 25 by default.</param>
    [Requires(RolesPermissions.Read)]
    internal sealed record Query(string? Search = null, Guid? Category = null, Guid? Scale = null, bool? Retired = null, string? Sort = null, int? Page = null, int? PageSize = null) : IRead<Response>;

    /// <param name="Skills">This page of what was asked for.</param>
    /// <param name="Categories">All categories as a tree, depth first.</param>
    /// <param name="Scales">All scales, by name.</param>
    internal sealed record Response(Paged<Row> Skills, IReadOnlyList<Branch> Categories, IReadOnlyList<Choice> Scales);

    internal sealed record Choice(Guid Id, string Name);

    /// <param name="Scale">The name of the scale it is measured on.</param>
    internal sealed record Row(Guid Id, string Name, string Description, string Category, string Scale);

    /// <param name="Depth">0 at the top.</param>
    internal sealed record Branch(Guid Id, string Name, int Depth);

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("skills", "The skills in use, by name.");
    }

    internal sealed class Handler(RolesDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var tree = new CategoryTree(await db.Categories.AsNoTracking().ToListAsync(cancellationToken));
            var skills = await db.Asked(query, tree).ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, cancellationToken);
            var scales = await db.Scales.AsNoTracking().OrderBy(s => s.NameKey).ThenBy(s => s.Id).Select(s => new Choice(s.Id, s.Name)).ToListAsync(cancellationToken);
            return new Response(skills, [.. tree.Branches.Select(b => new Branch(b.Category.Id, b.Category.Name, b.Depth))], scales);
        }
    }

    /// <summary>The same list as a file.</summary>
    [Requires(RolesPermissions.Read)]
    internal sealed record Export(string? Search = null, Guid? Category = null, Guid? Scale = null, bool? Retired = null, string? Sort = null) : IRead<FileDownload>;

    internal sealed class ExportHandler(RolesDb db, IStringLocalizer<BrowseSkillsPage> texts) : IReadHandler<Export, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Export export, CancellationToken cancellationToken)
        {
            var tree = new CategoryTree(await db.Categories.AsNoTracking().ToListAsync(cancellationToken));
            var rows = await db.Asked(new Query(export.Search, export.Category, export.Scale, export.Retired, export.Sort), tree).ToListAsync(cancellationToken);
            return CsvDownload.Of("skills.csv", [texts["Skill"], texts["Category"], texts["Scale"], texts["Description"]],
                rows.Select(r => (IReadOnlyList<object?>)[r.Name, r.Category, r.Scale, r.Description]));
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Export>("skills.csv");
    }

    private static IQueryable<Row> Asked(this RolesDb db, Query query, CategoryTree tree)
    {
        var skills = db.Skills.AsNoTracking().Where(s => query.Retired == true ? s.RetiredAt != null : s.RetiredAt == null);
        if (query.Scale is { } scale) skills = skills.Where(s => s.ScaleId == scale);
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            var like = SearchText.Like(query.Search);
            skills = skills.Where(s => EF.Functions.Like(s.NameKey, like, "\\"));
        }

        if (query.Category is { } category)
        {
            var within = tree.Within(category).ToList();
            skills = skills.Where(s => s.CategoryId != null && within.Contains(s.CategoryId.Value));
        }

        var rows = skills.Select(s => new
        {
            s.Id, s.Name, s.NameKey, s.Description,
            Category = db.Categories.Where(c => c.Id == s.CategoryId).Select(c => c.Name).FirstOrDefault() ?? "",
            Scale = db.Scales.Where(c => c.Id == s.ScaleId).Select(c => c.Name).FirstOrDefault() ?? "",
        });
        var ordered = query.Sort switch
        {
            "-name" => rows.OrderByDescending(r => r.NameKey),
            "category" => rows.OrderBy(r => r.Category).ThenBy(r => r.NameKey),
            "-category" => rows.OrderByDescending(r => r.Category).ThenBy(r => r.NameKey),
            _ => rows.OrderBy(r => r.NameKey),
        };
        return ordered.ThenBy(r => r.Id).Select(r => new Row(r.Id, r.Name, r.Description, r.Category, r.Scale));
    }
}
