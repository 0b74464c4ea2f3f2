using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access.ViewSecurity;

/// <summary>What guards one's own account, and where one is signed in.</summary>
internal static class ViewSecurity
{
    private const int Most = 100;

    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Query : IRead<Response>;

    /// <param name="TwoSteps">Whether a code of an app is asked for after the password.</param>
    /// <param name="MustHaveTwoSteps">Whether the organisation asks for that.</param>
    /// <param name="RecoveryCodes">How many are left.</param>
    /// <param name="Sessions">The latest first, this one before all.</param>
    /// <param name="HasPassword">False for somebody who signs in elsewhere.</param>
    /// <param name="HidesOnSharedDevices">Whether shared devices keep quiet about one.</param>
    internal sealed record Response(
        string Email, bool TwoSteps, bool MustHaveTwoSteps, int RecoveryCodes, IReadOnlyList<SessionLine> Sessions, bool HasPassword, bool HidesOnSharedDevices);

    /// <param name="Client">Browser and system; empty where unknown.</param>
    /// <param name="IsToken">A program that signed in over the API.</param>
    /// <param name="IsThis">The one that asks.</param>
    internal sealed record SessionLine(Guid Id, string Client, bool IsToken, DateTimeOffset SignedInAt, DateTimeOffset LastSeenAt, bool IsThis);

    internal sealed class Handler(PlatformDb db, ActingContext acting, Accounts accounts, Sessions sessions, SessionsSeen seen, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.PersonId ?? Guid.Empty, cancellationToken) is not { } account) return Error.NotFound();
            var now = time.GetUtcNow();
            var open = await db.Set<Session>().AsNoTracking().Where(s => s.AccountId == account.Id && s.ExpiresAt > now && s.Kind != SessionKind.Personal)
                .OrderByDescending(s => s.LastSeenAt).ThenBy(s => s.Id).Take(Most).ToListAsync(cancellationToken);
            var lines = open.Select(s => new SessionLine(s.Id, ClientName.Of(s.Client), s.Kind is SessionKind.Token, s.CreatedAt, seen.At(acting.Tenant.Id, s.Id, s.LastSeenAt), s.Id == acting.SessionId));
            return new Response(
                await accounts.NameOfAsync(account, cancellationToken), account.TwoFactorEnabled, await sessions.MustHaveTwoStepsAsync(account.Id, cancellationToken),
                await db.Set<RecoveryCode>().CountAsync(c => c.AccountId == account.Id, cancellationToken),
                [.. lines.OrderByDescending(l => l.IsThis).ThenByDescending(l => l.LastSeenAt)], account.PasswordHash is not null, account.HidesOnSharedDevices);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("me/security", "What guards one's own account, and one's sessions.").WithTags("Platform");
    }
}
