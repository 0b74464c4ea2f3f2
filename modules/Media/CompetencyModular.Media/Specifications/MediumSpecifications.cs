using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Sdk.Access;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Specifications;

internal static class MediumSpecifications
{
    /// <summary>What is in the library.</summary>
    public static IQueryable<Medium> OnOffer(this IQueryable<Medium> media) => media.Where(m => m.State == MediumState.Published && m.TrashedAt == null);

    /// <summary>The media that the actor may open: whoever manages them all, everybody else those on offer.</summary>
    public static IQueryable<Medium> OpenTo(this IQueryable<Medium> media, ICurrentUser user) => user.Has(MediaPermissions.Manage) ? media : media.OnOffer();

    /// <summary>With all it consists of, for a change.</summary>
    public static IQueryable<Medium> Whole(this IQueryable<Medium> media) => media.Include(m => m.Versions).Include(m => m.Captions).Include(m => m.Tags).AsSplitQuery();

    /// <summary>A person's latest occurrence with a medium.</summary>
    public static IQueryable<Viewing> LatestOf(this IQueryable<Viewing> viewings, Guid personId, Guid mediumId) =>
        viewings.Where(v => v.PersonId == personId && v.MediumId == mediumId).OrderByDescending(v => v.Occurrence);

    public static Task<Medium?> FindWholeAsync(this MediaDb db, Guid id, CancellationToken ct) => db.Media.Whole().FirstOrDefaultAsync(m => m.Id == id, ct);
}
