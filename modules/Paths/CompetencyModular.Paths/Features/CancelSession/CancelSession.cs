using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.CancelSession;

/// <summary>A session does not take place; those who had a seat or waited for one are told why.</summary>
internal static class CancelSession
{
    [Requires(PathsPermissions.RunEvents)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid SessionId { get; set; }

        public string? Reason { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(500);
    }

    internal sealed class Handler(PathsDb db, IEvents events, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await db.LockSessionAsync(command.SessionId, ct) is not { } session) return Error.NotFound();
            var cancelled = session.Cancel(command.Reason!.Trim(), time.GetUtcNow());
            if (cancelled.Error is { } error) return error;
            var title = await db.TrainingEvents.Where(e => e.Id == session.EventId).Select(e => e.Title).SingleAsync(ct);
            events.TellCancelled(session, cancelled.Value, title);
            return Done.Value;
        }
    }
}
