using CompetencyModular.Roles.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Roles.Persistence;

internal sealed class ScaleConfiguration : IEntityTypeConfiguration<Scale>
{
    public void Configure(EntityTypeBuilder<Scale> scale)
    {
        scale.ToTable("Scales");
        scale.Property(s => s.Name).HasMaxLength(Lengths.Name);
        scale.Property(s => s.NameKey).HasMaxLength(Lengths.Key);
        scale.HasIndex(s => s.NameKey).IsUnique();
        // A scale is read and written as a whole, and its versions never change: one document says that better than three tables.
        scale.Property(s => s.Versions).IsJson();
        scale.Ignore(s => s.Levels);
    }
}

internal sealed class SkillCategoryConfiguration : IEntityTypeConfiguration<SkillCategory>
{
    public void Configure(EntityTypeBuilder<SkillCategory> category)
    {
        category.ToTable("SkillCategories");
        category.Property(c => c.Name).HasMaxLength(Lengths.Name);
        category.Property(c => c.NameKey).HasMaxLength(Lengths.Key);
        category.HasOne<SkillCategory>().WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SkillConfiguration : IEntityTypeConfiguration<Skill>
{
    public void Configure(EntityTypeBuilder<Skill> skill)
    {
        skill.ToTable("Skills");
        skill.Property(s => s.Name).HasMaxLength(Lengths.Name);
        skill.Property(s => s.NameKey).HasMaxLength(Lengths.Key);
        skill.HasIndex(s => s.NameKey).IsUnique();
        skill.HasIndex(s => s.CategoryId);
        skill.Property(s => s.LevelTexts).IsJson();
        skill.HasOne<Scale>().WithMany().HasForeignKey(s => s.ScaleId).OnDelete(DeleteBehavior.Restrict);
        skill.HasOne<SkillCategory>().WithMany().HasForeignKey(s => s.CategoryId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class JobProfileConfiguration : IEntityTypeConfiguration<JobProfile>
{
    public void Configure(EntityTypeBuilder<JobProfile> profile)
    {
        profile.ToTable("Profiles");
        profile.Property(p => p.Name).HasMaxLength(Lengths.Name);
        profile.Property(p => p.NameKey).HasMaxLength(Lengths.Key);
        profile.Property(p => p.Family).HasMaxLength(Lengths.Name);
        profile.Property(p => p.Track).HasMaxLength(Lengths.Name);
        profile.Property(p => p.Key).HasMaxLength(3 * Lengths.Key);
        profile.HasIndex(p => p.Key).IsUnique();
        profile.HasIndex(p => p.NameKey);
        profile.Ignore(p => p.Working);
        profile.HasMany(p => p.Versions).WithOne().HasForeignKey(v => v.ProfileId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ProfileVersionConfiguration : IEntityTypeConfiguration<ProfileVersion>
{
    public void Configure(EntityTypeBuilder<ProfileVersion> version)
    {
        version.ToTable("ProfileVersions");
        version.HasIndex(v => new { v.ProfileId, v.Number }).IsUnique();
        version.HasMany(v => v.Requirements).WithOne().HasForeignKey(r => r.VersionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ProfileRequirementConfiguration : IEntityTypeConfiguration<ProfileRequirement>
{
    public void Configure(EntityTypeBuilder<ProfileRequirement> requirement)
    {
        requirement.ToTable("ProfileRequirements");
        requirement.HasKey(r => new { r.VersionId, r.SkillId });
        requirement.HasIndex(r => r.SkillId);
        requirement.Ignore(r => r.Terms);
        requirement.HasOne<Skill>().WithMany().HasForeignKey(r => r.SkillId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AssignmentConfiguration : IEntityTypeConfiguration<Assignment>
{
    public void Configure(EntityTypeBuilder<Assignment> assignment)
    {
        assignment.ToTable("Assignments");
        assignment.HasIndex(a => new { a.PersonId, a.From });
        assignment.HasIndex(a => new { a.ProfileId, a.From });
        assignment.HasOne<JobProfile>().WithMany().HasForeignKey(a => a.ProfileId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasMany(a => a.Suspensions).WithOne().HasForeignKey(s => s.AssignmentId).OnDelete(DeleteBehavior.Cascade);
        assignment.Ignore(a => a.IsWithdrawn);
    }
}

internal sealed class SuspensionConfiguration : IEntityTypeConfiguration<Suspension>
{
    public void Configure(EntityTypeBuilder<Suspension> suspension)
    {
        suspension.ToTable("Suspensions");
        suspension.Property(s => s.Reason).HasMaxLength(Lengths.Reason);
    }
}

internal sealed class ExemptionConfiguration : IEntityTypeConfiguration<Exemption>
{
    public void Configure(EntityTypeBuilder<Exemption> exemption)
    {
        exemption.ToTable("Exemptions");
        exemption.HasIndex(e => new { e.PersonId, e.From });
        exemption.Property(e => e.Reason).HasMaxLength(Lengths.Reason);
        exemption.HasOne<Skill>().WithMany().HasForeignKey(e => e.SkillId).OnDelete(DeleteBehavior.Restrict);
        exemption.HasOne<JobProfile>().WithMany().HasForeignKey(e => e.ProfileId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AspiredProfileConfiguration : IEntityTypeConfiguration<AspiredProfile>
{
    public void Configure(EntityTypeBuilder<AspiredProfile> aspired)
    {
        aspired.ToTable("AspiredProfiles");
        // One may aspire to the same profile again later; at one time only once.
        aspired.HasIndex(a => new { a.PersonId, a.ProfileId }).IsUnique().HasFilter("\"EndedAt\" IS NULL");
        aspired.HasOne<JobProfile>().WithMany().HasForeignKey(a => a.ProfileId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>Longest texts, for the database and for whoever validates what is typed.</summary>
internal static class Lengths
{
    public const int Name = 200;

    /// <summary>A normalised name can be longer than the name: one sign may become several.</summary>
    public const int Key = 2 * Name;

    public const int Reason = 1000;
    public const int Text = 8000;
}
