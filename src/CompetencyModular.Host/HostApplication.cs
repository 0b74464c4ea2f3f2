using System.Globalization;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Audit;
using CompetencyModular.Host.Files;
using CompetencyModular.Host.Mail;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Operations;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Shell;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Ui;
using Mediator;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host;

/// <summary>Puts the host together: one list of services, one order of middleware, the endpoints of all running modules.</summary>
internal static class HostApplication
{
    private static readonly CultureInfo[] Cultures = [new("en"), new("de")];

    public static WebApplication Build(WebApplicationBuilder builder, InstallationOptions options)
    {
        FluentValidation.ValidatorOptions.Global.LanguageManager = new ValidationWords();
        var services = builder.Services;
        var catalog = new ModuleCatalog();
        services.AddSingleton(options).AddSingleton(catalog).TryAddSingleton(TimeProvider.System);
        services.AddTenancy().AddMessaging().AddOutbox(options).AddShell(catalog).AddAccess();
        services.AddOperations();
        services.AddMail(options);
        services.AddAudit(options);
        services.AddScoped<Imports.UploadedImports>().AddScoped<Sdk.Imports.IKeptUploads>(provider => provider.GetRequiredService<Imports.UploadedImports>());
        services.AddSingleton<FileUsage>().AddScoped<SentFiles>().AddScoped<IFiles, FileStore>();
        // After all services of the host: a module is tried against them before its own are taken.
        catalog.Load([ModuleSource.FromAssembly(typeof(PlatformModule).Assembly), .. options.Modules], services);
        if (catalog.All.FirstOrDefault() is not { State: ModuleState.Active }) throw new InvalidOperationException($"The host itself cannot run: {catalog.All[0].Reason}");
        if (builder.Environment.IsProduction()) builder.WebHost.UseStaticWebAssets();

        var app = builder.Build();
        UseMiddleware(app, catalog);
        app.MapModules(catalog);
        app.MapHealth();
        app.MapLanguage();
        app.MapAccess();
        app.MapUploads();
        foreach (var bad in catalog.All.Where(m => m.State != ModuleState.Active))
            app.Logger.LogError("Module {Module} is in quarantine ({State}): {Reason}", bad.Id, bad.State, bad.Reason);
        return app;
    }

    private static IServiceCollection AddTenancy(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddSingleton<TenantRegistry>()
        .AddSingleton<TenantMigrations>()
        .AddSingleton<TenantDataProtection>()
        .AddSingleton<IDataProtectionProvider>(p => p.GetRequiredService<TenantDataProtection>())
        .AddScoped<TenantSecrets>()
        .AddScoped<ActingContext>()
        .AddScoped<ITenant, CurrentTenant>()
        .AddScoped<ICurrentUser>(p => p.GetRequiredService<ActingContext>())
        .AddScoped<ITenantFeatures>(p => p.GetRequiredService<ActingContext>())
        .AddScoped<TenantConnection>()
        .AddScoped<ITenantConnection>(p => p.GetRequiredService<TenantConnection>())
        .AddScoped(typeof(Optional<>));

    private static IServiceCollection AddMessaging(this IServiceCollection services) => services
        .AddScoped<ISend, Send>()
        .AddScoped<UnitOfWork>()
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(TelemetryBehaviour<,>))
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(ErrorTextBehaviour<,>))
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(FeatureGateBehaviour<,>))
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(PermissionBehaviour<,>))
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>))
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(UnitOfWorkBehaviour<,>));

    private static IServiceCollection AddOutbox(this IServiceCollection services, InstallationOptions options)
    {
        services.AddSingleton<Subscriptions>().AddSingleton<OutboxSignal>().AddSingleton<Dispatcher>().AddSingleton<DayClock>().AddSingleton<Work.BackgroundWork>()
            .AddScoped<OutboxWriter>().AddScoped<IEvents>(p => p.GetRequiredService<OutboxWriter>()).AddScoped<IAfterCommit>(p => p.GetRequiredService<OutboxWriter>());
        if (options.DeliverInBackground) services.AddHostedService(p => p.GetRequiredService<Dispatcher>()).AddHostedService(p => p.GetRequiredService<DayClock>()).AddHostedService(p => p.GetRequiredService<Work.BackgroundWork>());
        return services;
    }

    private static void AddMail(this IServiceCollection services, InstallationOptions options)
    {
        services.TryAddSingleton(options.Mail);
        services.AddSingleton<MailSender>().AddScoped<IMailer, Mailer>();
        if (options.DeliverInBackground) services.AddHostedService(p => p.GetRequiredService<MailSender>()).AddHostedService(p => p.GetRequiredService<SessionsSeen>());
    }

    private static void AddAudit(this IServiceCollection services, InstallationOptions options)
    {
        services.AddScoped<AuditTrail>().AddScoped<IAudit>(p => p.GetRequiredService<AuditTrail>()).AddScoped<AuditWords>().AddSingleton<AuditSealer>().AddSingleton<RecordViews>();
        if (options.DeliverInBackground) services.AddHostedService(p => p.GetRequiredService<AuditSealer>()).AddHostedService(p => p.GetRequiredService<RecordViews>()).AddHostedService(p => p.GetRequiredService<Access.SignIn.RefusedSignIns>());
    }

    private static IServiceCollection AddShell(this IServiceCollection services, ModuleCatalog catalog)
    {
        services.AddSingleton<ShellNavigation>().AddScoped<SlotContents>().AddScoped<ISlotContents>(p => p.GetRequiredService<SlotContents>()).AddScoped<IActivityCatalog, ActivityCatalog>();
        services.AddSingleton<Notices.UnreadCache>().AddSingleton<Notices.PageDoors>().AddScoped<Notices.UnreadCounts>()
            .AddScoped<Notices.UnreadChanges>().AddScoped<IAfterCommit>(p => p.GetRequiredService<Notices.UnreadChanges>())
            .AddScoped<Notices.NoticeWords>().AddScoped<CookieToasts>().AddScoped<IToasts>(p => p.GetRequiredService<CookieToasts>());
        // A form may hold a row for each level of a scale, and a scale has as many as it needs.
        services.AddRazorComponents(o => o.MaxFormMappingCollectionSize = 500);
        // A localizer knows its texts and nothing of who reads them: one for each type serves all.
        services.AddSingleton(typeof(IStringLocalizer<>), typeof(StringLocalizer<>)).AddLocalization();
        services.AddSecurityHeaders();
        services.Configure<RequestLocalizationOptions>(o =>
        {
            o.DefaultRequestCulture = new RequestCulture("en");
            o.SupportedCultures = o.SupportedUICultures = Cultures;
            o.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider(), new TenantCultureProvider()];
        });
        services.AddApiDocument(catalog);
        return services;
    }

    private static void UseMiddleware(WebApplication app, ModuleCatalog catalog)
    {
        app.UseExceptionHandler("/status/500", createScopeForErrors: true);
        app.UseSecurityHeaders();
        app.UseMiddleware<RetryAfterMiddleware>();
        app.UseModuleAssets(catalog);
        app.UseMiddleware<TenantMiddleware>();
        app.UseRequestLocalization();
        app.UseMiddleware<FormatsMiddleware>();
        app.UseAccess();
        app.UseMiddleware<People.FollowMerged.FollowMerged.Middleware>();
        app.UseStatusCodePages(StatusPages.RenderAsync);
        app.UseRouting();
        app.UseMiddleware<EndpointGate>();
        app.UseMiddleware<UploadLimits>();
        app.UseAntiforgery();
    }
}
