using System.Collections.Frozen;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Operations;
using CompetencyModular.Host.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Tenancy;

/// <summary>The tenants of this installation. While there is one, it answers on every host name; from the second on an unknown name is nobody's.</summary>
internal sealed class TenantRegistry(InstallationOptions options, ModuleCatalog catalog, TenantMigrations migrations, ILogger<TenantRegistry> log)
{
    private volatile IReadOnlyList<Tenant> tenants = [];

    public IReadOnlyList<Tenant> All => tenants;

    public Tenant? Resolve(string hostName) => tenants switch
    {
        [] => null,
        [var only] => only,
        var several => several.FirstOrDefault(t => t.HostNames.Contains(hostName)),
    };

    /// <summary>Reads the tenants and brings their databases up to date.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await OpenHostDbAsync(cancellationToken);
        var loaded = new List<Tenant>();
        foreach (var row in await db.Tenants.AsNoTracking().OrderBy(t => t.CreatedAt).ToListAsync(cancellationToken))
            loaded.Add(await PrepareAsync(row, cancellationToken));
        tenants = loaded;
    }

    /// <summary>Creates a tenant with a migrated database. It is there for others, and after a restart, only once it is filled.</summary>
    public async Task<Tenant> AddAsync(TenantRow row, Func<Tenant, Task>? fill, CancellationToken cancellationToken)
    {
        await using var db = await OpenHostDbAsync(cancellationToken);
        var tenant = await PrepareAsync(row, cancellationToken);
        if (fill is not null) await fill(tenant);
        db.Tenants.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        tenants = [.. tenants, tenant];
        return tenant;
    }

    /// <summary>Changes the names under which a tenant is reached.</summary>
    public async Task RenameHostsAsync(Guid tenantId, IReadOnlyList<string> hostNames, CancellationToken cancellationToken)
    {
        await using var db = await OpenHostDbAsync(cancellationToken);
        var row = await db.Tenants.SingleAsync(t => t.Id == tenantId, cancellationToken);
        row.HostNames = string.Join(' ', hostNames);
        await db.SaveChangesAsync(cancellationToken);
        tenants = [.. await Task.WhenAll(tenants.Select(t => t.Id == tenantId ? PrepareAsync(row, cancellationToken) : Task.FromResult(t)))];
    }

    /// <summary>Reads a tenant's feature settings again, after one was changed.</summary>
    public async Task RefreshFeaturesAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        await using var connection = tenant.Database.Open();
        await using var db = (PlatformDb)migrations.Platform.Create(tenant.Database.IsSqlite, connection);
        var chosen = await db.Set<FeatureSetting>().AsNoTracking().ToDictionaryAsync(f => f.Feature, f => f.IsOn, cancellationToken);
        tenant.Features = FeatureSetting.Effective(catalog, chosen, tenant.BrokenModules.Keys);
    }

    private async Task<Tenant> PrepareAsync(TenantRow row, CancellationToken cancellationToken)
    {
        var tenant = new Tenant(row, options.Postgres is { } template
            ? TenantDatabase.Postgres(template.Replace("{tenant}", row.Id.ToString("N"), StringComparison.Ordinal))
            : TenantDatabase.Sqlite(Path.Combine(Directory.CreateDirectory(options.TenantFolder(row.Id)).FullName, "tenant.db")));
        tenant.BrokenModules = (await migrations.ApplyAsync(tenant.Database, cancellationToken)).ToFrozenDictionary();
        foreach (var (module, reason) in tenant.BrokenModules) log.LogError("Module {Module} is off for tenant {Tenant}: {Reason}", module, row.Id, reason);
        await RefreshFeaturesAsync(tenant, cancellationToken);
        return tenant;
    }

    private async Task<HostDb> OpenHostDbAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.DataFolder);
        var database = TenantDatabase.Sqlite(Path.Combine(options.DataFolder, "host.db"));
        var db = (HostDb)HostDb.Types.Create(isSqlite: true, new SqliteConnection(database.ConnectionString));
        await db.Database.MigrateAsync(cancellationToken);
        return db;
    }
}
