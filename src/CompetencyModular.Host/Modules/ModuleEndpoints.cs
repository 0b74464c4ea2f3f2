using System.Reflection;
using CompetencyModular.Host.Shell;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Authorization;
using Scalar.AspNetCore;

namespace CompetencyModular.Host.Modules;

/// <summary>Maps the pages, endpoints and assets of all running modules.</summary>
internal static class ModuleEndpoints
{
    public static void MapModules(this WebApplication app, ModuleCatalog catalog)
    {
        app.MapStaticAssets().Add(e => e.Metadata.Add(new AllowAnonymousAttribute()));
        var pages = app.MapRazorComponents<App>();
        foreach (var module in catalog.Active.Where(m => m.Assembly != typeof(App).Assembly && m.Pages.Any())) pages.AddAdditionalAssemblies(module.Assembly!);

        var api = app.MapGroup("/api/v1");
        foreach (var module in catalog.Active)
        {
            // The host's own endpoints stand at the root of the API: /api/v1/people.
            var group = module.Assembly == typeof(App).Assembly ? api : api.MapGroup(module.Manifest!.Prefix).WithTags(module.Id);
            foreach (var endpoint in module.Endpoints)
                endpoint.GetMethod(nameof(IEndpoint.Map), BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [group]);

            var files = app.MapGroup(module.Manifest!.Prefix).WithSecurityHeadersPolicy(SecurityHeaders.Sandbox);
            foreach (var download in module.Downloads)
                download.GetMethod(nameof(IDownload.Map), BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [files]);
        }

        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        // Nothing is fetched from elsewhere, fonts neither.
        app.MapScalarApiReference("/api", o => o.DisableDefaultFonts()).AllowAnonymous().WithSecurityHeadersPolicy(SecurityHeaders.Reference);
    }
}
