using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Roles.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.AspireToProfile;

/// <summary>Chooses a profile to grow into (R4.2), or lets go of it. Doing so twice changes nothing.</summary>
internal static class AspireToProfile
{
    [Requires(RolesPermissions.Aspire)]
    internal sealed record Command(Guid ProfileId, bool Aspire) : IWrite<Done>;

    internal sealed class Handler(RolesDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!await db.Profiles.InUse().AnyAsync(p => p.Id == command.ProfileId, cancellationToken)) return Error.NotFound();
            var (me, now) = (user.Me(), time.GetUtcNow());
            var current = await db.AspiredProfiles.Current().FirstOrDefaultAsync(a => a.PersonId == me && a.ProfileId == command.ProfileId, cancellationToken);
            if (!command.Aspire) current?.End(now);
            else if (current is null) db.Add(new AspiredProfile(Guid.CreateVersion7(), me, command.ProfileId, now));
            return Done.Value;
        }
    }
}
