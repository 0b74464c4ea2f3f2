using CompetencyModular.Host.Imports;
using CompetencyModular.Host.People.ImportTable;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.PullPeople;

/// <summary>
/// Fetches the organisation's table of people once a night, or when somebody asks, and imports it by the kept mapping. Errors and too many who would leave stop it,
/// and those who may import are told; the table is kept for a day then, so that somebody can look at it and say that it is meant.
/// </summary>
internal static class PullPeople
{
    private const string NoticeKey = "people-pull";

    /// <summary>Whether something waits to be fetched: a look without the writers' gate.</summary>
    [Requires(HostPermissions.Import)]
    internal sealed record IsDue : IRead<bool>;

    internal sealed class IsDueHandler(PlatformDb db, ITenant tenant, TimeProvider time) : IReadHandler<IsDue, bool>
    {
        public async ValueTask<Result<bool>> Handle(IsDue query, CancellationToken cancellationToken) => await NextAsync(db, tenant, time, cancellationToken) is not null;
    }

    /// <summary>Notes that a pull has begun, before anything is fetched. Answers null where none is due any more.</summary>
    [Requires(HostPermissions.Import)]
    internal sealed record Begin : IWrite<Begun?>;

    internal sealed record Begun(Guid RunId, string Source);

    internal sealed class BeginHandler(PlatformDb db, ITenant tenant, TimeProvider time) : IWriteHandler<Begin, Begun?>
    {
        public async ValueTask<Result<Begun?>> Handle(Begin command, CancellationToken cancellationToken)
        {
            if (await NextAsync(db, tenant, time, cancellationToken) is not { } next) return (Begun?)null;
            var run = next.Asked ?? db.Add(new PullRun { At = time.GetUtcNow() }).Entity;
            run.Outcome = PullOutcome.Begun;
            return new Begun(run.Id, next.Source);
        }
    }

    /// <summary>Imports what was fetched, or answers why not.</summary>
    [Requires(HostPermissions.Import)]
    internal sealed record Finish(Guid RunId, string File, Sheet? Table, IReadOnlyList<ImportRemark> Problems) : IWrite<Outcome>;

    internal sealed record Outcome(PullOutcome What);

    internal sealed class FinishHandler(PlatformDb db, PeopleTable people, IPeople directory, IEvents events, IStringLocalizer<PeopleTable> texts, IStringLocalizer<PullPeoplePage> own) : IWriteHandler<Finish, Outcome>
    {
        public async ValueTask<Result<Outcome>> Handle(Finish command, CancellationToken cancellationToken)
        {
            if (await db.Set<PullRun>().FindAsync([command.RunId], cancellationToken) is not { } run) return Error.NotFound();
            await ImportAsync(command, run, cancellationToken);
            if (run.Remarks.Length > 4000) run.Remarks = run.Remarks[..4000];
            if (run.Outcome is PullOutcome.Imported or PullOutcome.Unchanged) events.Settle<PlatformModule>(NoticeKey);
            else
            {
                foreach (var holder in await directory.HoldersOfAsync(HostPermissions.Import, cancellationToken))
                    events.Notify<PlatformModule>(holder, NoticeKey, new NewNotice(NoticeKind.WaitsOnYou, $"Notice.Pull.{run.Outcome}", "people/pull", run.Leaving.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }

            return new Outcome(run.Outcome);
        }

        private async Task ImportAsync(Finish command, PullRun run, CancellationToken cancellationToken)
        {
            if (command.Table is not { } table)
            {
                (run.Outcome, run.Remarks) = (PullOutcome.NotFetched, Lines(command.Problems));
                return;
            }

            if ((await db.Set<SavedMapping>().AsNoTracking().FirstOrDefaultAsync(m => m.Table == SavedMapping.PeopleTable, cancellationToken))?.Read() is not { } mapping)
            {
                (run.Outcome, run.Remarks) = (PullOutcome.Errors, own["NoMapping"]);
                return;
            }

            if (ImportTable.ImportTable.Check(mapping, table, texts) is { } refused)
            {
                (run.Outcome, run.Remarks) = (PullOutcome.Errors, string.Join('\n', refused.Fields!.SelectMany(f => f.Value)));
                return;
            }

            var draft = await people.DrawAsync(command.File, table, mapping, cancellationToken);
            var report = draft.Report;
            (run.Added, run.Changed, run.Leaving, run.Moves) = (report.Added, report.Changed + report.Returning, report.Leaving, report.Moves);
            if (report.ErrorCount > 0) (run.Outcome, run.Remarks) = (PullOutcome.Errors, Lines(report.Errors.Take(20)));
            else if (report.TooManyLeave) run.Outcome = PullOutcome.ManyWouldLeave;
            else if (report.EffectCount == 0) run.Outcome = PullOutcome.Unchanged;
            else
            {
                run.Outcome = PullOutcome.Imported;
                await people.ApplyAsync(draft, cancellationToken);
            }
        }

        private string Lines(IEnumerable<ImportRemark> remarks) => string.Join('\n', remarks.Select(r => r.Row > 0 ? own["At", r.Row, r.Column, r.Reason].Value : r.Reason));
    }

    /// <summary>Does it in the background: fetching takes its time and needs no transaction.</summary>
    internal sealed class Work(ISend send, PullSource source, Spreadsheets spreadsheets, UploadedImports uploads, ActingContext acting) : IBackgroundWork
    {
        public async Task<bool> DoNextAsync(CancellationToken cancellationToken)
        {
            if (await send.SendAsync(new IsDue(), cancellationToken) is not { IsSuccess: true, Value: true }) return false;
            if (await send.SendAsync(new Begin(), cancellationToken) is not { IsSuccess: true, Value: { } begun }) return false;
            var (name, content, problem) = await source.FetchAsync(acting.Tenant.Id, begun.Source, cancellationToken);
            var log = new ImportLog();
            if (problem is not null) log.Error(name, 0, "", problem);
            var table = problem is null ? spreadsheets.Read(content, name, log) : null;
            var done = await send.SendAsync(new Finish(begun.RunId, name, table, log.Errors), cancellationToken);
            if (done is { IsSuccess: true, Value.What: PullOutcome.ManyWouldLeave }) await uploads.StoreAsync(ImportTable.ImportTable.Kind, begun.RunId, name, content, cancellationToken);
            return done.IsSuccess;
        }
    }

    private sealed record Next(string Source, PullRun? Asked);

    private static async Task<Next?> NextAsync(PlatformDb db, ITenant tenant, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Set<PeoplePull>().AsNoTracking().FirstOrDefaultAsync(cancellationToken) is not { } pull) return null;
        var today = tenant.StartOf(tenant.DateAt(time.GetUtcNow()));
        var runs = await db.Set<PullRun>().Where(r => r.At >= today || r.Outcome == PullOutcome.Asked).OrderBy(r => r.At).ToListAsync(cancellationToken);
        if (runs.Find(r => r.Outcome is PullOutcome.Asked) is { } asked) return new Next(pull.Source, asked);
        return pull.IsOn && runs.Count == 0 ? new Next(pull.Source, null) : null;
    }
}
