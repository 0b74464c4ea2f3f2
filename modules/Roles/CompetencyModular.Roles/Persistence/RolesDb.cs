using CompetencyModular.Roles.Domain;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Persistence;

internal abstract class RolesDb(DbContextOptions options) : ModuleDbContext(options, "roles")
{
    public DbSet<Scale> Scales => Set<Scale>();

    public DbSet<SkillCategory> Categories => Set<SkillCategory>();

    public DbSet<Skill> Skills => Set<Skill>();

    public DbSet<JobProfile> Profiles => Set<JobProfile>();

    public DbSet<ProfileVersion> ProfileVersions => Set<ProfileVersion>();

    public DbSet<ProfileRequirement> Requirements => Set<ProfileRequirement>();

    public DbSet<Assignment> Assignments => Set<Assignment>();

    public DbSet<Exemption> Exemptions => Set<Exemption>();

    public DbSet<AspiredProfile> AspiredProfiles => Set<AspiredProfile>();

    protected override void Configure(ModelBuilder model) => model.ApplyConfigurationsFromAssembly(typeof(RolesDb).Assembly);
}

internal sealed class RolesSqliteDb(DbContextOptions<RolesSqliteDb> options) : RolesDb(options);

internal sealed class RolesPostgresDb(DbContextOptions<RolesPostgresDb> options) : RolesDb(options);
