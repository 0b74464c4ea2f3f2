using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.Roles.WriteRole;

/// <summary>
/// Makes or changes a role of the organisation's own. What touches others is put in or taken out only by whoever holds it; what its holders may do changes
/// within five seconds.
/// </summary>
internal static class WriteRole
{
    [Requires(HostPermissions.ManageRoles)]
    internal sealed record Command([property: FromBody] Body Body) : IWrite<Response>;

    /// <param name="Id">Null for a new one.</param>
    /// <param name="Permissions">Ids of permissions.</param>
    internal sealed record Body(Guid? Id, string? Name, string? Purpose, IReadOnlyList<string>? Permissions);

    internal sealed record Response(Guid Id);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(PermissionTexts permissions, IStringLocalizer<WriteRolePage> texts)
        {
            RuleFor(c => c.Body.Name).NotEmpty().MaximumLength(100).OverridePropertyName(nameof(Body.Name));
            RuleFor(c => c.Body.Purpose).MaximumLength(300).OverridePropertyName(nameof(Body.Purpose));
            RuleFor(c => c.Body.Permissions).NotEmpty().WithMessage(_ => texts["PermissionNeeded"])
                .Must(p => p is null || p.All(id => permissions.Giveable.Any(g => g.Id == id))).WithMessage(_ => texts["PermissionUnknown"]).OverridePropertyName(nameof(Body.Permissions));
        }
    }

    internal sealed class Handler(PlatformDb db, Authority authority, PermissionTexts permissions, RoleTexts roles, CustomRoleNames names, SessionCache cache, IStringLocalizer<WriteRolePage> texts) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, name, wanted) = (command.Body.Id, command.Body.Name!.Trim(), command.Body.Permissions!.Distinct().Order(StringComparer.Ordinal).ToList());
            var role = id is null ? null : await db.Set<CustomRole>().FirstOrDefaultAsync(r => r.Id == id, cancellationToken);
            if (id is not null && role is null) return Error.NotFound();
            if (Accounts.Roles.Any(r => string.Equals(roles.Name(r), name, StringComparison.OrdinalIgnoreCase)) || await db.Set<CustomRole>().AnyAsync(r => r.Name == name && r.Id != id, cancellationToken))
                return Wrong(nameof(Body.Name), texts["NameTaken"]);
            var held = role?.Permissions ?? [];
            if (authority.LackingOf(wanted.Except(held).Concat(held.Except(wanted))) is [var lacking, ..]) return Wrong(nameof(Body.Permissions), texts["MayNot", permissions.Name(lacking)]);
            if (role is not null && authority.IsOfHighRisk(wanted) && await db.Set<UnitRole>().AnyAsync(r => r.Role == role.Key, cancellationToken)) return Wrong(nameof(Body.Permissions), texts["UnitsHoldIt"]);
            if (role is null) db.Add(role = new CustomRole { Name = name });
            (role.Name, role.Purpose, role.Permissions) = (name, command.Body.Purpose?.Trim() ?? "", wanted);
            names.Forget();
            cache.Clear();
            return new Response(role.Id);
        }

        private static Error Wrong(string field, string text) => Error.Invalid("role-invalid", text, new Dictionary<string, string[]> { [field] = [text] });
    }

    /// <summary>Deletes a role of the organisation's own; whoever held it no longer does.</summary>
    [Requires(HostPermissions.ManageRoles)]
    internal sealed record Remove(Guid Id) : IWrite<Done>;

    internal sealed class RemoveHandler(PlatformDb db, Authority authority, PermissionTexts permissions, CustomRoleNames names, SessionCache cache, IStringLocalizer<WriteRolePage> texts) : IWriteHandler<Remove, Done>
    {
        public async ValueTask<Result<Done>> Handle(Remove command, CancellationToken cancellationToken)
        {
            if (await db.Set<CustomRole>().FirstOrDefaultAsync(r => r.Id == command.Id, cancellationToken) is not { } role) return Error.NotFound();
            if (authority.LackingOf(role.Permissions) is [var lacking, ..]) return Error.Conflict("role-above", texts["MayNot", permissions.Name(lacking)]);
            var key = role.Key;
            // One by one, so that the audit trail says who held it.
            db.RemoveRange(await db.Set<RoleGrant>().Where(g => g.Role == key).ToListAsync(cancellationToken));
            db.RemoveRange(await db.Set<UnitRole>().Where(g => g.Role == key).ToListAsync(cancellationToken));
            db.RemoveRange(await db.Set<RoleDelegation>().Where(g => g.Role == key).ToListAsync(cancellationToken));
            db.Remove(role);
            names.Forget();
            cache.Clear();
            return Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Post<Command, Response>("access/roles", "Makes or changes a role of the organisation's own.").WithTags("Platform");
            api.Post<Remove, Done>("access/roles/{Id}/remove", "Deletes a role of the organisation's own; whoever held it no longer does.").WithTags("Platform");
        }
    }
}
