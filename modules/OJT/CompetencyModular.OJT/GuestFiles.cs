using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Files;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT;

/// <summary>
/// How much somebody without an account may bring through a link: few, small files at once, and so many for a training in all, so that whoever comes
/// by the link cannot fill the organisation's space.
/// </summary>
internal sealed class GuestFiles(OjtDb db)
{
    public const int MostInAll = 40;

    private const int MostAtOnce = 5;

    /// <summary>Five of them stay below what the server takes in one post of anybody.</summary>
    private const long MaxBytes = 5 * 1024 * 1024;

    /// <summary>What may be handed in, while anything may.</summary>
    public static FileRules Rules(int left) => new("ojt", FileKinds.Evidence, MaxBytes, Math.Min(left, MostAtOnce));

    /// <summary>How many files a training has room for.</summary>
    public async Task<int> LeftAsync(Guid trainingId, CancellationToken ct) =>
        Math.Max(0, MostInAll - await db.EvidenceFiles.CountAsync(f => db.Entries.Any(e => e.Id == f.EntryId && e.TrainingId == trainingId), ct));
}
