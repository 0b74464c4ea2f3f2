using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Tenancy;

namespace CompetencyModular.Host.Outbox;

/// <summary>Tells each tenant's modules once that a day has begun there (<see cref="DayBegan"/>), soon after midnight or when the server starts later that day.</summary>
internal sealed class DayClock(IServiceScopeFactory scopes, TenantRegistry tenants, TimeProvider time, ILogger<DayClock> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private readonly Dictionary<Guid, DateOnly> told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        do await TellAllAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public async Task TellAllAsync(CancellationToken cancellationToken)
    {
        foreach (var tenant in tenants.All)
        {
            try
            {
                await TellAsync(tenant, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogError(exception, "Tenant {Tenant} could not be told that a day has begun; it is tried again in a moment", tenant.Id);
            }
        }
    }

    private async Task TellAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
        var organisation = scope.ServiceProvider.GetRequiredService<ITenant>();
        var today = organisation.DateAt(time.GetUtcNow());
        if (told.TryGetValue(tenant.Id, out var last) && last == today) return;

        var connection = scope.ServiceProvider.GetRequiredService<TenantConnection>();
        await connection.OpenAsync(cancellationToken);
        if (!await IsToldAsync(connection, organisation.StartOf(today), cancellationToken))
        {
            var result = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().RunAsync("Platform.DayBegan", async ct =>
            {
                // Asked again within the transaction: somebody else may have been first.
                if (!await IsToldAsync(connection, organisation.StartOf(today), ct)) scope.ServiceProvider.GetRequiredService<IEvents>().Publish(new DayBegan(today));
                return (Result<Done>)Done.Value;
            }, cancellationToken);
            if (!result.IsSuccess) return;
        }

        told[tenant.Id] = today;
    }

    private static async Task<bool> IsToldAsync(TenantConnection connection, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            $"""SELECT COUNT(*) FROM {new PlatformTables(connection.IsSqlite).Outbox} WHERE "OccurredAt" >= @p0 AND "Type" = @p1""",
            since.UtcTicks, Subscriptions.NameOf(typeof(DayBegan)).Name);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }
}
