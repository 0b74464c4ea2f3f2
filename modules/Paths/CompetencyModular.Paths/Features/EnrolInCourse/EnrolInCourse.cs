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

namespace CompetencyModular.Paths.Features.EnrolInCourse;

/// <summary>Somebody takes up a course by own choice: the first time, again, or one that was set aside.</summary>
internal static class EnrolInCourse
{
    [Requires(PathsPermissions.TakeCourses)]
    internal sealed record Command(Guid Id) : IWrite<Response>;

    internal sealed record Response(Guid EnrolmentId, int Occurrence, EnrolmentState State);

    internal sealed class Handler(PathsDb db, ICurrentUser user, IPeople people, TimeProvider time) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken ct)
        {
            var me = user.Me();
            var course = await db.OpenTo(me, await people.UnitOfAsync(me, ct)).FirstOrDefaultAsync(c => c.Id == command.Id, ct);
            if (course is null) return Error.NotFound();
            var latest = await db.Enrolments.LatestOf(me, course.Id).FirstOrDefaultAsync(ct);
            var enrolled = Enrolment.In(course, latest, me, Reasons.OwnChoice, me, time.GetUtcNow());
            if (enrolled.Error is { } error) return error;
            if (enrolled.Value != latest) db.Add(enrolled.Value);
            return new Response(enrolled.Value.Id, enrolled.Value.Occurrence, enrolled.Value.State);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Response>("courses/{id:guid}/enrolments", "Enrols the signed-in person; who is enrolled already stays so.");
    }
}
