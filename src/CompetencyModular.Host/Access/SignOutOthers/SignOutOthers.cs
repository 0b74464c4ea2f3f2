using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Host.Access.SignOutOthers;

/// <summary>Ends all of one's own sessions and tokens but the one in use.</summary>
internal static class SignOutOthers
{
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Command(Guid? KeepSession) : IWrite<Done>;

    internal sealed class Handler(ActingContext acting, Sessions sessions) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            await sessions.EndOthersAsync(acting.AccountId!.Value, command.KeepSession, cancellationToken);
            return Done.Value;
        }
    }
}
