using System.Security.Cryptography;
using CompetencyModular.Host.Operations;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Files;

/// <summary>The files of the current tenant: <c>tenants/{id}/files/{area}/{first two digits}/{hash}</c>. They come in by a name of our own making and get their place in one move.</summary>
internal sealed class FileStore(InstallationOptions options, ActingContext acting, FileUsage usage, SentFiles ahead, IStringLocalizer<FileTexts> texts) : IFiles
{
    private const int BufferBytes = 128 * 1024;
    private const long MaxPictureBytes = 40 * 1024 * 1024;

    private string Root => Path.Combine(options.TenantFolder(acting.Tenant.Id), "files");

    public async Task<Result<StoredFile>> StoreAsync(Stream content, string name, FileRules rules, CancellationToken cancellationToken)
    {
        var called = FileNames.Safe(name);
        if (FileKinds.Of(called) is not { } kind || !rules.Kinds.Contains(kind)) return Refusal("kind-refused", called, string.Join(", ", rules.Kinds.Select(k => k.Name).Distinct()));
        // A picture is looked at as a whole, in memory.
        if (kind.Group is FileGroup.Image) rules = rules with { MaxBytes = Math.Min(rules.MaxBytes, MaxPictureBytes) };
        var known = content.CanSeek ? content.Length - content.Position : 0;
        if (known > rules.MaxBytes) return TooLarge(called, rules);
        if (usage.Of(acting.Tenant.Id, Root) + known > options.FileQuota) return Refusal("quota-used-up", called);

        var incoming = Path.Combine(Directory.CreateDirectory(Path.Combine(Root, ".incoming")).FullName, Guid.NewGuid().ToString("N"));
        try
        {
            await using (var file = new FileStream(incoming, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.Asynchronous))
            {
                if (!await CopyAsync(content, file, rules.MaxBytes, cancellationToken)) return TooLarge(called, rules);
                if (file.Length == 0) return Refusal("empty", called);
                if (usage.Of(acting.Tenant.Id, Root) + file.Length > options.FileQuota) return Refusal("quota-used-up", called);
                var finding = await FileChecks.LookAsync(file, kind, cancellationToken);
                if (finding is not FileFinding.Fine) return Refusal(finding is FileFinding.TooManyPixels ? "too-many-pixels" : finding is FileFinding.Archive ? "archive-refused" : "not-what-it-says", called, kind.Name);
                if (kind.Group is FileGroup.Image && !await CleanAsync(file, kind, cancellationToken)) return Refusal("not-what-it-says", called, kind.Name);
                file.Flush(flushToDisk: true);
            }

            return await PlaceAsync(incoming, called, kind, rules.Area, cancellationToken);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    public async Task<Result<IReadOnlyList<StoredFile>>> StoreAsync(UploadInput? input, FileRules rules, CancellationToken cancellationToken)
    {
        var posted = input?.Posted.ToList() ?? [];
        var sent = input?.Sent?.Distinct().ToList() ?? [];
        if (posted.Count + sent.Count > rules.MaxFiles) return Refusal("too-many", rules.MaxFiles);
        var results = new List<Result<StoredFile>>();
        foreach (var file in posted)
        {
            await using var content = file.OpenReadStream();
            results.Add(await StoreAsync(content, file.FileName, rules, cancellationToken));
        }

        foreach (var id in sent) results.Add(await StoreSentAsync(id, rules, cancellationToken));
        var refused = results.Where(r => !r.IsSuccess).Select(r => r.Error!).ToList();
        if (refused.Count > 0) return Error.Invalid(refused[0].Code, string.Join(" ", refused.Select(e => e.Message)));
        foreach (var id in sent) ahead.Discard(id);
        return results.ConvertAll(r => r.Value);
    }

    private async Task<Result<StoredFile>> StoreSentAsync(Guid id, FileRules rules, CancellationToken cancellationToken)
    {
        if (ahead.Open(id) is not var (name, content)) return Refusal("not-sent");
        await using (content) return await StoreAsync(content, name, rules, cancellationToken);
    }

    public Stream? Open(string area, string hash) => PathOf(area, hash) is { } path && File.Exists(path)
        ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, FileOptions.Asynchronous)
        : null;

    public void Delete(string area, string hash)
    {
        if (PathOf(area, hash) is not { } path || new FileInfo(path) is not { Exists: true } file) return;
        var length = file.Length;
        file.Delete();
        usage.Add(acting.Tenant.Id, -length);
    }

    private async Task<StoredFile> PlaceAsync(string incoming, string name, FileKind kind, string area, CancellationToken cancellationToken)
    {
        string hash;
        long length;
        await using (var file = File.OpenRead(incoming)) (hash, length) = (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)), file.Length);
        var path = PathOf(area, hash) ?? throw new ArgumentException($"{area} is no area: use the module's prefix.", nameof(area));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            File.Move(incoming, path, overwrite: true);
            usage.Add(acting.Tenant.Id, length);
        }

        return new StoredFile(area, hash, name, kind.ContentType, length);
    }

    /// <summary>Where a file lies; null for what is no address of a file, such as a way out of the folder.</summary>
    private string? PathOf(string area, string hash) =>
        area.Length > 0 && area.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(Root, area, hash[..2], hash)
            : null;

    private static async Task<bool> CopyAsync(Stream from, Stream to, long maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        for (long total = 0; ;)
        {
            var read = await from.ReadAsync(buffer, cancellationToken);
            if (read == 0) return true;
            total += read;
            if (total > maxBytes) return false;
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static async Task<bool> CleanAsync(FileStream file, FileKind kind, CancellationToken cancellationToken)
    {
        var bytes = new byte[file.Length];
        file.Position = 0;
        await file.ReadExactlyAsync(bytes, cancellationToken);
        if (Pictures.WithoutTraces(bytes, kind) is not { } clean) return false;
        file.Position = 0;
        await file.WriteAsync(clean, cancellationToken);
        file.SetLength(clean.Length);
        return true;
    }

    private Error TooLarge(string name, FileRules rules) => Refusal("too-large", name, FileSize.Text(rules.MaxBytes));

    private Error Refusal(string code, params object[] arguments) => Error.Invalid($"files.{code}", texts[code, arguments]);
}

/// <summary>How much each tenant's files take; counted once, then kept along.</summary>
internal sealed class FileUsage
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, long> used = new();

    public long Of(Guid tenantId, string folder) => used.GetOrAdd(tenantId, _ =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) : 0);

    public void Add(Guid tenantId, long bytes) => used.AddOrUpdate(tenantId, Math.Max(0, bytes), (_, before) => before + bytes);
}

/// <summary>Texts of the files.</summary>
internal sealed class FileTexts;
