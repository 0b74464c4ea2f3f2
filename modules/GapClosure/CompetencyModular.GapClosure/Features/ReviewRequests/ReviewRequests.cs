using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.ReviewRequests;

/// <summary>The dashboard of approvals (R4.5): what waits on one, the longest waiting first, and what one has decided.</summary>
internal static class ReviewRequests
{
    /// <param name="Decided">What one has decided, the latest first, instead of what waits.</param>
    /// <param name="SkillId">About one skill alone.</param>
    [Requires(GapClosurePermissions.Decide)]
    internal sealed record Query(bool Decided = false, Guid? SkillId = null, int? Page = null, int? PageSize = null) : IRead<Response>;

    /// <param name="Waiting">How many wait in all.</param>
    /// <param name="Skills">The skills that what waits is about.</param>
    internal sealed record Response(Paged<Row> Requests, int Waiting, IReadOnlyList<Choice> Skills);

    /// <param name="Level">The level claimed, by name.</param>
    /// <param name="Approvals">How many have approved, of those it takes.</param>
    /// <param name="IsEscalated">Whether it waited too long and went to HR.</param>
    /// <param name="MayUndo">Whether this person's decision can still be undone.</param>
    internal sealed record Row(
        Guid Id, Guid PersonId, string Person, string Unit, string Skill, string Level, string? Confirmed, string Note, RequestState State, DateTimeOffset Since,
        int Approvals, int Quorum, bool IsEscalated, bool MayUndo);

    internal sealed record Choice(Guid Id, string Name);

    internal sealed class Handler(GapClosureDb db, Approvers approvers, ISkillLookup skills, IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var keys = await approvers.MineAsync(cancellationToken);
            var waiting = db.Requests.AsNoTracking().WaitingOn(keys);
            var asked = query.Decided ? db.Requests.AsNoTracking().Where(r => r.Votes.Any(v => v.ById == keys.Me)) : waiting;
            if (query.SkillId is { } skill) asked = asked.Where(r => r.SkillId == skill);
            var ordered = query.Decided ? asked.OrderByDescending(r => r.DecidedAt).ThenBy(r => r.Id) : asked.OrderBy(r => r.SubmittedAt).ThenBy(r => r.Id);
            var page = await ordered.Select(r => new { Request = r, Approvals = r.Votes.Count(v => v.Ordinal != null), Last = r.Votes.OrderByDescending(v => v.At).Select(v => (Guid?)v.ById).FirstOrDefault() })
                .ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, cancellationToken);

            var about = query.Decided ? [] : await waiting.Select(r => r.SkillId).Distinct().Take(200).ToListAsync(cancellationToken);
            var cards = await skills.SkillsAsync([.. page.Items.Select(r => r.Request.SkillId).Concat(about).Distinct()], cancellationToken);
            var names = await people.CardsAsync([.. page.Items.Select(r => r.Request.PersonId).Distinct()], cancellationToken);
            var rows = page.Items.Where(r => cards.ContainsKey(r.Request.SkillId) && names.ContainsKey(r.Request.PersonId)).Select(row =>
            {
                var (request, card, name) = (row.Request, cards[row.Request.SkillId], names[row.Request.PersonId]);
                return new Row(
                    request.Id, request.PersonId, name.Name, name.Unit, card.Name, card.NameOf(request.ScaleVersion, request.Ordinal),
                    request.DecidedOrdinal is { } confirmed ? card.NameOf(request.ScaleVersion, confirmed) : null, request.Note, request.State,
                    (query.Decided ? request.DecidedAt : null) ?? request.SubmittedAt ?? request.CreatedAt, row.Approvals, request.Quorum, request.EscalatedAt is not null,
                    request.IsDecided && request.ReleasedAt is null && row.Last == keys.Me);
            }).ToList();
            return new Response(
                new Paged<Row>(rows, page.Total, page.Page, page.PageSize), !query.Decided && query.SkillId is null ? page.Total : await waiting.CountAsync(cancellationToken),
                [.. about.Where(cards.ContainsKey).Select(id => new Choice(id, cards[id].Name)).OrderBy(c => c.Name, StringComparer.CurrentCulture)]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("approvals", "The requests for confirmation that wait on the signed-in person, the longest waiting first; or (decided) those the person has decided.");
    }
}
