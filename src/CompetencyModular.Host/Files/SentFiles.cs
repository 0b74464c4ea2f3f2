using System.Text.Json;
using CompetencyModular.Host.Operations;
using CompetencyModular.Host.Tenancy;

namespace CompetencyModular.Host.Files;

/// <summary>
/// Files that are sent ahead of their form, piece by piece, so that a broken line costs a piece and not the whole. Each belongs to one person; what no form
/// has asked for within a day goes. They are checked when the form comes, like those that come with it.
/// </summary>
internal sealed class SentFiles(InstallationOptions options, ActingContext acting, TimeProvider time)
{
    /// <summary>The most that one file may have here; the form's own limit is asked when it comes.</summary>
    public const long MaxBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>How many one person may have at once, and how much they may be together.</summary>
    private const int MostAtOnce = 100;

    private const long MostBytesAtOnce = 20L * 1024 * 1024 * 1024;

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    private string Root => Path.Combine(options.TenantFolder(acting.Tenant.Id), "uploads");

    /// <summary>Makes room for a file; null when the person has too many under way.</summary>
    public Guid? Create(string name, long length)
    {
        var folder = Directory.CreateDirectory(Root);
        var before = time.GetUtcNow() - KeptFor;
        var (mine, bytes) = (0, length);
        foreach (var note in folder.EnumerateFiles("*.json"))
        {
            if (Read(note.FullName) is not { } other) continue;
            if (other.At < before) Discard(other);
            else if (other.PersonId == acting.PersonId) (mine, bytes) = (mine + 1, bytes + other.Length);
        }

        if (mine >= MostAtOnce || bytes > MostBytesAtOnce) return null;
        var file = new Note(Guid.NewGuid(), acting.PersonId!.Value, FileNames.Safe(name), length, time.GetUtcNow());
        File.WriteAllText(PathOf(file.Id) + ".json", JsonSerializer.Serialize(file));
        File.Create(PathOf(file.Id)).Dispose();
        return file.Id;
    }

    /// <summary>How much of the person's own file has come, and how much there will be; null for all others.</summary>
    public (long Offset, long Length)? Find(Guid id) => Mine(id) is { } note ? (new FileInfo(PathOf(id)).Length, note.Length) : null;

    /// <summary>Takes the next piece. What came before the line broke is kept. Null where the piece does not follow what is there, or another is being written.</summary>
    public async Task<long?> AppendAsync(Guid id, long offset, Stream piece, CancellationToken cancellationToken)
    {
        if (Mine(id) is not { } note) return null;
        try
        {
            await using var file = new FileStream(PathOf(id), FileMode.Open, FileAccess.Write, FileShare.None);
            if (file.Length != offset) return null;
            file.Position = offset;
            var buffer = new byte[64 * 1024];
            int read;
            try
            {
                while (file.Position < note.Length && (read = await piece.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, note.Length - file.Position)), cancellationToken)) > 0)
                    await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            }
            catch (Exception broken) when (broken is OperationCanceledException or IOException)
            {
                // The sender asks how much has come, and goes on from there.
            }

            return file.Position;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Opens a file that has come as a whole; null for all others.</summary>
    public (string Name, FileStream Content)? Open(Guid id) =>
        Mine(id) is { } note && new FileInfo(PathOf(id)).Length == note.Length ? (note.Name, File.OpenRead(PathOf(id))) : null;

    public void Discard(Guid id)
    {
        if (Mine(id) is { } note) Discard(note);
    }

    private void Discard(Note note)
    {
        File.Delete(PathOf(note.Id));
        File.Delete(PathOf(note.Id) + ".json");
    }

    private Note? Mine(Guid id) => Read(PathOf(id) + ".json") is { } note && note.PersonId == acting.PersonId && File.Exists(PathOf(id)) ? note : null;

    private static Note? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Note>(File.ReadAllText(path)) : null;
        }
        catch (Exception broken) when (broken is JsonException or IOException)
        {
            return null;
        }
    }

    private string PathOf(Guid id) => Path.Combine(Root, id.ToString("N"));

    private sealed record Note(Guid Id, Guid PersonId, string Name, long Length, DateTimeOffset At);
}
