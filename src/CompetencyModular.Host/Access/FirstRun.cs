namespace CompetencyModular.Host.Access;

/// <summary>The first-run page creates the organisation and its administrator while there is none.</summary>
internal static class FirstRun
{
    /// <summary>Whether a path is answered before there is a tenant.</summary>
    public static bool Answers(PathString path) =>
        path.StartsWithSegments("/setup") || path.StartsWithSegments("/health") || path.StartsWithSegments("/_framework") || path.StartsWithSegments("/_content");
}
