using CompetencyModular.Paths.Content;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Paths.Features.ListParticipants;

/// <summary>Who takes part in a session and who waits, as a file for its trainer and for those who run events: a list for the door, say.</summary>
internal static class ListParticipants
{
    /// <summary>As CSV.</summary>
    [Requires(PathsPermissions.Read)]
    internal sealed record Query(Guid SessionId) : IRead<FileDownload>;

    /// <summary>As an Excel workbook.</summary>
    [Requires(PathsPermissions.Read)]
    internal sealed record WorkbookQuery(Guid SessionId) : IRead<FileDownload>;

    internal sealed class Handler(Reader reader) : IReadHandler<Query, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Query query, CancellationToken ct) =>
            await reader.ReadAsync(query.SessionId, ct) is { } table ? CsvDownload.Of("participants.csv", table.Columns, table.Rows) : Error.NotFound();
    }

    internal sealed class WorkbookHandler(Reader reader) : IReadHandler<WorkbookQuery, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(WorkbookQuery query, CancellationToken ct) =>
            await reader.ReadAsync(query.SessionId, ct) is { } table ? XlsxDownload.Of("participants.xlsx", table.Title, table.Columns, table.Rows) : Error.NotFound();
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Query>("events/sessions/{sessionId:guid}/participants.csv");
    }

    internal sealed class WorkbookDownload : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<WorkbookQuery>("events/sessions/{sessionId:guid}/participants.xlsx");
    }

    internal sealed record Table(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

    internal sealed class Reader(PathsDb db, ICurrentUser user, IPeople people, EventWords words, IStringLocalizer<Reader> texts)
    {
        public async Task<Table?> ReadAsync(Guid sessionId, CancellationToken ct)
        {
            var session = await db.EventSessions.AsNoTracking().Include(s => s.Registrations).FirstOrDefaultAsync(s => s.Id == sessionId, ct);
            if (session is null || (session.TrainerId != user.PersonId && !user.Has(PathsPermissions.RunEvents))) return null;
            var title = await db.TrainingEvents.Where(e => e.Id == session.EventId).Select(e => e.Title).SingleAsync(ct);
            var shown = session.Registrations.Where(r => r.State is not RegistrationState.Withdrawn).OrderBy(r => r.State is RegistrationState.Waiting).ThenBy(r => r.Turn).ToList();
            var cards = await people.CardsAsync([.. shown.Select(r => r.PersonId)], ct);
            return new Table(title, [.. new[] { "Person", "JobTitle", "Unit", "State" }.Select(c => texts[c].Value)], [.. shown.Select(r =>
            {
                var card = cards.GetValueOrDefault(r.PersonId);
                return (object?[])[card?.Name ?? "", card?.JobTitle ?? "", card?.Unit ?? "", words.Name(r.State)];
            })]);
        }
    }
}
