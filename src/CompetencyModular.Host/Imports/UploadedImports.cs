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
        foreach (var old in Directory.CreateDirectory(Root).EnumerateDirectories().Where(d => d.CreationTimeUtc < time.GetUtcNow().UtcDateTime - KeptFor))
            old.Delete(recursive: true);

        var id = Guid.CreateVersion7();
        var folder = Directory.CreateDirectory(Path.Combine(Root, id.ToString("N"), kind)).FullName;
        foreach (var file in files)
        {
            // The name comes from outside: only its last part, and only what a file name may hold here.
            var name = string.Concat(Path.GetFileName(file.FileName).Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
            await using var target = File.Create(Path.Combine(folder, name.TrimStart('.') is { Length: > 0 } safe ? safe : "file"));
            await file.CopyToAsync(target, cancellationToken);
        }

        return id;
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
