using System.Text.Json;
using CompetencyModular.OJT.Domain;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CompetencyModular.OJT.Persistence;

internal abstract class OjtDb(DbContextOptions options) : ModuleDbContext(options, "ojt")
{
    public DbSet<Programme> Programmes => Set<Programme>();

    public DbSet<Objective> Objectives => Set<Objective>();

    public DbSet<ProgrammeTask> ProgrammeTasks => Set<ProgrammeTask>();

    public DbSet<ProgrammeVersion> Versions => Set<ProgrammeVersion>();

    public DbSet<Training> Trainings => Set<Training>();

    public DbSet<TrainingObjective> TrainingObjectives => Set<TrainingObjective>();

    public DbSet<TrainingTask> TrainingTasks => Set<TrainingTask>();

    public DbSet<Entry> Entries => Set<Entry>();

    public DbSet<EvidenceFile> EvidenceFiles => Set<EvidenceFile>();

    public DbSet<Appointment> Appointments => Set<Appointment>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Programme>(programme =>
        {
            programme.ToTable("Programmes").Property(p => p.Title).HasMaxLength(200);
            programme.HasIndex(p => new { p.State, p.SearchText });
            programme.HasMany(p => p.Objectives).WithOne().HasForeignKey(o => o.ProgrammeId);
            programme.HasMany(p => p.Versions).WithOne().HasForeignKey(v => v.ProgrammeId);
        });
        model.Entity<Objective>(objective =>
        {
            objective.ToTable("Objectives").Ignore(o => o.Assessor);
            objective.Property(o => o.Title).HasMaxLength(200);
            objective.HasMany(o => o.Tasks).WithOne().HasForeignKey(t => t.ObjectiveId);
        });
        model.Entity<ProgrammeTask>().ToTable("ProgrammeTasks").Property(t => t.Title).HasMaxLength(200);
        model.Entity<ProgrammeVersion>(version =>
        {
            version.ToTable("ProgrammeVersions").HasKey(v => new { v.ProgrammeId, v.Number });
            // A version never changes: the same instance is the same content.
            version.Property(v => v.Content).HasConversion(
                content => JsonSerializer.Serialize(content, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<ProgrammeContent>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<ProgrammeContent>((a, b) => ReferenceEquals(a, b), content => content.Title.GetHashCode(StringComparison.Ordinal), content => content));
        });
        model.Entity<Training>(training =>
        {
            training.ToTable("Trainings").Ignore(t => t.Happened).Ignore(t => t.OccurrenceKey);
            training.Property(t => t.Title).HasMaxLength(200);
            // Two who begin the same training at once meet this index.
            training.HasIndex(t => new { t.TraineeId, t.ProgrammeId, t.Occurrence }).IsUnique();
            training.HasIndex(t => new { t.MentorId, t.State });
            training.HasIndex(t => new { t.State, t.TouchedAt });
            training.HasIndex(t => t.ProgrammeId);
            training.HasOne<Programme>().WithMany().HasForeignKey(t => t.ProgrammeId).OnDelete(DeleteBehavior.Restrict);
            training.HasMany(t => t.Objectives).WithOne().HasForeignKey(o => o.TrainingId);
            training.HasMany(t => t.Entries).WithOne().HasForeignKey(e => e.TrainingId);
        });
        model.Entity<TrainingObjective>(objective =>
        {
            objective.ToTable("TrainingObjectives").Ignore(o => o.Assessor);
            objective.Property(o => o.Title).HasMaxLength(200);
            objective.HasIndex(o => o.SourceId);
            objective.HasMany(o => o.Tasks).WithOne().HasForeignKey(t => t.ObjectiveId);
        });
        model.Entity<TrainingTask>(task =>
        {
            task.ToTable("TrainingTasks").Property(t => t.Title).HasMaxLength(200);
            task.HasIndex(t => t.SourceId);
            task.HasIndex(t => new { t.State, t.SubmittedAt });
        });
        model.Entity<Entry>(entry =>
        {
            entry.ToTable("Journal").Property(e => e.Subject).HasMaxLength(200);
            entry.HasIndex(e => new { e.TrainingId, e.Number }).IsUnique();
            entry.HasIndex(e => new { e.TaskId, e.Number });
            entry.HasMany(e => e.Files).WithOne().HasForeignKey(f => f.EntryId);
        });
        model.Entity<EvidenceFile>(file =>
        {
            file.ToTable("EvidenceFiles").Property(f => f.Name).HasMaxLength(200);
            file.Property(f => f.Area).HasMaxLength(40);
            file.Property(f => f.Hash).HasMaxLength(64);
            file.Property(f => f.ContentType).HasMaxLength(120);
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("Invitations").Property(i => i.TokenHash).HasMaxLength(64);
            invitation.HasIndex(i => i.TokenHash).IsUnique();
            invitation.HasOne<Training>().WithMany().HasForeignKey(i => i.TrainingId);
        });
        model.Entity<Appointment>(appointment =>
        {
            appointment.ToTable("Appointments").HasIndex(a => new { a.ProgrammeId, a.PersonId });
            appointment.HasIndex(a => a.PersonId);
            appointment.HasOne<Programme>().WithMany().HasForeignKey(a => a.ProgrammeId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}

internal sealed class OjtSqliteDb(DbContextOptions<OjtSqliteDb> options) : OjtDb(options);

internal sealed class OjtPostgresDb(DbContextOptions<OjtPostgresDb> options) : OjtDb(options);
