using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Access.IssueResetCode;
using CompetencyModular.Host.Access.Passwords;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Host.Tests.Access;

/// <summary>ADR 0012: what is easy to guess is no password, wherever one is chosen.</summary>
public sealed class PasswordRuleTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private static readonly IReadOnlyList<KnownWord> Known =
    [
        new(PasswordJudge.Wanted("Grace")!, PasswordClue.Name), new(PasswordJudge.Wanted("Hopper")!, PasswordClue.Name), new(PasswordJudge.Wanted("ghopper")!, PasswordClue.Email),
        new(PasswordJudge.Wanted("P-004711")!, PasswordClue.Number), new(PasswordJudge.Wanted("Musterwerk")!, PasswordClue.Place),
    ];

    [Theory]
    [InlineData("Grace Hopper 99 x", PasswordClue.Name)]
    [InlineData("Gr@c3-H0pp3r-2026", PasswordClue.Name)]
    [InlineData("ghopper.ghopper1", PasswordClue.Email)]
    [InlineData("p004711 in 2026 !", PasswordClue.Number)]
    [InlineData("Musterwerk2026!!", PasswordClue.Place)]
    [InlineData("Passw0rt-Pa$$word", PasswordClue.Common)]
    [InlineData("Willkommen Sommer", PasswordClue.Common)]
    [InlineData("Schluessel Koenig 7", PasswordClue.Common)]
    [InlineData("1l0vey0u-1ch11ebed1ch", PasswordClue.Common)]
    [InlineData("abcdefghijklmnopq", PasswordClue.Sequence)]
    [InlineData("98765432109876543", PasswordClue.Sequence)]
    [InlineData("Qwertzuiop-asdfgh", PasswordClue.Sequence)]
    [InlineData("poiuytrewqlkjhgfdsa", PasswordClue.Sequence)]
    [InlineData("aze qsd wxc reza uiop", PasswordClue.Sequence)]
    [InlineData("24.12.1999/31.01.2001/05.06.2010!", PasswordClue.Date)]
    [InlineData("zzzzzzzzzzzzzzzzz", PasswordClue.Repeat)]
    [InlineData("aaa bbb ccc ddd eee", PasswordClue.Repeat)]
    [InlineData("Blub blub blub blub", PasswordClue.Repeat)]
    internal void What_is_easy_to_guess_is_found_with_the_reason(string password, PasswordClue reason)
    {
        var judgement = PasswordJudge.Judge(password, Known);

        judgement.Pieces.ShouldBeLessThan(AccessSetup.PasswordPieces);
        judgement.Clues[0].ShouldBe(reason);
    }

    [Theory]
    [InlineData("tiger orange winter piano")]
    [InlineData("Wolke Treppe Gabel Mühle")]
    [InlineData("Grace sold seven muddy boots in 1999")]
    [InlineData("fjord-candle-rust-parade")]
    [InlineData("h8zr-mm4w-xq2e-8tbn")]
    [InlineData("пароль из кириллицы")]
    public void Words_that_have_nothing_to_do_with_each_other_and_what_a_machine_chose_are_let_through(string password) =>
        PasswordJudge.Judge(password, Known).Pieces.ShouldBeGreaterThanOrEqualTo(AccessSetup.PasswordPieces);

    [Theory, EveryDatabase]
    public async Task Whoever_changes_or_resets_a_password_is_told_what_is_the_matter_and_what_to_do(Database database)
    {
        var host = await hosts.OnAsync(database);
        var (email, personId) = await host.CreateAccountAsync(roles: RoleNames.Learner);
        var api = await host.ApiOfAsync(email);
        var code = (await host.SendAsync(new IssueResetCode.Command(personId), Actor.With(RoleNames.Administrator))).Value.Code;

        var changed = await api.PostAsJsonAsync("/api/v1/me/password", new { current = TestAccounts.Password, @new = "Grace Hopper 2026" });
        var reset = await host.CreateClient().SubmitAsync("/reset-password", ("Input.Code", code), ("Input.New", "Willkommen Sommer"), ("Input.Again", "Willkommen Sommer"));

        changed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var said = (await changed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("New")[0].GetString()!;
        (said.Contains("your name"), said.Contains("a year"), said.Contains("Four words")).ShouldBe((true, true, true));
        var form = await reset.ReadPageAsync();
        form.QuerySelector("[name='Input.Code']")!.GetAttribute("value").ShouldBe(code);
        form.QuerySelector("[name='Input.New']")!.GetAttribute("aria-invalid").ShouldBe("true");
        form.Body!.TextContent.ShouldContain("words that many people use");
        (await host.ApiOfAsync(email)).ShouldNotBeNull();
    }
}
