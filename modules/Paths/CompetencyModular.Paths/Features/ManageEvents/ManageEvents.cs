using CompetencyModular.Paths.Content;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.ManageEvents;

/// <summary>All events in whatever state, for those who run them.</summary>
internal static class ManageEvents
{
    [Requires(PathsPermissions.RunEvents)]
    internal sealed record Query(string? Search = null, TrainingEventState? State = null, string? Sort = null, int? Page = null) : IRead<Response>;

    internal sealed record Response(Paged<Row> Events);

    /// <param name="Coming">How many sessions are to come.</param>
    /// <param name="Next">The first of them.</param>
    /// <param name="Attended">How often somebody took part.</param>
    internal sealed record Row(Guid Id, string Title, TrainingEventState State, int Coming, SessionSummary? Next, int Attended);

    internal sealed class Handler(PathsDb db, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var events = db.TrainingEvents.AsNoTracking();
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                events = events.Where(e => EF.Functions.Like(e.SearchText, like, "\\"));
            }

            if (query.State is { } state) events = events.Where(e => e.State == state);
            var ordered = query.Sort is "-title" ? events.OrderByDescending(e => e.SearchText).ThenBy(e => e.Id) : events.OrderBy(e => e.SearchText).ThenBy(e => e.Id);
            return new Response(await ordered
                .Select(e => new Row(
                    e.Id, e.Title, e.State,
                    db.EventSessions.Count(s => s.EventId == e.Id && s.CancelledAt == null && s.StartsAt > now),
                    db.EventSessions.Where(s => s.EventId == e.Id && s.CancelledAt == null && s.StartsAt > now).OrderBy(s => s.StartsAt)
                        .Select(s => new SessionSummary(s.StartsAt, s.Dates.OrderBy(d => d.Number).First().EndsAt, s.TimeZone, s.Dates.Count)).FirstOrDefault(),
                    db.Registrations.Count(r => r.EventId == e.Id && r.State == RegistrationState.Attended)))
                .ToPageAsync(query.Page ?? 1, 25, ct));
        }
    }
}
