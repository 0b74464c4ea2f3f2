using System.Net;
using System.Net.Http.Json;
using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Features.DecideRequest;
using CompetencyModular.GapClosure.Features.ListRequests;
using CompetencyModular.GapClosure.Features.SubmitCertificate;
using CompetencyModular.GapClosure.Features.ViewRequest;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Tests.Features;

public sealed class SubmitCertificateTests(GapClosureHosts hosts) : IClassFixture<GapClosureHosts>
{
    [Theory, EveryDatabase]
    public async Task E6_A_certificate_handed_in_goes_to_confirmation_and_then_counts_as_a_credential_from_its_issue_to_its_last_day(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await world.ManagerAsync();
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync("Forklift"));
        await TakesOnlyCertificatesAsync(world, skill);
        var type = await TypeAsync(world, skill);
        var (mine, theirs) = (await world.Host.SignInAsync(learner), await world.Host.SignInAsync(manager));
        var (issued, last) = (Today(world).AddMonths(-1), Today(world).AddMonths(11));

        (await mine.GetPageAsync($"skills/me/{skill.Id}")).QuerySelector($"a[href='gap-closure/certificates/{skill.Id}']").ShouldNotBeNull();
        (await mine.GetPageAsync($"gap-closure/confirm/{skill.Id}")).Body!.TextContent.ShouldContain("Forklift licence");
        var sent = await mine.SubmitFilesAsync(
            $"gap-closure/certificates/{skill.Id}", "Certificate.Evidence.Files", [("licence.txt", "Licence."u8.ToArray())],
            ("Certificate.TypeId", type.ToString()), ("Certificate.Number", "F-1"), ("Certificate.IssuedOn", Text(issued)), ("Certificate.ValidUntil", Text(last)));

