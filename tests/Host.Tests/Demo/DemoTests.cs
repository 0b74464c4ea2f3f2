using System.Net;
using CompetencyModular.Host.Tests.Access;
using CompetencyModular.Host.Tests.Access.Walk;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Host.Tests.Demo;

/// <summary>The parts of the demo organisation fit together across the modules that wrote them.</summary>
public sealed class DemoTests
{
    [Theory, EveryDatabase]
    public async Task The_demo_shows_approvals_exemptions_and_rests_and_what_earned_points_can_be_taken_back(Database database)
    {
        await using var host = await WalkHost.StartAsync(database);
        var tenant = WalkHost.Tenants(host)[0];
        Task<long> Count(string sql) => WalkHost.CountAsync(tenant, sql);

        (await Count("""SELECT count(*) FROM {recognition.deeds} WHERE "SubjectKind" = 'skill'""")).ShouldBeGreaterThan(400);
        (await Count("""SELECT count(*) FROM {recognition.deeds} d WHERE d."SubjectKind" = 'skill' AND NOT EXISTS (SELECT 1 FROM {skills.evidence} e WHERE lower(CAST(e."Id" AS text)) = d."OccurrenceKey")""")).ShouldBe(0);
        (await Count("""SELECT count(*) FROM {gap-closure.requests} WHERE "State" = 'Approved' AND "ReleasedAt" IS NOT NULL""")).ShouldBe(1);
        (await Count("""SELECT count(*) FROM {skills.evidence} e JOIN {gap-closure.requests} r ON r."PersonId" = e."PersonId" AND r."SkillId" = e."SkillId" WHERE r."State" = 'Approved' AND e."Kind" = 'ApprovedSelf'""")).ShouldBe(1);
        (await Count("SELECT count(*) FROM {gap-closure.routing_rules}")).ShouldBeGreaterThan(0);
        (await Count("SELECT count(*) FROM {gap-closure.delegations}")).ShouldBeGreaterThan(0);
        (await Count("SELECT count(*) FROM {roles.exemptions}")).ShouldBeGreaterThan(0);
        (await Count("SELECT count(*) FROM {roles.suspensions}")).ShouldBeGreaterThan(0);

        var trainer = host.CreateClient();
        (await trainer.SubmitAsync("/sign-in", ("Input.Email", "trainer@demo.example"), ("Input.Password", TestAccounts.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await trainer.GetPageAsync("/paths/events/manage")).Body!.TextContent.ShouldContain("Storm night");
    }
}
