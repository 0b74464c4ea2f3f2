using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Submissions;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ListSubmissions;

/// <summary>What was handed in for practical tasks and waits for the actor, what waits for others, and what was judged.</summary>
internal static class ListSubmissions
{
    /// <summary>A word that more people have in their names says too little to look for.</summary>
    private const int MostPeople = 100;

    internal enum Which
    {
        /// <summary>Waits for the actor, by name or as one of those who judge for everybody.</summary>
        Mine,

        /// <summary>Waits for somebody else; for those who judge for everybody.</summary>
        Others,

        /// <summary>Judged, by the actor or, for those who judge for everybody, by anybody.</summary>
        Judged,
    }

    [Requires(PathsPermissions.Assess)]
    internal sealed record Query(Which? Which = null, string? Search = null, string? Sort = null, int? Page = null, int? PageSize = null) : IRead<Response>;

    internal sealed record Response(Paged<Row> Submissions, int Mine, int Others);

    /// <param name="Assessor">On whom it waits, or who judged it; empty for all who judge for everybody.</param>
    internal sealed record Row(
        Guid Id, Guid CourseId, string Course, string Task, string Learner, int Number, SubmissionState State, DateTimeOffset HandedInAt, DateTimeOffset? JudgedAt, string Assessor);

    internal sealed class Handler(PathsDb db, Assessors assessors, ICurrentUser user, IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var (me, widely) = (user.Me(), user.Has(PathsPermissions.AssessWidely));
            var waiting = assessors.OpenToActor().AsNoTracking().Where(s => s.State == SubmissionState.Submitted);
            var mine = waiting.Where(s => s.AssessorId == me || (widely && s.AssessorId == null));
            var others = waiting.Where(s => widely && s.AssessorId != null && s.AssessorId != me);
            var asked = query.Which switch
            {
                Which.Others => others,
                Which.Judged => assessors.OpenToActor().AsNoTracking().Where(s => s.JudgedAt != null),
                _ => mine,
            };
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                var learners = (await people.FindAsync(query.Search, MostPeople, ct)).Select(p => p.Id).ToList();
                asked = asked.Where(s => learners.Contains(s.PersonId) || db.Courses.Any(c => c.Id == s.CourseId && EF.Functions.Like(c.SearchText, like, "\\")));
            }

            var newestFirst = query.Sort is null ? query.Which is Which.Judged : query.Sort.StartsWith('-');
            var rows = asked.Join(db.Courses, s => s.CourseId, c => c.Id, (s, c) => new
            {
                s.Id, s.CourseId, Course = c.Title, s.Title, s.PersonId, s.Number, s.State, s.HandedInAt, s.JudgedAt, At = s.JudgedAt ?? s.HandedInAt, By = s.JudgedById ?? s.AssessorId,
            });
            var page = await (newestFirst ? rows.OrderByDescending(s => s.At) : rows.OrderBy(s => s.At)).ThenBy(s => s.Id).ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, ct);
            var names = await people.CardsAsync([.. page.Items.SelectMany(s => new[] { s.PersonId, s.By }).OfType<Guid>().Distinct()], ct);
            string NameOf(Guid? id) => id is { } person && names.TryGetValue(person, out var card) ? card.Name : "";
            return new Response(
                new Paged<Row>(
                    [.. page.Items.Select(s => new Row(s.Id, s.CourseId, s.Course, s.Title, NameOf(s.PersonId), s.Number, s.State, s.HandedInAt!.Value, s.JudgedAt, NameOf(s.By)))],
                    page.Total, page.Page, page.PageSize),
                await mine.CountAsync(ct), widely ? await others.CountAsync(ct) : 0);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("submissions", "What was handed in for practical tasks and waits for the signed-in person, waits for others, or was judged.");
    }
}
