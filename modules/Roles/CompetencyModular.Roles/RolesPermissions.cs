namespace CompetencyModular.Roles;

/// <summary>The permissions of this module.</summary>
internal static class RolesPermissions
{
    /// <summary>Looking at skills, scales and job profiles.</summary>
    public const string Read = "Roles.Read";

    /// <summary>Defining skills, scales and job profiles.</summary>
    public const string Define = "Roles.Define";

    /// <summary>Giving job profiles to people whose records one may open, and ending that.</summary>
    public const string Assign = "Roles.Assign";

    /// <summary>Choosing job profiles that one would like to grow into.</summary>
    public const string Aspire = "Roles.Aspire";
}
