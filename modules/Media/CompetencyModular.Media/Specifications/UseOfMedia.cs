using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Sdk.Files;

namespace CompetencyModular.Media.Specifications;

/// <summary>How a medium is used, in numbers.</summary>
internal sealed class UseOfMedium
{
    /// <summary>What is said of fewer people than this could be told of one of them.</summary>
    public const int FewestPeople = 5;

    public Guid Id { get; init; }

    public string Title { get; init; } = "";

    public FileGroup Kind { get; init; }

    public string Folder { get; init; } = "";

    public string SearchText { get; init; } = "";

    /// <summary>How often it was opened.</summary>
    public int Opens { get; init; }

    /// <summary>How many people opened it.</summary>
    public int People { get; init; }

    /// <summary>How many people completed it.</summary>
    public int Completions { get; init; }

    /// <summary>How much of it people played, 0 to 1; null where nobody opened it.</summary>
    public double? Average { get; init; }

    /// <summary>Whether all but <see cref="Opens"/> is to be hidden.</summary>
    public bool IsAboutFew => People < FewestPeople;
}

internal static class UseOfMediaSpecifications
{
    /// <summary>The use of media that are not in the trash.</summary>
    public static IQueryable<UseOfMedium> UseOf(this MediaDb db, IQueryable<Medium> media) => media.Where(m => m.TrashedAt == null).Select(m => new UseOfMedium
    {
        Id = m.Id, Title = m.Title, Kind = m.Kind, Folder = m.Folder, SearchText = m.SearchText,
        Opens = db.Viewings.Where(v => v.MediumId == m.Id).Sum(v => v.Opens),
        People = db.Viewings.Where(v => v.MediumId == m.Id && v.Opens > 0).Select(v => v.PersonId).Distinct().Count(),
        Completions = db.Viewings.Where(v => v.MediumId == m.Id && v.CompletedAt != null).Select(v => v.PersonId).Distinct().Count(),
        Average = db.Viewings.Where(v => v.MediumId == m.Id && v.Opens > 0).Average(v => (double?)v.Share),
    });
}
