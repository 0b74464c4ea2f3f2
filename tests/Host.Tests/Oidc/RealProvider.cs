using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace CompetencyModular.Host.Tests.Oidc;

/// <summary>
/// The npm package oidc-provider on a free port of this machine, installed by the project's own files into the folder of the tests. Its own pages ask who signs in
/// and whether that is all right.
/// </summary>
public sealed partial class RealProvider : IAsyncLifetime
{
    public const string ClientId = "learning";
    public const string Secret = "a secret of the test";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Oidc");
    private Process? process;

    /// <summary>Whether this machine has no Node to run it; where nothing may be skipped, its absence is an error.</summary>
    public static bool IsMissing { get; } = Environment.GetEnvironmentVariable("CI") != "true" && !Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "node")));

    public static Guid Id { get; } = Guid.Parse("0190a1b2-0000-7000-8000-00000000c0de");

    public string Issuer { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (IsMissing) return;
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "oidc-provider")))
        {
            using var install = Start("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            await install.WaitForExitAsync();
            install.ExitCode.ShouldBe(0, "npm ci of the provider for the tests");
        }

        process = Start("node", "provider.mjs", $"https://localhost/sign-in/callback/{Id}");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is not { Success: true } match) continue;
            Issuer = match.Groups[1].Value;
            return;
        }

        throw new InvalidOperationException("The provider ended before it was ready.");
    }

    public ValueTask DisposeAsync()
    {
        // It ends when nobody speaks to it any more.
        process?.StandardInput.Close();
        process?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Signs in at the provider, says yes to what it asks, and returns the address to which it leads back.</summary>
    public static async Task<Uri> VisitAsync(Uri address, string email)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        var answer = await browser.GetAsync(address);
        for (var i = 0; i < 12; i++)
        {
            while (answer.Headers.Location is { } location)
            {
                address = new Uri(address, location);
                if (address.Scheme == Uri.UriSchemeHttps) return address;
                answer = await browser.GetAsync(address);
            }

            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            var form = page.Forms.FirstOrDefault() ?? throw new InvalidOperationException($"{(int)answer.StatusCode} {page.Body?.TextContent}");
            var fields = form.QuerySelectorAll("input[name]").ToDictionary(f => f.GetAttribute("name")!, f => f.GetAttribute("value") ?? "");
            if (fields.ContainsKey("login")) (fields["login"], fields["password"]) = (email, "anything");
            address = new Uri(address, form.GetAttribute("action"));
            answer = await browser.PostAsync(address, new FormUrlEncodedContent(fields));
        }

        throw new InvalidOperationException("The provider never led back.");
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardInput = true,
    })!;

    [GeneratedRegex("^listening on (.+)$")]
    private static partial Regex Listening();
}
