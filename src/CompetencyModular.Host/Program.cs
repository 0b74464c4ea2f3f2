using CompetencyModular.Host;
using CompetencyModular.Host.Operations;
using CompetencyModular.Host.Tenancy;

return await CommandLine.Create(ServeAsync).Parse(args).InvokeAsync();

static async Task<int> ServeAsync(CommandLine.Serve serve, CancellationToken cancellationToken)
{
    using var held = DataFolderLock.TryTake(serve.DataFolder);
    if (held is null)
    {
        await Console.Error.WriteLineAsync($"Another process serves {serve.DataFolder}. One data folder belongs to one process.");
        return 2;
    }

    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseUrls(serve.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    await using var app = HostApplication.Build(builder, new InstallationOptions { DataFolder = serve.DataFolder, Postgres = builder.Configuration["Database:Postgres"] });
    await app.Services.GetRequiredService<TenantRegistry>().LoadAsync(cancellationToken);
    await app.StartAsync(cancellationToken);
    Console.WriteLine($"CompetencyModular is ready on {string.Join(" and ", app.Urls)}");
    await app.WaitForShutdownAsync(cancellationToken);
    return 0;
}
