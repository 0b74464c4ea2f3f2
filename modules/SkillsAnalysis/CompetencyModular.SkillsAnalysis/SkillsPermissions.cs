namespace CompetencyModular.SkillsAnalysis;

/// <summary>What one may do with skills and evidence. Whose records one may open is asked of the platform besides.</summary>
internal static class SkillsPermissions
{
    /// <summary>Seeing levels, gaps and evidence: one's own, and of those whose records one may open.</summary>
    public const string See = "SkillsAnalysis.See";

    /// <summary>Stating a level of one's own as a claim.</summary>
    public const string Claim = "SkillsAnalysis.Claim";

    /// <summary>Seeing the team as a heatmap.</summary>
    public const string SeeTeam = "SkillsAnalysis.SeeTeam";

    /// <summary>Looking for people by what they can show, among those whose records one may open.</summary>
    public const string FindPeople = "SkillsAnalysis.FindPeople";

    /// <summary>Seeing what activities award.</summary>
    public const string SeeAwards = "SkillsAnalysis.SeeAwards";

    /// <summary>Saying what activities award.</summary>
    public const string ManageAwards = "SkillsAnalysis.ManageAwards";

    /// <summary>Saying how skills are judged and for how long evidence counts.</summary>
    public const string ManageSettings = "SkillsAnalysis.ManageSettings";
}
