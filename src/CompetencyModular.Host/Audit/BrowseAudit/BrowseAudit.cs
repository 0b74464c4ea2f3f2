using System.ComponentModel;
using CompetencyModular.Host.Access.SignIn;
using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Audit.BrowseAudit;

/// <summary>The audit trail, the newest entry first.</summary>
internal static class BrowseAudit
{
    /// <param name="Who">Part of the name, e-mail or personnel number of who did it, or for whom it was done.</param>
    /// <param name="About">The same of whom it is about.</param>
    /// <param name="Module">Only what was done in this module.</param>
    /// <param name="Action">Part of the use case's name, such as <c>AssignProfile</c>.</param>
    /// <param name="From">The first day, in the organisation's time zone.</param>
    /// <param name="To">The last day.</param>
    /// <param name="System">Also what the system did by itself, such as following up an event; without it what people did, and refused sign-ins.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="PageSize">1 to 200; 25 by default.</param>
    [Requires(HostPermissions.SeeAudit)]
    internal sealed record Query(
        string? Who = null, string? About = null, string? Module = null, string? Action = null, DateOnly? From = null, DateOnly? To = null, bool? System = null,
        int? Page = null, int? PageSize = null)
        : IRead<Paged<Row>>;

    internal sealed record Row(
        long Id, DateTimeOffset At,
        [property: Description("The person; null for the system.")] Guid? ActorId,
        [property: Description("Empty for the system and for people who are no longer known.")] string Actor,
        [property: Description("In whose place it was done, or whose deed the system follows up; null where it was nobody's.")] Guid? OnBehalfOfId, string OnBehalfOf,
        string Module,
        [property: Description("The use case in plain words, in English as in the code.")] string Action,
        [property: Description("Whom it is about, at most three; AboutCount says how many there are.")] IReadOnlyList<string> About, int AboutCount,
        [property: Description("Whether somebody was refused at the sign-in; nobody knows who it was.")] bool IsRefusedSignIn);

    internal sealed class Handler(PlatformDb db, AuditWords words, ITenant tenant) : IReadHandler<Query, Paged<Row>>
    {
        public async ValueTask<Result<Paged<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await Asked(db, tenant, query).Select(e => new
            {
                Entry = e,
                About = db.Set<AuditSubject>().Where(s => s.EntryId == e.Id).OrderBy(s => s.PersonId).Select(s => s.PersonId).Take(3).ToList(),
                AboutCount = db.Set<AuditSubject>().Count(s => s.EntryId == e.Id),
            }).ToPageAsync(query.Page ?? 1, query.PageSize ?? 25, cancellationToken);
            var names = await words.NamesAsync(page.Items.SelectMany(f => f.About.Select(a => (Guid?)a).Append(f.Entry.ActorId).Append(f.Entry.OnBehalfOf)), cancellationToken);
            return new Paged<Row>(
                [.. page.Items.Select(f => new Row(
                    f.Entry.Id, f.Entry.At, f.Entry.ActorId, NameOf(f.Entry.ActorId), f.Entry.OnBehalfOf, NameOf(f.Entry.OnBehalfOf), words.ModuleOf(f.Entry.Action), AuditWords.ActionOf(f.Entry.Action),
                    [.. f.About.Select(a => NameOf(a)).Where(n => n.Length > 0)], f.AboutCount, f.Entry.Action == RefusedSignIns.Action))],
                page.Total, page.Page, page.PageSize);

            string NameOf(Guid? id) => id is { } known ? names.GetValueOrDefault(known) ?? "" : "";
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Paged<Row>>("audit", "Who did what, when and about whom, the newest first.").WithTags("Platform");
    }

    /// <summary>The same as a file with the values before and after, at most 50,000 rows.</summary>
    [Requires(HostPermissions.SeeAudit)]
    internal sealed record Export(
        string? Who = null, string? About = null, string? Module = null, string? Action = null, DateOnly? From = null, DateOnly? To = null, bool? System = null) : IRead<FileDownload>;

    internal sealed class ExportHandler(PlatformDb db, AuditWords words, ITenant tenant, IStringLocalizer<BrowseAuditPage> texts) : IReadHandler<Export, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Export export, CancellationToken cancellationToken)
        {
            var found = await Asked(db, tenant, new Query(export.Who, export.About, export.Module, export.Action, export.From, export.To, export.System)).Take(50_000)
                .Select(e => new { Entry = e, db.Set<AuditValues>().FirstOrDefault(v => v.EntryId == e.Id)!.Changes }).ToListAsync(cancellationToken);
            var names = await words.NamesAsync(found.SelectMany(f => new[] { f.Entry.ActorId, f.Entry.OnBehalfOf }), cancellationToken);
            return CsvDownload.Of("audit.csv", [texts["Number"], texts["When"], texts["Who"], texts["OnBehalfOf"], texts["Module"], texts["Action"], texts["Changes"], texts["Digest"]],
                found.Select(f => (IReadOnlyList<object?>)
                [
                    f.Entry.Id, f.Entry.At, NameOf(f.Entry.ActorId, names), NameOf(f.Entry.OnBehalfOf, names), words.ModuleOf(f.Entry.Action), f.Entry.Action, f.Changes, f.Entry.Digest,
                ]));
        }

        // An export keeps the id of somebody whose name is gone: it is what entries are told apart by.
        private static string NameOf(Guid? id, IReadOnlyDictionary<Guid, string> names) => id is { } known ? names.GetValueOrDefault(known) ?? known.ToString() : "";
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Export>("audit.csv");
    }

    /// <summary>Those who are called so, and the records that were merged into theirs: what was noted before stands under the former one.</summary>
    private static IQueryable<Guid> Meant(PlatformDb db, string text)
    {
        var named = db.Set<Person>().Named(text, db).Select(p => p.Id);
        return named.Union(db.Set<Person>().Where(p => named.Contains(p.MergedIntoId!.Value)).Select(p => p.Id));
    }

    private static IQueryable<AuditEntry> Asked(PlatformDb db, ITenant tenant, Query query)
    {
        var entries = db.Set<AuditEntry>().AsNoTracking();
        if (!string.IsNullOrWhiteSpace(query.Who))
        {
            var who = Meant(db, query.Who);
            entries = entries.Where(e => who.Contains(e.ActorId!.Value) || who.Contains(e.OnBehalfOf!.Value));
        }

        if (!string.IsNullOrWhiteSpace(query.About))
        {
            var about = Meant(db, query.About);
            entries = entries.Where(e => db.Set<AuditSubject>().Any(s => s.EntryId == e.Id && about.Contains(s.PersonId)));
        }

        if (!string.IsNullOrEmpty(query.Module))
        {
            var prefixes = AuditWords.PrefixesOf(query.Module);
            entries = entries.Where(e => e.Action.StartsWith(prefixes.First) || e.Action.StartsWith(prefixes.Second));
        }

        if (!string.IsNullOrWhiteSpace(query.Action))
        {
            // Typed as the page shows it or as the code has it.
            var action = query.Action.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
            entries = entries.Where(e => e.Action.ToLower().Contains(action));
        }

        if (query.System is not true) entries = entries.Where(e => e.ActorId != null || e.Action == RefusedSignIns.Action);
        if (query.From is { } from) entries = entries.Where(e => e.At >= tenant.StartOf(from));
        if (query.To is { } to) entries = entries.Where(e => e.At < tenant.EndOf(to));
        return entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id);
    }
}
