using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.OJT.Features.EndAppointment;

/// <summary>Takes an appointment back before its end. What was assessed until then stands.</summary>
internal static class EndAppointment
{
    [Requires(OjtPermissions.Appoint)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(OjtDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await db.Appointments.FindAsync([command.Id], ct) is not { } appointment) return Error.NotFound();
            appointment.End(time.GetUtcNow());
            return Done.Value;
        }
    }
}
