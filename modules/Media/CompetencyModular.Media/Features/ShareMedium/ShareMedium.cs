using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.ShareMedium;

/// <summary>Links that open one medium to people outside, for a time (R6.3). Each can be taken back at once.</summary>
internal static class ShareMedium
{
    public const int MostDays = 90;

    [Requires(MediaPermissions.Manage)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    internal sealed record Response(string Title, bool IsOnOffer, IReadOnlyList<Row> Links);

    /// <param name="By">Who made it; empty where that is not known.</param>
    internal sealed record Row(Guid Id, string Note, string By, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

    /// <param name="Note">For whom it is.</param>
    /// <param name="Days">How long it works.</param>
    [Requires(MediaPermissions.Manage)]
    internal sealed record Command(Guid Id, string? Note, int Days) : IWrite<Made>;

    /// <param name="Token">The secret within the address; shown this once.</param>
    internal sealed record Made(string Token);

    [Requires(MediaPermissions.Manage)]
    internal sealed record Revoke(Guid Id, Guid LinkId) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Note).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Days).InclusiveBetween(1, MostDays);
        }
    }

    internal sealed class QueryHandler(MediaDb db, IPeople people, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var medium = await db.Media.AsNoTracking().FirstOrDefaultAsync(m => m.Id == query.Id, ct);
            if (medium is null) return Error.NotFound();
            var now = time.GetUtcNow();
            var links = await db.Links.AsNoTracking().Where(l => l.MediumId == medium.Id && l.RevokedAt == null && l.ExpiresAt > now).OrderByDescending(l => l.CreatedAt).Take(100).ToListAsync(ct);
            var cards = await people.CardsAsync([.. links.Select(l => l.CreatedById).OfType<Guid>().Distinct()], ct);
            return new Response(medium.Title, medium.IsOnOffer,
                [.. links.Select(l => new Row(l.Id, l.Note, l.CreatedById is { } by ? cards.GetValueOrDefault(by)?.Name ?? "" : "", l.CreatedAt, l.ExpiresAt))]);
        }
    }

    internal sealed class CommandHandler(MediaDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Made>
    {
        public async ValueTask<Result<Made>> Handle(Command command, CancellationToken ct)
        {
            var medium = await db.Media.FirstOrDefaultAsync(m => m.Id == command.Id, ct);
            if (medium is null) return Error.NotFound();
            if (!medium.IsOnOffer) return MediaErrors.NotOnOffer;
            var (link, token) = ShareLink.For(medium.Id, command.Note!, command.Days, user.PersonId, time.GetUtcNow());
            db.Add(link);
            return new Made(token);
        }
    }

    internal sealed class RevokeHandler(MediaDb db, TimeProvider time) : IWriteHandler<Revoke, Done>
    {
        public async ValueTask<Result<Done>> Handle(Revoke command, CancellationToken ct)
        {
            var link = await db.Links.FirstOrDefaultAsync(l => l.Id == command.LinkId && l.MediumId == command.Id, ct);
            if (link is null) return Error.NotFound();
            link.Revoke(time.GetUtcNow());
            return Done.Value;
        }
    }
}
