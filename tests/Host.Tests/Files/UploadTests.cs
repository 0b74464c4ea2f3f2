using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Host.Tests.Files;

public sealed class UploadTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private const string Input = "Input.Evidence.Files";

    [Fact]
    public async Task Several_files_and_a_field_come_with_one_plain_form_post()
    {
        var client = await ClientAsync();

        using var response = await client.SubmitFilesAsync("/probe/files", Input, [("a.txt", Samples.Text), ("b.pdf", Samples.Pdf)], ("Input.Title", "Mine"));

        var page = await response.ReadPageAsync();
        page.QuerySelectorAll(".kept").Select(p => p.TextContent).ShouldBe([$"Mine a.txt {Hash(Samples.Text)}", $"Mine b.pdf {Hash(Samples.Pdf)}"]);
    }

    [Fact]
    public async Task The_field_says_what_is_allowed_and_what_is_wrong_with_a_refused_file()
    {
        var client = await ClientAsync();

        using var response = await client.SubmitFilesAsync("/probe/files", Input, [("a.txt", Samples.Text), ("b.exe", Samples.Pdf)]);

        var page = await response.ReadPageAsync();
        var input = page.QuerySelector("input[type=file]")!;
        (input.HasAttribute("multiple"), input.HasAttribute("required"), input.GetAttribute("aria-invalid")).ShouldBe((true, true, "true"));
        input.GetAttribute("accept")!.Split(',').ShouldContain(".pdf");
        foreach (var id in input.GetAttribute("aria-describedby")!.Split(' ')) page.GetElementById(id).ShouldNotBeNull();
        page.QuerySelector(".problem")!.TextContent.ShouldContain("b.exe");
        page.QuerySelectorAll(".kept").ShouldBeEmpty();
    }

    [Fact]
    public async Task More_than_the_page_takes_is_refused_before_it_is_read()
    {
        var client = await ClientAsync();

        using var response = await client.SubmitFilesAsync("/probe/files", Input, [("a.txt", new byte[2 * 1024 * 1024])]);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_stored_file_is_sent_sandboxed_and_never_sniffed()
    {
        var client = await ClientAsync();
        using var stored = await client.SubmitFilesAsync("/probe/files", Input, [("a.txt", Samples.Text)]);

        using var saved = await client.GetAsync($"/probe/files/{Hash(Samples.Text)}");
        using var shown = await client.GetAsync($"/probe/files/{Hash(Samples.Text)}?inline=true");

        (await saved.Content.ReadAsByteArrayAsync()).ShouldBe(Samples.Text);
        saved.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var policy = saved.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("sandbox");
        policy.ShouldContain("default-src 'none'");
        (saved.Content.Headers.ContentDisposition!.DispositionType, saved.Content.Headers.ContentDisposition.FileNameStar).ShouldBe(("attachment", "Grüße.txt"));
        (shown.Content.Headers.ContentDisposition!.DispositionType, shown.Content.Headers.ContentDisposition.FileNameStar).ShouldBe(("inline", "Grüße.txt"));
        saved.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
    }

    [Fact]
    public async Task A_part_of_a_stored_file_is_sent_when_a_player_asks_for_it()
    {
        var client = await ClientAsync();
        using var stored = await client.SubmitFilesAsync("/probe/files", Input, [("a.txt", Samples.Text)]);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/probe/files/{Hash(Samples.Text)}") { Headers = { Range = new RangeHeaderValue(6, 9) } };

        using var response = await client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(Samples.Text[6..10]);
    }

    [Fact]
    public async Task Who_lacks_the_permission_gets_no_file()
    {
        var client = await ClientAsync();
        using var stored = await client.SubmitFilesAsync("/probe/files", Input, [("a.txt", Samples.Text)]);
        var guest = await (await hosts.OnAsync(Database.Sqlite)).SignInAsAsync(RoleNames.Guest);

        using var response = await guest.GetAsync($"/probe/files/{Hash(Samples.Text)}");

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var nothing = await client.GetAsync($"/probe/files/{Hash([1])}");
        nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<HttpClient> ClientAsync() => await (await hosts.OnAsync(Database.Sqlite)).SignInAsAsync(RoleNames.Learner);

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
