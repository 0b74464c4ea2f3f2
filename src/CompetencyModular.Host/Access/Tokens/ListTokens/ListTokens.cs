using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access.Tokens.ListTokens;

/// <summary>One's own personal tokens, and what a new one could be limited to.</summary>
internal static class ListTokens
{
    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Query : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Token> Tokens, IReadOnlyList<Scope> Scopes);

    /// <param name="LastUsedAt">Null while it was never used.</param>
    internal sealed record Token(Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);

    /// <summary>A permission of one's own.</summary>
    internal sealed record Scope(string Id, string Name, string Module);

    internal sealed class Handler(PlatformDb db, ActingContext acting, SessionsSeen seen, PermissionTexts texts, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = time.GetUtcNow();
            var tokens = await db.Set<Session>().AsNoTracking().Where(s => s.AccountId == acting.AccountId && s.Kind == SessionKind.Personal && s.ExpiresAt > now)
                .OrderBy(s => s.Name).ThenBy(s => s.Id).Take(Sessions.MostPersonalTokens).ToListAsync(cancellationToken);
            return new Response(
                [.. tokens.Select(t => new Token(t.Id, t.Name, t.Scopes, t.CreatedAt, t.ExpiresAt, seen.At(acting.Tenant.Id, t.Id, t.LastSeenAt) is var at && at > t.CreatedAt ? at : null))],
                [.. texts.Giveable.Where(p => acting.Has(p.Id) && !HostPermissions.NeverByToken.Contains(p.Id)).Select(p => new Scope(p.Id, texts.Name(p.Id), texts.Module(p.Id)))]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("me/tokens", "One's own personal tokens, and what a new one could be limited to.").WithTags("Platform");
    }
}
