using CompetencyModular.Media.Domain;
using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Media.Features.PrepareFiles;

/// <summary>
/// What the server makes of files, step by step: what is next, that it begins, how it ended. The work itself lies between these (<see cref="LookAtFiles"/>,
/// <see cref="RenderFiles"/>), outside of every transaction.
/// </summary>
internal static class PrepareFiles
{
    /// <summary>Who uploaded it has long turned to other things: then they are told that it is there.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    /// <param name="HasTool">Whether also what waits for a tool is to be done.</param>
    [Requires(MediaPermissions.Manage)]
    internal sealed record Query(MakingStep Step, bool HasTool) : IRead<Response?>;

    internal sealed record Response(string Hash, string Ending, long Length);

    /// <summary>It begins now. False where somebody else has it, or where it was tried too often.</summary>
    [Requires(MediaPermissions.Manage)]
    internal sealed record Begin(string Hash, MakingStep Step, TimeSpan Limit) : IWrite<bool>;

    /// <param name="Facts">What the look found; null where it could not be read.</param>
    /// <param name="Preview">The small picture; null where there is none.</param>
    [Requires(MediaPermissions.Manage)]
    internal sealed record Looked(string Hash, FileFacts? Facts, StoredFile? Preview, bool HasTool) : IWrite<Done>;

    /// <param name="Rendition">Null where it could not be made.</param>
    [Requires(MediaPermissions.Manage)]
    internal sealed record Rendered(string Hash, StoredFile? Rendition, bool HasTool) : IWrite<Done>;

    /// <summary>Somebody wants the current file of a medium to be tried once more.</summary>
    [Requires(MediaPermissions.Manage)]
    internal sealed record Again(Guid Id) : IWrite<Done>;

    internal sealed class QueryHandler(MediaDb db, TimeProvider time) : IReadHandler<Query, Response?>
    {
        public async ValueTask<Result<Response?>> Handle(Query query, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var open = db.Files.AsNoTracking().Where(f => f.ReleasedAt == null && (f.BusyUntil == null || f.BusyUntil < now));
            Making[] states = query.HasTool ? [Making.Waiting, Making.NoTool] : [Making.Waiting];
            open = query.Step is MakingStep.Look ? open.Where(f => states.Contains(f.Look)) : open.Where(f => states.Contains(f.Rendition));
            return await open.OrderBy(f => f.AddedAt).ThenBy(f => f.Hash).Select(f => new Response(f.Hash, f.Ending, f.Length)).FirstOrDefaultAsync(ct);
        }
    }

    internal sealed class BeginHandler(MediaDb db, IEvents events, TimeProvider time) : IWriteHandler<Begin, bool>
    {
        public async ValueTask<Result<bool>> Handle(Begin command, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            if (await db.Files.FirstOrDefaultAsync(f => f.Hash == command.Hash, ct) is not { } file || file.BusyUntil > now) return false;
            if (file.Begin(command.Step, now + command.Limit)) return true;
            await db.TellAsync(events, file, "Notice.Impossible", ct);
            return false;
        }
    }

    internal sealed class LookedHandler(MediaDb db, IEvents events) : IWriteHandler<Looked, Done>
    {
        public async ValueTask<Result<Done>> Handle(Looked command, CancellationToken ct)
        {
            if (await db.Files.FirstOrDefaultAsync(f => f.Hash == command.Hash, ct) is not { } file) return Done.Value;
            if (command.Facts is { } facts)
            {
                file.Looked(facts, command.Preview, facts.WantsRendition(file.Ending, file.Length));
                if (facts.Seconds is { } seconds) foreach (var version in await db.Versions.Where(v => v.Hash == file.Hash).ToListAsync(ct)) version.Measure(seconds);
            }
            else
            {
                file.GiveUp(MakingStep.Look, command.HasTool);
                if (command.HasTool) await db.TellAsync(events, file, "Notice.Impossible", ct);
            }

            return Done.Value;
        }
    }

    internal sealed class RenderedHandler(MediaDb db, IEvents events, TimeProvider time) : IWriteHandler<Rendered, Done>
    {
        public async ValueTask<Result<Done>> Handle(Rendered command, CancellationToken ct)
        {
            if (await db.Files.FirstOrDefaultAsync(f => f.Hash == command.Hash, ct) is not { } file) return Done.Value;
            if (command.Rendition is { } rendition)
            {
                file.Rendered(rendition);
                if (time.GetUtcNow() - file.AddedAt > Long) await db.TellAsync(events, file, "Notice.Ready", ct);
            }
            else
            {
                file.GiveUp(MakingStep.Rendition, command.HasTool);
                if (command.HasTool) await db.TellAsync(events, file, "Notice.Impossible", ct);
            }

            return Done.Value;
        }
    }

    internal sealed class AgainHandler(MediaDb db) : IWriteHandler<Again, Done>
    {
        public async ValueTask<Result<Done>> Handle(Again command, CancellationToken ct)
        {
            if (await db.FileOf(db.Media, command.Id).FirstOrDefaultAsync(ct) is not { } file) return Error.NotFound();
            file.TryAgain();
            return Done.Value;
        }
    }

    /// <summary>Tells those who uploaded the file, once for each medium.</summary>
    private static async Task TellAsync(this MediaDb db, IEvents events, KeptFile file, string text, CancellationToken ct)
    {
        var media = await db.Versions.Where(v => v.Hash == file.Hash && v.UploadedById != null)
            .Join(db.Media.Where(m => m.TrashedAt == null), v => v.MediumId, m => m.Id, (v, m) => new { m.Id, m.Title, v.UploadedById }).Distinct().ToListAsync(ct);
        foreach (var medium in media)
            events.Notify<MediaModule>(medium.UploadedById!.Value, $"file/{medium.Id}", new NewNotice(NoticeKind.News, text, $"media/{medium.Id}", medium.Title));
    }
}
