using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Host.Tests.Tenancy;

public sealed class FormatsTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private static readonly DateOnly Fourth = new(2026, 3, 4);

    [Theory]
    [InlineData("en", "en", "4 Mar 2026")]
    [InlineData("en", "de", "4 Mar 2026")]
    [InlineData("en", "en-US", "3/4/2026")]
    [InlineData("de", "en", "04.03.2026")]
    [InlineData("de", "en-US", "04.03.2026")]
    public void A_date_is_written_as_the_organisations_country_has_it_and_else_so_that_nobody_misreads_it(string language, string organisation, string written) =>
        Fourth.ToString("d", FormatsMiddleware.For(language, organisation)).ShouldBe(written);

    [Theory, EveryDatabase]
    public async Task A_page_in_english_names_the_month(Database database)
    {
        var host = await hosts.OnAsync(database);
        var person = new Person().Describe("Ada", "Lovelace", "", "", "").Employ(Fourth, null, true, Fourth);
        await host.SaveAsync<PlatformDb>(person);
        var client = await host.SignInAsAsync(RoleNames.HR);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-US");

        var page = await client.GetPageAsync($"/people/{person.Id}");

        page.Body!.TextContent.ShouldContain("4 Mar 2026");
    }
}
