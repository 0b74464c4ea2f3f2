using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access.EndSession;

/// <summary>Ends one of one's own sessions or tokens.</summary>
internal static class EndSession
{
    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Command(Guid SessionId) : IWrite<Done>;

    internal sealed class Handler(PlatformDb db, ActingContext acting, SessionCache cache) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var ended = await db.Set<Session>().Where(s => s.Id == command.SessionId && s.AccountId == acting.AccountId).ExecuteDeleteAsync(cancellationToken);
            cache.Clear();
            return ended == 0 ? Error.NotFound() : Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Done>("me/sessions/{SessionId}/end", "Ends one of one's own sessions or tokens.").WithTags("Platform");
    }
}
