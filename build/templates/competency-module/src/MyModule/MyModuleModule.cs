using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Mediator;
using Microsoft.Extensions.DependencyInjection;
using MyModule;
using MyModule.Persistence;

[assembly: Module("MyModule", "my-module")]
[assembly: Permission(MyModulePermissions.Use, Roles = [RoleNames.Learner])]
[assembly: Permission(MyModulePermissions.Edit, Roles = [RoleNames.Manager])]

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
        .AddUseCases<Mediator>()
        .AddModuleDb<MyModuleDb, MyModuleSqliteDb, MyModulePostgresDb>("my-module");

    /// <inheritdoc/>
    public override void Contribute(Contributions to) => to
        .Navigation(NavigationArea.Catalogue, "Nav.Entries", "my-module", "check", MyModulePermissions.Use, 50);
}

internal static class MyModulePermissions
{
    public const string Use = "MyModule.Use";

    public const string Edit = "MyModule.Edit";
}
