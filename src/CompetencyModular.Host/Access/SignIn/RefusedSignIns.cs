using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using CompetencyModular.Host.Audit;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Host.Access.SignIn;

/// <summary>
/// Counts refused tries to sign in and writes them to the audit trail once a minute: an entry for each account, address and reason with how many there were, so that
/// nobody floods the trail. What was typed is not kept: a password lands in the wrong field easily. A server that is killed loses that minute.
/// </summary>
internal sealed class RefusedSignIns(IServiceScopeFactory scopes, TimeProvider time, ILogger<RefusedSignIns> log) : BackgroundService
{
    public const string Action = "Platform.SignInRefused";

    /// <summary>Entries in a minute; what is beyond is counted in one entry without account and address.</summary>
    public const int MostEntries = 200;

    private ConcurrentDictionary<Refused, int> refused = [];

    /// <param name="personId">Whose account it is; null where there is none, or where it was not looked for.</param>
    public void Note(Tenant tenant, Reason reason, Guid? personId, IPAddress? place)
    {
        var (counts, key) = (refused, new Refused(tenant, reason, personId, place?.ToString()));
        if (counts.Count >= MostEntries && !counts.ContainsKey(key)) key = new Refused(tenant, Reason.Further, null, null);
        counts.AddOrUpdate(key, 1, (_, count) => count + 1);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SignInLimits.Window, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, count) in Interlocked.Exchange(ref refused, []))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(key.Tenant);
                var audit = scope.ServiceProvider.GetRequiredService<AuditTrail>();
                var written = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().RunAsync<Result<Done>>(Action, _ =>
                {
                    audit.Note(new AuditChange("SignIn", "", "Refused", [.. ValuesOf(key, count)]), key.PersonId);
                    return ValueTask.FromResult<Result<Done>>(Done.Value);
                }, cancellationToken);
                if (!written.IsSuccess) Again(key, count);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogError(exception, "Refused sign-ins of tenant {Tenant} could not be written; it is tried again in a moment", key.Tenant.Id);
                Again(key, count);
            }
        }
    }

    private void Again(Refused key, int count) => refused.AddOrUpdate(key, count, (_, more) => more + count);

    private static IEnumerable<AuditValue> ValuesOf(Refused key, int count)
    {
        yield return new AuditValue("Reason", null, key.Reason.ToString());
        yield return new AuditValue("Count", null, count.ToString(CultureInfo.InvariantCulture));
        if (key.Place is not null) yield return new AuditValue("Address", null, key.Place);
        if (key.Reason is Reason.Password) yield return new AuditValue("AccountExists", null, key.PersonId is null ? "false" : "true");
    }

    private sealed record Refused(Tenant Tenant, Reason Reason, Guid? PersonId, string? Place);

    internal enum Reason
    {
        /// <summary>The name or the password was wrong.</summary>
        Password,

        /// <summary>The password was right, the code of the second step was not.</summary>
        SecondStep,

        Passkey,

        /// <summary>There had been too many tries; nothing was looked at.</summary>
        TooOften,

        /// <summary>More kinds of tries than are told apart in a minute.</summary>
        Further,
    }
}
