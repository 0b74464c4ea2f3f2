using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.ViewUse;

/// <summary>How one medium is used, and which of its parts are played. What says something about few people is hidden.</summary>
internal static class ViewUse
{
    /// <summary>Into how many parts a film is cut to show which are played.</summary>
    private const int Slices = 20;

    [Requires(MediaPermissions.SeeUse)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Numbers">Null where they are about few people.</param>
    internal sealed record Response(string Title, bool IsPlayed, int Opens, Figures? Numbers);

    /// <param name="People">Who opened it.</param>
    /// <param name="Completions">Who of them completed it.</param>
    /// <param name="Average">How much of it they played, 0 to 1.</param>
    /// <param name="Played">For each twentieth of it, how many of them played it, 0 to 1; empty where its length is not known.</param>
    /// <param name="Seconds">How long it plays; 0 where that is not known.</param>
    internal sealed record Figures(int People, int Completions, double Average, IReadOnlyList<double> Played, double Seconds);

    internal sealed class Handler(MediaDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var medium = await db.Media.AsNoTracking().Include(m => m.Versions).FirstOrDefaultAsync(m => m.Id == query.Id, ct);
            if (medium is null) return Error.NotFound();
            var viewings = await db.Viewings.AsNoTracking().Where(v => v.MediumId == medium.Id)
                .Select(v => new { v.PersonId, v.Opens, v.Share, v.Parts, v.VersionNumber, IsCompleted = v.CompletedAt != null }).ToListAsync(ct);
            var people = viewings.Where(v => v.Opens > 0).Select(v => v.PersonId).Distinct().Count();
            if (people < UseOfMedium.FewestPeople) return new Response(medium.Title, medium.IsPlayed, viewings.Sum(v => v.Opens), null);

            var seconds = medium.Current.Seconds ?? 0;
            var parts = viewings.Where(v => v.VersionNumber == medium.CurrentNumber && v.Parts.Length > 0).Select(v => Watched.Parse(v.Parts)!).ToList();
            return new Response(medium.Title, medium.IsPlayed, viewings.Sum(v => v.Opens), new Figures(
                people, viewings.Where(v => v.IsCompleted).Select(v => v.PersonId).Distinct().Count(), viewings.Where(v => v.Opens > 0).Average(v => v.Share),
                seconds > 0 && parts.Count >= UseOfMedium.FewestPeople ? [.. Enumerable.Range(0, Slices).Select(n => ShareOf(parts, (n + 0.5) * seconds / Slices))] : [],
                seconds));
        }

        private static double ShareOf(List<IReadOnlyList<Part>> all, double second) => all.Count(parts => parts.Any(p => p.From <= second && second < p.To)) / (double)all.Count;
    }
}
