using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Access.Providers;

/// <summary>A place elsewhere that says who somebody is: an OpenID Connect provider that the organisation's administrators trust.</summary>
internal sealed class SignInProvider : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>As it stands on the button.</summary>
    public required string Name { get; set; }

    public required string Issuer { get; set; }

    public required string ClientId { get; set; }

    public string? ProtectedSecret { get; set; }

    public string EmailClaim { get; set; } = "email";

    public string GivenNameClaim { get; set; } = "given_name";

    public string FamilyNameClaim { get; set; } = "family_name";

    /// <summary>The claim with the personnel number; empty where there is none.</summary>
    public string PersonnelNumberClaim { get; set; } = "";

    /// <summary>Whether somebody whom the organisation does not know yet is added at the first sign-in.</summary>
    public bool CreatesPeople { get; set; }

    /// <summary>Which role such a person holds.</summary>
    public string Role { get; set; } = "";

    /// <summary>Domains of the e-mail addresses that are let in; all where empty.</summary>
    public IReadOnlyList<string> Domains { get; set; } = [];

    public bool IsOn { get; set; }

    public int Version { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SignInProvider>
    {
        public void Configure(EntityTypeBuilder<SignInProvider> builder)
        {
            builder.ToTable("SignInProviders");
            builder.Property(p => p.Name).HasMaxLength(60);
            builder.Property(p => p.Issuer).HasMaxLength(500);
            builder.Property(p => p.ClientId).HasMaxLength(300);
            builder.Property(p => p.ProtectedSecret).HasMaxLength(2000);
            builder.Property(p => p.EmailClaim).HasMaxLength(100);
            builder.Property(p => p.GivenNameClaim).HasMaxLength(100);
            builder.Property(p => p.FamilyNameClaim).HasMaxLength(100);
            builder.Property(p => p.PersonnelNumberClaim).HasMaxLength(100);
            builder.Property(p => p.Role).HasMaxLength(100);
            builder.PrimitiveCollection(p => p.Domains);
            builder.HasIndex(p => p.Name).IsUnique();
        }
    }
}

/// <summary>Which account somebody at a provider signs in to. The provider's subject decides from the first sign-in on, whatever becomes of the e-mail address.</summary>
internal sealed class ExternalLogin
{
    public Guid ProviderId { get; init; }

    public required string Subject { get; init; }

    public Guid AccountId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<ExternalLogin>
    {
        public void Configure(EntityTypeBuilder<ExternalLogin> builder)
        {
            builder.ToTable("ExternalLogins").HasKey(l => new { l.ProviderId, l.Subject });
            builder.Property(l => l.Subject).HasMaxLength(300);
            builder.HasIndex(l => l.AccountId);
            builder.HasOne<SignInProvider>().WithMany().HasForeignKey(l => l.ProviderId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
