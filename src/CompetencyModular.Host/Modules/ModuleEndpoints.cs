using CompetencyModular.Host.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.FileProviders;
using Scalar.AspNetCore;

namespace CompetencyModular.Host.Modules;

/// <summary>The pages, endpoints and assets of all running modules.</summary>
internal static class ModuleEndpoints
{
    /// <summary>Serves the assets of modules that were dropped in: <c>modules/{Id}/wwwroot/x.svg</c> at <c>/_content/{Id}/x.svg</c>. Those built with the host are in its manifest.</summary>
    public static void UseModuleAssets(this WebApplication app, ModuleCatalog catalog)
    {
        foreach (var module in catalog.Active.Where(m => m.Folder is not null))
        {
            var assets = Path.Combine(Path.GetFullPath(module.Folder!), "wwwroot");
            if (Directory.Exists(assets)) app.UseStaticFiles(new StaticFileOptions { RequestPath = $"/_content/{module.Id}", FileProvider = new PhysicalFileProvider(assets) });
        }
    }

    public static void MapModules(this WebApplication app, ModuleCatalog catalog)
    {
        app.MapStaticAssets().Add(e => e.Metadata.Add(new AllowAnonymousAttribute()));
        var pages = app.MapRazorComponents<App>();
        foreach (var module in catalog.Active)
        {
            if (!ModuleRules.IsHost(module) && module.Pages.Count > 0) pages.AddAdditionalAssemblies(module.Assembly!);
            module.Routes!.AddTo(app);
        }

        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        // Nothing is fetched from elsewhere, fonts neither.
        app.MapScalarApiReference("/api", o => o.DisableDefaultFonts()).AllowAnonymous().WithSecurityHeadersPolicy(SecurityHeaders.Reference);
    }
}
