using System.CommandLine;
using CompetencyModular.Host.Audit.VerifyAudit;
using CompetencyModular.Host.Imports.ImportData;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Host.Operations;

/// <summary>
/// The commands of the one deployable. Without one it serves. The others refuse while a server holds the data folder; it has a page for the same
/// work, but for adding organisations. They end with 0, with 1 where what was asked for did not hold, with 2 where it could not be done.
/// </summary>
internal static class CommandLine
{
    public static RootCommand Create(Func<Serve, CancellationToken, Task<int>> serve)
    {
        var demo = new Option<bool>("--demo") { Description = "Creates the demo organisation if there is no organisation yet." };
        var urls = new Option<string>("--urls")
        {
            Description = "The addresses to serve on, separated by semicolons.", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://localhost:5080",
        };
        var root = new RootCommand("CompetencyModular: a self-hosted platform for competency-based learning.") { OfflineHost.DataFolder, demo, urls };
        root.SetAction((parsed, ct) => serve(new Serve(Path.GetFullPath(parsed.GetValue(OfflineHost.DataFolder)!), parsed.GetValue(demo), parsed.GetValue(urls)!), ct));

        var organisation = new Option<string?>("--organisation") { Description = "Which organisation is meant, by its name; needed where there are several." };
        var kind = new Argument<string>("kind") { Description = "gdad, people, courses or evidence." };
        var path = new Argument<string>("path") { Description = "The file or folder to read." };
        var check = new Option<bool>("--check") { Description = "Only says what would happen." };
        var import = new Command("import", "Imports a file or folder; a wrong file changes nothing.") { kind, path, check, organisation };
        import.SetAction((parsed, ct) => OfflineHost.RunAsync(parsed, (host, stop) =>
            ImportAsync(host, parsed.GetValue(organisation), parsed.GetValue(kind)!, parsed.GetValue(path)!, apply: !parsed.GetValue(check), stop), ct));
        root.Add(import);

        var seal = new Option<string?>("--seal") { Description = "A seal noted earlier, which must still be among the seals." };
        var verify = new Command("verify", "Computes all seals of the audit trail anew; ends with 1 where something is not as it was sealed.") { seal, organisation };
        verify.SetAction((parsed, ct) => OfflineHost.RunAsync(parsed, (host, stop) => VerifyAuditAsync(host, parsed.GetValue(organisation), parsed.GetValue(seal), stop), ct));
        root.Add(new Command("audit", "The audit trail of each organisation.") { verify });
        root.Add(OrganisationCommands.Create());
        return root;
    }

    /// <summary>What serving was asked for.</summary>
    internal sealed record Serve(string DataFolder, bool Demo, string Urls);

    private static async Task<int> ImportAsync(OfflineHost host, string? organisation, string kind, string path, bool apply, CancellationToken cancellationToken)
    {
        if (!Path.Exists(path)) return host.Refuse($"There is no file or folder {path}.");
        if (organisation is null && host.Tenants.All.Count > 1) return host.Refuse($"There are several organisations here; say with --organisation which one: {string.Join(", ", host.Tenants.All.Select(t => t.Name))}.");
        if ((organisation is null ? host.Tenants.All.SingleOrDefault() : host.Find(organisation)) is not { } tenant) return host.Refuse(host.NoSuch(organisation ?? ""));

        await using var scope = Acting(host, tenant);
        var result = await scope.ServiceProvider.GetRequiredService<ISend>().SendAsync(new ImportData.Command(kind, ImportFiles.FromPath(path), apply), cancellationToken);
        if (result.Error is { } error) return host.Refuse(error.Message);
        await host.Services.GetRequiredService<Dispatcher>().DeliverAllAsync(cancellationToken);
        return Print(host, result.Value, apply);
    }

    private static async Task<int> VerifyAuditAsync(OfflineHost host, string? organisation, string? seal, CancellationToken cancellationToken)
    {
        if (organisation is not null && host.Find(organisation) is null) return host.Refuse(host.NoSuch(organisation));
        var tenants = organisation is null ? host.Tenants.All : [host.Find(organisation)!];
        if (seal is not null && tenants.Count != 1) return host.Refuse("A seal belongs to one organisation; say with --organisation which one.");
        var isIntact = true;
        foreach (var tenant in tenants)
        {
            await using var scope = Acting(host, tenant);
            var report = (await scope.ServiceProvider.GetRequiredService<ISend>().SendAsync(new VerifyAudit.Query(seal), cancellationToken)).Value;
            host.Say($"{tenant.Name}: {report.Sealed} entries sealed, {report.Unsealed} not sealed yet, values of {report.Erased} erased; last seal {report.LastSeal ?? "none"}");
            foreach (var finding in report.Findings) host.Complain($"error  {finding.Kind}{(finding.ToId == 0 ? "" : $", entries {finding.FromId} to {finding.ToId}")}");
            if (report.Count > report.Findings.Count) host.Complain($"error  … and {report.Count - report.Findings.Count} more");
            isIntact &= report.IsIntact;
        }

        host.Say(isIntact ? "Everything is as it was sealed." : "Not everything is as it was sealed.");
        return isIntact ? 0 : 1;
    }

    private static AsyncServiceScope Acting(OfflineHost host, Tenant tenant)
    {
        var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
        return scope;
    }

    private static int Print(OfflineHost host, ImportData.Report report, bool apply)
    {
        foreach (var warning in report.Warnings) host.Say($"note   {Place(warning)}: {warning.Reason}");
        if (report.WarningCount > report.Warnings.Count) host.Say($"note   … and {report.WarningCount - report.Warnings.Count} more");
        foreach (var error in report.Errors) host.Complain($"error  {Place(error)}: {error.Reason}");
        if (report.ErrorCount > 0)
        {
            host.Complain($"{report.ErrorCount} errors. Nothing was changed.");
            return 1;
        }

        foreach (var (noun, count) in report.Counts) host.Say($"{noun}: {count.Added} added, {count.Changed} changed, {count.Unchanged} unchanged");
        if (!apply) host.Say("Only checked. Nothing was changed.");
        return 0;
    }

    private static string Place(ImportRemark remark) =>
        remark.File + (remark.Row > 0 ? $", row {remark.Row}" : "") + (remark.Column.Length > 0 ? $", column {remark.Column}" : "");
}
