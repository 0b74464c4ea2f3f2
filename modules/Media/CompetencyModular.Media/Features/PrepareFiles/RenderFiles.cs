using CompetencyModular.Media.Content;
using CompetencyModular.Media.Domain;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Work;

namespace CompetencyModular.Media.Features.PrepareFiles;

/// <summary>Makes versions that every browser plays of sounds and films that not every browser does, or that are too much for a phone's line.</summary>
internal sealed class RenderFiles(ISend send, IFiles files, Ffmpeg ffmpeg, TimeProvider time) : IBackgroundWork
{
    /// <summary>How much shorter it may be than what it was made of.</summary>
    private const double Missing = 2;

    public async Task<bool> DoNextAsync(CancellationToken cancellationToken)
    {
        if (!ffmpeg.IsThere || (await send.SendAsync(new PrepareFiles.Query(MakingStep.Rendition, HasTool: true), cancellationToken)).Value is not { } next) return false;
        if (!(await send.SendAsync(new PrepareFiles.Begin(next.Hash, MakingStep.Rendition, ffmpeg.RenderLimit + (4 * ffmpeg.LookLimit)), cancellationToken)).Value) return true;
        await send.SendAsync(new PrepareFiles.Rendered(next.Hash, await RenderAsync(next, cancellationToken), ffmpeg.IsThere), cancellationToken);
        return true;
    }

    private async Task<StoredFile?> RenderAsync(PrepareFiles.Response file, CancellationToken ct)
    {
        using var work = WorkFolder.Make(time.GetUtcNow());
        if (await work.TakeAsync(files, MediaFiles.Area, file.Hash, file.Ending, ct) is not { } input || await ffmpeg.LookAsync(work, input, ct) is not { } before) return null;
        var target = before.Video is null ? "rendition.m4a" : "rendition.mp4";
        if (!await ffmpeg.RenderAsync(work, input, before.Video is not null, target, ct)) return null;
        // One that was cut off, because it grew too large or the original is damaged, would let nobody reach the end.
        if (await ffmpeg.LookAsync(work, target, ct) is not { } after || after.Seconds < before.Seconds - Missing) return null;
        await using var content = File.OpenRead(work.PathOf(target));
        var stored = await files.StoreAsync(content, target, MediaFiles.Made, ct);
        return stored.IsSuccess ? stored.Value : null;
    }
}
