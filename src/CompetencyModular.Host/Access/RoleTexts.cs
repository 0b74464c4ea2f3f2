using System.Collections.Concurrent;
using CompetencyModular.Host.Access.Roles;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access;

/// <summary>What people call the roles: those of the modules by our texts, the organisation's own by theirs.</summary>
internal sealed class RoleTexts(IStringLocalizer<RoleTexts> texts, CustomRoleNames names, IServiceScopeFactory scopes, ActingContext acting)
{
    public string Name(string role) => Accounts.Roles.Contains(role) ? texts[role] : Own(role).Name;

    public string Purpose(string role) => Accounts.Roles.Contains(role) ? texts[$"{role}.Purpose"] : Own(role).Purpose;

    private (string Name, string Purpose) Own(string role) => names.Of(acting.Tenant.Id, role, () =>
    {
        if (!Guid.TryParseExact(role, "N", out var id)) return (role, "");
        // A scope of its own: pages ask in the midst of their rendering.
        using var scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().CopyFrom(acting);
        var found = scope.ServiceProvider.GetRequiredService<PlatformDb>().Set<CustomRole>().AsNoTracking().FirstOrDefault(r => r.Id == id);
        return found is null ? (role, "") : (found.Name, found.Purpose);
    });
}

/// <summary>Remembers what the organisations' own roles are called, for some seconds.</summary>
internal sealed class CustomRoleNames(TimeProvider time)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<(Guid TenantId, string Role), ((string, string) Names, DateTimeOffset Until)> known = new();

    public (string Name, string Purpose) Of(Guid tenantId, string role, Func<(string, string)> read)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue((tenantId, role), out var found) && found.Until > now) return found.Names;
        var names = read();
        known[(tenantId, role)] = (names, now + Lasts);
        return names;
    }

    public void Forget() => known.Clear();
}
