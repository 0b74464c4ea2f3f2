using CompetencyModular.Host;
using CompetencyModular.Host.Operations;
using CompetencyModular.Host.Tenancy;

var builder = WebApplication.CreateBuilder(args);
var app = HostApplication.Build(builder, new InstallationOptions { DataFolder = Environment.GetEnvironmentVariable("COMPETENCY_DATA") ?? Path.Combine(Environment.CurrentDirectory, "data") });
await app.Services.GetRequiredService<TenantRegistry>().LoadAsync(CancellationToken.None);
await app.RunAsync();
