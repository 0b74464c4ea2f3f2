using System.CommandLine;
using CompetencyModular.Host.Tenancy;

namespace CompetencyModular.Host.Operations;

/// <summary>The host without its server, for one command that has the data folder to itself.</summary>
internal sealed class OfflineHost(IServiceProvider services, InvocationConfiguration console)
{
    public const string NoOrganisation = "There is no organisation yet. Start the server once to create it.";

    public static Option<string> DataFolder { get; } = new("--data")
    {
        Description = "The folder with everything that must survive.", Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("COMPETENCY_DATA") ?? Path.Combine(Environment.CurrentDirectory, "data"),
    };

    public IServiceProvider Services => services;

    public TenantRegistry Tenants { get; } = services.GetRequiredService<TenantRegistry>();

    /// <summary>What a command asks for is read from here.</summary>
    public TextReader In => Console.In;

    /// <summary>Runs a command that refuses while a server holds the data folder.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, Func<OfflineHost, CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(parsed.GetValue(DataFolder)!);
        using var held = DataFolderLock.TryTake(folder);
        if (held is null)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"A server is running on {folder}. Stop it first, or use its pages under Administration for the same work.");
            return 2;
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(OfflineHost).Assembly.GetName().Name });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = HostApplication.Build(builder, InstallationOptions.From(folder, builder.Configuration));
        var host = new OfflineHost(app.Services, parsed.InvocationConfiguration);
        await host.Tenants.LoadAsync(cancellationToken);
        return await command(host, cancellationToken);
    }

    public Tenant? Find(string name) => Tenants.All.FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public string NoSuch(string name) => Tenants.All.Count == 0 ? NoOrganisation : $"There is no organisation {name} here, only {string.Join(", ", Tenants.All.Select(t => t.Name))}.";

    public void Say(string line) => console.Output.WriteLine(line);

    public void Complain(string line) => console.Error.WriteLine(line);

    public int Refuse(string reason)
    {
        Complain(reason);
        return 2;
    }
}
