using System.Collections.Concurrent;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access;

/// <summary>
/// Remembers when sessions were last used, and writes it down now and then: a look at a page must not wait for those who write, nor write with each request.
/// </summary>
internal sealed class SessionsSeen(IServiceScopeFactory scopes, TenantRegistry tenants, TimeProvider time, ILogger<SessionsSeen> log) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<(Guid TenantId, Guid SessionId), DateTimeOffset> seen = new();

    public void Note(Guid tenantId, Guid sessionId, DateTimeOffset at) => seen[(tenantId, sessionId)] = at;

    /// <summary>When a session was last seen: what is remembered, or what was written down.</summary>
    public DateTimeOffset At(Guid tenantId, Guid sessionId, DateTimeOffset written) => seen.TryGetValue((tenantId, sessionId), out var at) && at > written ? at : written;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Often, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteDownAsync(stoppingToken);
    }

    public async Task WriteDownAsync(CancellationToken cancellationToken)
    {
        foreach (var tenant in tenants.All)
        {
            var news = seen.Where(s => s.Key.TenantId == tenant.Id).ToList();
            if (news.Count == 0) continue;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
                var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
                var ids = news.Select(s => s.Key.SessionId).ToList();
                using var gate = await tenant.Database.EnterWriteAsync(cancellationToken);
                var sessions = await db.Set<Session>().Where(s => ids.Contains(s.Id)).ToListAsync(cancellationToken);
                foreach (var session in sessions) session.LastSeenAt = At(tenant.Id, session.Id, session.LastSeenAt);
                await db.SaveChangesAsync(cancellationToken);
                foreach (var written in news) seen.TryRemove(written);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "When sessions of tenant {Tenant} were last seen was not written down; it is tried again", tenant.Id);
            }
        }
    }
}
