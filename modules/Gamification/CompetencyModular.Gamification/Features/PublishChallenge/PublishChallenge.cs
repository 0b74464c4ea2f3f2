using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.PublishChallenge;

/// <summary>A draft becomes a challenge that everybody sees and may join.</summary>
internal static class PublishChallenge
{
    [Requires(GamificationPermissions.ManageChallenges)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(GamificationDb db, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var challenge = await db.Challenges.FirstOrDefaultAsync(c => c.Id == command.Id, ct);
            return challenge is null ? Error.NotFound() : challenge.Publish((await db.SettingsAsync(ct)).Mode, tenant.StartOf(tenant.DateAt(now)), now);
        }
    }
}
