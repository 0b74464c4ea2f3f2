using CompetencyModular.Paths.Domain;
using CompetencyModular.Sdk.Activities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CompetencyModular.Paths.Persistence;

/// <summary>How learning paths are stored.</summary>
internal static class LearningPathTables
{
    public static void ConfigureLearningPaths(this ModelBuilder model)
    {
        model.Entity<LearningPath>(path =>
        {
            path.ToTable("LearningPaths").Ignore(p => p.Draft).Ignore(p => p.InForce).Ignore(p => p.DraftGoals).Ignore(p => p.GoalsInForce);
            path.Property(p => p.Title).HasMaxLength(200);
            path.HasIndex(p => new { p.State, p.SearchText });
            path.HasMany(p => p.Steps).WithOne().HasForeignKey(s => s.PathId);
            path.HasMany(p => p.Goals).WithOne().HasForeignKey(g => g.PathId);
            path.HasMany(p => p.Tags).WithOne().HasForeignKey(t => t.PathId);
        });
        model.Entity<PathStep>(step =>
        {
            step.ToTable("PathSteps");
            step.Property(s => s.Title).HasMaxLength(PathStep.MaxTitle);
            step.Property(s => s.Activity).HasConversion<ActivityConverter>().HasMaxLength(150);
            step.HasIndex(s => new { s.PathId, s.Edition, s.Activity }).IsUnique();
            step.HasIndex(s => s.Activity);
        });
        model.Entity<PathGoal>(goal =>
        {
            goal.ToTable("PathGoals").Ignore(g => g.Level);
            goal.HasIndex(g => new { g.PathId, g.Edition, g.SkillId }).IsUnique();
        });
        model.Entity<PathTag>(tag =>
        {
            tag.ToTable("PathTags").HasKey(t => new { t.PathId, t.Tag });
            tag.Property(t => t.Tag).HasMaxLength(CourseTag.MaxLength);
            tag.HasIndex(t => t.Tag);
        });
        model.Entity<Journey>(journey =>
        {
            journey.ToTable("Journeys");
            // Two requests at once cannot begin it twice: the second meets this index.
            journey.HasIndex(j => new { j.PersonId, j.PathId }).IsUnique();
            journey.HasIndex(j => j.PathId);
            journey.HasOne<LearningPath>().WithMany().HasForeignKey(j => j.PathId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<DoneActivity>(done =>
        {
            done.ToTable("DoneActivities").HasKey(d => new { d.PersonId, d.Activity, d.OccurrenceKey });
            done.Property(d => d.Activity).HasConversion<ActivityConverter>().HasMaxLength(150);
            done.Property(d => d.OccurrenceKey).HasMaxLength(200);
        });
        model.Entity<PathAssignment>(assignment =>
        {
            assignment.ToTable("PathAssignments");
            assignment.HasIndex(a => new { a.PathId, a.AssignedAt });
            assignment.HasIndex(a => new { a.TargetId, a.Kind });
            assignment.HasOne<LearningPath>().WithMany().HasForeignKey(a => a.PathId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private sealed class ActivityConverter() : ValueConverter<ActivityRef, string>(a => a.ToString(), t => Read(t))
    {
        private static ActivityRef Read(string text) => ActivityRef.TryParse(text, out var activity) ? activity : throw new FormatException($"'{text}' is no activity.");
    }
}
