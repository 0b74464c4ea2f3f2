using System.Text.Json.Serialization;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Media.Domain;

/// <summary>
/// The content of a stored file, whichever media have it: what is known about it, and what was made of it so that it can be shown. What is made is never needed:
/// without it the original is shown as it is.
/// </summary>
internal sealed class KeptFile : IVersioned
{
    /// <summary>How often a file is begun with. One that takes the whole server down each time is left alone then.</summary>
    public const int MostTries = 3;

    /// <summary>How long content outlives the last thing that referred to it: longer than an upload of the same content needs to refer to it again.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private KeptFile()
    {
    }

    /// <summary>SHA-256 of the content: its address, and the key.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The usual ending of its kind.</summary>
    public string Ending { get; private set; } = "";

    public long Length { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>Looking at it: what it holds, and a small picture of it.</summary>
    public Making Look { get; private set; }

    /// <summary>A version of it that every browser plays.</summary>
    public Making Rendition { get; private set; }

    /// <summary>In points, as it is shown; null for what has no size, or was not looked at.</summary>
    public int? Width { get; private set; }

    public int? Height { get; private set; }

    /// <summary>How sound and film are written, such as <c>h264, aac</c>; empty where that is not known.</summary>
    public string Codecs { get; private set; } = "";

    public string PreviewHash { get; private set; } = "";

    public string PreviewEnding { get; private set; } = "";

    public long PreviewLength { get; private set; }

    public string RenditionHash { get; private set; } = "";

    public string RenditionEnding { get; private set; } = "";

    public long RenditionLength { get; private set; }

    /// <summary>How often the work that waits was begun.</summary>
    public int Tries { get; private set; }

    /// <summary>Until when somebody works on it; who has not said anything by then has died.</summary>
    public DateTimeOffset? BusyUntil { get; private set; }

    /// <summary>When the last thing that referred to it went, as far as is known; null while it is in use.</summary>
    public DateTimeOffset? ReleasedAt { get; private set; }

    public int Version { get; private set; }

    public bool HasPreview => PreviewHash.Length > 0;

    public bool HasRendition => RenditionHash.Length > 0;

    public FileKind Kind => FileKinds.Of(Ending)!;

    /// <summary>The small picture; only where there is one.</summary>
    public StoredFile Preview => new(Content.MediaFiles.MadeArea, PreviewHash, "preview" + PreviewEnding, FileKinds.Of(PreviewEnding)!.ContentType, PreviewLength);

    /// <summary>The version for browsers; only where there is one.</summary>
    public StoredFile Playable => new(Content.MediaFiles.MadeArea, RenditionHash, "rendition" + RenditionEnding, FileKinds.Of(RenditionEnding)!.ContentType, RenditionLength);

    public static KeptFile Of(StoredFile file, DateTimeOffset now)
    {
        var kind = FileKinds.Of(file.Name)!;
        return new KeptFile
        {
            Hash = file.Hash, Ending = kind.Endings[0], Length = file.Length, AddedAt = now,
            Look = kind.Group is FileGroup.Image or FileGroup.Audio or FileGroup.Video ? Making.Waiting : Making.Nothing,
        };
    }

    public Making StateOf(MakingStep step) => step is MakingStep.Look ? Look : Rendition;

    /// <summary>Notes that the work begins, before it does: a file that ends the process is tried so often and no more.</summary>
    /// <returns>False where it was tried too often; it is given up then.</returns>
    public bool Begin(MakingStep step, DateTimeOffset until)
    {
        if (Tries >= MostTries)
        {
            End(step, Making.Impossible);
            return false;
        }

        (Tries, BusyUntil) = (Tries + 1, until);
        return true;
    }

    /// <summary>What the look found.</summary>
    public void Looked(FileFacts facts, StoredFile? preview, bool wantsRendition)
    {
        (Width, Height, Codecs) = (facts.Width, facts.Height, facts.Codecs);
        if (preview is not null) (PreviewHash, PreviewEnding, PreviewLength) = (preview.Hash, Path.GetExtension(preview.Name), preview.Length);
        End(MakingStep.Look, Making.Made);
        if (wantsRendition && !HasRendition) Rendition = Making.Waiting;
    }

    public void Rendered(StoredFile rendition)
    {
        (RenditionHash, RenditionEnding, RenditionLength) = (rendition.Hash, Path.GetExtension(rendition.Name), rendition.Length);
        End(MakingStep.Rendition, Making.Made);
    }

    /// <summary>It could not be done, because of the file or because the server has no tool for it.</summary>
    public void GiveUp(MakingStep step, bool hasTool) => End(step, hasTool ? Making.Impossible : Making.NoTool);

    /// <summary>Somebody wants it to be tried once more.</summary>
    public void TryAgain()
    {
        (Tries, BusyUntil) = (0, null);
        if (Look is Making.Impossible or Making.NoTool) Look = Making.Waiting;
        if (Rendition is Making.Impossible or Making.NoTool) Rendition = Making.Waiting;
    }

    public void Release(DateTimeOffset now) => ReleasedAt ??= now;

    public void Keep() => ReleasedAt = null;

    private void End(MakingStep step, Making state)
    {
        (Tries, BusyUntil) = (0, null);
        if (step is MakingStep.Look) Look = state;
        else Rendition = state;
    }
}

/// <summary>What the server makes of a file.</summary>
internal enum MakingStep
{
    Look,
    Rendition,
}

/// <summary>How far that is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Making>))]
internal enum Making
{
    /// <summary>There is nothing to make.</summary>
    Nothing,

    Waiting,

    Made,

    /// <summary>The file did not allow it.</summary>
    Impossible,

    /// <summary>The server has no tool for it; it is made when it has.</summary>
    NoTool,
}

/// <summary>What a look into a file found.</summary>
/// <param name="Seconds">How long it plays.</param>
/// <param name="Width">In points, as it is shown.</param>
/// <param name="Height">In points, as it is shown.</param>
/// <param name="Video">How the film is written; null without one.</param>
/// <param name="Audio">How the sound is written; null without one.</param>
internal sealed record FileFacts(double? Seconds, int? Width, int? Height, string? Video, string? Audio)
{
    private const double MostBitsPerSecond = 4_000_000;
    private const int LongestSide = 1920;
    private const int LargestWave = 4 * 1024 * 1024;

    private static readonly string[] FilmForAll = ["h264", "vp8", "vp9", "av1"];
    private static readonly string[] SoundForAll = ["aac", "mp3", "opus", "vorbis", "flac"];

    public string Codecs => string.Join(", ", new[] { Video, Audio }.OfType<string>());

    /// <summary>Whether a version is worth making: because not every browser plays this one, or because it is more than a phone's line should carry.</summary>
    public bool WantsRendition(string ending, long length) => ending switch
    {
        ".mov" => Video is not null || Audio is not null,
        ".mp4" or ".webm" => (Video is not null && !FilmForAll.Contains(Video)) || (Audio is not null && !SoundForAll.Contains(Audio))
            || Math.Max(Width ?? 0, Height ?? 0) > LongestSide || (Seconds > 0 && length * 8 / Seconds > MostBitsPerSecond),
        ".wav" => length > LargestWave || Audio?.StartsWith("pcm", StringComparison.Ordinal) == false,
        // Not on every phone.
        ".ogg" => true,
        ".m4a" => Audio is not "aac",
        _ => false,
    };
}
