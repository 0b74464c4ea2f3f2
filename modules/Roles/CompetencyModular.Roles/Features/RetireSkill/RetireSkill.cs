using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;

namespace CompetencyModular.Roles.Features.RetireSkill;

/// <summary>Takes a skill out of use: it is not offered any more. What people hold of it and what profiles in force require stays.</summary>
internal static class RetireSkill
{
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(RolesDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Skills.FindAsync([command.Id], cancellationToken) is not { } skill) return Error.NotFound();
            skill.Retire(time.GetUtcNow());
            return Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Post<Command, Done>("skills/{id:guid}/retire", "Takes a skill out of use.");
            api.Post<RestoreSkill.Command, Done>("skills/{id:guid}/restore", "Brings a skill back into use.");
        }
    }
}

/// <summary>Brings a skill back into use.</summary>
internal static class RestoreSkill
{
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(RolesDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Skills.FindAsync([command.Id], cancellationToken) is not { } skill) return Error.NotFound();
            skill.Restore();
            return Done.Value;
        }
    }
}
