using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.DeleteChallenge;

/// <summary>A draft is thrown away. What was published is called off instead, so that nothing vanishes in which people took part.</summary>
internal static class DeleteChallenge
{
    [Requires(GamificationPermissions.ManageChallenges)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(GamificationDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var challenge = await db.Challenges.FirstOrDefaultAsync(c => c.Id == command.Id, ct);
            if (challenge is null) return Error.NotFound();
            if (challenge.PublishedAt is not null) return GamificationErrors.ChallengePublishedAlready;
            db.Challenges.Remove(challenge);
            return Done.Value;
        }
    }
}
