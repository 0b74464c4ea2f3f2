using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Journal;

/// <summary>Reads what happened in a training, the latest first, with people's names.</summary>
internal sealed class TrainingJournal(OjtDb db, IPeople people)
{
    private const int Most = 200;

    public Task<IReadOnlyList<JournalLine>> OfTaskAsync(Guid taskId, CancellationToken ct) => ReadAsync(db.Entries.Where(e => e.TaskId == taskId), ct);

    public Task<IReadOnlyList<JournalLine>> OfTrainingAsync(Guid trainingId, CancellationToken ct) => ReadAsync(db.Entries.Where(e => e.TrainingId == trainingId), ct);

    private async Task<IReadOnlyList<JournalLine>> ReadAsync(IQueryable<Entry> asked, CancellationToken ct)
    {
        var entries = await asked.AsNoTracking().Include(e => e.Files).OrderByDescending(e => e.At).ThenByDescending(e => e.Number).Take(Most).AsSplitQuery().ToListAsync(ct);
        var names = await people.CardsAsync([.. entries.Select(e => e.ById).OfType<Guid>().Distinct()], ct);
        return
        [
            .. entries.Select(e => new JournalLine(
                e.Id, e.Kind, e.Subject, e.ById is { } by && names.TryGetValue(by, out var card) ? card.Name : "", e.At, e.Note, e.Feedback,
                e.Links.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                [.. e.Files.Select(f => new JournalFile(f.Id, f.Name, f.Length, f.IsPicture))])),
        ];
    }
}

/// <param name="By">The name of who did it; empty for the system.</param>
internal sealed record JournalLine(
    Guid Id, EntryKind Kind, string Subject, string By, DateTimeOffset At, string Note, string Feedback, IReadOnlyList<string> Links, IReadOnlyList<JournalFile> Files);

internal sealed record JournalFile(Guid Id, string Name, long Length, bool IsPicture);
