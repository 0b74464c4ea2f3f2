using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using CompetencyModular.Host.Access;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Audit;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Access.Walk;

/// <summary>
/// Goes to every endpoint there is, as nobody and in every role, for one's own things, those of people in and outside the line, and those of another
/// tenant. What each answer must be follows from what the endpoint declares: a new one joins by itself.
/// </summary>
public sealed class AuthorizationWalk
{
    /// <summary>What answers people who are not signed in. Nothing else may, unless a permission says that it is open to all.</summary>
    private static readonly HashSet<string> OpenToAll = new(StringComparer.OrdinalIgnoreCase)
    {
        "/sign-in", "/setup", "/offline", "/sign-out", "/api/v1/sign-in", "/forgot-password", "/reset-password", "/invitation", "/shared-device/here", "/sign-in/second-step", "/sign-in/with/{ProviderId:guid}", "/sign-in/callback/{ProviderId:guid}", "/language/{culture}", "/status/{Code:int}", "/health/live", "/health/ready", "/openapi/{documentName}.json",
    };

    /// <summary>What a permission opens of everybody, whose records one may not see otherwise: work that waits to be judged.</summary>
    private static readonly Dictionary<string, string> OpenOfEverybody = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/paths/submissions/{Id:guid}"] = "Paths.AssessWidely", ["/paths/submissions/files/{submissionFileId:guid}"] = "Paths.AssessWidely",
        ["/api/v1/paths/submissions/{id:guid}/judgements"] = "Paths.AssessWidely", ["/api/v1/paths/submissions/{id:guid}/reopenings"] = "Paths.AssessWidely",
    };

    /// <summary>Prefixes of what frameworks map and nobody of us uses; the gate keeps it closed.</summary>
    private static readonly string[] Frameworks = ["/_framework/", "/{**path:file}", "/_blazor"];

    /// <summary>The page on which people read the API's document, with what it is made of.</summary>
    private static readonly HashSet<string> ApiReader = ["/api", "/api/{documentName?}", "/api/scalar.js", "/api/scalar.aspnetcore.js", "/api/favicon.svg"];

    /// <summary>Reads that find nothing here, whoever asks: the rest must answer somebody who may.</summary>
    private static readonly Dictionary<string, string> NothingToSee = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/recognition/check/{Key}"] = "a key that nobody was given",
        ["/recognition/badges/{BadgeId:guid}"] = "a badge that nobody of these holds",
        ["/ojt/guest/{Token}"] = "a link that nobody was sent",
        ["/ojt/guest/{Token}/tasks/{TaskId:guid}"] = "a link that nobody was sent",
        ["/ojt/guest/{Token}/evidence/{Id:guid}"] = "a link that nobody was sent",
        ["/ojt/evidence/{id:guid}"] = "nobody handed in a file",
        ["/ojt/tasks/{TaskId:guid}"] = "a task of nobody's training",
        ["/ojt/trainings/{Id:guid}/objectives/{ObjectiveId:guid}"] = "an objective of nobody's training",
        ["/media/shared/{Token}"] = "a link that nobody was sent",
        ["/media/shared/{token}/file"] = "a link that nobody was sent",
        ["/media/shared/{token}/preview"] = "a link that nobody was sent",
        ["/media/shared/{token}/rendition"] = "a link that nobody was sent",
        ["/media/shared/{token}/captions/{captionId:guid}"] = "a link that nobody was sent",
        ["/media/{id:guid}/preview"] = "a medium without a preview",
        ["/media/{id:guid}/rendition"] = "a medium without a version for browsers",
        ["/media/{id:guid}/captions/{captionId:guid}"] = "captions of another medium",
        ["/media/{Id:guid}/delete"] = "a medium that is not in the trash",
        ["/paths/files/{id:guid}"] = "no course has a file",
        ["/paths/submissions/files/{submissionFileId:guid}"] = "nobody handed in a file",
        ["/paths/courses/{CourseId:guid}/tasks/{ItemId:guid}"] = "an item that is no practical task",
        ["/api/v1/paths/courses/{courseId:guid}/tasks/{itemId:guid}"] = "an item that is no practical task",
        ["/paths/courses/{CourseId:guid}/tries/{TryId:guid}"] = "a try of another course",
        ["/gap-closure/requests/{id:guid}/files/{fileId:guid}"] = "nobody handed in a file",
        ["/skills/evidence/{EvidenceId:guid}/answer"] = "evidence that nobody asks about",
        ["/notices/{NoticeId:guid}"] = "nobody was told anything yet",
        ["/people/{Id:guid}/access/code"] = "somebody without an account",
        ["/people/{Id:guid}/access/second-step"] = "somebody without an account",
        ["/me/security"] = "the walkers have sessions and no accounts",
        ["/me/security/two-steps"] = "the walkers have sessions and no accounts",
        ["/me/security/two-steps/off"] = "the walkers have sessions and no accounts",
        ["/me/security/recovery-codes"] = "the walkers have sessions and no accounts",
        ["/me/security/passkeys"] = "the walkers have sessions and no accounts",
        ["/api/v1/me/security"] = "the walkers have sessions and no accounts",
        ["/me/lend"] = "the walkers have no roles of an account to lend",
        ["/admin/sign-in/providers/{ProviderId:guid}"] = "there is no provider",
        ["/admin/roles/units"] = "it asks for a role in its query",
        ["/admin/import/{Id:guid}"] = "an upload that nobody made",
        ["/people/import/{Id:guid}"] = "an upload that nobody made",
        ["/roles/import/{Id:guid}"] = "an upload that nobody made",
        ["/admin/deliveries/{MessageId:long}/{Subscriber}"] = "a delivery that is not due",
    };

    [Theory, EveryDatabase]
    public async Task Every_endpoint_answers_everybody_as_it_declares(Database database)
    {
        await using var host = await WalkHost.StartAsync(database, "elsewhere.example");
        await WalkHost.RewriteAsync(WalkHost.Tenants(host)[1], (_, _, type) => NextId(database, type));
        // Both databases stand behind the same questions; one of them is asked by a sample of the roles.
        var walk = await Walk.BeginAsync(host, database == Database.Sqlite ? Accounts.Roles : [RoleNames.Manager, RoleNames.HR]);

        await walk.ReadAndBeRefusedAsync();
        await walk.SubmitFormsAsync();
        await walk.WriteAsync();

        walk.Steps.ShouldBeGreaterThan(500);
        string.Join(Environment.NewLine, walk.Wrong.Order()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_feature_that_is_off_answers_nobody_on_any_of_its_endpoints_M1()
    {
        await using var host = await WalkHost.StartAsync(Database.Sqlite);
        var walk = await Walk.BeginAsync(host, []);

        await walk.SwitchOffAsync();

        walk.Steps.ShouldBeGreaterThan(30);
        string.Join(Environment.NewLine, walk.Wrong.Order()).ShouldBeEmpty();
    }

    /// <summary>Gives every id of a tenant another first digit, the same one wherever it stands: two tenants then share no id.</summary>
    private static string? NextId(Database database, string type) => (database, type) switch
    {
        (Database.Postgres, "uuid") => """(translate(left("{0}"::text, 1), '0123456789abcdef', '123456789abcdef0') || substr("{0}"::text, 2))::uuid""",
        (Database.Sqlite, "text") => """CASE WHEN "{0}" GLOB '????????-????-????-????-????????????' THEN substr('123456789ABCDEF0', instr('0123456789ABCDEF', upper(substr("{0}", 1, 1))), 1) || substr("{0}", 2) ELSE "{0}" END""",
        _ => null,
    };

    private sealed class Walk
    {
        private readonly TestHost host;
        private readonly RouteIds ids;
        private readonly List<Walker> walkers = [];
        private readonly List<(RouteEndpoint Endpoint, PermissionDeclaration Permission)> guarded = [];
        private readonly List<RouteEndpoint> open = [];
        private readonly ConcurrentDictionary<RouteEndpoint, bool> shown = [];
        private int steps;

        private Walk(TestHost host, RouteIds ids) => (this.host, this.ids) = (host, ids);

        public ConcurrentBag<string> Wrong { get; } = [];

        public int Steps => steps;

        public static async Task<Walk> BeginAsync(TestHost host, IReadOnlyList<string> roles)
        {
            var walk = new Walk(host, await RouteIds.ReadAsync(host));
            walk.walkers.Add(new Walker("nobody", host.CreateClient(WalkHost.Here), null));
            foreach (var role in roles)
            {
                var permissions = host.Catalog.Permissions.Where(p => p.Roles.Contains(role)).Select(p => p.Id).ToHashSet();
                walk.walkers.Add(new Walker(role, await host.SignInAsync(Actor.OfPerson(walk.ids.Me, [role])), permissions));
            }

            walk.Classify();
            return walk;
        }

        /// <summary>All reads, and all writes that must be refused: nothing is written by any of them.</summary>
        public async Task ReadAndBeRefusedAsync()
        {
            var before = await WrittenAsync();
            await Parallel.ForEachAsync(open.Where(e => Methods(e).Contains("GET")), async (endpoint, ct) =>
            {
                foreach (var walker in walkers) await ExpectAsync(walker, "GET", ids.PathOf(endpoint, Whose.Own).Path, status => status < 500, "less than 500");
            });
            await Parallel.ForEachAsync(
                from endpoint in guarded from method in Methods(endpoint.Endpoint) from walker in walkers select (endpoint, method, walker),
                async (step, _) => await ReadOrBeRefusedAsync(step.walker, step.endpoint.Endpoint, step.endpoint.Permission, step.method));
            // A sample of the roles does not hold everything.
            foreach (var (endpoint, _) in guarded.Where(g => walkers.Count > Accounts.Roles.Count && Methods(g.Endpoint).Contains("GET") && !shown.ContainsKey(g.Endpoint)))
            {
                var pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/');
                if (!NothingToSee.ContainsKey(pattern)) Wrong.Add($"GET {pattern} ({ids.PathOf(endpoint, Whose.Own).Path}) was refused to everybody who may. Where there is nothing of the kind, say so in {nameof(NothingToSee)}.");
            }

            (await WrittenAsync()).ShouldBe(before, "Something was written by a look or by a request that was refused.");
        }

        /// <summary>Fills the forms of one's own pages and submits them for what another tenant, or somebody outside the line, has.</summary>
        public async Task SubmitFormsAsync()
        {
            var before = await WrittenAsync();
            foreach (var (endpoint, permission) in guarded.Where(g => Methods(g.Endpoint) is ["GET", "POST"] && ids.NamesThings(g.Endpoint)))
            {
                foreach (var walker in walkers.Where(w => w.Holds(permission)))
                {
                    var (own, exists) = ids.PathOf(endpoint, Whose.Own);
                    if (!exists) continue;
                    var answer = await walker.Client.GetAsync(own);
                    if (answer.StatusCode != HttpStatusCode.OK) continue;
                    foreach (var form in (await answer.ReadPageAsync()).Forms.Where(f => f.Method == "post" && f.QuerySelector("button[formaction='sign-out']") is null))
                    {
                        var fields = form.QuerySelectorAll("input[name], textarea[name], select[name]").Where(e => e.GetAttribute("type") != "file")
                            .Select(e => KeyValuePair.Create(e.GetAttribute("name")!, e.GetAttribute("value") ?? "x")).ToList();
                        foreach (var whose in Targets(endpoint, permission, walker).Where(t => t.MustBeRefused).Select(t => t.Whose))
                        {
                            var path = ids.PathOf(endpoint, whose).Path;
                            await ExpectAsync(walker, "POST", path, status => status is 400 or 404, "400 or 404", new FormUrlEncodedContent(fields));
                        }
                    }
                }
            }

            (await WrittenAsync()).ShouldBe(before, "Something was written by a form for what its sender may not see.");
        }

        /// <summary>All writes of the API that are allowed: whatever they answer, they do not break.</summary>
        public async Task WriteAsync()
        {
            foreach (var (endpoint, permission) in guarded.Where(g => IsApi(g.Endpoint)))
                foreach (var method in Methods(endpoint).Where(m => m != "GET"))
                    foreach (var walker in walkers.Where(w => w.Holds(permission)))
                        await ExpectAsync(walker, method, ids.PathOf(endpoint, Whose.Own).Path, status => status < 500 && status is not (401 or 403), "less than 500, and neither 401 nor 403", BodyOf(endpoint));
        }

        public async Task SwitchOffAsync()
        {
            var administrator = await host.SignInAsync(Actor.OfPerson(ids.Me, [.. Accounts.Roles]));
            var walker = new Walker("every role at once", administrator, host.Catalog.Permissions.Select(p => p.Id).ToHashSet());
            foreach (var feature in guarded.GroupBy(g => g.Permission.Feature).Where(f => f.Key != "Platform"))
            {
                await host.SetFeatureAsync(feature.Key, isOn: false);
                foreach (var (endpoint, _) in feature)
                    foreach (var method in Methods(endpoint))
                        await ExpectAsync(walker, method, ids.PathOf(endpoint, Whose.Own).Path, status => status == 404, $"404 while {feature.Key} is off", method == "GET" ? null : BodyOf(endpoint));
                // The home page and its widgets do without, and so do the pages of other modules that stand by themselves, where a whole module is off.
                await ExpectAsync(walker, "GET", "/", status => status == 200, $"200 while {feature.Key} is off");
                foreach (var (endpoint, _) in guarded.Where(g => !feature.Key.Contains('.') && g.Endpoint.RoutePattern.Parameters.Count == 0 && Methods(g.Endpoint) is ["GET", "POST"] && host.Tenant.Features.Contains(g.Permission.Feature)))
                    await ExpectAsync(walker, "GET", ids.PathOf(endpoint, Whose.Own).Path, status => status is 200 or 302 or 404, $"an answer while {feature.Key} is off");
                await host.SetFeatureAsync(feature.Key, isOn: true);
            }
        }

        private void Classify()
        {
            foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
            {
                var pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/');
                if (endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor")) continue;
                if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                {
                    if (OpenToAll.Contains(pattern)) open.Add(endpoint);
                    else if (!IsFramework(pattern)) Wrong.Add($"{pattern} is open to all. If it has to be, add it to {nameof(OpenToAll)}.");
                }
                else if (EndpointGate.PermissionOf(endpoint, host.Catalog) is { } permission)
                {
                    foreach (var unknown in ids.Unknown(endpoint)) Wrong.Add(unknown);
                    if (!ids.Unknown(endpoint).Any()) guarded.Add((endpoint, permission));
                }
                else if (!IsFramework(pattern))
                {
                    Wrong.Add($"{pattern} does not say which permission it requires.");
                }
            }
        }

        private static bool IsFramework(string pattern) => ApiReader.Contains(pattern) || Frameworks.Any(f => pattern.StartsWith(f, StringComparison.Ordinal));

        private async Task ReadOrBeRefusedAsync(Walker walker, RouteEndpoint endpoint, PermissionDeclaration permission, string method)
        {
            var own = ids.PathOf(endpoint, Whose.Own).Path;
            if (!walker.Holds(permission))
            {
                var (expected, name) = walker.Permissions is not null ? (403, "403: the permission is missing")
                    : method == "GET" && !IsApi(endpoint) ? (302, "302 to the sign-in") : (401, "401: nobody is signed in");
                // The door does not look at whose things they are; those of the line are no other case.
                foreach (var whose in new[] { Whose.Own, Whose.Anothers, Whose.OtherTenants })
                    await ExpectAsync(walker, method, ids.PathOf(endpoint, whose).Path, status => status == expected, name, method == "GET" ? null : BodyOf(endpoint));
            }
            else if (method != "GET" && !IsApi(endpoint))
            {
                await ExpectAsync(walker, method, own, status => status == 400, "400: a form without its token", new FormUrlEncodedContent([]));
            }
            else
            {
                foreach (var (whose, mustBeRefused) in Targets(endpoint, permission, walker).Where(t => t.MustBeRefused || method == "GET"))
                {
                    var path = ids.PathOf(endpoint, whose).Path;
                    if (!mustBeRefused) await ExpectAsync(walker, method, path, status => Note(endpoint, status) || status == 404 || (status == 400 && IsApi(endpoint)), "what one may see, or 404");
                    else if (method == "GET") await ExpectAsync(walker, method, path, status => status == 404, $"404: {whose}");
                    else await ExpectAsync(walker, method, path, status => status is 404 or 400, $"404 or 400: {whose}", BodyOf(endpoint));
                }
            }
        }

        /// <summary>Whether something was shown; remembered, so that a refusal of everybody is found.</summary>
        private bool Note(RouteEndpoint endpoint, int status)
        {
            var isShown = status is 200 or 302 or 204;
            if (isShown) shown.TryAdd(endpoint, true);
            return isShown;
        }

        /// <summary>Whose things somebody who holds the permission asks for, and which of them there are not for this one.</summary>
        private IEnumerable<(Whose Whose, bool MustBeRefused)> Targets(RouteEndpoint endpoint, PermissionDeclaration permission, Walker walker)
        {
            yield return (Whose.Own, false);
            if (!ids.NamesThings(endpoint)) yield break;
            yield return (Whose.OtherTenants, true);
            if (!ids.IsPersonal(endpoint)) yield break;
            var everybody = walker.May(PlatformPermissions.SeeEverybody)
                || (OpenOfEverybody.TryGetValue("/" + endpoint.RoutePattern.RawText!.Trim('/'), out var wider) && walker.May(wider));
            yield return (Whose.Anothers, !everybody);
            yield return (Whose.Reports, !everybody && !walker.May(PlatformPermissions.SeeTeam));
        }

        private async Task ExpectAsync(Walker walker, string method, string path, Func<int, bool> isRight, string expected, HttpContent? content = null)
        {
            Interlocked.Increment(ref steps);
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
            try
            {
                using var answer = await walker.Client.SendAsync(request);
                if (!isRight((int)answer.StatusCode)) Wrong.Add($"{method} {path} as {walker.Name}: {(int)answer.StatusCode} instead of {expected}");
                if (answer.StatusCode == HttpStatusCode.Redirect && walker.Permissions is null && !IsSignIn(walker.Client.BaseAddress!, answer.Headers.Location!) && !path.StartsWith("/language", StringComparison.Ordinal))
                    Wrong.Add($"{method} {path} as {walker.Name}: leads to {answer.Headers.Location}");
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Wrong.Add($"{method} {path} as {walker.Name}: {exception.GetType().Name} {exception.Message}");
            }
        }

        private static bool IsSignIn(Uri here, Uri location) =>
            new Uri(here, location) is var target && target.Authority == here.Authority && target.AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal);

        /// <summary>What was written so far; told by name, so that a walk says what it should not have done.</summary>
        private Task<List<string>> WrittenAsync() => host.UseAsync<PlatformDb, List<string>>(db => db.Set<AuditEntry>().OrderBy(e => e.Id).Select(e => e.Action).ToListAsync());

        private static bool IsApi(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal);

        private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Where(m => m != "HEAD").Order(StringComparer.Ordinal).ToList() ?? ["GET"];

        /// <summary>A body that can be read, of the type that the endpoint takes.</summary>
        private static HttpContent BodyOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: { } type } && IsApi(endpoint)
            ? new StringContent(Sample(type, depth: 0)?.ToJsonString() ?? "{}", Encoding.UTF8, "application/json")
            : new FormUrlEncodedContent([]);

        private static JsonNode? Sample(Type type, int depth) => (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var t when t == typeof(string) => "x",
            var t when t == typeof(bool) => false,
            var t when t == typeof(Guid) => "00000000-0000-4000-8000-0000000000ff",
            var t when t == typeof(DateOnly) => "2026-03-02",
            var t when t == typeof(DateTimeOffset) => "2026-03-02T08:00:00Z",
            { IsEnum: true } t => Enum.GetNames(t)[0],
            { IsPrimitive: true } or { Name: nameof(Decimal) } => 1,
            var t when t.IsAssignableTo(typeof(System.Collections.IEnumerable)) => t.Name.Contains("Dictionary", StringComparison.Ordinal) ? new JsonObject() : new JsonArray(),
            _ when depth > 4 => null,
            var t => new JsonObject(t.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => KeyValuePair.Create(char.ToLowerInvariant(p.Name[0]) + p.Name[1..], Sample(p.PropertyType, depth + 1)))),
        };

        private sealed record Walker(string Name, HttpClient Client, HashSet<string>? Permissions)
        {
            public bool May(string permission) => Permissions?.Contains(permission) == true;

            public bool Holds(PermissionDeclaration permission) => permission.OpenToAll || May(permission.Id);
        }
    }
}
