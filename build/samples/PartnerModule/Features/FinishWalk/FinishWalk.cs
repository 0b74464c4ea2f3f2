using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Partner.SafetyWalks.Persistence;

namespace Partner.SafetyWalks.Features.FinishWalk;

/// <summary>Somebody has walked it. What that awards is decided by the award rules, of which this module knows nothing.</summary>
internal static class FinishWalk
{
    [Requires(WalkPermissions.Walk)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Id).NotEmpty();
    }

    internal sealed class Handler(WalksDb db, ICurrentUser user, IEvents events, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var me = user.Me();
            if (await db.Walks.FindAsync([command.Id], cancellationToken) is not { } walk) return Error.NotFound();
            var round = await db.Rounds.FirstOrDefaultAsync(r => r.PersonId == me && r.WalkId == walk.Id, cancellationToken);
            if (round?.FinishedAt is not null) return Done.Value;
            if (round is null) db.Rounds.Add(round = new Round { PersonId = me, WalkId = walk.Id });
            round.FinishedAt = time.GetUtcNow();
            events.Publish(new ActivityCompleted(me, walk.Activity, round.Id.ToString(), walk.Title, round.FinishedAt.Value));
            return Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Done>("walks/{id:guid}/finish", "Says that the signed-in person has walked it.");
    }
}
