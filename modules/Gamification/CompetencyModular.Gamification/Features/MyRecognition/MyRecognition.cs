using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.MyRecognition;

/// <summary>What somebody earned: points, the level they make, this season's, and the ledger with the reason of each row (R6.7).</summary>
internal static class MyRecognition
{
    [Requires(GamificationPermissions.See)]
    internal sealed record Query(int? Page = null, int? PageSize = null) : IRead<Response>;

    /// <param name="Total">The sum of the ledger.</param>
    /// <param name="Level">The largest whose threshold the total reaches.</param>
    /// <param name="Done">Points since the level began.</param>
    /// <param name="Needed">Points from its beginning to the next.</param>
    /// <param name="Season">The one that runs now, if any.</param>
    /// <param name="Entries">The ledger, the latest first.</param>
    internal sealed record Response(long Total, int Level, long Done, long Needed, SeasonCard? Season, Paged<Entry> Entries);

    internal sealed record SeasonCard(Guid Id, string Name, DateTimeOffset StartsAt, DateTimeOffset EndsAt, long Points);

    /// <param name="Reason">Why it was taken back; empty for what was earned.</param>
    internal sealed record Entry(Guid Id, long Points, DeedKind Kind, string Title, string Subject, int Ordinal, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, bool IsReversal, string Reason)
    {
        public Guid? SkillId => Kind is DeedKind.SkillReached && Guid.TryParse(Subject.AsSpan(Deed.SkillSubject.Length + 1), out var id) ? id : null;
    }

    internal sealed class Handler(GamificationDb db, ICurrentUser user, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            var mine = db.Ledger.AsNoTracking().Where(e => e.PersonId == me);
            var total = await mine.SumAsync(e => (long)e.Points, ct);
            var season = await db.Seasons.AsNoTracking().FirstOrDefaultAsync(s => s.StartsAt <= now && now < s.EndsAt, ct);
            var inSeason = season is null ? 0 : await mine.Where(e => e.OccurredAt >= season.StartsAt && e.OccurredAt < season.EndsAt).SumAsync(e => (long)e.Points, ct);
            var entries = await mine
                .OrderByDescending(e => e.OccurredAt).ThenByDescending(e => e.RecordedAt).ThenBy(e => e.Id)
                .Join(db.Deeds, e => e.DeedId, d => d.Id, (e, d) => new Entry(e.Id, e.Points, d.Kind, d.Title, d.Subject, e.Ordinal, e.OccurredAt, e.RecordedAt, e.ReversesId != null, e.Reason))
                .ToPageAsync(query.Page ?? 1, query.PageSize ?? 10, ct);
            var progress = (await db.SettingsAsync(ct)).Ladder.ProgressOf(total);
            return new Response(total, progress.Level, progress.Done, progress.Needed,
                season is null ? null : new SeasonCard(season.Id, season.Name, season.StartsAt, season.EndsAt, inSeason), entries);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("me", "The signed-in person's points, level and ledger.");
    }
}
