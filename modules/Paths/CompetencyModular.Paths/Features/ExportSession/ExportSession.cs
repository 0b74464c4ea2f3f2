using CompetencyModular.Paths.Content;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ExportSession;

/// <summary>A session for one's calendar, for those who have a place in it, its trainer and those who run events.</summary>
internal static class ExportSession
{
    [Requires(PathsPermissions.Read)]
    internal sealed record Query(Guid SessionId) : IRead<FileDownload>;

    internal sealed class Handler(PathsDb db, ICurrentUser user, ITenant tenant) : IReadHandler<Query, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var session = await db.EventSessions.AsNoTracking().Include(s => s.Dates).Include(s => s.Registrations.Where(r => r.PersonId == me)).AsSplitQuery()
                .FirstOrDefaultAsync(s => s.Id == query.SessionId, ct);
            if (session is null) return Error.NotFound();
            var mine = session.Registrations.FirstOrDefault(r => r.State is not RegistrationState.Withdrawn);
            if (mine is null && session.TrainerId != me && !user.Has(PathsPermissions.RunEvents)) return Error.NotFound();
            var made = await db.TrainingEvents.AsNoTracking().SingleAsync(e => e.Id == session.EventId, ct);
            // The link is for those who take part.
            var link = mine?.State is RegistrationState.Waiting ? "" : session.Link;
            return new FileDownload("event.ics", "text/calendar; charset=utf-8", ICalendar.Of(
                session.Dates.Select(d => new CalendarEntry(
                    $"{session.Id}-{d.Number}@{tenant.Id}", session.Sequence, d.StartsAt, d.EndsAt, made.Title, made.Summary,
                    session.Place, link, mine?.State is RegistrationState.Waiting, session.CancelledAt is not null)),
                session.ChangedAt));
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Query>("events/sessions/{sessionId:guid}/calendar.ics");
    }
}
