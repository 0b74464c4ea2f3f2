using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.BrowseCourses;

/// <summary>What there is to learn, for whoever asks.</summary>
internal static class BrowseCourses
{
    [Requires(PathsPermissions.Read)]
    internal sealed record Query(
        string? Search = null, string? Tag = null, string? Language = null, Delivery? Delivery = null, string? Sort = null, int? Page = null, int? PageSize = null)
        : IRead<Response>;

    /// <param name="Courses">This page of what was asked for.</param>
    /// <param name="Tags">The tags of all courses on offer.</param>
    /// <param name="Languages">Their languages.</param>
    internal sealed record Response(Paged<Row> Courses, IReadOnlyList<string> Tags, IReadOnlyList<string> Languages);

    /// <param name="MyState">How far the person is; null where not enrolled.</param>
    internal sealed record Row(
        Guid Id, string Code, string Title, string Summary, int Minutes, decimal Money, string Language, Delivery Delivery,
        IReadOnlyList<string> Tags, EnrolmentState? MyState);

    internal sealed class Handler(PathsDb db, ICurrentUser user, IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var offered = db.Courses.AsNoTracking().OnOfferTo(await people.UnitOfAsync(me, ct));
            var asked = offered;
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                asked = asked.Where(c => EF.Functions.Like(c.SearchText, like, "\\"));
            }

            if (!string.IsNullOrEmpty(query.Tag)) asked = asked.Where(c => c.Tags.Any(t => t.Tag == query.Tag));
            if (!string.IsNullOrEmpty(query.Language)) asked = asked.Where(c => c.Language == query.Language);
            if (query.Delivery is { } delivery) asked = asked.Where(c => c.Delivery == delivery);

            var page = await Ordered(asked, query.Sort)
                .Select(c => new Row(
                    c.Id, c.Code, c.Title, c.Summary, c.Minutes, c.Money, c.Language, c.Delivery, c.Tags.Select(t => t.Tag).ToList(),
                    db.Enrolments.Where(e => e.PersonId == me && e.CourseId == c.Id).OrderByDescending(e => e.Occurrence).Select(e => (EnrolmentState?)e.State).FirstOrDefault()))
                .ToPageAsync(query.Page ?? 1, query.PageSize ?? 24, ct);
            return new Response(
                page,
                await offered.SelectMany(c => c.Tags).Select(t => t.Tag).Distinct().OrderBy(t => t).ToListAsync(ct),
                await offered.Select(c => c.Language).Distinct().OrderBy(l => l).ToListAsync(ct));
        }

        private static IOrderedQueryable<Course> Ordered(IQueryable<Course> courses, string? sort) => sort switch
        {
            "-title" => courses.OrderByDescending(c => c.SearchText).ThenBy(c => c.Id),
            "minutes" => courses.OrderBy(c => c.Minutes).ThenBy(c => c.SearchText).ThenBy(c => c.Id),
            "-minutes" => courses.OrderByDescending(c => c.Minutes).ThenBy(c => c.SearchText).ThenBy(c => c.Id),
            "newest" => courses.OrderByDescending(c => c.CreatedAt).ThenBy(c => c.SearchText).ThenBy(c => c.Id),
            _ => courses.OrderBy(c => c.SearchText).ThenBy(c => c.Id),
        };
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("courses", "The courses on offer to the signed-in person, with how far the person is.");
    }
}
