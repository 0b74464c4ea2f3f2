using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.FollowPlan;

/// <summary>The plans one has accepted and still follows, each step as far as its activity says.</summary>
internal static class FollowPlan
{
    [Requires(GapClosurePermissions.Accept)]
    internal sealed record Query : IRead<IReadOnlyList<Plan>>;

    internal sealed class Handler(GapClosureDb db, ICurrentUser user, IActivityCatalog activities) : IReadHandler<Query, IReadOnlyList<Plan>>
    {
        public async ValueTask<Result<IReadOnlyList<Plan>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var me = user.Me();
            var plans = await db.Plans.AsNoTracking().Where(p => p.PersonId == me && p.EndedAt == null).OrderByDescending(p => p.AcceptedAt).ToListAsync(cancellationToken);
            if (plans.Count == 0) return Array.Empty<Plan>();
            // What can no longer be taken is gone, unless it was completed: that stays (N3).
            var offers = (await activities.OffersForAsync(me, cancellationToken))
                .Where(o => o.Visibility != OfferVisibility.Hidden || o.Progress == OfferProgress.Completed).ToDictionary(o => o.Activity);
            return plans.Select(p => new Plan(p.Id, p.Goal, p.AcceptedAt,
                [.. p.Steps.OrderBy(s => s.Place).Select(s => offers.TryGetValue(s.Activity, out var offer)
                    ? new Step(offer.Link.Title, offer.Link.Url, s.Minutes, offer.Progress)
                    : new Step(s.Title, null, s.Minutes, OfferProgress.NotStarted))])).ToList();
        }
    }

    /// <summary>An accepted plan.</summary>
    internal sealed record Plan(Guid Id, string Goal, DateTimeOffset AcceptedAt, IReadOnlyList<Step> Steps)
    {
        public int Done => Steps.Count(s => s.Progress == OfferProgress.Completed);

        public Step? Next => Steps.FirstOrDefault(s => s.Progress != OfferProgress.Completed && s.Url is not null);
    }

    /// <summary>A step; without a page where the activity is gone or its module is off.</summary>
    internal sealed record Step(string Title, string? Url, int Minutes, OfferProgress Progress);

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, IReadOnlyList<Plan>>("plans", "The plans that the signed-in person has accepted and still follows, with how far each step is.");
    }
}
