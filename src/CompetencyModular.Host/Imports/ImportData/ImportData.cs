using CompetencyModular.Host.Messaging;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Imports.ImportData;

/// <summary>
/// Imports files of one kind through all modules that read it: everything is parsed and checked first, without a transaction; only when nobody
/// found an error are the steps applied, in one. A look (<c>Apply = false</c>) does the same and takes it back, so that its counts are true.
/// </summary>
internal static class ImportData
{
    // Not an IWrite: parsing inside a transaction would keep every other writer waiting at the gate.
    private static readonly Error OnlyLooked = Error.Conflict("import-looked", "");

    [Requires(HostPermissions.Import)]
    internal sealed record Command(string Kind, ImportFiles Files, bool Apply) : IRead<Report>;

    internal sealed class Handler(IEnumerable<IImporter> importers, ITenantFeatures features, Modules.ModuleCatalog catalog, UnitOfWork work, IStringLocalizer<ImportTexts> texts)
        : IReadHandler<Command, Report>
    {
        public async ValueTask<Result<Report>> Handle(Command command, CancellationToken cancellationToken)
        {
            var readers = importers.Where(i => i.Kind == command.Kind && catalog.Of(i.GetType().Assembly) is { } module && features.IsEnabled(module.Id))
                .OrderBy(i => i.Order).ToList();
            if (readers.Count == 0) return Error.Invalid("import-kind-unknown", texts["KindUnknown", command.Kind]);

            var log = new ImportLog();
            var steps = new List<IImportStep>();
            foreach (var reader in readers) steps.Add(await reader.ReadAsync(command.Files, log, cancellationToken));
            if (log.Errors.Count > 0) return Report.Of(log, applied: false);

            var keys = new ImportKeys();
            var applied = await work.RunAsync($"Platform.Import.{command.Kind}", async ct =>
            {
                foreach (var step in steps) await step.ApplyAsync(keys, log, ct);
                return command.Apply ? (Result<Done>)Done.Value : OnlyLooked;
            }, cancellationToken);
            return applied.Error is { } error && error != OnlyLooked ? error : Report.Of(log, command.Apply);
        }
    }

    /// <summary>What an import found and did. The first 200 remarks of each sort stand for all of them.</summary>
    internal sealed record Report(bool Applied, int ErrorCount, IReadOnlyList<ImportRemark> Errors, int WarningCount, IReadOnlyList<ImportRemark> Warnings, IReadOnlyDictionary<string, ImportCount> Counts)
    {
        public static Report Of(ImportLog log, bool applied) =>
            new(applied, log.Errors.Count, [.. log.Errors.Take(200)], log.Warnings.Count, [.. log.Warnings.Take(200)], log.Counts);
    }
}
