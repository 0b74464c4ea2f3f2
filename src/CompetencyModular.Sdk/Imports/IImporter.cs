namespace CompetencyModular.Sdk.Imports;

/// <summary>
/// Reads one kind of import. Several modules may read the same files, each its own columns: all of them check everything first, and only
/// when nobody found an error are their steps applied, in ascending order and in one transaction.
/// </summary>
public interface IImporter
{
    /// <summary>The kind as named on the command line: <c>gdad</c>, <c>people</c>, <c>courses</c>, <c>evidence</c>.</summary>
    string Kind { get; }

    /// <summary>Steps of lower order are applied first.</summary>
    int Order { get; }

    /// <summary>Parses and checks the files without changing anything; reports to the log what is wrong, odd or new.</summary>
    Task<IImportStep> ReadAsync(ImportFiles files, ImportLog log, CancellationToken cancellationToken);
}

/// <summary>What was read, ready to be written.</summary>
public interface IImportStep
{
    /// <summary>Writes it; called within a transaction. Counts what it really did in the log.</summary>
    Task ApplyAsync(ImportKeys keys, ImportLog log, CancellationToken cancellationToken);
}

/// <summary>Keys that an earlier step hands to a later one of another module: a course's code to its activity, say.</summary>
public sealed class ImportKeys
{
    private readonly Dictionary<string, Activities.ActivityRef> activities = new(StringComparer.Ordinal);

    /// <summary>The activities of this import by the code they have in the files.</summary>
    public IDictionary<string, Activities.ActivityRef> Activities => activities;
}

/// <summary>The files of an import, by name.</summary>
public sealed class ImportFiles(IReadOnlyDictionary<string, Func<Stream>> files)
{
    /// <summary>The names, such as <c>roles.csv</c>.</summary>
    public IEnumerable<string> Names => files.Keys;

    /// <summary>Opens a file by its name, whatever the case; null when it is not there. A single file answers to every name.</summary>
    public Stream? Open(string name) =>
        files.FirstOrDefault(f => string.Equals(f.Key, name, StringComparison.OrdinalIgnoreCase)).Value?.Invoke()
        ?? (files.Count == 1 && IsSingle ? files.Values.First()() : null);

    /// <summary>Whether one file was given by itself, so that its name does not matter.</summary>
    public bool IsSingle { get; private init; }

    /// <summary>Takes a folder's files, or one file.</summary>
    public static ImportFiles FromPath(string path) => Directory.Exists(path)
        ? new ImportFiles(Directory.EnumerateFiles(path).ToDictionary(f => Path.GetFileName(f)!, f => (Func<Stream>)(() => File.OpenRead(f))))
        : new ImportFiles(new Dictionary<string, Func<Stream>> { [Path.GetFileName(path)] = () => File.OpenRead(path) }) { IsSingle = true };

    /// <summary>Takes uploaded contents.</summary>
    public static ImportFiles FromContents(IReadOnlyDictionary<string, byte[]> contents) =>
        new(contents.ToDictionary(c => c.Key, c => (Func<Stream>)(() => new MemoryStream(c.Value, writable: false)))) { IsSingle = contents.Count == 1 };
}

/// <summary>What an import found and did.</summary>
public sealed class ImportLog
{
    private readonly List<ImportRemark> errors = [];
    private readonly List<ImportRemark> warnings = [];
    private readonly Dictionary<string, ImportCount> counts = [];

    /// <summary>What keeps the import from being applied.</summary>
    public IReadOnlyList<ImportRemark> Errors => errors;

    /// <summary>What is odd and was taken all the same.</summary>
    public IReadOnlyList<ImportRemark> Warnings => warnings;

    /// <summary>What was added, changed or found unchanged, by noun, such as <c>skills</c>.</summary>
    public IReadOnlyDictionary<string, ImportCount> Counts => counts;

    /// <summary>Reports an error.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="row">The line of the file on which the record begins, the heading being 1; 0 for the file as a whole.</param>
    /// <param name="column">The column's heading; empty where none is meant.</param>
    /// <param name="reason">What is wrong and what would be right.</param>
    public void Error(string file, int row, string column, string reason) => errors.Add(new ImportRemark(file, row, column, reason));

    /// <summary>Reports something odd that is taken all the same; parameters as for <see cref="Error"/>.</summary>
    public void Warn(string file, int row, string column, string reason) => warnings.Add(new ImportRemark(file, row, column, reason));

    /// <summary>Adds to the counts of a noun.</summary>
    public void Count(string noun, int added = 0, int changed = 0, int unchanged = 0)
    {
        var before = counts.GetValueOrDefault(noun, new ImportCount(0, 0, 0));
        counts[noun] = new ImportCount(before.Added + added, before.Changed + changed, before.Unchanged + unchanged);
    }
}

/// <summary>A remark on a place in a file; see <see cref="ImportLog.Error"/>.</summary>
public sealed record ImportRemark(string File, int Row, string Column, string Reason);

/// <summary>How many were added, changed and found unchanged.</summary>
public sealed record ImportCount(int Added, int Changed, int Unchanged);
