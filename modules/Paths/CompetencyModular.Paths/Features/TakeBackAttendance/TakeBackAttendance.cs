using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;

namespace CompetencyModular.Paths.Features.TakeBackAttendance;

/// <summary>Somebody was marked as present by mistake: what was awarded and earned for it is withdrawn (E3, X1).</summary>
internal static class TakeBackAttendance
{
    [Requires(PathsPermissions.Read)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid SessionId { get; set; }

        public Guid RegistrationId { get; set; }

        public string? Reason { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(500);
    }

    internal sealed class Handler(PathsDb db, ICurrentUser user, IEvents events, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var session = await db.LockSessionAsync(command.SessionId, ct);
            if (session is null || (session.TrainerId != user.PersonId && !user.Has(PathsPermissions.RunEvents))) return Error.NotFound();
            var taken = session.TakeBack(command.RegistrationId, command.Reason!.Trim(), user.PersonId, time.GetUtcNow());
            if (taken.IsSuccess) foreach (var happened in session.Happened) events.Publish(happened);
            return taken;
        }
    }
}
