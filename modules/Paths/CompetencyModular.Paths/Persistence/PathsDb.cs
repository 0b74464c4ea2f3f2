using System.Text.Json;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Paths.Persistence;

internal abstract class PathsDb(DbContextOptions options) : ModuleDbContext(options, "paths")
{
    public DbSet<Course> Courses => Set<Course>();

    public DbSet<CourseItem> Items => Set<CourseItem>();

    public DbSet<Question> Questions => Set<Question>();

    public DbSet<CoursePrerequisite> Prerequisites => Set<CoursePrerequisite>();

    public DbSet<CourseTag> Tags => Set<CourseTag>();

    public DbSet<CourseFile> Files => Set<CourseFile>();

    public DbSet<CourseFileBytes> FileBytes => Set<CourseFileBytes>();

    public DbSet<Enrolment> Enrolments => Set<Enrolment>();

    public DbSet<Try> Tries => Set<Try>();

    public DbSet<TaskSubmission> Submissions => Set<TaskSubmission>();

    public DbSet<LearningPath> Paths => Set<LearningPath>();

    public DbSet<PathStep> Steps => Set<PathStep>();

    public DbSet<PathGoal> Goals => Set<PathGoal>();

    public DbSet<PathTag> PathTags => Set<PathTag>();

    public DbSet<Journey> Journeys => Set<Journey>();

    public DbSet<DoneActivity> DoneActivities => Set<DoneActivity>();

    public DbSet<PathAssignment> Assignments => Set<PathAssignment>();

    public DbSet<TrainingEvent> TrainingEvents => Set<TrainingEvent>();

    public DbSet<EventPrerequisite> EventPrerequisites => Set<EventPrerequisite>();

    public DbSet<EventSession> EventSessions => Set<EventSession>();

    public DbSet<Registration> Registrations => Set<Registration>();

