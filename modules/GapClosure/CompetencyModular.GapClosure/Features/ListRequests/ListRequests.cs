using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.ListRequests;

/// <summary>One's own requests for confirmation, the newest first; what an approver can still undo is not told yet (A4).</summary>
internal static class ListRequests
{
    [Requires(GapClosurePermissions.Ask)]
    internal sealed record Query(Guid? SkillId = null, int? Page = null, int? PageSize = null) : IRead<Paged<Row>>;

    /// <param name="Level">The level claimed, by its name on the scale's current version.</param>
    /// <param name="Confirmed">The level confirmed; null while there is none.</param>
    internal sealed record Row(Guid Id, Guid SkillId, string Skill, string Level, string? Confirmed, RequestState State, DateTimeOffset At);

    internal sealed class Handler(GapClosureDb db, ISkillLookup skills, ICurrentUser user) : IReadHandler<Query, Paged<Row>>
    {
        public async ValueTask<Result<Paged<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var me = user.Me();
            var page = await db.Requests.AsNoTracking()
                .Where(r => r.PersonId == me && (query.SkillId == null || r.SkillId == query.SkillId))
                .OrderByDescending(r => r.CreatedAt).ThenBy(r => r.Id)
                .ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, cancellationToken);
            var cards = await skills.SkillsAsync([.. page.Items.Select(r => r.SkillId).Distinct()], cancellationToken);
            return new Paged<Row>([.. page.Items.Where(r => cards.ContainsKey(r.SkillId)).Select(r => ToRow(r, cards[r.SkillId]))], page.Total, page.Page, page.PageSize);
        }

        private static Row ToRow(ConfirmationRequest request, SkillCard skill)
        {
            var state = request.StateForThePerson;
            return new Row(
                request.Id, request.SkillId, skill.Name, skill.NameOf(request.ScaleVersion, request.Ordinal),
                state is RequestState.Approved && request.DecidedOrdinal is { } confirmed ? skill.NameOf(request.ScaleVersion, confirmed) : null,
                state, (state is RequestState.Approved or RequestState.NotYet ? request.DecidedAt : request.SubmittedAt) ?? request.CreatedAt);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Paged<Row>>("requests", "The signed-in person's requests for confirmation of a level, the newest first.");
    }
}
