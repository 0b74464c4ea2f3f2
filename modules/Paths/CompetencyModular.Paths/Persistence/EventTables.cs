using CompetencyModular.Paths.Domain;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Persistence;

/// <summary>The tables of training events.</summary>
internal static class EventTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<TrainingEvent>(made =>
        {
            made.Property(e => e.Title).HasMaxLength(200);
            made.Property(e => e.Language).HasMaxLength(2);
            made.HasIndex(e => new { e.State, e.SearchText });
            made.HasMany(e => e.Tags).WithOne().HasForeignKey(t => t.EventId);
            made.HasMany(e => e.Units).WithOne().HasForeignKey(u => u.EventId);
            made.HasMany(e => e.Prerequisites).WithOne().HasForeignKey(p => p.EventId);
        });
        model.Entity<EventPrerequisite>().ToTable("EventPrerequisites").Ignore(p => p.Level).HasIndex(p => new { p.EventId, p.SkillId }).IsUnique();
        model.Entity<TrainingEventTag>(tag =>
        {
            tag.ToTable("TrainingEventTags").HasKey(t => new { t.EventId, t.Tag });
            tag.Property(t => t.Tag).HasMaxLength(CourseTag.MaxLength);
        });
        model.Entity<TrainingEventUnit>(unit =>
        {
            unit.ToTable("TrainingEventUnits").HasKey(u => new { u.EventId, u.Unit });
            unit.Property(u => u.Unit).HasMaxLength(CourseUnit.MaxLength);
        });
        model.Entity<EventSession>(session =>
        {
            session.Ignore(s => s.Happened).Ignore(s => s.Waiting);
            session.Property(s => s.Place).HasMaxLength(200);
            session.Property(s => s.Link).HasMaxLength(500);
            session.Property(s => s.TimeZone).HasMaxLength(80);
            session.Property(s => s.CancelReason).HasMaxLength(500);
            session.HasIndex(s => new { s.EventId, s.StartsAt });
            session.HasIndex(s => new { s.TrainerId, s.StartsAt });
            session.HasIndex(s => s.StartsAt);
            session.HasOne<TrainingEvent>().WithMany().HasForeignKey(s => s.EventId).OnDelete(DeleteBehavior.Restrict);
            session.HasMany(s => s.Dates).WithOne().HasForeignKey(d => d.SessionId);
            session.HasMany(s => s.Registrations).WithOne().HasForeignKey(r => r.SessionId);
        });
        model.Entity<SessionDate>().ToTable("SessionDates").HasKey(d => new { d.SessionId, d.Number });
        model.Entity<Registration>(registration =>
        {
            registration.ToTable("Registrations");
            registration.Property(r => r.Reason).HasMaxLength(60);
            registration.HasIndex(r => new { r.SessionId, r.PersonId }).IsUnique();
            registration.HasIndex(r => new { r.PersonId, r.EventId });
        });
    }
}
