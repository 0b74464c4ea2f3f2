using System.Net;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Host.Tests.Access;
using CompetencyModular.Probe;
using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Tenancy;

/// <summary>What one tenant gave to a browser is nothing at another (M3).</summary>
public sealed class TwoTenantsTests
{
    private const string Other = "other.example";

    [Theory, EveryDatabase]
    public async Task Under_a_name_that_is_nobodys_only_whether_the_host_is_well_is_answered(Database database)
    {
        await using var host = await WithTwoAsync(database);
        var client = host.CreateClient();

        (await client.GetAsync("https://10.0.0.7/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("https://10.0.0.7/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("https://10.0.0.7/sign-in")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, EveryDatabase]
    public async Task A_host_with_an_organisation_whose_database_cannot_be_read_lives_and_is_not_ready(Database database)
    {
        await using var host = await WithTwoAsync(database);
        await using (var connection = host.Tenant.Database.Open())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = host.Tenant.Database.IsSqlite ? "ALTER TABLE platform_people RENAME TO gone" : "ALTER TABLE platform.people RENAME TO gone";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var client = host.CreateClient();

        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, EveryDatabase]
    public async Task Another_tenants_token_signs_nobody_in(Database database)
    {
        await using var host = await WithTwoAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.HR);
        var client = await host.ApiOfAsync(email);
        (await client.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var answer = await client.GetAsync($"https://{Other}/api/v1/people");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, EveryDatabase]
    public async Task Another_tenants_cookie_signs_nobody_in(Database database)
    {
        await using var host = await WithTwoAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.HR);
        var browser = await host.BrowserOfAsync(email);
        (await browser.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var answer = await browser.GetAsync($"https://{Other}/people");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldStartWith("/sign-in");
    }

    [Theory, EveryDatabase]
    public async Task A_forms_token_of_one_tenant_is_none_at_another(Database database)
    {
        await using var host = await WithTwoAsync(database);
        var browser = host.CreateClient();
        var page = await browser.GetPageAsync("/sign-in");
        var fields = page.QuerySelector("form:has(input[type='password'])")!.QuerySelectorAll("input[type='hidden']").Select(e => KeyValuePair.Create(e.GetAttribute("name")!, e.GetAttribute("value")!))
            .Append(new("Input.Email", "nobody@example.org")).Append(new("Input.Password", "not a password at all")).ToList();

        var here = await browser.PostAsync("/sign-in", new FormUrlEncodedContent(fields));
        var there = await browser.PostAsync($"https://{Other}/sign-in", new FormUrlEncodedContent(fields));

        here.StatusCode.ShouldBe(HttpStatusCode.OK);
        there.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, EveryDatabase]
    public async Task A_toast_of_one_tenant_is_not_shown_at_another(Database database)
    {
        await using var host = await WithTwoAsync(database);
        var (email, _) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var browser = await host.BrowserOfAsync(email);
        var changed = await browser.SubmitAsync("/me/password", ("Input.Current", TestAccounts.Password), ("Input.New", "a password of my own"), ("Input.Again", "a password of my own"));
        var toast = changed.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("cm-toast", StringComparison.Ordinal)).Split(';')[0];
        async Task<string> SeenAsync(string hostName)
        {
            var client = await host.SignInAsAsync(RoleNames.Learner);
            client.DefaultRequestHeaders.Add("Cookie", toast);
            return (await client.GetPageAsync($"https://{hostName}/")).Body!.TextContent;
        }

        (await SeenAsync("localhost")).ShouldContain("Your password was changed");
        (await SeenAsync(Other)).ShouldNotContain("Your password was changed");
    }

    [Theory, EveryDatabase]
    public async Task Two_tenants_by_turns_each_find_their_own_rows(Database database)
    {
        await using var host = await WithTwoAsync(database);
        var tenants = host.Services.GetRequiredService<TenantRegistry>().All;

        for (var i = 0; i < 10; i++)
        {
            var tenant = tenants[i % 2];
            await using var scope = host.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
            var db = scope.ServiceProvider.GetRequiredService<ProbeDb>();
            db.Notes.Add(new Note { Title = $"{tenant.Name} {i}" });
            await db.SaveChangesAsync();
            (await db.Notes.Select(n => n.Title).ToListAsync()).ShouldAllBe(t => t.StartsWith(tenant.Name));
        }
    }

    [Fact]
    public async Task No_context_is_pooled_for_a_pooled_one_would_keep_the_connection_of_the_tenant_before()
    {
        await using var host = await TestHost.StartAsync(Database.Sqlite, typeof(ProbeModule).Assembly);

        Pooled(host.Services).ShouldBeEmpty();
    }

    [Fact]
    public void A_pooled_context_would_be_found()
    {
        var services = new ServiceCollection().AddDbContextPool<ProbeSqliteDb>(o => o.UseSqlite("Data Source=:memory:"))
            .AddSingleton(new ModuleDbTypes("probe", typeof(ProbeDb), typeof(ProbeSqliteDb), typeof(ProbePostgresDb)));

        Pooled(services.BuildServiceProvider()).ShouldBe([typeof(ProbeSqliteDb)]);
    }

    private static IEnumerable<Type> Pooled(IServiceProvider services) => services.GetServices<ModuleDbTypes>()
        .SelectMany(t => new[] { t.Context, t.Sqlite, t.Postgres })
#pragma warning disable EF1001 // Only its name is used, to ask whether it is there.
        .Where(t => services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IDbContextPool<>).MakeGenericType(t)));
#pragma warning restore EF1001

    private static async Task<TestHost> WithTwoAsync(Database database)
    {
        var host = await TestHost.StartAsync(database, typeof(ProbeModule).Assembly);
        await host.AddTenantAsync("Other organisation", Other);
        return host;
    }
}