    protected override void Configure(ModelBuilder model)
    {
        EventTables.Configure(model);
        model.Entity<Course>(course =>
        {
            course.Property(c => c.Code).HasMaxLength(60);
            course.Property(c => c.Title).HasMaxLength(200);
            course.Property(c => c.Language).HasMaxLength(2);
            course.HasIndex(c => c.Code).IsUnique();
            course.HasIndex(c => new { c.State, c.SearchText });
            course.HasIndex(c => c.AuthorId);
            course.HasMany(c => c.Items).WithOne().HasForeignKey(i => i.CourseId);
            course.HasMany(c => c.Questions).WithOne().HasForeignKey(q => q.CourseId);
            course.HasMany(c => c.Prerequisites).WithOne().HasForeignKey(p => p.CourseId);
            course.HasMany(c => c.Tags).WithOne().HasForeignKey(t => t.CourseId);
            course.HasMany(c => c.Units).WithOne().HasForeignKey(u => u.CourseId);
        });
        model.Entity<CourseItem>(item =>
        {
            item.ToTable("CourseItems").Ignore(i => i.IsTask);
            AsJson(item.Property(i => i.Criteria)).HasDefaultValueSql("'[]'");
            item.Property(i => i.AssessedBy).HasDefaultValue(AssessedBy.Trainers);
            item.Property(i => i.Title).HasMaxLength(200);
            item.Property(i => i.Target).HasMaxLength(2000);
            // Where activities of others are used; addresses of links are too long for an index.
            item.HasIndex(i => i.Target).HasFilter("\"Kind\" = 'Activity'");
            item.HasOne<CourseFile>().WithMany().HasForeignKey(i => i.FileId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Question>(question => AsJson(question.ToTable("Questions").Property(q => q.Options)));
        model.Entity<CoursePrerequisite>(prerequisite =>
        {
            prerequisite.ToTable("CoursePrerequisites").Ignore(p => p.Level);
            prerequisite.HasIndex(p => p.RequiredCourseId);
            prerequisite.HasIndex(p => p.SkillId);
            prerequisite.HasOne<Course>().WithMany().HasForeignKey(p => p.RequiredCourseId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<CourseTag>(tag =>
        {
            tag.ToTable("CourseTags").HasKey(t => new { t.CourseId, t.Tag });
            tag.Property(t => t.Tag).HasMaxLength(CourseTag.MaxLength);
            tag.HasIndex(t => t.Tag);
        });
        model.Entity<CourseUnit>(unit =>
        {
            unit.ToTable("CourseUnits").HasKey(u => new { u.CourseId, u.Unit });
            unit.Property(u => u.Unit).HasMaxLength(CourseUnit.MaxLength);
        });
        model.Entity<CourseFile>(file =>
        {
            file.ToTable("CourseFiles");
            file.Property(f => f.Name).HasMaxLength(200);
            file.Property(f => f.ContentType).HasMaxLength(120);
            file.Property(f => f.Hash).HasMaxLength(64);
            file.HasOne<Course>().WithMany().HasForeignKey(f => f.CourseId);
        });
        model.Entity<CourseFileBytes>(bytes =>
        {
            bytes.ToTable("CourseFileBytes");
            bytes.HasOne<CourseFile>().WithOne().HasForeignKey<CourseFileBytes>(b => b.Id);
        });
        model.Entity<Enrolment>(enrolment =>
        {
            enrolment.Ignore(e => e.Completion);
            enrolment.Property(e => e.Reason).HasMaxLength(60);
            // Two requests at once cannot enrol somebody twice: the second meets this index.
            enrolment.HasIndex(e => new { e.PersonId, e.CourseId, e.Occurrence }).IsUnique();
            enrolment.HasIndex(e => new { e.PersonId, e.TouchedAt });
            enrolment.HasIndex(e => e.CourseId);
            enrolment.HasOne<Course>().WithMany().HasForeignKey(e => e.CourseId).OnDelete(DeleteBehavior.Restrict);
            enrolment.HasMany(e => e.Progress).WithOne().HasForeignKey(p => p.EnrolmentId);
            enrolment.HasMany(e => e.Tries).WithOne().HasForeignKey(t => t.EnrolmentId);
        });
        model.Entity<ItemProgress>().ToTable("ItemProgress").HasKey(p => new { p.EnrolmentId, p.ItemId });
        model.Entity<Try>(made =>
        {
            made.ToTable("Tries").HasIndex(t => new { t.EnrolmentId, t.Number }).IsUnique();
            AsJson(made.Property(t => t.Answers));
        });
        model.Entity<TaskSubmission>(submission =>
        {
            submission.ToTable("TaskSubmissions").Property(s => s.Title).HasMaxLength(200);
            submission.Property(s => s.ReopenReason).HasMaxLength(2000);
            AsJson(submission.Property(s => s.Criteria));
            // Two who hand in the same at once meet this index.
            submission.HasIndex(s => new { s.EnrolmentId, s.ItemId, s.Number }).IsUnique();
            submission.HasIndex(s => new { s.AssessorId, s.State });
            submission.HasIndex(s => new { s.State, s.HandedInAt });
            submission.HasIndex(s => s.JudgedById);
            submission.HasIndex(s => new { s.PersonId, s.CourseId, s.ItemId });
            submission.HasOne<Enrolment>().WithMany().HasForeignKey(s => s.EnrolmentId).OnDelete(DeleteBehavior.Restrict);
            submission.HasOne<CourseItem>().WithMany().HasForeignKey(s => s.ItemId).OnDelete(DeleteBehavior.Restrict);
            submission.HasMany(s => s.Files).WithOne().HasForeignKey(f => f.SubmissionId);
        });
        model.Entity<SubmissionFile>(file =>
        {
            file.ToTable("SubmissionFiles").Ignore(f => f.IsShown);
            file.Property(f => f.Name).HasMaxLength(200);
            file.Property(f => f.Area).HasMaxLength(40);
            file.Property(f => f.Hash).HasMaxLength(64);
            file.Property(f => f.ContentType).HasMaxLength(120);
        });
        model.ConfigureLearningPaths();
    }

    private static PropertyBuilder<IReadOnlyList<T>> AsJson<T>(PropertyBuilder<IReadOnlyList<T>> list) => list.HasConversion(
        value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
        json => JsonSerializer.Deserialize<List<T>>(json, JsonSerializerOptions.Web)!,
        new ValueComparer<IReadOnlyList<T>>(
            (a, b) => a!.SequenceEqual(b!), list => list.Aggregate(0, (hash, x) => HashCode.Combine(hash, x)), list => list.ToList()));
}

internal sealed class PathsSqliteDb(DbContextOptions<PathsSqliteDb> options) : PathsDb(options);

internal sealed class PathsPostgresDb(DbContextOptions<PathsPostgresDb> options) : PathsDb(options);
