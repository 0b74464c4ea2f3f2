using CompetencyModular.Media.Content;
using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Work;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.SweepFiles;

/// <summary>Takes files away for good to which nothing refers any more, with what was made of them.</summary>
internal static class SweepFiles
{
    /// <summary>The next that seems to be in no use any more; null for none.</summary>
    [Requires(MediaPermissions.Manage)]
    internal sealed record Query : IRead<string?>;

    [Requires(MediaPermissions.Manage)]
    internal sealed record Command(string Hash) : IWrite<Done>;

    internal sealed class Work(ISend send) : IBackgroundWork
    {
        public async Task<bool> DoNextAsync(CancellationToken cancellationToken)
        {
            if ((await send.SendAsync(new Query(), cancellationToken)).Value is not { } hash) return false;
            // Where somebody else was faster, or refers to it anew, the next look will not find it.
            return (await send.SendAsync(new Command(hash), cancellationToken)).IsSuccess;
        }
    }

    internal sealed class QueryHandler(MediaDb db, TimeProvider time) : IReadHandler<Query, string?>
    {
        public async ValueTask<Result<string?>> Handle(Query query, CancellationToken ct)
        {
            var before = time.GetUtcNow() - KeptFile.Grace;
            return await db.Files.Where(f => f.ReleasedAt <= before).OrderBy(f => f.ReleasedAt).Select(f => f.Hash).FirstOrDefaultAsync(ct);
        }
    }

    internal sealed class CommandHandler(MediaDb db, IFiles files) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await db.Files.FirstOrDefaultAsync(f => f.Hash == command.Hash, ct) is not { ReleasedAt: not null } file) return Done.Value;
            if (await db.Versions.AnyAsync(v => v.Hash == file.Hash, ct) || await db.Captions.AnyAsync(c => c.Hash == file.Hash, ct))
            {
                file.Keep();
                return Done.Value;
            }

            db.Remove(file);
            // Now, so that whoever refers to it anew meanwhile waits for this transaction, or this one for theirs.
            await db.SaveChangesAsync(ct);
            foreach (var made in new[] { file.PreviewHash, file.RenditionHash }.Where(h => h.Length > 0))
                if (!await db.Files.AnyAsync(f => f.PreviewHash == made || f.RenditionHash == made, ct)) files.Delete(MediaFiles.MadeArea, made);
            files.Delete(MediaFiles.Area, file.Hash);
            return Done.Value;
        }
    }
}
