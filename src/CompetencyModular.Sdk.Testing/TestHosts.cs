using System.Collections.Concurrent;
using System.Reflection;

namespace CompetencyModular.Sdk.Testing;

/// <summary>
/// The hosts of a test class, one for each database, started when the first test asks. Derive it with the modules that the tests are about and give
/// it to the class by <c>IClassFixture&lt;T&gt;</c>: <c>public sealed class RolesHosts() : TestHosts(typeof(RolesModule).Assembly);</c>
/// </summary>
/// <param name="modules">The assemblies of the modules, those that are required first or last.</param>
public abstract class TestHosts(params Assembly[] modules) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Database, Lazy<Task<TestHost>>> hosts = new();

    /// <summary>The host on a database, with a tenant that no other class uses.</summary>
    public Task<TestHost> OnAsync(Database database) =>
        hosts.GetOrAdd(database, d => new Lazy<Task<TestHost>>(() => TestHost.StartAsync(d, modules))).Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts.Values) await (await host.Value).DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
