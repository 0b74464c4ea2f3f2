using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.ReportTrainings;

/// <summary>How the trainings of the people whose records one may open, or whom one accompanies, stand: by trainee and by unit (R5.4).</summary>
internal static class ReportTrainings
{
    [Requires(OjtPermissions.Report)]
    internal sealed record Query(string? Search = null, string? Unit = null, Guid? ProgrammeId = null, TrainingState? State = null, string? Sort = null, int? Page = null, int? PageSize = null) : IRead<Response>;

    /// <param name="Trainings">This page of what was asked for.</param>
    /// <param name="Units">All units of what was asked for, by name.</param>
    /// <param name="UnitChoices">All units that one may ask for.</param>
    internal sealed record Response(Paged<Row> Trainings, IReadOnlyList<UnitRow> Units, IReadOnlyList<string> UnitChoices, IReadOnlyList<Choice> Programmes);

    internal sealed record Choice(Guid Id, string Name);

    /// <param name="Attested">How many objectives are signed off.</param>
    /// <param name="Waiting">How many tasks wait for the mentor.</param>
    internal sealed record Row(
        Guid Id, string Title, TrainingState State, string Trainee, string Unit, string Mentor, int Done, int Required, int Attested, int Objectives, int Waiting,
        DateTimeOffset? StartedAt, DateOnly? DueOn, DateTimeOffset? CompletedAt, DateTimeOffset TouchedAt);

    internal sealed record UnitRow(string Unit, int People, int UnderWay, int Completed, int Done, int Required, int Waiting);

    internal sealed class Handler(OjtDb db, TraineeReport report) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var (rows, units) = await report.ReadAsync(query, ct);
            var size = Math.Clamp(query.PageSize ?? 25, 1, 200);
            var page = Math.Max(1, query.Page ?? 1);
            var byUnit = rows.GroupBy(r => r.Unit).OrderBy(g => g.Key, StringComparer.CurrentCulture).Select(g => new UnitRow(
                g.Key, g.Select(r => r.Trainee).Distinct().Count(), g.Count(r => r.State is TrainingState.Active), g.Count(r => r.State is TrainingState.Completed),
                g.Sum(r => r.Done), g.Sum(r => r.Required), g.Sum(r => r.Waiting)));
            return new Response(
                new Paged<Row>([.. rows.Skip((page - 1) * size).Take(size)], rows.Count, page, size), [.. byUnit], units,
                await db.Programmes.Where(p => p.State != ProgrammeState.Draft).OrderBy(p => p.SearchText).ThenBy(p => p.Id).Select(p => new Choice(p.Id, p.Title)).ToListAsync(ct));
        }
    }
}

/// <summary>Reads the rows of the report for whoever asks: a fixed number of queries, however many trainings there are.</summary>
internal sealed class TraineeReport(OjtDb db, IPeopleAccess access, IPeople people, ICurrentUser user)
{
    public async Task<(IReadOnlyList<ReportTrainings.Row> Rows, IReadOnlyList<string> Units)> ReadAsync(ReportTrainings.Query query, CancellationToken ct)
    {
        var me = user.Me();
        var asked = db.Trainings.AsNoTracking();
        var visible = await access.VisibleAsync(await asked.Select(t => t.TraineeId).Distinct().ToListAsync(ct), ct);
        asked = asked.Where(t => t.TraineeId != me && (t.MentorId == me || visible.Contains(t.TraineeId)));
        if (query.ProgrammeId is { } programme) asked = asked.Where(t => t.ProgrammeId == programme);
        if (query.State is { } state) asked = asked.Where(t => t.State == state);
        var found = await asked.Select(t => new
        {
            t.Id, t.Title, t.State, t.TraineeId, t.MentorId, t.StartedAt, t.DueOn, t.CompletedAt, t.TouchedAt,
            Done = t.Objectives.Where(o => !o.IsFormer).SelectMany(o => o.Tasks).Count(k => k.IsRequired && k.State == TaskState.Demonstrated),
            Required = t.Objectives.Where(o => !o.IsFormer).SelectMany(o => o.Tasks).Count(k => k.IsRequired),
            Waiting = t.Objectives.SelectMany(o => o.Tasks).Count(k => k.State == TaskState.Submitted),
            Attested = t.Objectives.Count(o => o.AttestedAt != null),
            Objectives = t.Objectives.Count(o => !o.IsFormer || o.AttestedAt != null),
        }).ToListAsync(ct);
        var cards = await people.CardsAsync([.. found.SelectMany(t => new[] { t.TraineeId, t.MentorId ?? t.TraineeId }).Distinct()], ct);
        var rows = found.Where(t => cards.ContainsKey(t.TraineeId)).Select(t => new ReportTrainings.Row(
            t.Id, t.Title, t.State, cards[t.TraineeId].Name, cards[t.TraineeId].Unit, t.MentorId is { } mentor ? cards.GetValueOrDefault(mentor)?.Name ?? "" : "",
            t.Done, t.Required, t.Attested, t.Objectives, t.Waiting, t.StartedAt, t.DueOn, t.CompletedAt, t.TouchedAt)).ToList();

        var units = rows.Select(r => r.Unit).Where(u => u.Length > 0).Distinct().Order(StringComparer.CurrentCulture).ToList();
        var like = SearchText.Of(query.Search);
        var kept = rows.Where(r => (string.IsNullOrEmpty(query.Unit) || r.Unit == query.Unit)
            && (like.Length == 0 || SearchText.Of(r.Trainee, r.Title, r.Mentor).Contains(like, StringComparison.Ordinal)));
        return ([.. Ordered(kept, query.Sort)], units);
    }

    private static IOrderedEnumerable<ReportTrainings.Row> Ordered(IEnumerable<ReportTrainings.Row> rows, string? sort) => (sort switch
    {
        "-name" => rows.OrderByDescending(r => r.Trainee, StringComparer.CurrentCulture),
        "unit" => rows.OrderBy(r => r.Unit, StringComparer.CurrentCulture).ThenBy(r => r.Trainee, StringComparer.CurrentCulture),
        "-unit" => rows.OrderByDescending(r => r.Unit, StringComparer.CurrentCulture).ThenBy(r => r.Trainee, StringComparer.CurrentCulture),
        "touched" => rows.OrderBy(r => r.TouchedAt),
        "-touched" => rows.OrderByDescending(r => r.TouchedAt),
        _ => rows.OrderBy(r => r.Trainee, StringComparer.CurrentCulture),
    }).ThenBy(r => r.Title, StringComparer.CurrentCulture).ThenBy(r => r.Id);
}
