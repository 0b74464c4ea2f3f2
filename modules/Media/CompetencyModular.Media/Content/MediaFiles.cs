using CompetencyModular.Media.Domain;
using CompetencyModular.Sdk.Files;

namespace CompetencyModular.Media.Content;

/// <summary>What the library takes.</summary>
internal static class MediaFiles
{
    public const string Area = "media";
    /// <summary>Where previews and versions for browsers lie: apart, so that nobody's upload is one of them.</summary>
    public const string MadeArea = "media-made";

    public const int MaxMegabytes = 500;

    public static FileRules Rules { get; } = new(Area, [.. FileKinds.Video, .. FileKinds.Audio, .. FileKinds.Images, .. FileKinds.Documents], MaxMegabytes * 1024L * 1024, MaxFiles: 20);

    public static FileRules One { get; } = Rules with { MaxFiles = 1 };

    public static FileRules Captions { get; } = new(Area, FileKinds.Captions, 2 * 1024 * 1024, MaxFiles: 1);

    /// <summary>What is made here.</summary>
    public static FileRules Made { get; } = new(MadeArea, [.. FileKinds.Video, .. FileKinds.Audio, .. FileKinds.Images], MaxMegabytes * 1024L * 1024, MaxFiles: 1);

    public static StoredFile Stored(this MediumVersion version) => new(Area, version.Hash, version.FileName, version.ContentType, version.Length);

    /// <summary>Whether browsers show it by themselves.</summary>
    public static bool IsShown(FileGroup kind) => kind is FileGroup.Audio or FileGroup.Video or FileGroup.Image;
}
