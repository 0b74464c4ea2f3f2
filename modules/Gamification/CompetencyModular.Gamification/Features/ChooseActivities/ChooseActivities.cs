using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.ChooseActivities;

/// <summary>Somebody says which activities, of whatever module, a challenge is about.</summary>
internal static class ChooseActivities
{
    private const int Shown = 20;

    /// <summary>What could be taken in, by what was typed.</summary>
    [Requires(GamificationPermissions.ManageChallenges)]
    internal sealed record Query(Guid ChallengeId, string? Search) : IRead<Response>;

    internal sealed record Response(string Title, IReadOnlyList<Choice> Choices);

    /// <param name="Activity">Its reference, as text.</param>
    /// <param name="Kind">As <see cref="Deed.SubjectKind"/>.</param>
    internal sealed record Choice(string Activity, string Title, string Kind);

    [Requires(GamificationPermissions.ManageChallenges)]
    internal sealed record Command(Guid ChallengeId, string Activity, bool IsIn) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Activity).NotEmpty().MaximumLength(150).Must(a => ActivityRef.TryParse(a, out _));
    }

    internal sealed class QueryHandler(GamificationDb db, IActivityCatalog catalog, ICurrentUser user, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var challenge = await db.Challenges.AsNoTracking().FirstOrDefaultAsync(c => c.Id == query.ChallengeId, ct);
            if (challenge is null || challenge.Goal is not ChallengeGoal.Activities) return Error.NotFound();
            if (!challenge.MayChange(time.GetUtcNow())) return GamificationErrors.ChallengeHasBegun;
            var there = challenge.Items.Select(i => i.Key).ToHashSet();
            var typed = SearchText.Of(query.Search);
            return new Response(challenge.Title, [.. (await catalog.OffersForAsync(user.Me(), ct))
                .Where(o => !there.Contains(o.Activity.ToString()) && SearchText.Of(o.Link.Title).Contains(typed, StringComparison.Ordinal))
                .OrderBy(o => o.Link.Title, StringComparer.CurrentCulture).ThenBy(o => o.Activity).Take(Shown)
                .Select(o => new Choice(o.Activity.ToString(), o.Link.Title, Deed.KindOf(o.Activity)))]);
        }
    }

    internal sealed class CommandHandler(GamificationDb db, IActivityCatalog catalog, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (!ActivityRef.TryParse(command.Activity, out var activity)) return Error.NotFound();
            var challenge = await db.Challenges.FirstOrDefaultAsync(c => c.Id == command.ChallengeId, ct);
            if (challenge is null) return Error.NotFound();
            if (!command.IsIn) return challenge.Choose(activity.ToString(), "", false, time.GetUtcNow());
            return (await catalog.DescribeAsync([activity], ct)).TryGetValue(activity, out var link)
                ? challenge.Choose(activity.ToString(), link.Title, true, time.GetUtcNow()) : GamificationErrors.ActivityGone;
        }
    }
}
