namespace CompetencyModular.SkillsAnalysis.Domain;

/// <summary>Occasions of practice (T1): an indicator on the way to mastery, never a gate.</summary>
internal static class Practice
{
    /// <summary>How many occasions a skill takes, where nothing else is said (R0.1).</summary>
    public const int UsualTarget = 20;

    /// <summary>Occasions within this time of one that counts are the same occasion.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromHours(20);

    /// <summary>The kinds of evidence that come from doing: a course or task, a test, work watched on the job.</summary>
    public const EvidenceKind Kinds = EvidenceKind.Completion | EvidenceKind.Measurement | EvidenceKind.Attestation;

    /// <summary>How many occasions are aimed at: what was said, else the usual number, and none where only a certificate or a test counts.</summary>
    public static int Target(int? said, EvidenceKind fulfils) =>
        said ?? ((fulfils & ~(EvidenceKind.Credential | EvidenceKind.Measurement)) == 0 ? 0 : UsualTarget);

    /// <summary>How many of some instants are occasions of their own.</summary>
    public static int Occasions(IEnumerable<DateTimeOffset> practised)
    {
        var count = 0;
        DateTimeOffset? last = null;
        foreach (var at in practised.Order())
        {
            if (last is { } counted && at - counted < Spacing) continue;
            count++;
            last = at;
        }

        return count;
    }
}
