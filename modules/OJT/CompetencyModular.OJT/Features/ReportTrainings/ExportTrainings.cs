using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Wording;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.OJT.Features.ReportTrainings;

/// <summary>The report as a table for other programs, with the filters of the page.</summary>
internal static class ExportTrainings
{
    private static readonly string[] Columns = ["Trainee", "Unit", "Training", "State", "Mentor", "Done", "Required", "Attested", "Objectives", "Waiting", "Started", "Due", "Completed", "Touched"];

    [Requires(OjtPermissions.Report)]
    internal sealed record Query(string? Q = null, string? Unit = null, Guid? Programme = null, TrainingState? State = null) : IRead<FileDownload>;

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Query>("report.csv");
    }

    internal sealed class Handler(TraineeReport report, OjtWords words, ITenant tenant, IStringLocalizer<Handler> texts) : IReadHandler<Query, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Query query, CancellationToken ct)
        {
            var (rows, _) = await report.ReadAsync(new ReportTrainings.Query(query.Q, query.Unit, query.Programme, query.State), ct);
            return CsvDownload.Of("trainings.csv", [.. Columns.Select(c => texts[c].Value)], rows.Select(r => (object?[])
            [
                r.Trainee, r.Unit, r.Title, words.Name(r.State), r.Mentor, r.Done, r.Required, r.Attested, r.Objectives, r.Waiting,
                r.StartedAt is { } started ? tenant.DateAt(started) : null, r.DueOn, r.CompletedAt is { } completed ? tenant.DateAt(completed) : null, tenant.DateAt(r.TouchedAt),
            ]));
        }
    }
}
