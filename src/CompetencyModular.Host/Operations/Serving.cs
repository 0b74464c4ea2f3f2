using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.Passwords;
using CompetencyModular.Host.Access.SetUp;
using CompetencyModular.Host.Demo;
using CompetencyModular.Host.Tenancy;

namespace CompetencyModular.Host.Operations;

/// <summary>Serves one data folder until it is told to stop, and says on the console what whoever started it needs to know.</summary>
internal static class Serving
{
    public static async Task<int> RunAsync(CommandLine.Serve serve, CancellationToken cancellationToken)
    {
        using var held = DataFolderLock.TryTake(serve.DataFolder);
        if (held is null)
        {
            await Console.Error.WriteLineAsync($"Another process serves {serve.DataFolder}. One data folder belongs to one process.");
            return 2;
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.UseUrls(serve.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        await using var app = HostApplication.Build(builder, InstallationOptions.From(serve.DataFolder, builder.Configuration));
        var tenants = app.Services.GetRequiredService<TenantRegistry>();
        await tenants.LoadAsync(cancellationToken);
        var demo = serve.Demo && tenants.All.Count == 0 ? await CreateDemoAsync(app.Services, cancellationToken) : [];

        await app.StartAsync(cancellationToken);
        foreach (var line in demo) Console.WriteLine(line);
        var address = string.Join(" and ", app.Urls);
        if (tenants.All.Count == 0) Console.WriteLine($"There is no organisation yet. Create it at {app.Urls.First()}/setup; from another machine with the one-time code {app.Services.GetRequiredService<SetUpCode>().Value}");
        Console.WriteLine($"CompetencyModular is ready on {address}");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task<IReadOnlyList<string>> CreateDemoAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        Console.WriteLine("Creating the demo organisation");
        var chosen = Environment.GetEnvironmentVariable("COMPETENCY_DEMO_PASSWORD");
        var password = string.IsNullOrEmpty(chosen) ? Accounts.NewPassword() : chosen;
        var emails = await DemoOrganisation.CreateAsync(services, password, cancellationToken);
        // Whoever starts a demo says with what it opens, on a machine of their own too: it is not refused.
        var isEasy = !string.IsNullOrEmpty(chosen) && services.GetRequiredService<PasswordRules>().Refusal(chosen, new PasswordHolder("", null, null, "Demo", [], HasSecondStep: false)) is not null;
        return
        [
            "Accounts of the demo organisation:",
            .. emails.Select(e => $"  {e}"),
            string.IsNullOrEmpty(chosen) ? $"  password of all of them, shown only this once: {password}" : "  password of all of them: the one in COMPETENCY_DEMO_PASSWORD",
            .. isEasy ? ["  It is easy to guess: nobody but you should reach this server."] : Array.Empty<string>(),
        ];
    }
}
