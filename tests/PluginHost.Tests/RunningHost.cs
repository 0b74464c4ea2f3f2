using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CompetencyModular.Sdk.Testing;
using Npgsql;

namespace CompetencyModular.PluginHost.Tests;

/// <summary>
/// The deployable as it was built, in a process of its own, with the demo organisation, all first-party modules and what was dropped into
/// <c>modules/</c> beside them.
/// </summary>
internal sealed partial class RunningHost : IAsyncDisposable
{
    private const string Password = "a walk in the building";

    private readonly string folder;
    private readonly Process process;
    private readonly string? databases;
    private readonly Task output;

    private RunningHost(string folder, Process process, string address, string? databases, Task output) =>
        (this.folder, this.process, Address, this.databases, this.output) = (folder, process, address, databases, output);

    /// <summary>Where it serves, as it said itself.</summary>
    public string Address { get; }

    /// <summary>Starts a host with folders that are dropped into its <c>modules/</c>.</summary>
    public static async Task<RunningHost> StartAsync(Database database, params string[] dropped)
    {
        var folder = Path.Combine(Places.Temp, Guid.NewGuid().ToString("N"));
        Copy(Places.Host, folder, except: ["modules", "data"]);
        var modules = Directory.CreateDirectory(Path.Combine(folder, "modules")).FullName;
        foreach (var module in Directory.GetDirectories(Path.Combine(Places.Host, "modules")).Where(m => Directory.EnumerateFiles(m, "*.dll").Any()))
            Directory.CreateSymbolicLink(Path.Combine(modules, Path.GetFileName(module)), module);
        foreach (var module in dropped) Copy(module, Path.Combine(modules, Path.GetFileName(module)));

        var start = new ProcessStartInfo(Path.Combine(folder, "CompetencyModular.Host"), ["--demo", "--data", Path.Combine(folder, "data"), "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
        start.Environment["COMPETENCY_DEMO_PASSWORD"] = Password;
        var databases = database == Database.Postgres ? $"plugin_{Guid.NewGuid():N}"[..20] : null;
        if (databases is not null) start.Environment["Database__Postgres"] = new NpgsqlConnectionStringBuilder(TestEnvironment.Postgres) { Database = databases + "_{tenant}" }.ToString();

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Ready().Match(line) is not { Success: true } match) continue;
            // What is said later is read too, or the host would wait for it.
            return new RunningHost(folder, process, match.Groups[1].Value, databases, process.StandardOutput.BaseStream.CopyToAsync(Stream.Null));
        }

        throw new InvalidOperationException("The host ended before it was ready.");
    }

    /// <summary>Somebody in a browser, signed in on the page.</summary>
    public async Task<HttpClient> SignInAsync(string name)
    {
        var client = NewClient();
        using var answer = await client.SubmitAsync("/sign-in", ("Input.Email", $"{name}@demo.example"), ("Input.Password", Password));
        ((int)answer.StatusCode).ShouldBe(302);
        return client;
    }

    /// <summary>A program that acts for somebody.</summary>
    public async Task<HttpClient> ApiAsync(string name)
    {
        var client = NewClient();
        using var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new { email = $"{name}@demo.example", password = Password });
        var token = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Nobody.</summary>
    public HttpClient NewClient() => new(new CookieJar(TimeProvider.System, new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })) { BaseAddress = new Uri(Address) };

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await output;
        process.Dispose();
        Directory.Delete(folder, recursive: true);
        if (databases is null) return;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(TestEnvironment.Postgres) { Pooling = false }.ToString());
        await connection.OpenAsync();
        var names = new List<string>();
        await using (var find = new NpgsqlCommand("SELECT datname FROM pg_database WHERE datname LIKE @prefix", connection) { Parameters = { new("prefix", databases + "%") } })
        await using (var rows = await find.ExecuteReaderAsync())
            while (await rows.ReadAsync()) names.Add(rows.GetString(0));
        foreach (var name in names)
        {
            await using var drop = new NpgsqlCommand($"DROP DATABASE \"{name}\" WITH (FORCE)", connection);
            await drop.ExecuteNonQueryAsync();
        }
    }

    private static void Copy(string from, string to, params string[] except)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from).Where(f => !except.Contains(Path.GetFileName(f)))) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    [GeneratedRegex(@"is ready on (http://127\.0\.0\.1:[1-9]\d*)")]
    private static partial Regex Ready();
}
