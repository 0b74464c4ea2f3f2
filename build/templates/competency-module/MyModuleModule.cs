using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Mediator;
using Microsoft.Extensions.DependencyInjection;
using MyModule;

[assembly: Module("MyModule", "my-module")]
[assembly: Permission(MyModulePermissions.Use, Roles = [RoleNames.Learner])]

namespace MyModule;

/// <summary>Says who the module is, and what it adds to the product.</summary>
public sealed class MyModuleModule : Module
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services
        .AddMediator((MediatorOptions options) =>
        {
            options.Namespace = "MyModule";
            options.ServiceLifetime = ServiceLifetime.Scoped;
            options.GenerateTypesAsInternal = true;
        })
        .AddUseCases<Mediator>();

    /// <inheritdoc/>
    public override void Contribute(Contributions to) => to
        .Navigation(NavigationArea.Catalogue, "Nav.Hello", "my-module", "check", MyModulePermissions.Use, 50);
}

internal static class MyModulePermissions
{
    public const string Use = "MyModule.Use";
}
