using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Audit;

/// <summary>
/// Seals new entries once a minute, in runs: not within each transaction, which would let one writer wait for the other. It makes tampering
/// evident, not impossible: who can write to the database can compute the chain anew, unless somebody has noted a seal elsewhere.
/// </summary>
internal sealed class AuditSealer(IServiceScopeFactory scopes, TenantRegistry tenants, TimeProvider time, ILogger<AuditSealer> log) : BackgroundService
{
    private const int MostInOne = 1000;
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>Long enough that no transaction with a lower id is still on its way to its commit.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await SealAllAsync(stoppingToken);
    }

    public async Task SealAllAsync(CancellationToken cancellationToken)
    {
        foreach (var tenant in tenants.All)
        {
            try
            {
                while (await SealNextAsync(tenant, cancellationToken) == MostInOne) { }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogError(exception, "The audit trail of tenant {Tenant} could not be sealed; it is tried again in a moment", tenant.Id);
            }
        }
    }

    private async Task<int> SealNextAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
        var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
        var now = time.GetUtcNow();
        var last = await db.Set<AuditSeal>().AsNoTracking().OrderByDescending(s => s.ToId).FirstOrDefaultAsync(cancellationToken);
        var after = last?.ToId ?? 0;
        var entries = await db.Set<AuditEntry>().AsNoTracking().Where(e => e.Id > after).OrderBy(e => e.Id).Take(MostInOne).ToListAsync(cancellationToken);
        var settled = entries.TakeWhile(e => e.At <= now - Rest).ToList();
        if (settled.Count == 0) return 0;

        using var chain = new AuditChain(last?.Hash ?? "");
        foreach (var entry in settled) chain.Add(entry);
        db.Add(new AuditSeal { FromId = settled[0].Id, ToId = settled[^1].Id, Count = settled.Count, At = now, Previous = last?.Hash ?? "", Hash = chain.End() });
        using var gate = await tenant.Database.EnterWriteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return settled.Count;
    }
}

/// <summary>The hash over a run of entries and the seal before it.</summary>
internal sealed class AuditChain : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public AuditChain(string previous) => hash.AppendData(Encoding.UTF8.GetBytes(previous));

    public void Add(AuditEntry entry) => hash.AppendData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"\n{entry.Id}|{entry.At.UtcTicks}|{entry.ActorId:N}|{entry.OnBehalfOf:N}|{entry.Action}|{entry.Digest}")));

    public string End() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
