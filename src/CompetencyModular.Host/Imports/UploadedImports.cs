using CompetencyModular.Host.Operations;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Imports;

namespace CompetencyModular.Host.Imports;

/// <summary>Keeps uploaded files between the look at what would happen and the import itself, one folder for each upload in the tenant's own.</summary>
internal sealed class UploadedImports(InstallationOptions options, ActingContext acting, TimeProvider time) : IKeptUploads
{
    public const long MaxBytes = 50 * 1024 * 1024;
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    private string Root => Path.Combine(options.TenantFolder(acting.Tenant.Id), "imports");

    /// <summary>Stores the files of one upload; what was left lying for a day goes.</summary>
    public async Task<Guid> StoreAsync(string kind, IReadOnlyList<IFormFile> files, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        foreach (var file in files)
        {
            await using var target = Create(kind, id, file.FileName);
            await file.CopyToAsync(target, cancellationToken);
        }

        return id;
    }

    /// <summary>Stores a file that the host fetched itself, under an id of whoever fetched it.</summary>
    public async Task StoreAsync(string kind, Guid id, string fileName, byte[] content, CancellationToken cancellationToken)
    {
        await using var target = Create(kind, id, fileName);
        await target.WriteAsync(content, cancellationToken);
    }

    /// <summary>The upload's kind and files; null when there is none of that id.</summary>
    public (string Kind, ImportFiles Files)? Open(Guid id)
    {
        var folder = new DirectoryInfo(Path.Combine(Root, id.ToString("N")));
        if (!folder.Exists || folder.EnumerateDirectories().FirstOrDefault() is not { } kind) return null;
        var files = kind.GetFiles();
        return (kind.Name, files is [var only] ? ImportFiles.FromPath(only.FullName) : ImportFiles.FromPath(kind.FullName));
    }

    public void Discard(Guid id)
    {
        var folder = Path.Combine(Root, id.ToString("N"));
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private FileStream Create(string kind, Guid id, string fileName)
    {
        foreach (var old in Directory.CreateDirectory(Root).EnumerateDirectories().Where(d => d.CreationTimeUtc < time.GetUtcNow().UtcDateTime - KeptFor))
            old.Delete(recursive: true);

        // The name comes from outside: only its last part, and only what a file name may hold here.
        var name = string.Concat(Path.GetFileName(fileName).Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')).TrimStart('.');
        return File.Create(Path.Combine(Directory.CreateDirectory(Path.Combine(Root, id.ToString("N"), kind)).FullName, name.Length > 0 ? name : "file"));
    }

    Task<Guid> IKeptUploads.KeepAsync(string kind, IFormFile file, CancellationToken cancellationToken) => StoreAsync(kind, [file], cancellationToken);

    (string Name, byte[] Content)? IKeptUploads.Open(string kind, Guid id)
    {
        if (Open(id) is not { } upload || upload.Kind != kind || upload.Files.Names.FirstOrDefault() is not { } name) return null;
        using var stream = upload.Files.Open(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return (name, content);
    }

    void IKeptUploads.Discard(string kind, Guid id)
    {
        if (Open(id) is { } upload && upload.Kind == kind) Discard(id);
    }
}
