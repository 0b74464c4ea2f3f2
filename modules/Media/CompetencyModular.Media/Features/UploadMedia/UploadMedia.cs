using CompetencyModular.Media.Content;
using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.UploadMedia;

/// <summary>Stored files become media, each of its own, named after its file. They can be described afterwards.</summary>
internal static class UploadMedia
{
    /// <summary>The folders that are there, to choose from.</summary>
    [Requires(MediaPermissions.Manage)]
    internal sealed record Query : IRead<IReadOnlyList<string>>;

    /// <param name="Files">As stored by the page.</param>
    /// <param name="Folder">Where to put them; empty for nowhere.</param>
    /// <param name="Tags">For all of them.</param>
    /// <param name="Publish">Whether people see them at once.</param>
    [Requires(MediaPermissions.Manage)]
    internal sealed record Command(IReadOnlyList<StoredFile> Files, string? Folder, IReadOnlyList<string> Tags, bool Publish) : IWrite<IReadOnlyList<Guid>>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Files).NotEmpty();
            RuleFor(c => c.Folder).MaximumLength(100);
            RuleForEach(c => c.Tags).MaximumLength(MediumDetails.MaxTag).OverridePropertyName("Tags");
        }
    }

    internal sealed class QueryHandler(MediaDb db) : IReadHandler<Query, IReadOnlyList<string>>
    {
        public async ValueTask<Result<IReadOnlyList<string>>> Handle(Query query, CancellationToken ct) =>
            await db.Media.Where(m => m.Folder != "").Select(m => m.Folder).Distinct().OrderBy(f => f).ToListAsync(ct);
    }

    internal sealed class CommandHandler(MediaDb db, IFiles files, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, IReadOnlyList<Guid>>
    {
        public async ValueTask<Result<IReadOnlyList<Guid>>> Handle(Command command, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var ids = new List<Guid>();
            foreach (var file in command.Files)
            {
                await db.KeepAsync(file, now, ct);
                await using var content = files.Open(file.Area, file.Hash);
                if (content is null) return Error.NotFound();
                var medium = Medium.Of(Guid.CreateVersion7(now), file, PlayingTime.Of(content, file.Name), user.PersonId, now);
                medium.Describe(medium.Details() with { Folder = command.Folder ?? "", Tags = command.Tags }, now);
                if (command.Publish) medium.Publish(now);
                db.Add(medium);
                ids.Add(medium.Id);
            }

            return ids;
        }
    }
}
