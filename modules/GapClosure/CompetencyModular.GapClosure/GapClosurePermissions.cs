namespace CompetencyModular.GapClosure;

/// <summary>The parts of this module that a tenant can switch by themselves.</summary>
internal static class GapClosureFeatures
{
    public const string Approvals = "GapClosure.Approvals";
}

/// <summary>The permissions of this module.</summary>
internal static class GapClosurePermissions
{
    /// <summary>Seeing plans: one's own, and those of people whose records one may open.</summary>
    public const string Plan = "GapClosure.Plan";

    /// <summary>Accepting a plan for oneself, which enrols.</summary>
    public const string Accept = "GapClosure.Accept";

    /// <summary>Deciding how time is weighed against money.</summary>
    public const string Configure = "GapClosure.Configure";

    /// <summary>Asking for one's own level to be confirmed.</summary>
    public const string Ask = "GapClosure.Ask";

    /// <summary>Reading requests that are one's own or wait on one.</summary>
    public const string Read = "GapClosure.Read";

    /// <summary>Deciding on requests that wait on one, as manager, by name, by level or by delegation; as administrator where HR has nobody.</summary>
    public const string Decide = "GapClosure.Decide";

    /// <summary>Handing one's own decisions to somebody else for a time.</summary>
    public const string Delegate = "GapClosure.Delegate";

    /// <summary>Deciding on what stands in HR's queue.</summary>
    public const string DecideForHR = "GapClosure.DecideForHR";

    /// <summary>Setting who decides on which requests.</summary>
    public const string Route = "GapClosure.Route";
}
