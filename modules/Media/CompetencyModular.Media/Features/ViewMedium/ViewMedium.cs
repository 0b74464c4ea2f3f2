using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.ViewMedium;

/// <summary>A medium: what it is, and how far the person is with it.</summary>
internal static class ViewMedium
{
    [Requires(MediaPermissions.Read)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Mine">The person's latest occurrence; null where there is none.</param>
    internal sealed record Response(
        Guid Id, string Title, string Description, FileGroup Kind, MediumState State, DateTimeOffset? TrashedAt, string Folder, string Language, int Minutes, int Threshold,
        IReadOnlyList<string> Tags, string FileName, string ContentType, long Length, double? Seconds, int VersionNumber, DateTimeOffset ChangedAt,
        IReadOnlyList<CaptionRow> Captions, Occurrence? Mine, FileRow File, UseRow? Uses)
    {
        public bool IsPlayed => Kind.IsPlayed();

        public bool IsOnOffer => State is MediumState.Published && TrashedAt is null;
    }

    internal sealed record CaptionRow(Guid Id, string Language);

    /// <param name="Width">In points; null for what has no size or was not looked at.</param>
    /// <param name="Codecs">How sound and film are written; empty where that is not known.</param>
    /// <param name="Look">How far the look into the file is.</param>
    /// <param name="Rendition">How far the version for browsers is.</param>
    /// <param name="HasPreview">Whether there is a small picture of it.</param>
    /// <param name="RenditionLength">Of the version for browsers, in bytes; 0 without one.</param>
    internal sealed record FileRow(int? Width, int? Height, string Codecs, Making Look, Making Rendition, bool HasPreview, long RenditionLength);

    /// <summary>Where it is used and who threw it away: for those who manage media.</summary>
    /// <param name="Links">What holds it as a part, and the person may open.</param>
    /// <param name="Hidden">How many more hold it.</param>
    /// <param name="TrashedBy">Empty where that is not known.</param>
    /// <param name="GoesOn">When the trash is emptied of it; null for never, or where it is not there.</param>
    internal sealed record UseRow(IReadOnlyList<ActivityLink> Links, int Hidden, string TrashedBy, DateTimeOffset? GoesOn)
    {
        public bool Any => Links.Count + Hidden > 0;
    }

    /// <param name="Parts">What was played of the current version, such as <c>0-12.5,40-61</c>.</param>
    internal sealed record Occurrence(int Number, string Reason, int Opens, double Share, string Parts, double Position, DateTimeOffset? CompletedAt);

    internal sealed class Handler(MediaDb db, ICurrentUser user, IPeople people, IActivityCatalog catalog) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var medium = await db.Media.AsNoTracking().OpenTo(user).Whole().FirstOrDefaultAsync(m => m.Id == query.Id, ct);
            if (medium is null) return Error.NotFound();
            var mine = user.PersonId is { } me ? await db.Viewings.AsNoTracking().LatestOf(me, medium.Id).FirstOrDefaultAsync(ct) : null;
            var file = medium.Current;
            var made = await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Hash == file.Hash, ct);
            var uses = user.Has(MediaPermissions.Manage) ? await UsesAsync(medium, ct) : null;
            var isOfThis = mine?.VersionNumber == medium.CurrentNumber;
            return new Response(
                medium.Id, medium.Title, medium.Description, medium.Kind, medium.State, medium.TrashedAt, medium.Folder, medium.Language, medium.Minutes, medium.Threshold,
                [.. medium.Tags.Select(t => t.Tag).Order(StringComparer.Ordinal)], file.FileName, file.ContentType, file.Length, file.Seconds, medium.CurrentNumber, medium.ChangedAt,
                [.. medium.Captions.OrderBy(c => c.Language, StringComparer.Ordinal).Select(c => new CaptionRow(c.Id, c.Language))],
                mine is null ? null : new Occurrence(mine.Occurrence, mine.Reason, mine.Opens, isOfThis ? mine.Share : 0, isOfThis ? mine.Parts : "", isOfThis ? mine.Position : 0, mine.CompletedAt),
                new FileRow(made?.Width, made?.Height, made?.Codecs ?? "", made?.Look ?? Making.Nothing, made?.Rendition ?? Making.Nothing, made?.HasPreview is true, made?.RenditionLength ?? 0), uses);
        }

        private async Task<UseRow> UsesAsync(Medium medium, CancellationToken ct)
        {
            var all = await catalog.UsesOfAsync(MediumRef.Of(medium.Id), ct);
            var links = all.Select(u => u.Link).OfType<ActivityLink>().ToList();
            var by = medium.TrashedById is { } who ? (await people.CardsAsync([who], ct)).GetValueOrDefault(who)?.Name ?? "" : "";
            var days = medium.TrashedAt is null ? 0 : await db.TrashDaysAsync(ct);
            return new UseRow(links, all.Count - links.Count, by, days == 0 ? null : medium.TrashedAt?.AddDays(days));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("media/{id:guid}", "A medium, with how far the signed-in person is.");
    }
}
