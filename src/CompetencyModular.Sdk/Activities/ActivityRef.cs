namespace CompetencyModular.Sdk.Activities;

/// <summary>
/// Names anything that can award a skill when it is completed (R3.3): a course, an event, a medium, an objective of on-the-job training.
/// </summary>
/// <param name="Module">The id of the module that owns the activity, such as <c>Paths</c>.</param>
/// <param name="Kind">The kind within the module, in lower case, such as <c>course</c>.</param>
/// <param name="Id">The activity's id within its module.</param>
public readonly record struct ActivityRef(string Module, string Kind, Guid Id) : IComparable<ActivityRef>
{
    /// <summary>A total order that depends on the three parts alone, so that plans are the same however their input was ordered (P3).</summary>
    public int CompareTo(ActivityRef other)
    {
        var byModule = string.CompareOrdinal(Module, other.Module);
        if (byModule != 0) return byModule;
        var byKind = string.CompareOrdinal(Kind, other.Kind);
        return byKind != 0 ? byKind : Id.CompareTo(other.Id);
    }

    /// <summary><c>Paths/course/0198…</c>: the form used in links, events and the API.</summary>
    public override string ToString() => $"{Module}/{Kind}/{Id}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out ActivityRef activity)
    {
        activity = default;
        var parts = text?.Split('/');
        if (parts is not [{ Length: > 0 } module, { Length: > 0 } kind, var id] || !Guid.TryParse(id, out var guid)) return false;
        activity = new ActivityRef(module, kind, guid);
        return true;
    }
}

/// <summary>A level of a skill.</summary>
/// <param name="SkillId">The skill.</param>
/// <param name="Ordinal">The level's ordinal on the skill's current scale version; 0 means "none" (L1).</param>
public readonly record struct SkillLevel(Guid SkillId, int Ordinal);
