using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.Roles.GiveUnitRole;

/// <summary>Gives a role to everybody in a unit and in the units below it, whoever comes and goes; or takes it away. What is of high risk is given by name.</summary>
internal static class GiveUnitRole
{
    [Requires(HostPermissions.ManageRoles)]
    internal sealed record Command(Guid UnitId, string? Role, bool Give) : IWrite<Done>;

    internal sealed class Handler(PlatformDb db, Authority authority, RoleTexts roles, SessionCache cache, IStringLocalizer<UnitRolesPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!await db.Set<OrganisationUnit>().AnyAsync(u => u.Id == command.UnitId, cancellationToken)) return Error.NotFound();
            if (command.Role is not { } role || !(await authority.RolesAsync(cancellationToken)).Contains(role)) return Wrong(nameof(command.Role), texts["RoleUnknown"]);
            // Its end is what an auditor's access is about, and a unit has none.
            if (role == Sdk.Access.RoleNames.Auditor) return Wrong(nameof(command.Role), texts["NotAuditor"]);
            if (!await authority.MayGiveAsync(role, cancellationToken)) return Wrong(nameof(command.Role), texts["MayNot", roles.Name(role)]);
            if (command.Give && await authority.IsOfHighRiskAsync(role, cancellationToken)) return Wrong(nameof(command.Role), texts["HighRisk", roles.Name(role)]);
            var given = await db.Set<UnitRole>().FirstOrDefaultAsync(r => r.UnitId == command.UnitId && r.Role == role, cancellationToken);
            if (command.Give && given is null) db.Add(new UnitRole { UnitId = command.UnitId, Role = role });
            if (!command.Give && given is not null) db.Remove(given);
            cache.Clear();
            return Done.Value;
        }

        private static Error Wrong(string field, string text) => Error.Invalid("role-invalid", text, new Dictionary<string, string[]> { [field] = [text] });
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Done>("access/units/{UnitId}/roles", "Gives a role to everybody in a unit and below it, or takes it away.").WithTags("Platform");
    }
}
