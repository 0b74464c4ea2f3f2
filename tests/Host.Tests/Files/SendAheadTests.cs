using System.Net;
using System.Text;
using CompetencyModular.Host.Files;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Host.Tests.Files;

public sealed class SendAheadTests(ProbeHosts hosts) : IClassFixture<ProbeHosts>
{
    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 400)));

    [Fact]
    public async Task A_file_that_came_in_pieces_is_kept_with_the_form_that_asks_for_it()
    {
        var client = await ClientAsync();
        var address = await CreateAsync(client, "long list.txt", Whole.Length);
        (await AppendAsync(client, address, 0, Whole[..500])).ShouldBe((HttpStatusCode.NoContent, "500"));
        (await AppendAsync(client, address, 500, Whole[500..])).ShouldBe((HttpStatusCode.NoContent, Whole.Length.ToString()));

        using var response = await client.SubmitAsync("/probe/files", ("Input.Title", "Mine"));
        using var withFile = await SubmitAsync(client, address);

        (await withFile.ReadPageAsync()).QuerySelector(".kept")!.TextContent.ShouldContain("long list.txt");
        (await AskAsync(client, address)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task After_a_broken_line_the_sender_learns_how_much_has_come()
    {
        var client = await ClientAsync();
        var address = await CreateAsync(client, "a.txt", Whole.Length);
        await AppendAsync(client, address, 0, Whole[..700]);

        (await AskAsync(client, address)).ShouldBe((HttpStatusCode.OK, "700", Whole.Length.ToString()));
        (await AppendAsync(client, address, 300, Whole[300..])).Status.ShouldBe(HttpStatusCode.Conflict);
        (await AskAsync(client, address)).Offset.ShouldBe("700");
    }

    [Fact]
    public async Task More_than_was_announced_is_not_taken()
    {
        var client = await ClientAsync();
        var address = await CreateAsync(client, "a.txt", 10);

        (await AppendAsync(client, address, 0, Whole)).ShouldBe((HttpStatusCode.NoContent, "10"));
    }

    [Fact]
    public async Task A_file_is_of_the_one_who_sends_it_alone()
    {
        var client = await ClientAsync();
        var address = await CreateAsync(client, "a.txt", 3);
        await AppendAsync(client, address, 0, "abc"u8.ToArray());
        var other = await ClientAsync();

        (await AskAsync(other, address)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await AppendAsync(other, address, 3, [])).Status.ShouldBe(HttpStatusCode.NotFound);
        using var taken = await SubmitAsync(other, address);
        (await taken.ReadPageAsync()).QuerySelectorAll(".kept").ShouldBeEmpty();
        (await AskAsync(client, address)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_file_sent_ahead_is_checked_like_any_other()
    {
        var client = await ClientAsync();
        var address = await CreateAsync(client, "../../photo.png", 3);
        await AppendAsync(client, address, 0, "abc"u8.ToArray());

        using var response = await SubmitAsync(client, address);

        (await response.ReadPageAsync()).QuerySelector(".problem")!.TextContent.ShouldContain("photo.png");
    }

    [Fact]
    public async Task A_file_that_has_not_come_as_a_whole_is_told()
    {
        var client = await ClientAsync();
        var address = await CreateAsync(client, "a.txt", 10);

        using var response = await SubmitAsync(client, address);

        var page = await response.ReadPageAsync();
        page.QuerySelector(".problem").ShouldNotBeNull();
        page.QuerySelectorAll(".kept").ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_sends_without_signing_in_nor_from_another_site()
    {
        var host = await hosts.OnAsync(Database.Sqlite);
        using var nobody = host.CreateClient();
        using var refused = await nobody.SendAsync(Request(HttpMethod.Post, "/uploads", ("Upload-Length", "1"), ("Upload-Metadata", "filename YS50eHQ=")));
        using var foreign = await (await ClientAsync()).PostAsync("/uploads", new StringContent(""));

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreign.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("", "filename YS50eHQ=", HttpStatusCode.BadRequest)]
    [InlineData("-1", "filename YS50eHQ=", HttpStatusCode.BadRequest)]
    [InlineData("10", "", HttpStatusCode.BadRequest)]
    [InlineData("10", "filename !!!", HttpStatusCode.BadRequest)]
    [InlineData("99999999999", "filename YS50eHQ=", HttpStatusCode.RequestEntityTooLarge)]
    public async Task An_announcement_that_cannot_be_is_refused(string length, string metadata, HttpStatusCode status)
    {
        using var response = await (await ClientAsync()).SendAsync(Request(HttpMethod.Post, "/uploads", ("Upload-Length", length), ("Upload-Metadata", metadata)));

        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task What_no_form_asked_for_within_a_day_goes_and_what_is_taken_back_at_once()
    {
        await using var host = await TestHost.StartAsync(Database.Sqlite, typeof(Probe.ProbeModule).Assembly);
        var client = await host.SignInAsAsync(RoleNames.Learner);
        var (forgotten, unwanted) = (await CreateAsync(client, "a.txt", 1), await CreateAsync(client, "b.txt", 1));

        using var deleted = await client.SendAsync(Request(HttpMethod.Delete, unwanted));
        (await AskAsync(client, unwanted)).Status.ShouldBe(HttpStatusCode.NotFound);
        host.Clock.Advance(TimeSpan.FromHours(25));
        await CreateAsync(client, "c.txt", 1);

        (await AskAsync(client, forgotten)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<HttpClient> ClientAsync() => await (await hosts.OnAsync(Database.Sqlite)).SignInAsAsync(RoleNames.Learner);

    private static Task<HttpResponseMessage> SubmitAsync(HttpClient client, string address) =>
        client.SubmitFilesAsync("/probe/files", "Input.Evidence.Files", [], ("Input.Title", "Mine"), ("Input.Evidence.Sent", address.Split('/')[^1]));

    private static async Task<string> CreateAsync(HttpClient client, string name, long length)
    {
        using var response = await client.SendAsync(Request(HttpMethod.Post, "/uploads", ("Upload-Length", length.ToString()), ("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}")));
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return response.Headers.Location!.ToString();
    }

    private static async Task<(HttpStatusCode Status, string? Offset)> AppendAsync(HttpClient client, string address, long offset, byte[] piece)
    {
        using var request = Request(HttpMethod.Patch, address, ("Upload-Offset", offset.ToString()));
        request.Content = new ByteArrayContent(piece) { Headers = { { "Content-Type", "application/offset+octet-stream" } } };
        using var response = await client.SendAsync(request);
        return (response.StatusCode, Header(response, "Upload-Offset"));
    }

    private static async Task<(HttpStatusCode Status, string? Offset, string? Length)> AskAsync(HttpClient client, string address)
    {
        using var response = await client.SendAsync(Request(HttpMethod.Head, address));
        return (response.StatusCode, Header(response, "Upload-Offset"), Header(response, "Upload-Length"));
    }

    private static HttpRequestMessage Request(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address) { Headers = { { "Tus-Resumable", "1.0.0" } } };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
