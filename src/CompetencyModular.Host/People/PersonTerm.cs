using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.People;

/// <summary>A word by whose beginning a person is found: of the name, the e-mail address, the personnel number. Written with the person, by <see cref="Persistence.PlatformDb"/>.</summary>
internal sealed class PersonTerm
{
    private const int MaxLength = 100;
    private const int MostWords = 5;

    public required string Term { get; init; }

    public Guid PersonId { get; init; }

    /// <summary>The words of a person. Of an e-mail address its parts before the @ and the whole; everybody shares what stands behind.</summary>
    public static IEnumerable<PersonTerm> Of(Person person)
    {
        // A merged record is found under the one that stayed.
        if (person.MergedIntoId is not null) return [];
        var email = SearchText.Of(person.Email);
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in SearchText.Of(person.GivenName, person.FamilyName, person.PersonnelNumber).Split(' ').Append(email))
        {
            words.Add(Cut(word));
            words.UnionWith((word == email ? word.Split('@')[0] : word).Split(['-', '.', '_', '\'', '’', '/', ',']).Select(Cut));
        }

        return words.Where(w => w.Length > 0).Select(w => new PersonTerm { Term = w, PersonId = person.Id });
    }

    /// <summary>The words that somebody typed, each the beginning of what is looked for.</summary>
    public static IReadOnlyList<string> Typed(string text) => [.. SearchText.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords).Select(Cut)];

    private static string Cut(string word) => word.Length > MaxLength ? word[..MaxLength] : word;

    internal sealed class Configuration : IEntityTypeConfiguration<PersonTerm>
    {
        public void Configure(EntityTypeBuilder<PersonTerm> builder)
        {
            builder.ToTable("PersonTerms").HasKey(t => new { t.Term, t.PersonId });
            builder.Property(t => t.Term).HasMaxLength(MaxLength);
            builder.HasIndex(t => t.PersonId);
            builder.HasOne<Person>().WithMany().HasForeignKey(t => t.PersonId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
