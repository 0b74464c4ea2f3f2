using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.Invitations.ListInvitations;

/// <summary>Who was invited and what became of it, the latest first; and takes one back.</summary>
internal static class ListInvitations
{
    /// <param name="Search">Words with which parts of the name, the e-mail address or the personnel number begin.</param>
    /// <param name="State">Only those in this state.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="PageSize">1 to 200; 25 by default.</param>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Query(string? Search = null, InvitationState? State = null, int? Page = null, int? PageSize = null) : IRead<Paged<Row>>;

    /// <param name="Id">The invitation.</param>
    /// <param name="PersonId">Who was invited.</param>
    /// <param name="Person">Given and family name.</param>
    /// <param name="Way">By mail or by letter.</param>
    /// <param name="InvitedAt">When, the last time.</param>
    /// <param name="InvitedBy">By whom; empty where nobody knows.</param>
    /// <param name="ExpiresAt">Until when link or code is good.</param>
    /// <param name="Times">How often.</param>
    /// <param name="State">What became of it.</param>
    internal sealed record Row(Guid Id, Guid PersonId, string Person, InvitationWay Way, DateTimeOffset InvitedAt, string InvitedBy, DateTimeOffset ExpiresAt, int Times, InvitationState State);

    internal sealed class QueryHandler(PlatformDb db, TimeProvider time) : IReadHandler<Query, Paged<Row>>
    {
        public async ValueTask<Result<Paged<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = time.GetUtcNow();
            var invitations = db.Set<Invitation>().AsNoTracking();
            if (query.State is { } state) invitations = invitations.In(state, now);
            if (!string.IsNullOrWhiteSpace(query.Search))
            {
                var named = db.Set<Person>().Named(query.Search, db).Select(p => p.Id);
                invitations = invitations.Where(i => named.Contains(i.PersonId));
            }

            return await invitations.OrderByDescending(i => i.InvitedAt).ThenByDescending(i => i.Id).Select(i => new Row(
                i.Id, i.PersonId, db.Set<Person>().Where(p => p.Id == i.PersonId).Select(p => p.GivenName + " " + p.FamilyName).First(), i.Way, i.InvitedAt,
                db.Set<Person>().Where(p => p.Id == i.InvitedById).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault() ?? "", i.ExpiresAt, i.Times,
                i.AcceptedAt != null ? InvitationState.Accepted : i.WithdrawnAt != null ? InvitationState.Withdrawn : i.ExpiresAt <= now ? InvitationState.Expired : InvitationState.Open))
                .ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Paged<Row>>("people-invitations", "Who was invited to sign in, and what became of it.").WithTags("Platform");
    }

    /// <summary>Takes an invitation back: its link and code open nothing any more, and the account that waited for them is gone.</summary>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Withdraw(Guid InvitationId) : IWrite<Done>;

    internal sealed class WithdrawHandler(PlatformDb db, Accounts accounts, Authority authority, RoleTexts roles, TimeProvider time, IStringLocalizer<ListInvitationsPage> texts) : IWriteHandler<Withdraw, Done>
    {
        public async ValueTask<Result<Done>> Handle(Withdraw command, CancellationToken cancellationToken)
        {
            if (await db.Set<Invitation>().FindAsync([command.InvitationId], cancellationToken) is not { } invitation) return Error.NotFound();
            if (invitation.AcceptedAt is not null) return Error.Conflict("invitation-accepted", texts["AcceptedAlready"]);
            // An account that is there now was given since.
            if (invitation.WithdrawnAt is not null) return Done.Value;
            (invitation.WithdrawnAt, invitation.IsDue) = (time.GetUtcNow(), false);
            await db.Set<PasswordReset>().Where(r => r.InvitationId == invitation.Id).ExecuteDeleteAsync(cancellationToken);
            if (await accounts.OfPersonAsync(invitation.PersonId, cancellationToken) is not { } account) return Done.Value;
            if (await authority.AboveAsync(account.Id, cancellationToken) is { } above) return Error.Conflict("role-above", texts["MayNot", roles.Name(above)]);
            db.Remove(account);
            return Done.Value;
        }
    }
}
