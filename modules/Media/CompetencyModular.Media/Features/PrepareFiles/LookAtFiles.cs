using CompetencyModular.Media.Content;
using CompetencyModular.Media.Domain;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Work;

namespace CompetencyModular.Media.Features.PrepareFiles;

/// <summary>Looks at each new file: how long it plays, how large it is, how it is written, and a small picture of it.</summary>
internal sealed class LookAtFiles(ISend send, IFiles files, Ffmpeg ffmpeg, TimeProvider time) : IBackgroundWork
{
    public async Task<bool> DoNextAsync(CancellationToken cancellationToken)
    {
        if ((await send.SendAsync(new PrepareFiles.Query(MakingStep.Look, ffmpeg.IsThere), cancellationToken)).Value is not { } next) return false;
        if (!(await send.SendAsync(new PrepareFiles.Begin(next.Hash, MakingStep.Look, 4 * ffmpeg.LookLimit), cancellationToken)).Value) return true;
        var isPicture = FileKinds.Of(next.Ending)!.Group is FileGroup.Image;
        var (facts, preview) = isPicture ? await LookAtPictureAsync(next, cancellationToken) : await LookAtSoundOrFilmAsync(next, cancellationToken);
        await send.SendAsync(new PrepareFiles.Looked(next.Hash, facts, preview, isPicture || ffmpeg.IsThere), cancellationToken);
        return true;
    }

    private async Task<(FileFacts?, StoredFile?)> LookAtPictureAsync(PrepareFiles.Response file, CancellationToken ct)
    {
        await using var content = files.Open(MediaFiles.Area, file.Hash);
        if (content is null || Thumbnail.Of(content) is not var (picture, width, height)) return (null, null);
        var stored = await files.StoreAsync(new MemoryStream(picture), "preview.webp", MediaFiles.Made, ct);
        return (new FileFacts(null, width, height, null, null), stored.IsSuccess ? stored.Value : null);
    }

    private async Task<(FileFacts?, StoredFile?)> LookAtSoundOrFilmAsync(PrepareFiles.Response file, CancellationToken ct)
    {
        if (!ffmpeg.IsThere) return (null, null);
        using var work = WorkFolder.Make(time.GetUtcNow());
        if (await work.TakeAsync(files, MediaFiles.Area, file.Hash, file.Ending, ct) is not { } input || await ffmpeg.LookAsync(work, input, ct) is not { } facts) return (null, null);
        const string Picture = "preview.jpg";
        if (facts.Video is null) return (facts, null);
        // A film of which no picture can be taken is none.
        if (!await ffmpeg.TakePictureAsync(work, input, facts.Seconds, Picture, ct)) return (null, null);
        await using var picture = File.OpenRead(work.PathOf(Picture));
        var stored = await files.StoreAsync(picture, Picture, MediaFiles.Made, ct);
        return (facts, stored.IsSuccess ? stored.Value : null);
    }
}
