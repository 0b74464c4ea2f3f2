using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.PlayMedium;

/// <summary>Somebody opens a medium, or plays a part of it. Enough parts complete it.</summary>
internal static class PlayMedium
{
    /// <param name="Id">The medium.</param>
    /// <param name="Opened">Whether it was opened just now.</param>
    /// <param name="Parts">What was played since it was opened, such as <c>0-12.5,40-61</c>.</param>
    /// <param name="Position">Where the player stands, in seconds.</param>
    /// <param name="Length">How long it plays, as the player knows it.</param>
    [Requires(MediaPermissions.Learn)]
    internal sealed record Command(Guid Id, bool Opened, string? Parts = null, double Position = 0, double Length = 0) : IWrite<Response>;

    /// <param name="Share">How much of it the person has played, 0 to 1.</param>
    /// <param name="IsCompleted">Whether it is completed.</param>
    internal sealed record Response(double Share, bool IsCompleted);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Parts).MaximumLength(8000).Must(p => Watched.Parse(p) is not null);
            RuleFor(c => c.Position).Must(double.IsFinite).GreaterThanOrEqualTo(0);
            RuleFor(c => c.Length).Must(double.IsFinite).InclusiveBetween(0, 24 * 3600);
        }
    }

    internal sealed class Handler(MediaDb db, ICurrentUser user, IEvents events, TimeProvider time) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken ct)
        {
            var (me, now) = (user.Me(), time.GetUtcNow());
            var medium = await db.Media.OpenTo(user).Include(m => m.Versions).FirstOrDefaultAsync(m => m.Id == command.Id, ct);
            if (medium is null) return Error.NotFound();
            var latest = await db.Viewings.LatestOf(me, medium.Id).FirstOrDefaultAsync(ct);
            var begun = Viewing.Of(medium, latest, me, Reasons.OwnChoice, again: false, now);
            if (begun.Error is { } refused) return refused;
            var viewing = begun.Value;
            if (latest is null) db.Add(viewing);
            if (command.Parts is { Length: > 0 } parts && viewing.Play(medium, Watched.Parse(parts)!, command.Position, command.Length, now).Error is { } error) return error;
            if (command.Opened) viewing.Open(medium, now);
            if (viewing.Completion is { } completed) events.Publish(completed);
            return new Response(viewing.Share, viewing.IsCompleted);
        }
    }
}
