using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.DeleteMedium;

/// <summary>Takes a medium that lies in the trash away for good, after a look at what goes with it. What it awarded stays (E3, N3).</summary>
internal static class DeleteMedium
{
    [Requires(MediaPermissions.Manage)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Bytes">Of all its versions together.</param>
    /// <param name="Opens">How often it was opened.</param>
    /// <param name="Completions">How many people completed it.</param>
    /// <param name="Links">How many links to it are out that would work if it came back.</param>
    /// <param name="Uses">What holds it as a part, and the person may open.</param>
    /// <param name="HiddenUses">How many more hold it.</param>
    internal sealed record Response(string Title, int Versions, long Bytes, int Opens, int Completions, int Links, IReadOnlyList<ActivityLink> Uses, int HiddenUses);

    [Requires(MediaPermissions.Manage)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class QueryHandler(MediaDb db, IActivityCatalog catalog, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (await db.Media.AsNoTracking().Include(m => m.Versions).FirstOrDefaultAsync(m => m.Id == query.Id && m.TrashedAt != null, ct) is not { } medium) return Error.NotFound();
            var (now, viewings) = (time.GetUtcNow(), db.Viewings.Where(v => v.MediumId == medium.Id));
            var uses = await catalog.UsesOfAsync(MediumRef.Of(medium.Id), ct);
            var links = uses.Select(u => u.Link).OfType<ActivityLink>().ToList();
            return new Response(
                medium.Title, medium.Versions.Count, medium.Versions.DistinctBy(v => v.Hash).Sum(v => v.Length), await viewings.SumAsync(v => v.Opens, ct),
                await viewings.Where(v => v.CompletedAt != null).Select(v => v.PersonId).Distinct().CountAsync(ct),
                await db.Links.CountAsync(l => l.MediumId == medium.Id && l.RevokedAt == null && l.ExpiresAt > now, ct), links, uses.Count - links.Count);
        }
    }

    internal sealed class CommandHandler(MediaDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await db.FindWholeAsync(command.Id, ct) is not { } medium) return Error.NotFound();
            if (medium.TrashedAt is null) return MediaErrors.NotInTrash;
            await db.RemoveForGoodAsync(medium, time.GetUtcNow(), ct);
            return Done.Value;
        }
    }
}
