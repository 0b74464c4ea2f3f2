using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Sdk.Files;

/// <summary>
/// Keeps files of the current tenant, each under the hash of its content, in the tenant's own folder. A stored file never changes, and what one
/// tenant stored no other can open (M3). Who may open a file is decided by the module: it remembers the <see cref="StoredFile"/> with what the
/// file belongs to, and answers it only to those who may see that (<see cref="Rest.UseCaseFiles"/>).
/// </summary>
/// <remarks>
/// A store is no part of a transaction: store first, outside of the unit of work, so that no database waits for somebody's line, then send the
/// command with what came back. Where the command is refused, the content stays behind, unreachable.
/// </remarks>
public interface IFiles
{
    /// <summary>
    /// Checks a file and keeps it. It is refused, with a text for people, when it is empty, larger than the rules allow, of no allowed kind, not what its
    /// ending says, or when the organisation's space is used up; what is known about its length is asked before a byte is read. From pictures, what
    /// tells where and with what they were taken is dropped.
    /// </summary>
    /// <param name="content">Read from where it stands to its end.</param>
    /// <param name="name">As whoever brings it calls it; folders in it are dropped.</param>
    /// <param name="rules">What is allowed.</param>
    /// <param name="cancellationToken">Stops it; nothing is kept then.</param>
    Task<Result<StoredFile>> StoreAsync(Stream content, string name, FileRules rules, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps the files that a form brought or that were sent ahead of it, all or none; where some are refused, the error says of each what is wrong with it.
    /// </summary>
    Task<Result<IReadOnlyList<StoredFile>>> StoreAsync(UploadInput? input, FileRules rules, CancellationToken cancellationToken);

    /// <summary>Opens a stored file for reading from any place; null if there is none.</summary>
    /// <param name="area">The area under which it was stored.</param>
    /// <param name="hash">Its hash.</param>
    Stream? Open(string area, string hash);

    /// <summary>Takes a stored file away for good. Two files of the same content are one: ask first whether anything else refers to it.</summary>
    void Delete(string area, string hash);
}

/// <summary>A file that is kept. Modules remember it in their own tables.</summary>
/// <param name="Area">Where it is kept; see <see cref="FileRules.Area"/>.</param>
/// <param name="Hash">SHA-256 of the content, in lower-case hexadecimal: its address.</param>
/// <param name="Name">As suggested to those who download it; without folders, at most 120 characters.</param>
/// <param name="ContentType">The media type that its kind is sent with.</param>
/// <param name="Length">In bytes.</param>
public sealed record StoredFile(string Area, string Hash, string Name, string ContentType, long Length);

/// <summary>What may be stored at one place of the product.</summary>
/// <param name="Area">The module's prefix: each module's files lie apart.</param>
/// <param name="Kinds">The allowed kinds, of <see cref="FileKinds"/>.</param>
/// <param name="MaxBytes">The most that one file may have.</param>
/// <param name="MaxFiles">How many there may be at once.</param>
public sealed record FileRules(string Area, IReadOnlyList<FileKind> Kinds, long MaxBytes, int MaxFiles = 10)
{
    /// <summary>For the <c>accept</c> attribute of an input.</summary>
    public string Accept => string.Join(',', Kinds.SelectMany(k => k.Endings));
}

/// <summary>Sizes as people read them.</summary>
public static class FileSize
{
    /// <summary>Such as <c>340 KB</c> or <c>1.2 MB</c>, in the reader's way of writing numbers.</summary>
    public static string Text(long bytes) => bytes switch
    {
        < 1024 * 1024 => string.Create(System.Globalization.CultureInfo.CurrentCulture, $"{Math.Max(1, (bytes + 512) / 1024)} KB"),
        < 1024L * 1024 * 1024 => string.Create(System.Globalization.CultureInfo.CurrentCulture, $"{bytes / 1024d / 1024d:0.#} MB"),
        _ => string.Create(System.Globalization.CultureInfo.CurrentCulture, $"{bytes / 1024d / 1024d / 1024d:0.#} GB"),
    };
}