        sent.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await world.LevelAsync(learner, skill)).ShouldBe(0, "What somebody types in is not known to be the issuer's.");
        var id = await IdAsync(world, learner);
        var seen = (await theirs.GetPageAsync($"gap-closure/approvals/{id}")).Body!.TextContent;
        foreach (var text in new[] { "Forklift licence", "Chamber", "Trusted", "F-1", "licence.txt" }) seen.ShouldContain(text);
        seen.ShouldNotContain("does not count");

        await ApproveAsync(world, manager, id);

        (await world.LevelAsync(learner, skill)).ShouldBe(3);
        var row = (await RowsAsync(world, learner)).ShouldHaveSingleItem();
        (row.Kind, row.SourceText, row.IssuerName, row.Number).ShouldBe((EvidenceKind.Credential, "Forklift licence", "Chamber", "F-1"));
        DayOf(row.ValidFrom).ShouldBe(issued);
        DayOf(row.ValidUntil!.Value.AddTicks(-1)).ShouldBe(last);
        (await mine.GetPageAsync($"skills/me/{skill.Id}")).QuerySelector("#evidence")!.TextContent.ShouldContain("Forklift licence");
    }

    [Theory, EveryDatabase]
    public async Task E6_Any_other_certificate_says_what_it_is_and_may_renew_what_is_held(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var manager = await world.ManagerAsync();
        var (learner, skill) = (await world.PersonAsync("Lena Learner", manager), await world.SkillAsync());
        await world.ShowAsync(learner, skill, 2);
        var client = await world.Host.SignInAsync(learner);

        var sent = await client.PostAsJsonAsync($"api/v1/gap-closure/skills/{skill.Id}/certificates", new { issuer = "Night school", title = "Welding II", ordinal = 2, issuedOn = Today(world).AddDays(-3) });

        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        var id = await IdAsync(world, learner);
        (await world.Host.SendAsync(new ViewRequest.Query(id), manager)).Value.IsTrusted.ShouldBeFalse();
        await ApproveAsync(world, manager, id);
        (await RowsAsync(world, learner)).Single(r => r.Kind is EvidenceKind.Credential).ShouldSatisfyAllConditions(r => r.IssuerName.ShouldBe("Night school"), r => r.Ordinal.ShouldBe(2), r => r.ValidUntil.ShouldBeNull());
    }

    [Theory, EveryDatabase]
    public async Task What_is_wrong_on_a_certificate_is_said_beside_the_field_and_nothing_is_sent(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (learner, skill) = (await world.PersonAsync("Lena Learner", await world.ManagerAsync()), await world.SkillAsync());
        var (type, today) = (await TypeAsync(world, skill), Today(world));

        (await SendAsync(new() { TypeId = Guid.NewGuid(), IssuedOn = today })).Error!.Fields!.Keys.ShouldBe(["TypeId"]);
        (await SendAsync(new() { IssuedOn = today })).Error!.Fields!.Keys.ShouldBe(["Issuer", "Title", "Ordinal"], ignoreOrder: true);
        (await SendAsync(new() { Issuer = "I", Title = "T", Ordinal = 9, IssuedOn = today })).Error!.Fields!.Keys.ShouldBe(["Ordinal"]);
        (await SendAsync(new() { TypeId = type })).Error!.Fields!.Keys.ShouldBe(["IssuedOn"]);
        (await SendAsync(new() { TypeId = type, IssuedOn = today.AddDays(1) })).Error!.Fields!.Keys.ShouldBe(["IssuedOn"]);
        (await SendAsync(new() { TypeId = type, IssuedOn = today, ValidUntil = today.AddDays(-1) })).Error!.Fields!["ValidUntil"].ShouldBe(["It cannot end before it was issued."]);
        (await SendAsync(new() { TypeId = type, IssuedOn = today.AddYears(-2), ValidUntil = today.AddDays(-1) })).Error!.Fields!["ValidUntil"].ShouldBe(["It has expired, so it would count for nothing."]);
        (await world.Host.SendAsync(new SubmitCertificate.Command(Guid.NewGuid(), new() { TypeId = type, IssuedOn = today }), learner)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await world.Host.SendAsync(new SubmitCertificate.Command(skill.Id, new() { TypeId = type, IssuedOn = today }), await world.PersonAsync("Anton Auditor", null, RoleNames.Auditor))).Error!.Kind.ShouldBe(ErrorKind.Forbidden);
        (await world.Host.SendAsync(new ListRequests.Query(), learner)).Value.Items.ShouldBeEmpty();

        var setting = new SkillSetting(skill.Id);
        setting.Change(SkillPolicy.Highest, EvidenceKind.Attestation, null, null);
        await world.Host.SaveAsync<SkillsDb>(setting);
        (await SendAsync(new() { Issuer = "I", Title = "T", Ordinal = 2, IssuedOn = today })).Error!.Code.ShouldBe("gap-closure.not-by-certificate");

        Task<Result<Guid>> SendAsync(SubmitCertificate.Content content) => world.Host.SendAsync(new SubmitCertificate.Command(skill.Id, content), learner);
    }

    private static DateOnly Today(World world) => DateOnly.FromDateTime(world.Host.Clock.GetUtcNow().UtcDateTime);

    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).DateTime);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A certificate of a trusted issuer that stands for "Skilled".</summary>
    private static async Task<Guid> TypeAsync(World world, Roles.Domain.Skill skill)
    {
        var issuer = new TrustedIssuer("Chamber", $"https://{Guid.NewGuid():N}.example", world.Host.Clock.GetUtcNow().AddDays(-1));
        var mapping = new CredentialMapping(issuer.Id, "Forklift licence", skill.Id, 1, 3);
        await world.Host.SaveAsync<SkillsDb>(issuer, mapping);
        return mapping.Id;
    }

    private static Task TakesOnlyCertificatesAsync(World world, Roles.Domain.Skill skill)
    {
        var setting = new SkillSetting(skill.Id);
        setting.Change(SkillPolicy.Highest, EvidenceKind.Credential | EvidenceKind.Measurement, null, null);
        return world.Host.SaveAsync<SkillsDb>(setting);
    }

    private static async Task<Guid> IdAsync(World world, Actor learner) => (await world.Host.SendAsync(new ListRequests.Query(), learner)).Value.Items.Single().Id;

    private static async Task ApproveAsync(World world, Actor manager, Guid id)
    {
        (await world.Host.SendAsync(new DecideRequest.Command(id, new DecideRequest.Decision(Verdict.Approve)), manager)).IsSuccess.ShouldBeTrue();
        world.Host.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.Host.DeliverEventsAsync();
    }

    private static Task<List<Evidence>> RowsAsync(World world, Actor person) =>
        world.Host.UseAsync<SkillsDb, List<Evidence>>(db => db.Evidence.AsNoTracking().Where(e => e.PersonId == person.PersonId).ToListAsync());
}
