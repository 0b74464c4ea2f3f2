namespace CompetencyModular.Host.Access;

/// <summary>Sign-in, sessions and permissions.</summary>
internal static class AccessSetup
{
    public static void AddAccess(this IServiceCollection services)
    {
    }

    public static void UseAccess(this WebApplication app)
    {
    }
}
