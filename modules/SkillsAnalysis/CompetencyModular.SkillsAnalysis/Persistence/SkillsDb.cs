using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.SkillsAnalysis.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CompetencyModular.SkillsAnalysis.Persistence;

internal abstract class SkillsDb(DbContextOptions options) : ModuleDbContext(options, "skills")
{
    public DbSet<Evidence> Evidence => Set<Evidence>();

    public DbSet<EvidenceMove> EvidenceMoves => Set<EvidenceMove>();

    public DbSet<AwardRule> AwardRules => Set<AwardRule>();

    public DbSet<CompletedActivity> CompletedActivities => Set<CompletedActivity>();

    public DbSet<SkillSetting> SkillSettings => Set<SkillSetting>();

    public DbSet<LevelSetting> LevelSettings => Set<LevelSetting>();

    public DbSet<TrustedIssuer> TrustedIssuers => Set<TrustedIssuer>();

    public DbSet<ReminderSetting> ReminderSettings => Set<ReminderSetting>();

    public DbSet<Reminder> Reminders => Set<Reminder>();

    public DbSet<CredentialMapping> CredentialMappings => Set<CredentialMapping>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<ActivityRef>().HaveConversion<ActivityConverter>().HaveMaxLength(150);
        configurationBuilder.Properties<Validity>().HaveConversion<ValidityConverter>().HaveMaxLength(20);
    }

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Evidence>(e =>
        {
            e.Property(x => x.SourceText).HasMaxLength(400);
            e.Property(x => x.OccurrenceKey).HasMaxLength(200);
            e.Property(x => x.IssuerName).HasMaxLength(200);
            e.Property(x => x.Number).HasMaxLength(100);
            e.Property(x => x.Note).HasMaxLength(4000);
            e.Property(x => x.Links).HasMaxLength(4000);
            e.Property(x => x.RowHash).HasMaxLength(64);
            e.HasIndex(x => new { x.PersonId, x.SkillId });
            e.HasIndex(x => x.SkillId);
            e.HasIndex(x => x.Source);
            // What lapses soon is looked for every day.
            e.HasIndex(x => x.ValidUntil);
            // One award for each occurrence, and one row for each imported one, whatever runs twice.
            e.HasIndex(x => new { x.PersonId, x.RuleId, x.OccurrenceKey }).IsUnique();
            e.HasIndex(x => x.RowHash).IsUnique();
        });
        model.Entity<EvidenceMove>(e => e.HasKey(x => new { x.EvidenceId, x.FromId }));
        model.Entity<AwardRule>(e =>
        {
            e.HasIndex(x => x.Activity);
            e.HasIndex(x => x.SkillId);
        });
        model.Entity<CompletedActivity>(e =>
        {
            e.Property(x => x.OccurrenceKey).HasMaxLength(200);
            e.Property(x => x.Title).HasMaxLength(400);
            e.HasIndex(x => new { x.PersonId, x.Activity, x.OccurrenceKey }).IsUnique();
            e.HasIndex(x => x.Activity);
        });
        model.Entity<SkillSetting>(e =>
        {
            e.HasKey(x => x.SkillId);
            e.Property(x => x.Fulfils).HasConversion<int>();
        });
        model.Entity<LevelSetting>(e => e.HasKey(x => new { x.SkillId, x.LevelId }));
        model.Entity<ReminderSetting>(e =>
        {
            e.Property(x => x.Text).HasMaxLength(100);
            e.Ignore(x => x.Days);
        });
        // Once, whatever runs twice.
        model.Entity<Reminder>(e => e.HasIndex(x => new { x.PersonId, x.SkillId, x.Until, x.Days }).IsUnique());
        model.Entity<TrustedIssuer>(e =>
        {
            e.Property(x => x.Name).HasMaxLength(200);
            e.Property(x => x.Identifier).HasMaxLength(400);
            e.HasIndex(x => x.Identifier).IsUnique();
        });
        model.Entity<CredentialMapping>(e =>
        {
            e.Property(x => x.CredentialType).HasMaxLength(400);
            e.HasIndex(x => new { x.IssuerId, x.CredentialType, x.SkillId }).IsUnique();
            e.HasOne<TrustedIssuer>().WithMany().HasForeignKey(x => x.IssuerId);
        });
    }

    private sealed class ActivityConverter() : ValueConverter<ActivityRef, string>(a => a.ToString(), t => Read(t))
    {
        private static ActivityRef Read(string text) =>
            ActivityRef.TryParse(text, out var activity) ? activity : throw new FormatException($"'{text}' is no activity.");
    }

    private sealed class ValidityConverter() : ValueConverter<Validity, string>(v => v.ToString(), t => Validity.Parse(t));
}

internal sealed class SkillsSqliteDb(DbContextOptions<SkillsSqliteDb> options) : SkillsDb(options);

internal sealed class SkillsPostgresDb(DbContextOptions<SkillsPostgresDb> options) : SkillsDb(options);
