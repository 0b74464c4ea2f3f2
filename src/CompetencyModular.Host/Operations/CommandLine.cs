using System.CommandLine;
using CompetencyModular.Host.Audit.VerifyAudit;
using CompetencyModular.Host.Imports.ImportData;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Host.Operations;

/// <summary>
/// The commands of the one deployable. Without one it serves. Commands that write refuse while a server holds the data folder; it has a page
/// for the same work.
/// </summary>
internal static class CommandLine
{
    public static RootCommand Create(Func<Serve, CancellationToken, Task<int>> serve)
    {
        var data = new Option<string>("--data")
        {
            Description = "The folder with everything that must survive.", Recursive = true,
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("COMPETENCY_DATA") ?? Path.Combine(Environment.CurrentDirectory, "data"),
        };
        var demo = new Option<bool>("--demo") { Description = "Creates the demo organisation if there is no organisation yet." };
        var urls = new Option<string>("--urls")
        {
            Description = "The addresses to serve on, separated by semicolons.", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://localhost:5080",
        };
        var root = new RootCommand("CompetencyModular: a self-hosted platform for competency-based learning.") { data, demo, urls };
        root.SetAction((parsed, ct) => serve(new Serve(Folder(parsed.GetValue(data)), parsed.GetValue(demo), parsed.GetValue(urls)!), ct));

        var kind = new Argument<string>("kind") { Description = "gdad, people, courses or evidence." };
        var path = new Argument<string>("path") { Description = "The file or folder to read." };
        var check = new Option<bool>("--check") { Description = "Only says what would happen." };
        var import = new Command("import", "Imports a file or folder; a wrong file changes nothing.") { kind, path, check };
        import.SetAction((parsed, ct) => ImportAsync(Folder(parsed.GetValue(data)), parsed.GetValue(kind)!, parsed.GetValue(path)!, apply: !parsed.GetValue(check), ct));
        root.Add(import);

        var seal = new Option<string?>("--seal") { Description = "A seal noted earlier, which must still be among the seals." };
        var verify = new Command("verify", "Computes all seals of the audit trail anew; ends with 1 where something is not as it was sealed.") { seal };
        verify.SetAction((parsed, ct) => VerifyAuditAsync(Folder(parsed.GetValue(data)), parsed.GetValue(seal), ct));
        root.Add(new Command("audit", "The audit trail of each organisation.") { verify });
        return root;
    }

    /// <summary>What serving was asked for.</summary>
    internal sealed record Serve(string DataFolder, bool Demo, string Urls);

    private static string Folder(string? given) => Path.GetFullPath(given!);

    private static async Task<int> ImportAsync(string folder, string kind, string path, bool apply, CancellationToken cancellationToken)
    {
        if (!Path.Exists(path)) return Refuse($"There is no file or folder {path}.");
        using var held = DataFolderLock.TryTake(folder);
        if (held is null) return Refuse($"A server is running on {folder}. Use its page Administration > Import, or stop it first.");
        await using var app = await LoadAsync(folder, cancellationToken);
        var tenants = app.Services.GetRequiredService<TenantRegistry>();
        if (tenants.All is not [var tenant]) return Refuse(tenants.All.Count == 0 ? "There is no organisation yet. Start the server once to create it." : "There are several organisations here; use the import page of the one you mean.");

        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
        var result = await scope.ServiceProvider.GetRequiredService<ISend>().SendAsync(new ImportData.Command(kind, ImportFiles.FromPath(path), apply), cancellationToken);
        if (result.Error is { } error) return Refuse(error.Message);
        await app.Services.GetRequiredService<Dispatcher>().DeliverAllAsync(cancellationToken);
        return Print(result.Value, apply);
    }

    private static async Task<int> VerifyAuditAsync(string folder, string? seal, CancellationToken cancellationToken)
    {
        using var held = DataFolderLock.TryTake(folder);
        if (held is null) return Refuse($"A server is running on {folder}. Use its page Administration > Audit trail, or stop it first.");
        await using var app = await LoadAsync(folder, cancellationToken);
        var tenants = app.Services.GetRequiredService<TenantRegistry>().All;
        if (seal is not null && tenants.Count != 1) return Refuse("A seal belongs to one organisation, and there are several here; use the page of the one you mean.");
        var isIntact = true;
        foreach (var tenant in tenants)
        {
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
            var report = (await scope.ServiceProvider.GetRequiredService<ISend>().SendAsync(new VerifyAudit.Query(seal), cancellationToken)).Value;
            Console.WriteLine($"{tenant.Name}: {report.Sealed} entries sealed, {report.Unsealed} not sealed yet, values of {report.Erased} erased; last seal {report.LastSeal ?? "none"}");
            foreach (var finding in report.Findings) Console.Error.WriteLine($"error  {finding.Kind}{(finding.ToId == 0 ? "" : $", entries {finding.FromId} to {finding.ToId}")}");
            if (report.Count > report.Findings.Count) Console.Error.WriteLine($"error  … and {report.Count - report.Findings.Count} more");
            isIntact &= report.IsIntact;
        }

        Console.WriteLine(isIntact ? "Everything is as it was sealed." : "Not everything is as it was sealed.");
        return isIntact ? 0 : 1;
    }

    private static async Task<WebApplication> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = HostApplication.Build(builder, InstallationOptions.From(folder, builder.Configuration));
        await app.Services.GetRequiredService<TenantRegistry>().LoadAsync(cancellationToken);
        return app;
    }

    private static int Print(ImportData.Report report, bool apply)
    {
        foreach (var warning in report.Warnings) Console.WriteLine($"note   {Place(warning)}: {warning.Reason}");
        if (report.WarningCount > report.Warnings.Count) Console.WriteLine($"note   … and {report.WarningCount - report.Warnings.Count} more");
        foreach (var error in report.Errors) Console.Error.WriteLine($"error  {Place(error)}: {error.Reason}");
        if (report.ErrorCount > 0)
        {
            Console.Error.WriteLine($"{report.ErrorCount} errors. Nothing was changed.");
            return 1;
        }

        foreach (var (noun, count) in report.Counts) Console.WriteLine($"{noun}: {count.Added} added, {count.Changed} changed, {count.Unchanged} unchanged");
        if (!apply) Console.WriteLine("Only checked. Nothing was changed.");
        return 0;
    }

    private static string Place(ImportRemark remark) =>
        remark.File + (remark.Row > 0 ? $", row {remark.Row}" : "") + (remark.Column.Length > 0 ? $", column {remark.Column}" : "");

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return 2;
    }
}
