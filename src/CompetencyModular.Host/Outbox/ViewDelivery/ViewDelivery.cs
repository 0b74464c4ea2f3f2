using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Outbox.ViewDelivery;

/// <summary>One delivery that did not arrive, with all that is known of it but the event's content, which may be personal.</summary>
internal static class ViewDelivery
{
    [Requires(HostPermissions.ManageDeliveries)]
    internal sealed record Query(string Subscriber, long MessageId) : IRead<Response>;

    /// <param name="IsHeld">Nobody listens: the module or feature is off, or no longer here.</param>
    /// <param name="Waiting">How many later events of the same stream wait behind it.</param>
    /// <param name="Said">The last error; of a skipped one the reason why it was let go.</param>
    internal sealed record Response(
        string Module, string Consumer, string Event, int Version, string Stream, DateTimeOffset OccurredAt, DeliveryState State, bool IsHeld, int Tries, DateTimeOffset DueAt, int Waiting, string? Said);

    internal sealed class Handler(PlatformDb db, ActingContext acting, Subscriptions subscriptions, ModuleCatalog catalog, IStringLocalizerFactory texts) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var found = await (
                from delivery in db.Set<Delivery>().AsNoTracking()
                join message in db.Set<OutboxMessage>() on delivery.MessageId equals message.Id
                where delivery.Subscriber == query.Subscriber && delivery.MessageId == query.MessageId && delivery.State != DeliveryState.Done
                select new
                {
                    Delivery = delivery, message.Type, message.TypeVersion, message.OccurredAt,
                    Waiting = db.Set<Delivery>().Count(d => d.Subscriber == delivery.Subscriber && d.StreamKey == delivery.StreamKey && d.State == DeliveryState.Due && d.MessageId > delivery.MessageId),
                }).SingleOrDefaultAsync(cancellationToken);
            if (found is null) return Error.NotFound();
            var (module, consumer) = Subscriptions.PartsOf(found.Delivery.Subscriber, found.Type);
            return new Response(
                texts.NameOf(catalog, module), consumer, found.Type, found.TypeVersion, found.Delivery.StreamKey, found.OccurredAt, found.Delivery.State,
                subscriptions.Named(found.Delivery.Subscriber) is not { } subscription || !acting.IsEnabled(subscription.Feature),
                found.Delivery.Attempts, found.Delivery.DueAt, found.Waiting, found.Delivery.Error);
        }
    }
}
