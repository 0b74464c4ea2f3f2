using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Tenancy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CompetencyModular.Host.Operations;

/// <summary><c>/health/live</c> asks nothing but whether the process answers; <c>/health/ready</c> asks every tenant's database and the disk.</summary>
internal static class OperationsSetup
{
    public static void AddOperations(this IServiceCollection services) => services.AddHealthChecks().AddCheck<ReadyCheck>("ready");

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).WithMetadata(new AllowAnonymousAttribute());
        app.MapHealthChecks("/health/ready").WithMetadata(new AllowAnonymousAttribute());
    }

    private sealed class ReadyCheck(TenantRegistry tenants, InstallationOptions options) : IHealthCheck
    {
        private const long FreeBytes = 200L * 1024 * 1024;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            foreach (var tenant in tenants.All)
            {
                await using var connection = tenant.Database.Open();
                await using var command = connection.CreateCommand();
                // Of a table: a file that is none of a database is noticed only when it is read.
                command.CommandText = $"SELECT 1 FROM {new PlatformTables(tenant.Database.IsSqlite).People} LIMIT 1";
                await command.ExecuteScalarAsync(cancellationToken);
            }

            return new DriveInfo(Path.GetFullPath(options.DataFolder)).AvailableFreeSpace > FreeBytes
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("Less than 200 MB are free on the data folder's disk.");
        }
    }
}
