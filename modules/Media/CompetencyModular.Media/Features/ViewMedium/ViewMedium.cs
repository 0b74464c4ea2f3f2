using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
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
        IReadOnlyList<CaptionRow> Captions, Occurrence? Mine)
    {
        public bool IsPlayed => Kind.IsPlayed();

        public bool IsOnOffer => State is MediumState.Published && TrashedAt is null;
    }

    internal sealed record CaptionRow(Guid Id, string Language);

    /// <param name="Parts">What was played of the current version, such as <c>0-12.5,40-61</c>.</param>
    internal sealed record Occurrence(int Number, string Reason, int Opens, double Share, string Parts, double Position, DateTimeOffset? CompletedAt);

    internal sealed class Handler(MediaDb db, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var medium = await db.Media.AsNoTracking().OpenTo(user).Whole().FirstOrDefaultAsync(m => m.Id == query.Id, ct);
            if (medium is null) return Error.NotFound();
            var mine = user.PersonId is { } me ? await db.Viewings.AsNoTracking().LatestOf(me, medium.Id).FirstOrDefaultAsync(ct) : null;
            var file = medium.Current;
            var isOfThis = mine?.VersionNumber == medium.CurrentNumber;
            return new Response(
                medium.Id, medium.Title, medium.Description, medium.Kind, medium.State, medium.TrashedAt, medium.Folder, medium.Language, medium.Minutes, medium.Threshold,
                [.. medium.Tags.Select(t => t.Tag).Order(StringComparer.Ordinal)], file.FileName, file.ContentType, file.Length, file.Seconds, medium.CurrentNumber, medium.ChangedAt,
                [.. medium.Captions.OrderBy(c => c.Language, StringComparer.Ordinal).Select(c => new CaptionRow(c.Id, c.Language))],
                mine is null ? null : new Occurrence(mine.Occurrence, mine.Reason, mine.Opens, isOfThis ? mine.Share : 0, isOfThis ? mine.Parts : "", isOfThis ? mine.Position : 0, mine.CompletedAt));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("media/{id:guid}", "A medium, with how far the signed-in person is.");
    }
}
