namespace CompetencyModular.Host.Operations;

/// <summary>One process writes to a data folder: an operating system's lock that ends with the process, however it ends.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream file;

    private DataFolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock; null while another process holds it.</summary>
    public static DataFolderLock? TryTake(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new DataFolderLock(new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}
