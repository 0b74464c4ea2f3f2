using CompetencyModular.Media.Domain;
using CompetencyModular.Sdk.Files;
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

    public DbSet<KeptFile> Files => Set<KeptFile>();

    public DbSet<MediaSetting> Settings => Set<MediaSetting>();

    /// <summary>Notes that something refers to a stored file. Asked before its content is opened, so that nobody takes it away meanwhile.</summary>
    public async Task KeepAsync(StoredFile file, DateTimeOffset now, CancellationToken ct)
    {
        if (await Files.FindAsync([file.Hash], ct) is { } known) known.Keep();
        else Add(KeptFile.Of(file, now));
    }

    /// <summary>Notes that something no longer refers to files. Whether anything else does is looked at before they go.</summary>
    public async Task ReleaseAsync(IReadOnlyCollection<string> hashes, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var file in await Files.Where(f => hashes.Contains(f.Hash)).ToListAsync(ct)) file.Release(now);
    }

    /// <summary>Takes a medium away for good, with how it was used and the links to it. What it awarded stays where that is kept.</summary>
    public async Task RemoveForGoodAsync(Medium medium, DateTimeOffset now, CancellationToken ct)
    {
        await Viewings.Where(v => v.MediumId == medium.Id).ExecuteDeleteAsync(ct);
        await Links.Where(l => l.MediumId == medium.Id).ExecuteDeleteAsync(ct);
        await ReleaseAsync([.. medium.Versions.Select(v => v.Hash).Concat(medium.Captions.Select(c => c.Hash)).Distinct()], now, ct);
        Remove(medium);
    }

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
            medium.HasIndex(m => m.TrashedAt);
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
            version.HasIndex(v => v.Hash);
        });
        model.Entity<Caption>(caption =>
        {
            caption.ToTable("Captions").HasIndex(c => new { c.MediumId, c.Language }).IsUnique();
            caption.Property(c => c.Language).HasMaxLength(2);
            caption.Property(c => c.Hash).HasMaxLength(64);
            caption.Property(c => c.FileName).HasMaxLength(120);
            caption.HasIndex(c => c.Hash);
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
        model.Entity<KeptFile>(file =>
        {
            file.ToTable("Files").HasKey(f => f.Hash);
            file.Ignore(f => f.Kind).Ignore(f => f.Preview).Ignore(f => f.Playable).Ignore(f => f.HasPreview).Ignore(f => f.HasRendition);
            file.Property(f => f.Hash).HasMaxLength(64);
            file.Property(f => f.Ending).HasMaxLength(10);
            file.Property(f => f.Codecs).HasMaxLength(200);
            file.Property(f => f.PreviewHash).HasMaxLength(64);
            file.Property(f => f.PreviewEnding).HasMaxLength(10);
            file.Property(f => f.RenditionHash).HasMaxLength(64);
            file.Property(f => f.RenditionEnding).HasMaxLength(10);
            file.HasIndex(f => new { f.Look, f.AddedAt });
            file.HasIndex(f => new { f.Rendition, f.AddedAt });
            file.HasIndex(f => f.ReleasedAt);
            file.HasIndex(f => f.PreviewHash);
            file.HasIndex(f => f.RenditionHash);
        });
        model.Entity<MediaSetting>().ToTable("Settings");
    }
}

internal sealed class MediaSqliteDb(DbContextOptions<MediaSqliteDb> options) : MediaDb(options);

internal sealed class MediaPostgresDb(DbContextOptions<MediaPostgresDb> options) : MediaDb(options);
