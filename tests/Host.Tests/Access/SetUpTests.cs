using System.Net;
using CompetencyModular.Host.Access.SetUp;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Probe;
using CompetencyModular.Sdk.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access;

public sealed class SetUpTests
{
    private const string Email = "first@example.org";

    [Theory, EveryDatabase]
    public async Task Who_holds_the_code_of_the_start_creates_the_organisation_and_signs_in(Database database)
    {
        await using var host = await StartAsync(database);
        var away = From(host, "203.0.113.7");

        var answer = await SubmitAsync(away, Code(host));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldEndWith("/sign-in");
        (await away.SubmitAsync("/sign-in", ("Input.Email", Email), ("Input.Password", TestAccounts.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await away.GetAsync("/admin/modules")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Somebody_at_this_very_machine_needs_no_code()
    {
        await using var host = await StartAsync();

        var answer = await SubmitAsync(From(host, "127.0.0.1"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Organisations(host).ShouldHaveSingleItem().Name.ShouldBe("First organisation");
    }

    [Fact]
    public async Task Who_comes_through_a_proxy_is_not_at_this_machine()
    {
        await using var host = await StartAsync();
        var client = From(host, "127.0.0.1");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");

        var answer = await SubmitAsync(client, "");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        Organisations(host).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("abcdefghjkmnpqrs")]
    public async Task A_wrong_code_creates_nothing(string code)
    {
        await using var host = await StartAsync();

        var answer = await SubmitAsync(From(host, "203.0.113.7"), code);

        (await answer.ReadPageAsync()).QuerySelector("[data-error-summary]").ShouldNotBeNull();
        Organisations(host).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_time_there_is_no_such_page_with_the_code_or_without()
    {
        await using var host = await StartAsync();
        var (first, second) = (From(host, "203.0.113.7"), From(host, "127.0.0.1"));
        var form = await second.GetPageAsync("/setup");
        await SubmitAsync(first, Code(host));

        var late = await second.PostAsync("/setup", new FormUrlEncodedContent(form.QuerySelectorAll("form input[type='hidden']")
            .Select(e => KeyValuePair.Create(e.GetAttribute("name")!, e.GetAttribute("value")!)).Concat(Fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))));

        ((int)late.StatusCode).ShouldBeInRange(400, 404);
        (await second.GetAsync("/setup")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Organisations(host).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("Input.Organisation", " ")]
    [InlineData("Input.TimeZone", "Middle/Earth")]
    [InlineData("Input.GivenName", "")]
    [InlineData("Input.FamilyName", "")]
    [InlineData("Input.Email", "not an address")]
    [InlineData("Input.Password", "fourteen chars")]
    [InlineData("Input.Password", "First organisation 1")]
    public async Task What_is_missing_or_wrong_is_said_at_its_field_and_creates_nothing(string field, string value)
    {
        await using var host = await StartAsync();

        var answer = await SubmitAsync(From(host, "127.0.0.1"), code: null, (field, value));

        var page = await answer.ReadPageAsync();
        page.QuerySelector($"[name='{field}']")!.GetAttribute("aria-invalid").ShouldBe("true");
        page.Source.Text.ShouldNotContain(TestAccounts.Password);
        Organisations(host).ShouldBeEmpty();
    }

    [Fact]
    public async Task Before_there_is_an_organisation_every_page_leads_to_the_first_one_and_nothing_else_answers()
    {
        await using var host = await StartAsync();
        var client = From(host, "203.0.113.7");

        (await client.GetAsync("/people")).Headers.Location!.ToString().ShouldBe("/setup");
        (await client.PostAsync("/api/v1/sign-in", new StringContent("{}"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static (string Name, string Value)[] Fields =>
    [
        ("Input.Organisation", "First organisation"), ("Input.TimeZone", "Europe/Berlin"), ("Input.GivenName", "Grace"), ("Input.FamilyName", "Hopper"), ("Input.Email", Email),
        ("Input.Password", TestAccounts.Password),
    ];

    private static Task<HttpResponseMessage> SubmitAsync(HttpClient client, string? code = null, (string Name, string Value)? instead = null) => client.SubmitAsync("/setup",
        [.. Fields.Where(f => f.Name != instead?.Name), .. instead is { } other ? [other] : Array.Empty<(string, string)>(), .. code is null ? [] : new[] { ("Input.Code", code) }]);

    private static IReadOnlyList<Tenant> Organisations(TestHost host) => host.Services.GetRequiredService<TenantRegistry>().All;

    private static string Code(TestHost host) => host.Services.GetRequiredService<SetUpCode>().Value;

    private static HttpClient From(TestHost host, string address)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Add(Place.Header, address);
        return client;
    }

    private static Task<TestHost> StartAsync(Database database = Database.Sqlite) =>
        TestHost.StartEmptyAsync(database, [ModuleSource.FromAssembly(typeof(ProbeModule).Assembly)], services => services.AddSingleton<IStartupFilter, Place>());

    /// <summary>Lets a test say from where a request comes.</summary>
    private sealed class Place : IStartupFilter
    {
        public const string Header = "X-Test-Address";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers[Header].ToString());
                return following(context);
            });
            next(app);
        };
    }
}
