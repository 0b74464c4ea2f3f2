using CompetencyModular.Media.Domain;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Persistence;

internal abstract class MediaDb(DbContextOptions options) : ModuleDbContext(options, "media")
{
    public DbSet<Medium> Media => Set<Medium>();

    public DbSet<MediumVersion> Versions => Set<MediumVersion>();

    public DbSet<Caption> Captions => Set<Caption>();

    public DbSet<MediumTag> Tags => Set<MediumTag>();

    public DbSet<Viewing> Viewings => Set<Viewing>();

    public DbSet<ShareLink> Links => Set<ShareLink>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Medium>(medium =>
        {
            medium.ToTable("Media");
            medium.Property(m => m.Title).HasMaxLength(200);
            medium.Property(m => m.Folder).HasMaxLength(100);
            medium.Property(m => m.Language).HasMaxLength(2);
            medium.Ignore(m => m.Current);
            medium.HasIndex(m => new { m.State, m.TrashedAt, m.SearchText });
            medium.HasIndex(m => new { m.Folder, m.SearchText });
            medium.HasMany(m => m.Versions).WithOne().HasForeignKey(v => v.MediumId);
            medium.HasMany(m => m.Captions).WithOne().HasForeignKey(c => c.MediumId);
            medium.HasMany(m => m.Tags).WithOne().HasForeignKey(t => t.MediumId);
        });
        model.Entity<MediumVersion>(version =>
        {
            version.ToTable("Versions").HasKey(v => new { v.MediumId, v.Number });
            version.Property(v => v.FileName).HasMaxLength(120);
            version.Property(v => v.Hash).HasMaxLength(64);
            version.Property(v => v.ContentType).HasMaxLength(120);
            version.Property(v => v.Note).HasMaxLength(500);
        });
        model.Entity<Caption>(caption =>
        {
            caption.ToTable("Captions").HasIndex(c => new { c.MediumId, c.Language }).IsUnique();
            caption.Property(c => c.Language).HasMaxLength(2);
            caption.Property(c => c.Hash).HasMaxLength(64);
            caption.Property(c => c.FileName).HasMaxLength(120);
        });
        model.Entity<MediumTag>(tag =>
        {
            tag.ToTable("Tags").HasKey(t => new { t.MediumId, t.Tag });
            tag.Property(t => t.Tag).HasMaxLength(MediumDetails.MaxTag);
            tag.HasIndex(t => t.Tag);
        });
        model.Entity<Viewing>(viewing =>
        {
            viewing.ToTable("Viewings").Ignore(v => v.Completion);
            viewing.Property(v => v.Reason).HasMaxLength(60);
            // Two reports at once cannot begin it twice: the second meets this index.
            viewing.HasIndex(v => new { v.PersonId, v.MediumId, v.Occurrence }).IsUnique();
            viewing.HasIndex(v => new { v.PersonId, v.TouchedAt });
            viewing.HasIndex(v => v.MediumId);
            viewing.HasOne<Medium>().WithMany().HasForeignKey(v => v.MediumId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ShareLink>(link =>
        {
            link.ToTable("Links").HasIndex(l => l.TokenHash).IsUnique();
            link.Property(l => l.TokenHash).HasMaxLength(64);
            link.Property(l => l.Note).HasMaxLength(200);
            link.HasOne<Medium>().WithMany().HasForeignKey(l => l.MediumId);
        });
    }
}

internal sealed class MediaSqliteDb(DbContextOptions<MediaSqliteDb> options) : MediaDb(options);

internal sealed class MediaPostgresDb(DbContextOptions<MediaPostgresDb> options) : MediaDb(options);
