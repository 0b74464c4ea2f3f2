namespace CompetencyModular.GapClosure;

/// <summary>The permissions of this module.</summary>
internal static class GapClosurePermissions
{
    /// <summary>Seeing plans: one's own, and those of people whose records one may open.</summary>
    public const string Plan = "GapClosure.Plan";

    /// <summary>Accepting a plan for oneself, which enrols.</summary>
    public const string Accept = "GapClosure.Accept";

    /// <summary>Deciding how time is weighed against money.</summary>
    public const string Configure = "GapClosure.Configure";
}
