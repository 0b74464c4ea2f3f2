using CompetencyModular.Gamification.Domain;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Persistence;

internal abstract class GamificationDb(DbContextOptions options) : ModuleDbContext(options, "recognition")
{
    public DbSet<Deed> Deeds => Set<Deed>();

    public DbSet<PointRule> Rules => Set<PointRule>();

    public DbSet<LedgerEntry> Ledger => Set<LedgerEntry>();

    public DbSet<Season> Seasons => Set<Season>();

    public DbSet<BoardSettings> Settings => Set<BoardSettings>();

    public DbSet<Participant> Participants => Set<Participant>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<Standing> Standings => Set<Standing>();

    public DbSet<TeamShare> TeamShares => Set<TeamShare>();

    public DbSet<Badge> Badges => Set<Badge>();

    public DbSet<BadgeAward> BadgeAwards => Set<BadgeAward>();

    public DbSet<Challenge> Challenges => Set<Challenge>();

    public DbSet<Entrant> Entrants => Set<Entrant>();

    public DbSet<EntrantScore> EntrantScores => Set<EntrantScore>();

    /// <summary>How this organisation plays.</summary>
    public async Task<BoardSettings> SettingsAsync(CancellationToken ct) => await Settings.FindAsync([BoardSettings.TheOne], ct) ?? new BoardSettings();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Deed>(e =>
        {
            e.Property(x => x.Subject).HasMaxLength(150);
            e.Property(x => x.SubjectKind).HasMaxLength(110);
            e.Property(x => x.OccurrenceKey).HasMaxLength(200);
            e.Property(x => x.Title).HasMaxLength(400);
            // What is heard of twice is one deed.
            e.HasIndex(x => new { x.PersonId, x.Subject, x.OccurrenceKey }).IsUnique();
            e.HasIndex(x => new { x.Kind, x.OccurredAt });
        });
        model.Entity<PointRule>(e =>
        {
            e.ToTable("Rules").Property(x => x.ActivityKind).HasMaxLength(110);
            e.Ignore(x => x.Terms);
            // What a new organisation starts with.
            e.HasData(
                new { Id = Guid.Parse("0198c0de-6a6d-7000-8000-000000000011"), Kind = DeedKind.ActivityCompleted, ActivityKind = "", FromOrdinal = 1, Points = 50, EachTime = false, IsOn = true, Version = 0 },
                new { Id = Guid.Parse("0198c0de-6a6d-7000-8000-000000000012"), Kind = DeedKind.SkillReached, ActivityKind = "", FromOrdinal = 1, Points = 30, EachTime = false, IsOn = true, Version = 0 });
        });
        model.Entity<LedgerEntry>(e =>
        {
            e.ToTable("Ledger");
            e.Property(x => x.Source).HasMaxLength(150);
            e.Property(x => x.OccurrenceKey).HasMaxLength(220);
            e.Property(x => x.Reason).HasMaxLength(LedgerEntry.LongestReason);
            // X1: whatever is delivered twice is posted once.
            e.HasIndex(x => new { x.PersonId, x.RuleId, x.Source, x.OccurrenceKey }).IsUnique();
            e.HasIndex(x => new { x.PersonId, x.OccurredAt });
            e.HasIndex(x => x.OccurredAt);
            e.HasOne<Deed>().WithMany().HasForeignKey(x => x.DeedId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Season>(e =>
        {
            e.Property(x => x.Name).HasMaxLength(120);
            e.HasIndex(x => x.StartsAt);
        });
        model.Entity<BoardSettings>(e =>
        {
            e.ToTable("Settings").Ignore(x => x.Ladder);
            e.HasData(new { Id = BoardSettings.TheOne, Mode = BoardMode.Off, RankStyle = RankStyle.Standard, TeamScore = TeamScore.Average, LevelStep = LevelLadder.UsualStep, Version = 0 });
        });
        model.Entity<Participant>(e =>
        {
            e.HasKey(x => x.PersonId);
            e.Property(x => x.Name).HasMaxLength(201);
            e.Property(x => x.Pseudonym).HasMaxLength(40);
            e.Ignore(x => x.ShownName).Ignore(x => x.SortName);
        });
        model.Entity<Team>(e => e.Property(x => x.Name).HasMaxLength(200));
        model.Entity<Standing>(e =>
        {
            e.HasKey(x => new { x.SeasonId, x.PersonId });
            e.Property(x => x.Name).HasMaxLength(201);
            e.Property(x => x.SortName).HasMaxLength(410);
            // The board's own order (X2): a page is read, and those ahead are counted, from this index alone.
            e.HasIndex(x => new { x.SeasonId, x.IsListed, x.Total, x.ReachedAt, x.SortName, x.PersonId })
                .IsDescending(false, false, true, false, false, false).HasDatabaseName("ix_standings_board");
            e.HasIndex(x => x.PersonId);
        });
        model.Entity<TeamShare>(e =>
        {
            e.HasKey(x => new { x.SeasonId, x.TeamId, x.PersonId });
            e.HasIndex(x => new { x.SeasonId, x.IsListed, x.TeamId, x.Points, x.ReachedAt }).HasDatabaseName("ix_team_shares_board");
            e.HasIndex(x => x.PersonId);
        });
        model.Entity<Badge>(e =>
        {
            e.Property(x => x.Name).HasMaxLength(80);
            e.Property(x => x.Description).HasMaxLength(400);
            e.Property(x => x.Icon).HasMaxLength(20);
            e.Property(x => x.ActivityKind).HasMaxLength(110);
            e.Ignore(x => x.Criterion);
        });
        model.Entity<BadgeAward>(e =>
        {
            e.Property(x => x.ShareKey).HasMaxLength(40);
            e.HasIndex(x => new { x.PersonId, x.BadgeId }).IsUnique();
            e.HasIndex(x => x.BadgeId);
            e.HasIndex(x => x.ShareKey).IsUnique();
            e.HasOne<Badge>().WithMany().HasForeignKey(x => x.BadgeId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Challenge>(e =>
        {
            e.Property(x => x.Title).HasMaxLength(120);
            e.Property(x => x.Description).HasMaxLength(2000);
            e.Property(x => x.CancelReason).HasMaxLength(400);
            e.Property(x => x.SearchText).HasMaxLength(2200);
            e.Ignore(x => x.Needed).Ignore(x => x.Source).Ignore(x => x.Terms);
            e.HasIndex(x => x.EndsAt);
            e.HasOne<Badge>().WithMany().HasForeignKey(x => x.BadgeId).OnDelete(DeleteBehavior.Restrict);
            e.HasMany(x => x.Items).WithOne().HasForeignKey("ChallengeId").IsRequired().OnDelete(DeleteBehavior.Cascade);
            e.Navigation(x => x.Items).AutoInclude();
        });
        model.Entity<ChallengeItem>(e =>
        {
            e.ToTable("ChallengeItems");
            e.Property(x => x.Key).HasMaxLength(150);
            e.Property(x => x.Title).HasMaxLength(400);
            e.HasIndex("ChallengeId", nameof(ChallengeItem.Key)).IsUnique();
        });
        model.Entity<Entrant>(e =>
        {
            e.HasKey(x => new { x.ChallengeId, x.PersonId });
            e.HasIndex(x => x.PersonId);
            e.HasOne<Challenge>().WithMany().HasForeignKey(x => x.ChallengeId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<EntrantScore>(e =>
        {
            e.HasKey(x => new { x.ChallengeId, x.TeamId, x.PersonId });
            e.Property(x => x.Name).HasMaxLength(201);
            e.Property(x => x.SortName).HasMaxLength(410);
            // The board's own order (X2), as for standings.
            e.HasIndex(x => new { x.ChallengeId, x.TeamId, x.IsListed, x.Total, x.ReachedAt, x.SortName, x.PersonId })
                .IsDescending(false, false, false, true, false, false, false).HasDatabaseName("ix_entrant_scores_board");
            e.HasIndex(x => x.PersonId);
            e.HasOne<Entrant>().WithMany().HasForeignKey(x => new { x.ChallengeId, x.PersonId }).OnDelete(DeleteBehavior.Cascade);
        });
    }
}

internal sealed class GamificationSqliteDb(DbContextOptions<GamificationSqliteDb> options) : GamificationDb(options);

internal sealed class GamificationPostgresDb(DbContextOptions<GamificationPostgresDb> options) : GamificationDb(options);
