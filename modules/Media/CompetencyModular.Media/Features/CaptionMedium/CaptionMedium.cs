using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;

namespace CompetencyModular.Media.Features.CaptionMedium;

/// <summary>Captions of a film or sound, one file for each language.</summary>
internal static class CaptionMedium
{
    [Requires(MediaPermissions.Manage)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    internal sealed record Response(string Title, IReadOnlyList<Row> Captions);

    internal sealed record Row(Guid Id, string Language, string FileName);

    [Requires(MediaPermissions.Manage)]
    internal sealed record Command(Guid Id, StoredFile File, string? Language) : IWrite<Done>;

    [Requires(MediaPermissions.Manage)]
    internal sealed record Remove(Guid Id, Guid CaptionId) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Language).NotEmpty().Must(l => l is { Length: 2 } && l.All(char.IsAsciiLetterLower));
    }

    internal sealed class QueryHandler(MediaDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct) =>
            await db.FindWholeAsync(query.Id, ct) is { IsPlayed: true } medium
                ? new Response(medium.Title, [.. medium.Captions.OrderBy(c => c.Language, StringComparer.Ordinal).Select(c => new Row(c.Id, c.Language, c.FileName))])
                : Error.NotFound();
    }

    internal sealed class CommandHandler(MediaDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await db.FindWholeAsync(command.Id, ct) is not { } medium) return Error.NotFound();
            var now = time.GetUtcNow();
            // Before the new one is kept: it may be the very file that is there.
            await db.ReleaseAsync([.. medium.Captions.Where(c => c.Language == command.Language).Select(c => c.Hash)], now, ct);
            await db.KeepAsync(command.File, now, ct);
            return medium.Caption(Guid.CreateVersion7(), command.File, command.Language!, now);
        }
    }

    internal sealed class RemoveHandler(MediaDb db, TimeProvider time) : IWriteHandler<Remove, Done>
    {
        public async ValueTask<Result<Done>> Handle(Remove command, CancellationToken ct)
        {
            if (await db.FindWholeAsync(command.Id, ct) is not { } medium) return Error.NotFound();
            var now = time.GetUtcNow();
            await db.ReleaseAsync([.. medium.Captions.Where(c => c.Id == command.CaptionId).Select(c => c.Hash)], now, ct);
            medium.RemoveCaption(command.CaptionId, now);
            return Done.Value;
        }
    }
}
