using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Access;

/// <summary>A code that stands in for the authenticator app once, for whoever lost the phone.</summary>
internal sealed class RecoveryCode
{
    public Guid AccountId { get; init; }

    /// <summary>SHA-256 of the code, in hexadecimal.</summary>
    public required string CodeHash { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<RecoveryCode>
    {
        public void Configure(EntityTypeBuilder<RecoveryCode> builder)
        {
            builder.ToTable("RecoveryCodes").HasKey(c => new { c.AccountId, c.CodeHash });
            builder.Property(c => c.CodeHash).HasMaxLength(64);
            builder.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>Who must sign in with two steps, as the organisation's administrators chose. There is one row, or none while nobody must.</summary>
internal sealed class SignInRules
{
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;

    public bool EverybodyTwoSteps { get; set; }

    /// <summary>Holders of one of these roles must, whatever applies to the others.</summary>
    public IReadOnlyList<string> TwoStepRoles { get; set; } = [];

    /// <summary>After how long a shared device signs out whoever left.</summary>
    public int SharedIdleMinutes { get; set; } = 5;

    internal sealed class Configuration : IEntityTypeConfiguration<SignInRules>
    {
        public void Configure(EntityTypeBuilder<SignInRules> builder)
        {
            builder.ToTable("SignInRules");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.PrimitiveCollection(r => r.TwoStepRoles);
            builder.Property(r => r.SharedIdleMinutes).HasDefaultValue(5).ValueGeneratedNever();
        }
    }

    /// <summary>Whether whoever holds the roles must sign in with two steps.</summary>
    public bool Concern(IEnumerable<string> roles) => EverybodyTwoSteps || roles.Any(TwoStepRoles.Contains);
}
