using CompetencyModular.GapClosure.Domain;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Persistence;

/// <summary>Accepted plans and the settings of planning. Plans that nobody accepted are computed and not kept.</summary>
internal abstract class GapClosureDb(DbContextOptions options) : ModuleDbContext(options, "gap-closure")
{
    public DbSet<AcceptedPlan> Plans => Set<AcceptedPlan>();

    public DbSet<PlanningSettings> Settings => Set<PlanningSettings>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<AcceptedPlan>(plan =>
        {
            plan.Property(p => p.Goal).HasMaxLength(200);
            plan.HasIndex(p => new { p.PersonId, p.EndedAt });
            plan.OwnsMany(p => p.Steps, step =>
            {
                step.ToTable("PlanSteps");
                step.WithOwner().HasForeignKey("PlanId");
                step.HasKey("PlanId", nameof(AcceptedStep.Place));
                step.Property(s => s.Place).ValueGeneratedNever();
                step.Property(s => s.Module).HasMaxLength(100);
                step.Property(s => s.Kind).HasMaxLength(100);
                step.Property(s => s.Title).HasMaxLength(300);
                step.Ignore(s => s.Activity);
            });
        });
        model.Entity<PlanningSettings>();
    }
}

internal sealed class GapClosureSqliteDb(DbContextOptions<GapClosureSqliteDb> options) : GapClosureDb(options);

internal sealed class GapClosurePostgresDb(DbContextOptions<GapClosurePostgresDb> options) : GapClosureDb(options);
