using System.Security.Cryptography;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access.SharedDevices.ManageDevices;

/// <summary>The devices that people share, and after how long they sign out whoever left.</summary>
internal static class ManageDevices
{
    /// <param name="Page">From 1.</param>
    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Query(string? Search = null, int? Page = null) : IRead<Response>;

    /// <param name="ThisOne">The device that asks, where it is one of them.</param>
    internal sealed record Response(Paged<Row> Devices, int IdleMinutes, Guid? ThisOne);

    internal sealed record Row(Guid Id, string Name, DateTimeOffset AddedAt, DateTimeOffset? UsedAt);

    internal sealed class QueryHandler(PlatformDb db, ActingContext acting) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var devices = db.Set<SharedDevice>().AsNoTracking();
            if (query.Search?.Trim().ToUpperInvariant() is { Length: > 0 } part) devices = devices.Where(d => d.Name.ToUpper().Contains(part));
            var list = await devices.OrderBy(d => d.Name).ThenBy(d => d.Id)
                .Select(d => new Row(d.Id, d.Name, d.AddedAt, db.Set<DeviceVisit>().Where(v => v.DeviceId == d.Id).Max(v => (DateTimeOffset?)v.LastAt))).ToPageAsync(query.Page ?? 1, 25, cancellationToken);
            var rules = await db.Set<SignInRules>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == SignInRules.TheOne, cancellationToken) ?? new SignInRules();
            return new Response(list, rules.SharedIdleMinutes, acting.DeviceId);
        }
    }

    /// <summary>Makes the device that asks a shared one. Whoever does is signed out there: from now on it belongs to all.</summary>
    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Add(string? Name) : IWrite<Added>;

    /// <param name="Secret">For the device's cookie; it cannot be read again.</param>
    internal sealed record Added(string Secret);

    internal sealed class AddValidator : AbstractValidator<Add>
    {
        public AddValidator() => RuleFor(c => c.Name).NotEmpty().MaximumLength(100);
    }

    internal sealed class AddHandler(PlatformDb db, ActingContext acting, SessionCache cache, TimeProvider time) : IWriteHandler<Add, Added>
    {
        public async ValueTask<Result<Added>> Handle(Add command, CancellationToken cancellationToken)
        {
            var secret = RandomNumberGenerator.GetHexString(64, lowercase: true);
            if (acting.DeviceId is { } before && await db.Set<SharedDevice>().FindAsync([before], cancellationToken) is { } known) db.Remove(known);
            db.Add(new SharedDevice { Name = command.Name!.Trim(), SecretHash = SessionKey.Of(acting.Tenant.Id, secret).SecretHash, AddedAt = time.GetUtcNow() });
            await db.Set<Session>().Where(s => s.Id == acting.SessionId).ExecuteDeleteAsync(cancellationToken);
            cache.Clear();
            return new Added(secret);
        }
    }

    /// <summary>A device is shared no more: whoever is signed in on it is out, and it has forgotten them all.</summary>
    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Remove(Guid DeviceId) : IWrite<Done>;

    internal sealed class RemoveHandler(PlatformDb db, SessionCache cache) : IWriteHandler<Remove, Done>
    {
        public async ValueTask<Result<Done>> Handle(Remove command, CancellationToken cancellationToken)
        {
            if (await db.Set<SharedDevice>().FindAsync([command.DeviceId], cancellationToken) is not { } device) return Error.NotFound();
            db.Remove(device);
            await db.Set<Session>().Where(s => s.DeviceId == device.Id).ExecuteDeleteAsync(cancellationToken);
            cache.Clear();
            return Done.Value;
        }
    }

    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record SetIdle(int Minutes) : IWrite<Done>;

    internal sealed class SetIdleValidator : AbstractValidator<SetIdle>
    {
        public SetIdleValidator() => RuleFor(c => c.Minutes).InclusiveBetween(1, 60);
    }

    internal sealed class SetIdleHandler(PlatformDb db, SessionCache cache) : IWriteHandler<SetIdle, Done>
    {
        public async ValueTask<Result<Done>> Handle(SetIdle command, CancellationToken cancellationToken)
        {
            var rules = await db.Set<SignInRules>().FirstOrDefaultAsync(r => r.Id == SignInRules.TheOne, cancellationToken);
            if (rules is null) db.Add(rules = new SignInRules());
            rules.SharedIdleMinutes = command.Minutes;
            cache.Clear();
            return Done.Value;
        }
    }
}
