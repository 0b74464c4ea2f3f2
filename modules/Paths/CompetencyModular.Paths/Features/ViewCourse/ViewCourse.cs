using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ViewCourse;

/// <summary>A course: what it is, what comes first, what it consists of, and how far the person is.</summary>
internal static class ViewCourse
{
    [Requires(PathsPermissions.Read)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="QuestionCount">How many questions its mastery check has.</param>
    /// <param name="Mine">The person's latest occurrence; null where there is none.</param>
    internal sealed record Response(
        Guid Id, string Code, string Title, string Summary, int Minutes, decimal Money, string Language, Delivery Delivery, CourseState State,
        CompletedBy CompletedBy, int Threshold, int QuestionCount, IReadOnlyList<string> Tags,
        IReadOnlyList<PrerequisiteState> Prerequisites, IReadOnlyList<Item> Items, Occurrence? Mine)
    {
        /// <summary>Whether all that comes first is there, or the person has begun already.</summary>
        public bool MayBegin => Mine?.StartedAt is not null || Prerequisites.All(p => p.Holds);

        public bool IsUnderWay => Mine is { State: not EnrolmentState.Left };

        /// <summary>The first piece of content that is not done and does not wait for somebody else.</summary>
        public Item? Next => Items.FirstOrDefault(i => i is { IsDone: false, Waits: false });

        /// <summary>Whether all that is left waits to be judged.</summary>
        public bool WaitsForOthers => Next is null && Items.Any(i => i.Waits);

        public bool HasMasteredCheck => Mine?.Tries.Any(t => t.Outcome is TryOutcome.Mastered) == true;
    }

    /// <param name="Submission">How far a practical task is; null where nothing was begun, and for all else.</param>
    internal sealed record Item(Guid Id, string Title, ItemKind Kind, bool IsDone, SubmissionState? Submission)
    {
        public bool Waits => Submission is SubmissionState.Submitted;
    }

    internal sealed record Occurrence(
        Guid Id, EnrolmentState State, int Number, string Reason, DateTimeOffset EnrolledAt, DateTimeOffset? StartedAt, DateTimeOffset? MasteredAt,
        IReadOnlyList<TryRow> Tries);

    internal sealed record TryRow(Guid Id, int Number, DateTimeOffset At, int Score, TryOutcome Outcome);

    internal sealed class Handler(PathsDb db, ICurrentUser user, IPeople people, Readiness readiness) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var course = await (await db.OpenToActorAsync(user, people, ct)).AsNoTracking()
                .Include(c => c.Items).Include(c => c.Tags).AsSplitQuery().FirstOrDefaultAsync(c => c.Id == query.Id, ct);
            if (course is null) return Error.NotFound();
            var questions = await db.Questions.CountAsync(q => q.CourseId == course.Id, ct);
            var mine = await db.Enrolments.AsNoTracking().LatestOf(me, course.Id).Include(e => e.Progress).FirstOrDefaultAsync(ct);
            var tries = mine is null ? [] : await db.Tries.Where(t => t.EnrolmentId == mine.Id).OrderByDescending(t => t.Number)
                .Select(t => new TryRow(t.Id, t.Number, t.At, t.Score, t.Outcome)).ToListAsync(ct);
            var submissions = mine is null ? [] : (await db.Submissions.Where(s => s.EnrolmentId == mine.Id).Select(s => new { s.ItemId, s.Number, s.State }).ToListAsync(ct))
                .GroupBy(s => s.ItemId).ToDictionary(g => g.Key, g => g.MaxBy(s => s.Number)!.State);
            return new Response(
                course.Id, course.Code, course.Title, course.Summary, course.Minutes, course.Money, course.Language, course.Delivery, course.State,
                course.CompletedBy, course.Threshold, questions, [.. course.Tags.Select(t => t.Tag).Order(StringComparer.Ordinal)],
                await readiness.OfAsync(course.Id, me, ct),
                [.. course.Items.Select(i => new Item(i.Id, i.Title, i.Kind, mine?.HasDone(i.Id) ?? false, submissions.TryGetValue(i.Id, out var state) ? state : null))],
                mine is null ? null : new Occurrence(mine.Id, mine.State, mine.Occurrence, mine.Reason, mine.EnrolledAt, mine.StartedAt, mine.MasteredAt, tries));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("courses/{id:guid}", "A course, with how far the signed-in person is.");
    }
}
