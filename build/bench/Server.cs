using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CompetencyModular.Bench;

/// <summary>The host as a process of its own on a data folder, and one client of it.</summary>
internal sealed partial class Server(string program, string data, string? postgres) : IAsyncDisposable
{
    private const string Email = "bench@example.org", Password = "a quiet machine measures best";

    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private Process? process;
    private string address = "", cookie = "", token = "";

    /// <summary>From the start of the process to its word that it is ready.</summary>
    public async Task<TimeSpan> StartAsync()
    {
        var watch = Stopwatch.StartNew();
        process = Process.Start(Program("--urls", "http://127.0.0.1:0"))!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Ready().Match(line) is not { Success: true } match) continue;
            watch.Stop();
            address = $"http://localhost:{match.Groups[1].Value}/";
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return watch.Elapsed;
        }

        throw new InvalidOperationException("The host ended before it was ready.");
    }

    public async Task StopAsync()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async Task RunAsync(params string[] arguments)
    {
        using var command = Process.Start(Program(arguments))!;
        var said = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        if (command.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)}: {said}");
    }

    public Task SetUpAsync() => PostFormAsync("setup", new()
    {
        ["Input.Organisation"] = "Bench", ["Input.TimeZone"] = "Europe/Berlin", ["Input.GivenName"] = "Ada", ["Input.FamilyName"] = "Bench", ["Input.Email"] = Email, ["Input.Password"] = Password,
    });

    public async Task SignInAsync()
    {
        cookie = string.Join("; ", (await PostFormAsync("sign-in", new() { ["Input.Email"] = Email, ["Input.Password"] = Password })).Where(c => c.StartsWith("__Host-competency=", StringComparison.Ordinal)));
        if (cookie.Length == 0) throw new InvalidOperationException("Signing in did not work.");
        using var answer = await client.PostAsJsonAsync(address + "api/v1/sign-in", new { email = Email, password = Password });
        token = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["token"]!.GetValue<string>();
    }

    /// <summary>One request, which must be a good one; what is under <c>api/</c> goes with the token, all else with the cookie.</summary>
    public async Task<string> AskAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, address + path);
        if (path.StartsWith("api/", StringComparison.Ordinal)) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        else request.Headers.Add("Cookie", cookie);
        if (method == HttpMethod.Post) request.Content = JsonContent.Create(new { });
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{path}: {answer.StatusCode} {body}");
    }

    /// <summary>What the process has used of the processors so far, in milliseconds.</summary>
    public double Processor()
    {
        process!.Refresh();
        return process.TotalProcessorTime.TotalMilliseconds;
    }

    /// <summary>What the process holds in memory, in megabytes.</summary>
    public double WorkingSet()
    {
        process!.Refresh();
        return process.WorkingSet64 / 1024d / 1024d;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        client.Dispose();
    }

    private ProcessStartInfo Program(params string[] arguments)
    {
        var start = new ProcessStartInfo(program, [.. arguments, "--data", data]) { RedirectStandardOutput = true };
        if (postgres is not null) start.Environment["Database__Postgres"] = postgres;
        return start;
    }

    private async Task<string[]> PostFormAsync(string path, Dictionary<string, string> fields)
    {
        using var page = await client.GetAsync(address + path);
        // A page may hold other forms, such as that of a passkey.
        var form = Form().Matches(await page.Content.ReadAsStringAsync()).First(f => fields.Keys.All(k => f.Value.Contains($"name=\"{k}\"", StringComparison.Ordinal))).Value;
        foreach (Match hidden in HiddenField().Matches(form)) fields[hidden.Groups[1].Value] = hidden.Groups[2].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, address + path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Cookie", string.Join("; ", CookiesOf(page)));
        using var answer = await client.SendAsync(request);
        if ((int)answer.StatusCode >= 400) throw new InvalidOperationException($"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return CookiesOf(answer);
    }

    private static string[] CookiesOf(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set.Select(c => c.Split(';')[0])] : [];

    [GeneratedRegex(@"is ready on http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Ready();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/?>""")]
    private static partial Regex HiddenField();
}
