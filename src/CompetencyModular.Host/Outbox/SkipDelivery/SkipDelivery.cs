using CompetencyModular.Host.Outbox.ReviewDeliveries;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Outbox.SkipDelivery;

/// <summary>Lets a parked delivery go, with a reason: this consumer never hears of the event, and what waits behind it in its stream goes on.</summary>
internal static class SkipDelivery
{
    [Requires(HostPermissions.ManageDeliveries)]
    internal sealed record Command(string Subscriber, long MessageId, string? Reason) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(500);
    }

    internal sealed class Handler(PlatformDb db, IEvents events, IStringLocalizer<ReviewDeliveriesPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var delivery = await db.Set<Delivery>().SingleOrDefaultAsync(
                d => d.Subscriber == command.Subscriber && d.MessageId == command.MessageId && d.State == DeliveryState.Parked, cancellationToken);
            if (delivery is null) return Error.NotFound("delivery-gone", texts["Gone"]);
            events.Publish(new DeliverySkipped(delivery.Subscriber, delivery.MessageId, command.Reason!.Trim(), delivery.Error ?? ""));
            (delivery.State, delivery.Error) = (DeliveryState.Skipped, command.Reason.Trim());
            return Done.Value;
        }
    }
}

/// <summary>An administrator let a delivery go. Stored with who and when, it keeps the reason together with what had gone wrong.</summary>
[Event("platform.delivery-skipped")]
internal sealed record DeliverySkipped(string Subscriber, long MessageId, string Reason, string Error) : IEvent
{
    public string StreamKey => $"delivery/{MessageId}";
}
