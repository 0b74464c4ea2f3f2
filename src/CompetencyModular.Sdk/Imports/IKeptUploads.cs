using Microsoft.AspNetCore.Http;

namespace CompetencyModular.Sdk.Imports;

/// <summary>
/// Keeps an uploaded table between the steps of an import in which people look before anything changes. It is the tenant's own, and goes after a day.
/// </summary>
public interface IKeptUploads
{
    /// <summary>Keeps a file.</summary>
    /// <param name="kind">What is done with it; only whoever names the same opens it again. Letters and hyphens.</param>
    /// <param name="file">As it was posted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<Guid> KeepAsync(string kind, IFormFile file, CancellationToken cancellationToken);

    /// <summary>The file's name and content; null when there is none of that id and kind, or none any more.</summary>
    (string Name, byte[] Content)? Open(string kind, Guid id);

    /// <summary>Takes it away.</summary>
    void Discard(string kind, Guid id);
}
