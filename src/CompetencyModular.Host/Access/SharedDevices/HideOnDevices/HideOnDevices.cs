using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access.SharedDevices.HideOnDevices;

/// <summary>Says whether shared devices may offer one by name to whoever stands before them.</summary>
internal static class HideOnDevices
{
    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Command(bool Hide) : IWrite<Done>;

    internal sealed class Handler(PlatformDb db, ActingContext acting, Accounts accounts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.PersonId ?? Guid.Empty, cancellationToken) is not { } account) return Error.NotFound();
            account.HidesOnSharedDevices = command.Hide;
            if (command.Hide) await db.Set<DeviceVisit>().Where(v => v.AccountId == account.Id).ExecuteDeleteAsync(cancellationToken);
            return Done.Value;
        }
    }
}
