using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.People;

/// <summary>Something that this organisation wants to know of its people beside what everybody knows: a cost centre, a shift, a contract's end.</summary>
internal sealed class PersonAttribute
{
    public const int MaxValue = 400;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public AttributeKind Kind { get; init; }

    /// <summary>The choices, one a line; empty for other kinds.</summary>
    public string Choices { get; set; } = "";

    public IReadOnlyList<string> ChoiceList => Choices.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The form in which a value is kept and compared; null where the text is none of this kind. An empty text is no value.</summary>
    public string? Canonical(string text)
    {
        text = text.Trim();
        return Kind switch
        {
            AttributeKind.Number => decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? number.ToString("0.############", CultureInfo.InvariantCulture) : null,
            AttributeKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : null,
            AttributeKind.Choice => ChoiceList.FirstOrDefault(c => string.Equals(c, text, StringComparison.OrdinalIgnoreCase)),
            _ => text.Length <= MaxValue ? text : null,
        };
    }

    /// <summary>A kept value as people read it.</summary>
    public string Shown(string value) => Kind switch
    {
        AttributeKind.Number when decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number.ToString("#,0.############", CultureInfo.CurrentCulture),
        AttributeKind.Date when DateOnly.TryParseExact(value, "yyyy-MM-dd", out var day) => day.ToString("d", CultureInfo.CurrentCulture),
        _ => value,
    };

    internal sealed class Configuration : IEntityTypeConfiguration<PersonAttribute>
    {
        public void Configure(EntityTypeBuilder<PersonAttribute> builder)
        {
            builder.ToTable("PersonAttributes");
            builder.Ignore(a => a.ChoiceList);
            builder.Property(a => a.Name).HasMaxLength(100);
            builder.Property(a => a.Choices).HasMaxLength(4000);
            builder.HasIndex(a => a.Name).IsUnique();
        }
    }
}

/// <summary>What is known of one person.</summary>
internal sealed class PersonAttributeValue
{
    public Guid PersonId { get; init; }

    public Guid AttributeId { get; init; }

    public required string Value
    {
        get;
        set
        {
            field = value;
            SearchText = Sdk.Persistence.SearchText.Of(value);
        }
    }

    /// <summary>The value in the form in which it is searched.</summary>
    public string SearchText { get; private set; } = "";

    internal sealed class Configuration : IEntityTypeConfiguration<PersonAttributeValue>
    {
        public void Configure(EntityTypeBuilder<PersonAttributeValue> builder)
        {
            builder.ToTable("PersonAttributeValues").HasKey(v => new { v.PersonId, v.AttributeId });
            builder.Property(v => v.Value).HasMaxLength(PersonAttribute.MaxValue);
            builder.Property(v => v.SearchText).HasMaxLength(PersonAttribute.MaxValue * 2);
            builder.HasIndex(v => new { v.AttributeId, v.SearchText, v.PersonId });
            builder.HasOne<Person>().WithMany().HasForeignKey(v => v.PersonId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<PersonAttribute>().WithMany().HasForeignKey(v => v.AttributeId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal enum AttributeKind
{
    Text,
    Number,
    Date,
    Choice,
}
