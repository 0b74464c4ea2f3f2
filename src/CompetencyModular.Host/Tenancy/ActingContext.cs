using System.Collections.Frozen;
using System.Reflection;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Tenancy;

namespace CompetencyModular.Host.Tenancy;

/// <summary>
/// Who acts in this scope and for which tenant. Set once, where the scope begins: by the request middleware, by <see cref="Messaging.Send"/>
/// for its child scopes, by the outbox and the command line. Nothing else says which tenant it is.
/// </summary>
internal sealed class ActingContext : ICurrentUser, ITenantFeatures
{
    private Tenant? tenant;

    public Tenant Tenant => tenant ?? throw new InvalidOperationException("No tenant has been set for this scope.");

    public bool HasTenant => tenant is not null;

    public Guid? PersonId { get; private set; }

    public Guid? AccountId { get; private set; }

    /// <summary>The person's name as the session knows it; null where none asks.</summary>
    public string? Name { get; private set; }

    /// <summary>The session or token that asks; null where a test or the system acts.</summary>
    public Guid? SessionId { get; private set; }

    /// <summary>The shared device that asks; null for one's own.</summary>
    public Guid? DeviceId { get; private set; }

    /// <summary>After how long without use this session on a shared device ends.</summary>
    public TimeSpan? Idle { get; private set; }

    public bool IsSystem { get; private set; }

    /// <summary>The assembly of the module whose read runs in this scope; null in a write, and where no message runs.</summary>
    public Assembly? Reading { get; private set; }

    public FrozenSet<string> Permissions { get; private set; } = [];

    public bool Has(string permission) => IsSystem || Permissions.Contains(permission);

    public bool IsEnabled(string feature) => Tenant.Features.Contains(feature);

    public void For(Tenant of) => tenant = of;

    public void ActAsSystem(Tenant of) => (tenant, IsSystem) = (of, true);

    public void ActAs(Guid? personId, Guid accountId, FrozenSet<string> permissions, Guid? sessionId = null, string? name = null) =>
        (PersonId, AccountId, Permissions, SessionId, Name) = (personId, accountId, permissions, sessionId, name);

    public void On(Guid? sharedDevice, TimeSpan? idle = null) => (DeviceId, Idle) = (sharedDevice, idle);

    public void Begin(object message) => Reading = message is IWrite ? null : message.GetType().Assembly;

    public void CopyFrom(ActingContext other) =>
        (tenant, PersonId, AccountId, SessionId, DeviceId, Idle, IsSystem, Permissions) = (other.tenant, other.PersonId, other.AccountId, other.SessionId, other.DeviceId, other.Idle, other.IsSystem, other.Permissions);
}

/// <summary>The current tenant as the SDK knows it.</summary>
internal sealed class CurrentTenant(ActingContext acting) : ITenant
{
    public Guid Id => acting.Tenant.Id;

    public string Name => acting.Tenant.Name;

    public TimeZoneInfo TimeZone => acting.Tenant.TimeZone;

    public string Culture => acting.Tenant.Culture;

    public string Currency => acting.Tenant.Currency;
}
