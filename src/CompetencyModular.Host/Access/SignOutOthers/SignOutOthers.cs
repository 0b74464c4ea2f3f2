using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;

namespace CompetencyModular.Host.Access.SignOutOthers;

/// <summary>Ends all of one's own sessions but the one in use, and the programs that signed in. Personal tokens stay: they have a list of their own.</summary>
internal static class SignOutOthers
{
    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Command : IWrite<Done>;

    internal sealed class Handler(ActingContext acting, Sessions sessions) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            await sessions.EndOthersAsync(acting.AccountId!.Value, acting.SessionId, cancellationToken, withPersonalTokens: false);
            return Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Done>("me/sessions/end-others", "Ends all of one's own sessions but the one in use.").WithTags("Platform");
    }
}
