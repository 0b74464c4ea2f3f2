using CompetencyModular.Host.Mail;
using CompetencyModular.Host.Modules;

namespace CompetencyModular.Host.Operations;

/// <summary>What is decided before the host starts.</summary>
internal sealed record InstallationOptions
{
    private const long Gigabyte = 1024L * 1024 * 1024;

    /// <summary>Where everything is kept that must survive: databases, keys, files.</summary>
    public required string DataFolder { get; init; }

    /// <summary>A connection string with <c>{tenant}</c> in the database's name; null for a SQLite file for each tenant.</summary>
    public string? Postgres { get; init; }

    /// <summary>The modules to load, beside the host itself.</summary>
    public IReadOnlyList<ModuleSource> Modules { get; init; } = [.. ModuleSource.Beside(AppContext.BaseDirectory)];

    /// <summary>Whether events are delivered in the background; tests deliver them when they want to.</summary>
    public bool DeliverInBackground { get; init; } = true;

    /// <summary>How many bytes of files one tenant may keep: 50 GB, or <c>Files:QuotaGigabytes</c> of the configuration.</summary>
    public long FileQuota { get; init; } = 50 * Gigabyte;

    /// <summary>Whether tables of people may be fetched from loopback and private addresses too: <c>Imports:AllowPrivateAddresses</c>.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Through which server mail leaves; nothing leaves without one.</summary>
    public MailOptions Mail { get; init; } = new();

    /// <summary>The options of the one deployable: a data folder, and a database server where the configuration names one.</summary>
    public static InstallationOptions From(string dataFolder, IConfiguration configuration) => new()
    {
        DataFolder = dataFolder,
        Postgres = configuration["Database:Postgres"],
        FileQuota = configuration.GetValue("Files:QuotaGigabytes", 50) * Gigabyte,
        AllowPrivateAddresses = configuration.GetValue("Imports:AllowPrivateAddresses", false),
        Mail = MailOptions.Read(configuration),
    };

    public string TenantFolder(Guid tenantId) => Path.Combine(DataFolder, "tenants", tenantId.ToString("N"));
}
