using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.People.ImportTable;

/// <summary>Which column of the organisation's own table holds what, kept for the next time.</summary>
internal sealed class SavedMapping
{
    /// <summary>The one table that there is so far.</summary>
    public const string PeopleTable = "people";

    public required string Table { get; init; }

    public required string Json { get; set; }

    public DateTimeOffset SavedAt { get; set; }

    public PeopleMapping Read() => JsonSerializer.Deserialize<PeopleMapping>(Json, JsonSerializerOptions.Web) ?? new PeopleMapping();

    public static string Write(PeopleMapping mapping) => JsonSerializer.Serialize(mapping, JsonSerializerOptions.Web);

    internal sealed class Configuration : IEntityTypeConfiguration<SavedMapping>
    {
        public void Configure(EntityTypeBuilder<SavedMapping> builder)
        {
            builder.ToTable("SavedMappings").HasKey(m => m.Table);
            builder.Property(m => m.Table).HasMaxLength(50);
            builder.Property(m => m.Json).HasMaxLength(20_000);
        }
    }
}
