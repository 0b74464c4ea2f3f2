using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.People;

/// <summary>A human whom the organisation knows. Who may sign in is another matter: see <see cref="Access.Account"/>.</summary>
internal sealed class Person : IVersioned
{
    private const int LongestKey = 100;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public string? PersonnelNumber { get; set; }

    public string GivenName { get; private set; } = "";

    public string FamilyName { get; private set; } = "";

    public string Email { get; private set; } = "";

    public string JobTitle { get; private set; } = "";

    public string Location { get; private set; } = "";

    public Guid? UnitId { get; set; }

    public PersonKind Kind { get; set; }

    public Guid? ManagerId { get; set; }

    /// <summary>Who helps them to find their way; not their superior.</summary>
    public Guid? MentorId { get; set; }

    public DateOnly? HiredOn { get; private set; }

    /// <summary>The last day; it has not come yet, or they have left.</summary>
    public DateOnly? LeavesOn { get; private set; }

    /// <summary>False for those who have left; what they have shown stays.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>Into whom this record was merged, because both were the same human.</summary>
    public Guid? MergedIntoId { get; set; }

    /// <summary>When it was merged.</summary>
    public DateOnly? MergedOn { get; private set; }

    /// <summary>Names, e-mail and personnel number in the form in which they are searched.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>Family name first, in the form in which lists are ordered.</summary>
    public string SortName { get; private set; } = "";

    /// <summary>The unit's name in the form in which lists are ordered by it; empty without one. Written with the person and the unit, by <see cref="Persistence.PlatformDb"/>.</summary>
    public string SortUnit { get; set; } = "";

    /// <summary>What stands before the @ of the e-mail address, without what people put in and leave out: where two have the same, they may be one.</summary>
    public string MailKey { get; private set; } = "";

    /// <summary>The personnel number without leading zeros, blanks and strokes: another spelling of it is the same.</summary>
    public string NumberKey { get; private set; } = "";

    public int Version { get; private set; }

    public string Name => $"{GivenName} {FamilyName}".Trim();

    /// <summary>
    /// Sets since when and until when somebody belongs to the organisation. Whoever is no longer here has a last day, and whoever comes back has none behind them.
    /// </summary>
    /// <param name="hiredOn">The first day, where it is known.</param>
    /// <param name="leavesOn">The last day; a past one means that they have left.</param>
    /// <param name="isActive">Whether they are here.</param>
    /// <param name="today">The organisation's day.</param>
    public Person Employ(DateOnly? hiredOn, DateOnly? leavesOn, bool isActive, DateOnly today)
    {
        var hasLeft = leavesOn < today;
        var comesBack = isActive && !IsActive && hasLeft && leavesOn == LeavesOn;
        HiredOn = hiredOn;
        IsActive = comesBack || (isActive && !hasLeft);
        LeavesOn = comesBack ? null : IsActive || hasLeft ? leavesOn : today;
        return this;
    }

    /// <summary>Sets what people call this person and where they are found; the searchable forms follow.</summary>
    public Person Describe(string givenName, string familyName, string email, string jobTitle, string location)
    {
        (GivenName, FamilyName, Email, JobTitle, Location) = (givenName.Trim(), familyName.Trim(), email.Trim(), jobTitle.Trim(), location.Trim());
        SearchText = Sdk.Persistence.SearchText.Of(GivenName, FamilyName, Email, PersonnelNumber);
        SortName = Sdk.Persistence.SearchText.Of(FamilyName, GivenName);
        MailKey = KeyOf(Email.Split('@')[0]);
        NumberKey = KeyOf(PersonnelNumber ?? "").TrimStart('0');
        return this;
    }

    /// <summary>Makes this record point to the one that stays. Number and address that the other does not have stay here, so that a table that still has them finds its way.</summary>
    public Person Retire(Guid intoId, string? personnelNumber, string email, DateOnly today)
    {
        (MergedIntoId, MergedOn, PersonnelNumber, UnitId, ManagerId, MentorId) = (intoId, today, personnelNumber, null, null, null);
        return Employ(HiredOn, LeavesOn, isActive: false, today).Describe(GivenName, FamilyName, email, "", "");
    }

    private static string KeyOf(string text) => string.Concat(Sdk.Persistence.SearchText.Of(text).Where(char.IsLetterOrDigit).Take(LongestKey));

    internal sealed class Configuration : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.ToTable("People");
            builder.Ignore(p => p.Name);
            builder.Property(p => p.PersonnelNumber).HasMaxLength(50);
            builder.Property(p => p.GivenName).HasMaxLength(100);
            builder.Property(p => p.FamilyName).HasMaxLength(100);
            builder.Property(p => p.Email).HasMaxLength(254);
            builder.Property(p => p.JobTitle).HasMaxLength(200);
            builder.Property(p => p.Location).HasMaxLength(200);
            builder.Property(p => p.SearchText).HasMaxLength(700);
            builder.Property(p => p.SortName).HasMaxLength(300);
            builder.Property(p => p.SortUnit).HasMaxLength(300);
            builder.Property(p => p.MailKey).HasMaxLength(LongestKey);
            builder.Property(p => p.NumberKey).HasMaxLength(LongestKey);
            builder.HasIndex(p => p.PersonnelNumber).IsUnique();
            builder.HasIndex(p => new { p.IsActive, p.SortName, p.Id });
            builder.HasIndex(p => new { p.IsActive, p.JobTitle, p.SortName, p.Id });
            builder.HasIndex(p => new { p.IsActive, p.SortUnit, p.SortName, p.Id });
            builder.HasIndex(p => new { p.UnitId, p.SortName });
            builder.HasIndex(p => new { p.ManagerId, p.SortName });
            builder.HasIndex(p => p.MentorId);
            // Of those that were merged alone: else it offers itself to whatever asks for those that were not, which is everybody.
            builder.HasIndex(p => p.MergedIntoId).HasFilter("\"MergedIntoId\" IS NOT NULL");
            builder.HasIndex(p => new { p.SortName, p.Id });
            builder.HasIndex(p => new { p.MailKey, p.Id });
            builder.HasIndex(p => new { p.NumberKey, p.Id });
            builder.HasIndex(p => p.Email);
            builder.HasIndex(p => new { p.IsActive, p.LeavesOn });
            builder.HasOne<OrganisationUnit>().WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.SetNull);
            builder.HasOne<Person>().WithMany().HasForeignKey(p => p.ManagerId).OnDelete(DeleteBehavior.SetNull);
            builder.HasOne<Person>().WithMany().HasForeignKey(p => p.MentorId).OnDelete(DeleteBehavior.SetNull);
            builder.HasOne<Person>().WithMany().HasForeignKey(p => p.MergedIntoId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>How somebody belongs to the organisation.</summary>
internal enum PersonKind
{
    Staff,

    /// <summary>From outside: a contractor, a trainee of a partner, a visitor.</summary>
    Guest,
}
