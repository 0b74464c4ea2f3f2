using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Sdk.People;

/// <summary>Says what a module keeps of a person, for whoever is about to merge two records. Registered by <see cref="PersonRecordsServices.AddPersonRecords{T}"/>.</summary>
public interface IPersonRecords
{
    /// <summary>What would move, one line for each sort of thing; nothing where there is nothing.</summary>
    /// <param name="fromId">The record that would go.</param>
    /// <param name="intoId">The record that would stay.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<PersonRecordCount>> CountAsync(Guid fromId, Guid intoId, CancellationToken cancellationToken);
}

/// <summary>How much there is of one sort of thing.</summary>
/// <param name="TextKey">A key of the module's resx that names it: "Pieces of evidence".</param>
/// <param name="Count">How many the record that would go has.</param>
/// <param name="InBoth">How many of them the other record has too.</param>
/// <param name="DecisionKey">A key of the module's resx that says what becomes of those.</param>
public sealed record PersonRecordCount(string TextKey, int Count, int InBoth = 0, string? DecisionKey = null);

/// <summary>Registers what a module says of people.</summary>
/// <param name="Type">The implementation of <see cref="IPersonRecords"/>.</param>
public sealed record PersonRecordsRegistration(Type Type);

/// <summary>Registers what a module says of people.</summary>
public static class PersonRecordsServices
{
    /// <summary>Adds the module's word on what it keeps of a person.</summary>
    public static IServiceCollection AddPersonRecords<T>(this IServiceCollection services) where T : class, IPersonRecords =>
        services.AddScoped<T>().AddSingleton(new PersonRecordsRegistration(typeof(T)));
}
