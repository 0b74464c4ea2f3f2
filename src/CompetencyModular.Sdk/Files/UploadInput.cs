using Microsoft.AspNetCore.Http;

namespace CompetencyModular.Sdk.Files;

/// <summary>The part of a form that brings files; filled by <c>UploadField</c>, kept by <see cref="IFiles.StoreAsync(UploadInput?, FileRules, CancellationToken)"/>.</summary>
public sealed class UploadInput
{
    /// <summary>The files posted with the form.</summary>
    public IReadOnlyList<IFormFile>? Files { get; set; }

    /// <summary>The ids of files that were sent ahead of the form.</summary>
    public List<Guid>? Sent { get; set; }

    /// <summary>Whether it brings any file.</summary>
    public bool Any => Posted.Any() || Sent is { Count: > 0 };

    /// <summary>The posted files; an input left empty posts one without a name.</summary>
    public IEnumerable<IFormFile> Posted => Files?.Where(f => f.FileName.Length > 0) ?? [];
}

/// <summary>
/// On a page whose forms bring files: the most that one post to it may have, instead of the server's usual 28 MB. Asked before anything is read.
/// </summary>
/// <param name="megabytes">In MB of 1,048,576 bytes.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UploadsAttribute(int megabytes) : Attribute
{
    /// <summary>The most that one post may have.</summary>
    public long MaxBytes { get; } = megabytes * 1024L * 1024;
}
