using CompetencyModular.GapClosure.Domain;
using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Persistence;

/// <summary>Accepted plans and the settings of planning. Plans that nobody accepted are computed and not kept.</summary>
internal abstract class GapClosureDb(DbContextOptions options) : ModuleDbContext(options, "gap-closure")
{
    public DbSet<AcceptedPlan> Plans => Set<AcceptedPlan>();

    public DbSet<PlanningSettings> Settings => Set<PlanningSettings>();

    public DbSet<ConfirmationRequest> Requests => Set<ConfirmationRequest>();

    public DbSet<RoutingRule> RoutingRules => Set<RoutingRule>();

    public DbSet<Delegation> Delegations => Set<Delegation>();

    public DbSet<ApprovalSettings> ApprovalSettings => Set<ApprovalSettings>();

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
        ConfigureApprovals(model);
    }

    private static void ConfigureApprovals(ModelBuilder model)
    {
        model.Entity<ConfirmationRequest>(request =>
        {
            request.Property(r => r.Note).HasMaxLength(4000);
            request.Property(r => r.Links).HasMaxLength(4000);
            request.OwnsOne(r => r.Certificate, certificate =>
            {
                certificate.Property(c => c.Issuer).HasMaxLength(200);
                certificate.Property(c => c.Title).HasMaxLength(400);
                certificate.Property(c => c.Number).HasMaxLength(100);
            });
            request.HasIndex(r => new { r.PersonId, r.SkillId });
            request.HasIndex(r => new { r.State, r.SubmittedAt });
            request.HasMany(r => r.Votes).WithOne().HasForeignKey("RequestId").OnDelete(DeleteBehavior.Cascade);
            request.HasMany(r => r.Audience).WithOne().HasForeignKey("RequestId").OnDelete(DeleteBehavior.Cascade);
            request.HasMany(r => r.Files).WithOne().HasForeignKey("RequestId").OnDelete(DeleteBehavior.Cascade);
            request.HasMany(r => r.Remarks).WithOne().HasForeignKey("RequestId").OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<EvidenceFile>(file =>
        {
            file.ToTable("EvidenceFiles");
            file.Property(f => f.Id).ValueGeneratedNever();
            file.Property(f => f.Area).HasMaxLength(50);
            file.Property(f => f.Hash).HasMaxLength(64);
            file.Property(f => f.Name).HasMaxLength(120);
            file.Property(f => f.ContentType).HasMaxLength(100);
            file.Ignore(f => f.Stored);
        });
        model.Entity<Vote>(vote =>
        {
            vote.ToTable("Votes");
            vote.Property(v => v.Id).ValueGeneratedNever();
            vote.Property(v => v.Reason).HasMaxLength(2000);
            vote.HasIndex(v => new { v.ById, v.At });
        });
        model.Entity<Audience>(audience =>
        {
            audience.ToTable("Audience");
            audience.Property(a => a.Id).ValueGeneratedNever();
            audience.Property(a => a.Key).HasMaxLength(100);
            audience.Property(a => a.ScopedKey).HasMaxLength(140);
            audience.HasIndex(a => a.Key);
            audience.HasIndex(a => a.ScopedKey);
        });
        model.Entity<Remark>(remark =>
        {
            remark.ToTable("Remarks");
            remark.Property(r => r.Id).ValueGeneratedNever();
            remark.Property(r => r.Text).HasMaxLength(2000);
        });
        model.Entity<RoutingRule>(rule => rule.HasIndex(r => r.SkillId).IsUnique());
        model.Entity<Delegation>(delegation =>
        {
            delegation.HasIndex(d => new { d.ToId, d.EndsAt });
            delegation.HasIndex(d => d.FromId);
        });
        model.Entity<ApprovalSettings>();
    }
}

internal sealed class GapClosureSqliteDb(DbContextOptions<GapClosureSqliteDb> options) : GapClosureDb(options);

internal sealed class GapClosurePostgresDb(DbContextOptions<GapClosurePostgresDb> options) : GapClosureDb(options);
