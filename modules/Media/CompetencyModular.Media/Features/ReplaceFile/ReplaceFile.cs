using CompetencyModular.Media.Content;
using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using FluentValidation;

namespace CompetencyModular.Media.Features.ReplaceFile;

/// <summary>The versions of a medium: a newer file takes the place of the current one, and an older one can come back.</summary>
internal static class ReplaceFile
{
    [Requires(MediaPermissions.Manage)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    internal sealed record Response(string Title, FileGroup Kind, IReadOnlyList<Row> Versions);

    /// <param name="By">Who brought it; empty where that is not known.</param>
    internal sealed record Row(int Number, bool IsCurrent, string FileName, long Length, double? Seconds, string Note, string By, DateTimeOffset At);

    [Requires(MediaPermissions.Manage)]
    internal sealed record Command(Guid Id, StoredFile File, string? Note) : IWrite<Done>;

    /// <summary>Gives people an older version again.</summary>
    [Requires(MediaPermissions.Manage)]
    internal sealed record GoBack(Guid Id, int Number) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Note).MaximumLength(500);
    }

    internal sealed class QueryHandler(MediaDb db, IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var medium = await db.FindWholeAsync(query.Id, ct);
            if (medium is null) return Error.NotFound();
            var cards = await people.CardsAsync([.. medium.Versions.Select(v => v.UploadedById).OfType<Guid>().Distinct()], ct);
            return new Response(medium.Title, medium.Kind,
            [
                .. medium.Versions.OrderByDescending(v => v.Number).Select(v => new Row(
                    v.Number, v.Number == medium.CurrentNumber, v.FileName, v.Length, v.Seconds, v.Note,
                    v.UploadedById is { } by ? cards.GetValueOrDefault(by)?.Name ?? "" : "", v.UploadedAt)),
            ]);
        }
    }

    internal sealed class CommandHandler(MediaDb db, IFiles files, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var (medium, now) = (await db.FindWholeAsync(command.Id, ct), time.GetUtcNow());
            await db.KeepAsync(command.File, now, ct);
            await using var content = files.Open(command.File.Area, command.File.Hash);
            if (medium is null || content is null) return Error.NotFound();
            return medium.Replace(command.File, PlayingTime.Of(content, command.File.Name), command.Note ?? "", user.PersonId, now);
        }
    }

    internal sealed class GoBackHandler(MediaDb db, TimeProvider time) : IWriteHandler<GoBack, Done>
    {
        public async ValueTask<Result<Done>> Handle(GoBack command, CancellationToken ct) =>
            await db.FindWholeAsync(command.Id, ct) is { } medium ? medium.GoBackTo(command.Number, time.GetUtcNow()) : Error.NotFound();
    }
}
