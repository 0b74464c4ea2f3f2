using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;

namespace CompetencyModular.Roles.Features.RetireProfile;

/// <summary>Takes a profile out of use: nobody is given it any more. Those who hold it go on holding it until that is ended.</summary>
internal static class RetireProfile
{
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(RolesDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Profiles.FindAsync([command.Id], cancellationToken) is not { } profile) return Error.NotFound();
            profile.Retire(time.GetUtcNow());
            return Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Post<Command, Done>("profiles/{id:guid}/retire", "Takes a job profile out of use.");
            api.Post<RestoreProfile.Command, Done>("profiles/{id:guid}/restore", "Brings a job profile back into use.");
        }
    }
}

/// <summary>Brings a profile back into use.</summary>
internal static class RestoreProfile
{
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(RolesDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Profiles.FindAsync([command.Id], cancellationToken) is not { } profile) return Error.NotFound();
            profile.Restore();
            return Done.Value;
        }
    }
}
