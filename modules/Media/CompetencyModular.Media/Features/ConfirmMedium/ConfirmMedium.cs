using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.ConfirmMedium;

/// <summary>Somebody says to have read a document, or looked at a picture.</summary>
internal static class ConfirmMedium
{
    [Requires(MediaPermissions.Learn)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(MediaDb db, ICurrentUser user, IEvents events, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            var medium = await db.Media.OpenTo(user).Include(m => m.Versions).FirstOrDefaultAsync(m => m.Id == command.Id, ct);
            if (medium is null) return Error.NotFound();
            var latest = await db.Viewings.LatestOf(me, medium.Id).FirstOrDefaultAsync(ct);
            var begun = Viewing.Of(medium, latest, me, Reasons.OwnChoice, again: false, now);
            if (begun.Error is { } refused) return refused;
            var viewing = begun.Value;
            if (latest is null) db.Add(viewing);
            // A picture is seen on the page that has this button.
            if (medium.Kind is FileGroup.Image && viewing.Opens == 0) viewing.Open(medium, now);
            if (viewing.Confirm(medium, now).Error is { } error) return error;
            if (viewing.Completion is { } completed) events.Publish(completed);
            return Done.Value;
        }
    }
}
