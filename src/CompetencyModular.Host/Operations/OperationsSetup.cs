using CompetencyModular.Host.Tenancy;

namespace CompetencyModular.Host.Operations;

/// <summary>Health checks.</summary>
internal static class OperationsSetup
{
    public static void AddOperations(this IServiceCollection services) => services.AddHealthChecks();
}
