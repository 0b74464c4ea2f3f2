using CompetencyModular.Host.Outbox.ReviewDeliveries;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Outbox.RetryDeliveries;

/// <summary>Tries all parked deliveries again, as if for the first time; what waits behind them in their streams follows.</summary>
internal static class RetryDeliveries
{
    /// <param name="Module">Only those to consumers of this module.</param>
    [Requires(HostPermissions.ManageDeliveries)]
    internal sealed record Command(string? Module) : IWrite<Response>;

    /// <param name="Count">How many are tried again.</param>
    internal sealed record Response(int Count);

    internal sealed class Handler(PlatformDb db, TimeProvider time) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var parked = db.Set<Delivery>().Where(d => d.State == DeliveryState.Parked);
            if (!string.IsNullOrEmpty(command.Module)) parked = parked.Where(d => d.Subscriber.StartsWith(command.Module + "."));
            return new Response(await parked.AgainAsync(time.GetUtcNow(), cancellationToken));
        }
    }

    /// <summary>Makes deliveries due at once, with all their tries before them.</summary>
    internal static Task<int> AgainAsync(this IQueryable<Delivery> deliveries, DateTimeOffset now, CancellationToken cancellationToken) =>
        deliveries.ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Due).SetProperty(d => d.Attempts, 0).SetProperty(d => d.DueAt, now), cancellationToken);
}

/// <summary>Tries one delivery again now, a parked one or one whose next try is still to come.</summary>
internal static class RetryDelivery
{
    [Requires(HostPermissions.ManageDeliveries)]
    internal sealed record Command(string Subscriber, long MessageId) : IWrite<Done>;

    internal sealed class Handler(PlatformDb db, TimeProvider time, IStringLocalizer<ReviewDeliveriesPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var changed = await db.Set<Delivery>()
                .Where(d => d.Subscriber == command.Subscriber && d.MessageId == command.MessageId && (d.State == DeliveryState.Parked || (d.State == DeliveryState.Due && d.Attempts > 0)))
                .AgainAsync(time.GetUtcNow(), cancellationToken);
            return changed > 0 ? Done.Value : Error.NotFound("delivery-gone", texts["Gone"]);
        }
    }
}
