using CompetencyModular.Paths.Content;
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

namespace CompetencyModular.Paths.Features.BrowseEvents;

/// <summary>The training events on offer with their next session, those with a session to come first; and the sessions in which somebody has a place.</summary>
internal static class BrowseEvents
{
    private const int MostMine = 20;

    [Requires(PathsPermissions.Read)]
    internal sealed record Query(string? Search = null, string? Tag = null, bool? FreeOnly = null, string? Sort = null, int? Page = null, int? PageSize = null) : IRead<Response>;

    internal sealed record Response(Paged<Row> Events, IReadOnlyList<string> Tags, IReadOnlyList<Mine> Coming);

    /// <param name="Next">The next session for which one can register: one with a free seat, or else the first full one.</param>
    /// <param name="Prerequisites">What one holds before one registers, as it stands for the person (P2).</param>
    internal sealed record Row(Guid Id, string Title, string Summary, int Minutes, string Language, Session? Next, IReadOnlyList<PrerequisiteState> Prerequisites);

    /// <param name="IsOnline">Whether it is joined online; the link itself stands on the event's page, for those who take part.</param>
    internal sealed record Session(Guid Id, SessionSummary When, string Place, bool IsOnline, int Free, int Waiting);

    /// <summary>A session to come in which the person has a seat or waits for one.</summary>
    internal sealed record Mine(Guid EventId, Guid SessionId, string Title, SessionSummary When, string Place, bool IsOnline, RegistrationState State, bool IsCancelled);

    internal sealed class Handler(PathsDb db, Readiness readiness, ICurrentUser user, IPeople people, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            var offered = db.TrainingEvents.AsNoTracking().OnOfferTo(await people.UnitOfAsync(me, ct));
            var asked = offered;
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var like = SearchText.Like(query.Search);
                asked = asked.Where(e => EF.Functions.Like(e.SearchText, like, "\\"));
            }

            if (!string.IsNullOrEmpty(query.Tag)) asked = asked.Where(e => e.Tags.Any(t => t.Tag == query.Tag));
            var open = db.EventSessions.OpenAt(now);
            if (query.FreeOnly is true)
                asked = asked.Where(e => open.Any(s => s.EventId == e.Id && s.Registrations.Count(r => r.State == RegistrationState.Registered) < s.Seats));
            var ordered = query.Sort switch
            {
                "title" => asked.OrderBy(e => e.SearchText).ThenBy(e => e.Id),
                "-title" => asked.OrderByDescending(e => e.SearchText).ThenBy(e => e.Id),
                // By the session that the row shows, so that the dates stand in order.
                _ => asked.OrderBy(e => !open.Any(s => s.EventId == e.Id))
                    .ThenBy(e => open.Where(s => s.EventId == e.Id)
                        .OrderBy(s => s.Registrations.Count(r => r.State == RegistrationState.Registered) >= s.Seats).ThenBy(s => s.StartsAt).ThenBy(s => s.Id)
                        .Select(s => (DateTimeOffset?)s.StartsAt).FirstOrDefault())
                    .ThenBy(e => e.SearchText).ThenBy(e => e.Id),
            };
            var page = await ordered
                .Select(e => new Row(
                    e.Id, e.Title, e.Summary, e.Minutes, e.Language,
                    open.Where(s => s.EventId == e.Id)
                        .OrderBy(s => s.Registrations.Count(r => r.State == RegistrationState.Registered) >= s.Seats).ThenBy(s => s.StartsAt).ThenBy(s => s.Id)
                        .Select(s => new Session(
                            s.Id, new SessionSummary(s.StartsAt, s.Dates.OrderBy(d => d.Number).First().EndsAt, s.TimeZone, s.Dates.Count), s.Place, s.Link != "",
                            s.Seats - s.Registrations.Count(r => r.State == RegistrationState.Registered), s.Registrations.Count(r => r.State == RegistrationState.Waiting)))
                        .FirstOrDefault(), Array.Empty<PrerequisiteState>()))
                .ToPageAsync(query.Page ?? 1, query.PageSize ?? 24, ct);
            var prerequisites = await readiness.OfEventsAsync([.. page.Items.Select(e => e.Id)], me, ct);
            page = page with { Items = [.. page.Items.Select(e => e with { Prerequisites = [.. prerequisites[e.Id]] })] };
            var coming = await db.Registrations.Where(r => r.PersonId == me && (r.State == RegistrationState.Registered || r.State == RegistrationState.Waiting))
                .Join(db.EventSessions.Where(s => s.EndsAt > now), r => r.SessionId, s => s.Id, (r, s) => new { r, s })
                .Join(db.TrainingEvents, x => x.s.EventId, e => e.Id, (x, e) => new { x.r, x.s, e.Title })
                .OrderBy(x => x.s.StartsAt).ThenBy(x => x.s.Id).Take(MostMine)
                .Select(x => new Mine(
                    x.s.EventId, x.s.Id, x.Title, new SessionSummary(x.s.StartsAt, x.s.Dates.OrderBy(d => d.Number).First().EndsAt, x.s.TimeZone, x.s.Dates.Count),
                    x.s.Place, x.s.Link != "", x.r.State, x.s.CancelledAt != null))
                .ToListAsync(ct);
            return new Response(page, await offered.SelectMany(e => e.Tags).Select(t => t.Tag).Distinct().OrderBy(t => t).ToListAsync(ct), coming);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("events", "The training events on offer to the signed-in person with their next session, and the person's own sessions to come.");
    }
}
