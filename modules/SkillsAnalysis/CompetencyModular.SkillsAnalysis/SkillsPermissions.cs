namespace CompetencyModular.SkillsAnalysis;

/// <summary>What one may do with skills and evidence. Whose records one may open is asked of the platform besides.</summary>
internal static class SkillsPermissions
{
    /// <summary>Seeing levels, gaps and evidence: one's own, and of those whose records one may open.</summary>
    public const string See = "SkillsAnalysis.See";

    /// <summary>Stating a level of one's own as a claim.</summary>
    public const string Claim = "SkillsAnalysis.Claim";

    /// <summary>Appraising others, taking back or ending their evidence, suspending a skill (E4): of those whose records one may open, never one's own.</summary>
    public const string Judge = "SkillsAnalysis.Judge";

    /// <summary>Saying that something counts, or no longer counts, from a day that has passed (E5).</summary>
    public const string Backdate = "SkillsAnalysis.Backdate";

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

    /// <summary>Saying which issuers of certificates are trusted, and what their certificates stand for (E6).</summary>
    public const string ManageIssuers = "SkillsAnalysis.ManageIssuers";

    /// <summary>Recording certificates whose originals one has seen, for those whose records one may open, never one's own (E6).</summary>
    public const string RecordCertificates = "SkillsAnalysis.RecordCertificates";
}
