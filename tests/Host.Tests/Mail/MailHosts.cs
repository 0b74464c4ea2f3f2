using System.Collections.Concurrent;
using CompetencyModular.Host.Mail;
using CompetencyModular.Host.Modules;
using CompetencyModular.Probe;
using CompetencyModular.Sdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Mail;

/// <summary>Hosts that send their mail to a server of the test.</summary>
public sealed class MailHosts : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Database, Lazy<Task<TestHost>>> hosts = new();

    internal TinyMailServer Server { get; } = new();

    /// <summary>The host on a database.</summary>
    public Task<TestHost> OnAsync(Database database) => hosts.GetOrAdd(database, d => new Lazy<Task<TestHost>>(() => StartAsync(d, Server))).Value;

    internal static Task<TestHost> StartAsync(Database database, TinyMailServer server) => TestHost.StartAsync(
        database, [ModuleSource.FromAssembly(typeof(ProbeModule).Assembly)], "mail", services => services.AddSingleton(new MailOptions
        {
            Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None, From = "Learning <learning@example.org>", PublicAddress = new Uri("https://localhost/"),
        }));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts.Values) await (await host.Value).DisposeAsync();
        Server.Dispose();
    }
}

internal static class TestMail
{
    /// <summary>Delivers what is due and sends the mail that comes of it.</summary>
    public static async Task SendMailAsync(this TestHost host)
    {
        await host.DeliverEventsAsync();
        await host.Services.GetRequiredService<MailSender>().SendDueAsync(CancellationToken.None);
    }
}
