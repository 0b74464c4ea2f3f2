using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Submissions;

/// <summary>Reads what somebody handed in for a task, the latest first, with what was said to it.</summary>
internal sealed class SubmissionReader(PathsDb db, IPeople people)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<SubmissionLine>> OfAsync(Guid enrolmentId, Guid itemId, CancellationToken ct)
    {
        var all = await db.Submissions.AsNoTracking().Include(s => s.Files)
            .Where(s => s.EnrolmentId == enrolmentId && s.ItemId == itemId).OrderByDescending(s => s.Number).Take(Most).ToListAsync(ct);
        var names = await people.CardsAsync([.. all.SelectMany(s => new[] { s.JudgedById, s.AssessorId, s.ReopenedById }).OfType<Guid>().Distinct()], ct);
        string NameOf(Guid? id) => id is { } person && names.TryGetValue(person, out var card) ? card.Name : "";
        return
        [
            .. all.Select(s => new SubmissionLine(
                s.Id, s.Number, s.State, s.Text, [.. s.Files.Select(f => new SubmissionFileLine(f.Id, f.Name, f.Length, f.IsShown))],
                s.TouchedAt, s.HandedInAt, NameOf(s.AssessorId), s.JudgedAt, NameOf(s.JudgedById), s.Feedback,
                s.ReopenedAt is { } at ? new Reopening(at, NameOf(s.ReopenedById), s.ReopenReason) : null)),
        ];
    }
}

/// <param name="Assessor">On whom it waits, by name; empty for all who judge for everybody.</param>
/// <param name="Feedback">With a "not yet" the next step.</param>
/// <param name="Reopened">Where "mastered" was taken back.</param>
internal sealed record SubmissionLine(
    Guid Id, int Number, SubmissionState State, string Text, IReadOnlyList<SubmissionFileLine> Files, DateTimeOffset TouchedAt, DateTimeOffset? HandedInAt, string Assessor,
    DateTimeOffset? JudgedAt, string JudgedBy, string Feedback, Reopening? Reopened);

internal sealed record Reopening(DateTimeOffset At, string By, string Reason);

/// <param name="IsShown">Whether a browser shows it by itself.</param>
internal sealed record SubmissionFileLine(Guid Id, string Name, long Length, bool IsShown);
