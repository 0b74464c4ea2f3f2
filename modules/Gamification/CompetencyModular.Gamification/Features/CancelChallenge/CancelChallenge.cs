using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.CancelChallenge;

/// <summary>A challenge is called off before its end, with a reason that everybody who takes part is told. It gives nothing; what people earned stays theirs.</summary>
internal static class CancelChallenge
{
    [Requires(GamificationPermissions.ManageChallenges)]
    internal sealed record Command(Guid Id, string? Reason) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(400);
    }

    internal sealed class Handler(GamificationDb db, ChallengeKeeper keeper, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var challenge = await db.Challenges.FirstOrDefaultAsync(c => c.Id == command.Id, ct);
            if (challenge is null) return Error.NotFound();
            if (challenge.Cancel(command.Reason!, time.GetUtcNow()).Error is { } error) return error;
            await keeper.TellCancelledAsync(challenge, ct);
            return Done.Value;
        }
    }
}
