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

    /// <summary>What is known of the current file of a medium, if it is one of these.</summary>
    public static IQueryable<KeptFile> FileOf(this MediaDb db, IQueryable<Medium> media, Guid mediumId) => media.Where(m => m.Id == mediumId)
        .Join(db.Versions, m => new { m.Id, Number = m.CurrentNumber }, v => new { Id = v.MediumId, v.Number }, (m, v) => v.Hash).Join(db.Files, h => h, f => f.Hash, (h, f) => f);

    /// <summary>After how many days the trash is emptied; 0 for never.</summary>
    public static async Task<int> TrashDaysAsync(this MediaDb db, CancellationToken ct) =>
        await db.Settings.Select(s => (int?)s.TrashDays).FirstOrDefaultAsync(ct) ?? MediaSetting.UsualTrashDays;

    public static Task<Medium?> FindWholeAsync(this MediaDb db, Guid id, CancellationToken ct) => db.Media.Whole().FirstOrDefaultAsync(m => m.Id == id, ct);
}
