using System.Net;
using CompetencyModular.Host.Modules.SwitchFeatures;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Probe;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Modules;

/// <summary>M1: enabling enables what is required; disabling names what depends on it, and is refused or cascades. Data is kept.</summary>
public sealed class SwitchFeatureTests
{
    private static readonly Actor Admin = Actor.With(RoleNames.Administrator);

    [Theory, EveryDatabase]
    public async Task M1_Disabling_what_another_feature_needs_is_refused_and_names_it(Database database)
    {
        await using var host = await StartAsync(database);

        var error = (await SwitchAsync(host, new SwitchFeature.Command("Probe", On: false))).Error!;

        (error.Kind, error.Code).ShouldBe((ErrorKind.Conflict, "feature-needed"));
        error.Message.ShouldContain(ProbeFeatures.Extra);
        host.Tenant.Features.ShouldContain("Probe");
    }

    [Theory, EveryDatabase]
    public async Task M1_Disabling_cascades_when_the_administrator_chooses_so_and_enabling_brings_what_is_required(Database database)
    {
        await using var host = await StartAsync(database);

        (await SwitchAsync(host, new SwitchFeature.Command("Probe", On: false, Cascade: true))).Value.Changed.ShouldBe(["Probe", ProbeFeatures.Extra], ignoreOrder: true);
        host.Tenant.Features.ShouldBe(["Platform"]);

        (await SwitchAsync(host, new SwitchFeature.Command(ProbeFeatures.Extra, On: true))).Value.Changed.ShouldBe(["Probe", ProbeFeatures.Extra], ignoreOrder: true);
        host.Tenant.Features.ShouldBe(["Platform", "Probe", ProbeFeatures.Extra], ignoreOrder: true);
    }

    [Theory, EveryDatabase]
    public async Task M1_Data_is_kept_while_a_module_is_off(Database database)
    {
        await using var host = await StartAsync(database);
        await host.SendAsync(new Probe.Features.WriteNote.WriteNote.Command(new Probe.Features.WriteNote.WriteNote.Input("kept")), Actor.With(RoleNames.Learner));

        await SwitchAsync(host, new SwitchFeature.Command("Probe", On: false, Cascade: true));
        await SwitchAsync(host, new SwitchFeature.Command("Probe", On: true));

        (await host.SendAsync(new Probe.Features.ReadNotes.ReadNotes.Query(), Actor.With(RoleNames.Learner))).Value.Titles.ShouldBe(["kept"]);
    }

    [Theory, EveryDatabase]
    public async Task The_host_itself_and_what_nobody_declares_cannot_be_switched(Database database)
    {
        await using var host = await StartAsync(database);

        (await SwitchAsync(host, new SwitchFeature.Command("Platform", On: false))).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await SwitchAsync(host, new SwitchFeature.Command("Nonsense", On: true))).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new SwitchFeature.Command("Probe", On: false), Actor.With(RoleNames.HR))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task On_the_page_a_switch_works_at_once_and_a_needed_feature_is_asked_about_first(Database database)
    {
        await using var host = await StartAsync(database);
        var admin = await host.SignInAsAsync(RoleNames.Administrator, RoleNames.Learner);

        var asked = await (await admin.SubmitAsync("/admin/modules", ("_handler", "switch-Probe"))).ReadPageAsync();
        asked.Body!.TextContent.ShouldContain(ProbeFeatures.Extra);
        (await admin.GetAsync("/probe/notes")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await admin.SubmitAsync("/admin/modules", ("_handler", "switch-" + ProbeFeatures.Extra))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await admin.GetAsync("/probe/extra")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await admin.SubmitAsync("/admin/modules", ("_handler", "switch-Probe"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await admin.GetAsync("/probe/notes")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<TestHost> StartAsync(Database database) => TestHost.StartAsync(database, typeof(ProbeModule).Assembly);

    private static async Task<Result<SwitchFeature.Response>> SwitchAsync(TestHost host, SwitchFeature.Command command)
    {
        var result = await host.SendAsync(command, Admin);
        await host.Services.GetRequiredService<TenantRegistry>().RefreshFeaturesAsync(host.Tenant, CancellationToken.None);
        return result;
    }
}
