using System.Linq.Expressions;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Outbox.ReviewDeliveries;

/// <summary>The deliveries of this organisation that need somebody, or that somebody may ask about.</summary>
internal static class ReviewDeliveries
{
    /// <param name="Show">Which of them; the parked ones by default.</param>
    /// <param name="Module">Only those to consumers of this module.</param>
    /// <param name="Sort"><c>when</c> or <c>tries</c>; with a minus before it descending.</param>
    [Requires(HostPermissions.ManageDeliveries)]
    internal sealed record Query(DeliveryView Show = DeliveryView.Parked, string? Module = null, string? Sort = null, int? Page = null) : IRead<Response>;

    /// <param name="Counts">How many there are of each kind, whatever the module.</param>
    /// <param name="Modules">The modules of this installation, by name.</param>
    internal sealed record Response(Paged<Row> Deliveries, IReadOnlyDictionary<DeliveryView, int> Counts, IReadOnlyList<(string Id, string Name)> Modules);

    /// <param name="Said">The last error; of a skipped one the reason why it was let go.</param>
    internal sealed record Row(string Subscriber, long MessageId, string Module, string Consumer, string Event, DateTimeOffset OccurredAt, int Tries, DateTimeOffset DueAt, string? Said);

    internal sealed class Handler(PlatformDb db, ActingContext acting, Subscriptions subscriptions, ModuleCatalog catalog, IStringLocalizerFactory texts) : IReadHandler<Query, Response>
    {
        private static readonly int PageSize = 25;

        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var listening = subscriptions.All.Where(s => acting.IsEnabled(s.Feature)).Select(s => s.Name).ToArray();
            var deliveries = db.Set<Delivery>().AsNoTracking();
            var counts = await deliveries.Where(d => d.State != DeliveryState.Done)
                .GroupBy(d => new { d.State, IsHeld = !listening.Contains(d.Subscriber), WasTried = d.Attempts > 0 })
                .Select(g => new { g.Key.State, g.Key.IsHeld, g.Key.WasTried, Count = g.Count() }).ToListAsync(cancellationToken);
            var shown = deliveries.Where(Shown(query.Show, listening));
            if (!string.IsNullOrEmpty(query.Module)) shown = shown.Where(d => d.Subscriber.StartsWith(query.Module + "."));
            var ordered = query.Sort switch
            {
                "-when" => shown.OrderByDescending(d => d.MessageId).ThenBy(d => d.Subscriber),
                "tries" => shown.OrderBy(d => d.Attempts).ThenBy(d => d.MessageId).ThenBy(d => d.Subscriber),
                "-tries" => shown.OrderByDescending(d => d.Attempts).ThenBy(d => d.MessageId).ThenBy(d => d.Subscriber),
                _ => shown.OrderBy(d => d.MessageId).ThenBy(d => d.Subscriber),
            };
            var page = await ordered.Join(db.Set<OutboxMessage>(), d => d.MessageId, m => m.Id, (d, m) => new { Delivery = d, m.Type, m.OccurredAt })
                .ToPageAsync(query.Page ?? 1, PageSize, cancellationToken);

            int Count(Func<DeliveryState, bool, bool, bool> which) => counts.Where(c => which(c.State, c.IsHeld, c.WasTried)).Sum(c => c.Count);
            return new Response(
                new Paged<Row>([.. page.Items.Select(r => RowOf(r.Delivery, r.Type, r.OccurredAt))], page.Total, page.Page, page.PageSize),
                new Dictionary<DeliveryView, int>
                {
                    [DeliveryView.Parked] = Count((state, _, _) => state is DeliveryState.Parked),
                    [DeliveryView.Retrying] = Count((state, isHeld, wasTried) => state is DeliveryState.Due && wasTried && !isHeld),
                    [DeliveryView.Held] = Count((state, isHeld, _) => state is DeliveryState.Due && isHeld),
                    [DeliveryView.Skipped] = Count((state, _, _) => state is DeliveryState.Skipped),
                },
                [.. catalog.All.Select(m => (m.Id, Name: texts.NameOf(catalog, m.Id))).OrderBy(m => m.Name, StringComparer.CurrentCulture)]);
        }

        private Row RowOf(Delivery delivery, string happened, DateTimeOffset occurredAt)
        {
            var (module, consumer) = Subscriptions.PartsOf(delivery.Subscriber, happened);
            return new Row(delivery.Subscriber, delivery.MessageId, texts.NameOf(catalog, module), consumer, happened, occurredAt, delivery.Attempts, delivery.DueAt, delivery.Error);
        }

        private static Expression<Func<Delivery, bool>> Shown(DeliveryView view, string[] listening) => view switch
        {
            DeliveryView.Held => d => d.State == DeliveryState.Due && !listening.Contains(d.Subscriber),
            DeliveryView.Retrying => d => d.State == DeliveryState.Due && d.Attempts > 0 && listening.Contains(d.Subscriber),
            DeliveryView.Skipped => d => d.State == DeliveryState.Skipped,
            _ => d => d.State == DeliveryState.Parked,
        };
    }
}

/// <summary>What of all deliveries an administrator looks at.</summary>
internal enum DeliveryView
{
    /// <summary>Tried too often; nothing happens until somebody retries or skips them.</summary>
    Parked,

    /// <summary>Not delivered yet and tried again by themselves.</summary>
    Retrying,

    /// <summary>Their module or feature is off, or no longer here; delivered in order when it is on again.</summary>
    Held,

    /// <summary>Let go, with a reason.</summary>
    Skipped,
}
