using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Sdk.Modules;

/// <summary>
/// A module's entry point: one public class per module assembly, with a parameterless constructor.
/// Its texts (name, description, navigation, permissions) stand in the resx beside it under the keys
/// <c>Module.Name</c>, <c>Module.Description</c>, <c>Feature.{id}</c>, <c>Permission.{id}</c> and those that <see cref="Contribute"/> names.
/// </summary>
public abstract class Module
{
    /// <summary>
    /// Registers the module's services. Most modules do three things: <c>services.AddMediator(…)</c> (generated in the module),
    /// <c>services.AddUseCases&lt;Mediator&gt;()</c> and <c>services.AddModuleDb&lt;…&gt;()</c>.
    /// </summary>
    public abstract void ConfigureServices(IServiceCollection services);

    /// <summary>Adds navigation entries and widgets; typed data that the host checks against features and permissions.</summary>
    public virtual void Contribute(Contributions to)
    {
    }
}
