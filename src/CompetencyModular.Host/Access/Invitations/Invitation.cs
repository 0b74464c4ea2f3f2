using CompetencyModular.Host.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Access.Invitations;

/// <summary>
/// That somebody was asked to sign in for the first time. Their account is there already, without a password; the code that opens it is a <see cref="PasswordReset"/>
/// of this invitation. Whoever is invited again keeps the one row, and what they were sent before is void.
/// </summary>
internal sealed class Invitation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid PersonId { get; init; }

    public InvitationWay Way { get; set; }

    /// <summary>The language of the mail or the letter.</summary>
    public string Culture { get; set; } = "en";

    public Guid? InvitedById { get; set; }

    public DateTimeOffset InvitedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Whether the mail is still to be written.</summary>
    public bool IsDue { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>How often the person was invited.</summary>
    public int Times { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Invitation>
    {
        public void Configure(EntityTypeBuilder<Invitation> builder)
        {
            builder.ToTable("Invitations");
            builder.Property(i => i.Culture).HasMaxLength(10);
            builder.HasIndex(i => i.PersonId).IsUnique();
            builder.HasIndex(i => new { i.InvitedAt, i.Id });
            builder.HasIndex(i => i.IsDue);
            builder.HasOne<Person>().WithMany().HasForeignKey(i => i.PersonId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal enum InvitationWay
{
    Mail,

    /// <summary>A page to print, with a code.</summary>
    Letter,
}

internal enum InvitationState
{
    Open,
    Accepted,
    Expired,
    Withdrawn,
}

internal static class InvitationStates
{
    public static InvitationState At(this Invitation invitation, DateTimeOffset now) =>
        invitation.AcceptedAt is not null ? InvitationState.Accepted : invitation.WithdrawnAt is not null ? InvitationState.Withdrawn
        : invitation.ExpiresAt <= now ? InvitationState.Expired : InvitationState.Open;

    public static IQueryable<Invitation> In(this IQueryable<Invitation> invitations, InvitationState state, DateTimeOffset now) => state switch
    {
        InvitationState.Accepted => invitations.Where(i => i.AcceptedAt != null),
        InvitationState.Withdrawn => invitations.Where(i => i.AcceptedAt == null && i.WithdrawnAt != null),
        InvitationState.Expired => invitations.Where(i => i.AcceptedAt == null && i.WithdrawnAt == null && i.ExpiresAt <= now),
        _ => invitations.Where(i => i.AcceptedAt == null && i.WithdrawnAt == null && i.ExpiresAt > now),
    };
}
