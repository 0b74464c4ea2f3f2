using System.Net;
using System.Net.Http.Json;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.RecordCertificate;
using CompetencyModular.SkillsAnalysis.Features.TrustIssuers;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class CertificateTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task E6_HR_trusts_an_issuer_and_its_certificate_recorded_on_the_page_counts_from_its_issue_to_its_last_day(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (hr, person, skill) = await PeopleAsync(world);
        var client = await world.Host.SignInAsync(hr);
        var (chamber, issued, last) = ($"Chamber {Guid.NewGuid():N}", world.Today.AddMonths(-2), world.Today.AddMonths(10));

        (await client.SubmitAsync("skills/issuers", ("Issuer.Name", chamber))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var issuer = (await IssuersAsync(world, hr)).Single(i => i.Name == chamber);
        (await client.SubmitAsync("skills/issuers", ("Certificate.Issuer", issuer.Id.ToString()), ("Certificate.Title", "Welder's certificate"), ("Certificate.Skill", skill.Name), ("Certificate.Level", "Skilled")))
            .StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var type = (await IssuersAsync(world, hr)).Single(i => i.Name == chamber).Certificates.ShouldHaveSingleItem();
        (await client.GetPageAsync($"skills/people/{person.PersonId}/{skill.Id}")).QuerySelector("#next")!.TextContent.ShouldContain("Welder's certificate");
        var answer = await client.SubmitAsync(
            $"skills/people/{person.PersonId}/{skill.Id}/certificate", ("Certificate.TypeId", type.Id.ToString()), ("Certificate.Number", "W-4711"),
            ("Certificate.IssuedOn", issued.ToString("yyyy-MM-dd")), ("Certificate.ValidUntil", last.ToString("yyyy-MM-dd")));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await world.LevelAsync(person, skill)).ShouldBe(3);
        var row = (await world.RowsAsync(person)).ShouldHaveSingleItem();
        row.Kind.ShouldBe(EvidenceKind.Credential);
        DayOf(row.ValidFrom).ShouldBe(issued);
        DayOf(row.ValidUntil!.Value.AddTicks(-1)).ShouldBe(last);
        var own = (await (await world.Host.SignInAsync(person)).GetPageAsync($"skills/me/{skill.Id}")).QuerySelector("#evidence")!.TextContent;
        own.ShouldContain("Welder's certificate");
        own.ShouldContain(chamber);
        own.ShouldContain("no. W-4711");
        (await world.Host.EventsAsync<SkillAwarded>()).Single(e => e.PersonId == person.PersonId).Kind.ShouldBe("Credential");
        await world.Host.DeliverEventsAsync();
        (await world.Host.NoticesOfAsync(person)).ShouldHaveSingleItem().ShouldBe($"Hanna Human recorded a certificate for {skill.Name}");
    }

    [Theory, EveryDatabase]
    public async Task E6_A_certificate_of_no_trusted_issuer_or_that_stands_for_nothing_here_is_refused(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (hr, person, skill) = await PeopleAsync(world);
        var (type, issuerId) = await TypeAsync(world, hr, skill);
        var other = await world.SkillAsync("Brazing");

        (await SendAsync(world, hr, person, skill, Guid.NewGuid())).Error!.Fields!.Keys.ShouldBe(["TypeId"]);
        (await SendAsync(world, hr, person, other, type)).Error!.Fields!.Keys.ShouldBe(["TypeId"]);
        (await world.Host.SendAsync(new TrustIssuers.Distrust(issuerId), hr)).IsSuccess.ShouldBeTrue();
        (await SendAsync(world, hr, person, skill, type)).Error!.Fields!.Keys.ShouldBe(["TypeId"]);
        (await world.RowsAsync(person)).ShouldBeEmpty();

        var again = (await IssuersAsync(world, hr)).Single(i => i.Id == issuerId);
        (await world.Host.SendAsync(new TrustIssuers.Trust(new() { Name = again.Name, Identifier = again.Identifier }), hr)).Value.ShouldBe(issuerId);
        (await SendAsync(world, hr, person, skill, type)).IsSuccess.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task Dates_that_are_reversed_still_to_come_or_over_are_refused_at_their_field_and_nothing_is_recorded_twice(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (hr, person, skill) = await PeopleAsync(world);
        var (type, _) = await TypeAsync(world, hr, skill, months: 12);

        (await SendAsync(world, hr, person, skill, type, issued: world.Today, until: world.Today.AddDays(-1))).Error!.Fields!.Keys.ShouldBe(["ValidUntil"]);
        (await SendAsync(world, hr, person, skill, type, issued: world.Today.AddDays(1))).Error!.Fields!.Keys.ShouldBe(["IssuedOn"]);
        (await SendAsync(world, hr, person, skill, type, issued: world.Today.AddYears(-3), until: world.Today.AddDays(-2))).Error!.Fields!.Keys.ShouldBe(["ValidUntil"]);
        (await SendAsync(world, hr, person, skill, type, issued: world.Today.AddMonths(-13))).Error!.Fields!.Keys.ShouldBe(["ValidUntil"], "It counts for twelve months.");
        (await world.Host.SendAsync(new RecordCertificate.Command(person.PersonId, skill.Id, new()), hr)).Error!.Fields!.Keys.ShouldBe(["TypeId", "IssuedOn"], ignoreOrder: true);
        (await world.RowsAsync(person)).ShouldBeEmpty();

        (await SendAsync(world, hr, person, skill, type, issued: world.Today.AddMonths(-1), until: world.Today.AddYears(5))).IsSuccess.ShouldBeTrue();
        (await SendAsync(world, hr, person, skill, type, issued: world.Today.AddMonths(-1), until: world.Today.AddYears(5))).Error!.Code.ShouldBe("skills.recorded-already");
        var row = (await world.RowsAsync(person)).ShouldHaveSingleItem();
        DayOf(row.ValidUntil!.Value.AddTicks(-1)).ShouldBe(world.Today.AddMonths(-1).AddMonths(12), "The nearer end governs.");
    }

    [Theory, EveryDatabase]
    public async Task Only_who_may_records_certificates_and_nobody_their_own(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (hr, person, skill) = await PeopleAsync(world);
        var (type, _) = await TypeAsync(world, hr, skill);
        var (manager, admin) = (await world.PersonAsync("Mara Manager", RoleNames.Learner, RoleNames.Manager), await world.PersonAsync("Ada Admin", RoleNames.Administrator));
        var report = await world.Host.CreatePersonAsync("Rolf Report", manager, RoleNames.Learner);

        (await SendAsync(world, person, person, skill, type)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await SendAsync(world, manager, report, skill, type)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await SendAsync(world, hr, hr, skill, type)).Error!.Code.ShouldBe("skills.not-oneself");
        (await world.Host.SendAsync(new TrustIssuers.Query(), manager)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new TrustIssuers.Trust(new() { Name = "Mine" }), person)).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new TrustIssuers.Query(), admin)).IsSuccess.ShouldBeTrue();
        (await (await world.Host.SignInAsync(person)).GetAsync("skills/issuers")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await world.RowsAsync(report)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task What_a_certificate_stands_for_is_said_anew_and_taken_back_over_REST_and_what_nobody_knows_is_refused(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (hr, person, skill) = await PeopleAsync(world);
        var (type, issuerId) = await TypeAsync(world, hr, skill);
        var client = await world.Host.SignInAsync(hr);

        (await MapAsync(world, hr, issuerId, "No such skill", "Able")).Error!.Fields!.Keys.ShouldBe(["Skill"]);
        (await MapAsync(world, hr, issuerId, skill.Name, "Divine")).Error!.Fields!["Level"].ShouldHaveSingleItem().ShouldContain("Skilled");
        (await MapAsync(world, hr, issuerId, skill.Name, "None")).Error!.Fields!.Keys.ShouldBe(["Level"]);
        (await MapAsync(world, hr, issuerId, skill.Name, "4", 0)).Error!.Fields!.Keys.ShouldBe(["Months"]);
        (await MapAsync(world, hr, Guid.NewGuid(), skill.Name, "4")).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await MapAsync(world, hr, issuerId, skill.Name, "4", 6)).Value.ShouldBe(type);

        var certificate = new { typeId = type, number = "1", issuedOn = world.Today.AddDays(-1) };
        (await client.PostAsJsonAsync($"api/v1/skills/people/{person.PersonId}/skills/{skill.Id}/certificates", certificate)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.LevelAsync(person, skill)).ShouldBe(4);

        (await client.PostAsync($"api/v1/skills/issuers/certificates/{type}/remove", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await IssuersAsync(world, hr)).Single(i => i.Id == issuerId).Certificates.ShouldBeEmpty();
        (await world.LevelAsync(person, skill)).ShouldBe(4, "What counts already stays.");
        (await client.PostAsJsonAsync($"api/v1/skills/people/{person.PersonId}/skills/{skill.Id}/certificates", certificate)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Make.Zone).DateTime);

    private static async Task<(Actor HR, Actor Person, Roles.Domain.Skill Skill)> PeopleAsync(World world) =>
        (await world.PersonAsync("Hanna Human", RoleNames.HR), await world.PersonAsync(), await world.SkillAsync("Welding"));

    private static async Task<IReadOnlyList<TrustIssuers.Row>> IssuersAsync(World world, Actor by) => (await world.Host.SendAsync(new TrustIssuers.Query(), by)).Value;

    /// <summary>A certificate of an issuer of the test's own that stands for "Skilled".</summary>
    private static async Task<(Guid Type, Guid Issuer)> TypeAsync(World world, Actor hr, Roles.Domain.Skill skill, int? months = null)
    {
        var issuer = (await world.Host.SendAsync(new TrustIssuers.Trust(new() { Name = "Chamber", Identifier = $"https://{Guid.NewGuid():N}.example" }), hr)).Value;
        return ((await MapAsync(world, hr, issuer, skill.Name, "Skilled", months)).Value, issuer);
    }

    private static Task<Result<Guid>> MapAsync(World world, Actor by, Guid issuer, string skill, string level, int? months = null) =>
        world.Host.SendAsync(new TrustIssuers.Map(issuer, new() { Title = "Welder's certificate", Skill = skill, Level = level, Months = months }), by);

    private static Task<Result<Done>> SendAsync(World world, Actor by, Actor person, Roles.Domain.Skill skill, Guid type, DateOnly? issued = null, DateOnly? until = null) =>
        world.Host.SendAsync(new RecordCertificate.Command(person.PersonId, skill.Id, new() { TypeId = type, Number = "W-1", IssuedOn = issued ?? world.Today.AddDays(-30), ValidUntil = until }), by);
}
