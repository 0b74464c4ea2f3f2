using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.RepeatMedium;

/// <summary>Somebody wants to complete a medium once more, for instance because what it awarded lapses. What was completed before stays.</summary>
internal static class RepeatMedium
{
    [Requires(MediaPermissions.Learn)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(MediaDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var medium = await db.Media.OpenTo(user).FirstOrDefaultAsync(m => m.Id == command.Id, ct);
            if (medium is null) return Error.NotFound();
            var latest = await db.Viewings.LatestOf(user.Me(), medium.Id).FirstOrDefaultAsync(ct);
            var begun = Viewing.Of(medium, latest, user.Me(), Reasons.OwnChoice, again: true, time.GetUtcNow());
            if (begun.Error is { } refused) return refused;
            if (begun.Value != latest) db.Add(begun.Value);
            return Done.Value;
        }
    }
}
