using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tests.Access.Walk;
using CompetencyModular.Sdk.Testing;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CompetencyModular.Host.Tests.Shell;

/// <summary>The API's document, with every module that is built beside the host.</summary>
public sealed class ApiDocumentTests : IAsyncLifetime
{
    private static readonly HashSet<string> WithoutToken = ["/api/v1/sign-in"];

    private TestHost host = null!;

    public async ValueTask InitializeAsync() => host = await TestHost.StartAsync(Database.Sqlite, [.. ModuleSource.Beside(WalkHost.HostFolder)], "beside the host");

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Every_operation_says_what_it_does_who_may_and_what_it_answers()
    {
        var document = await ReadAsync();

        var wrong = new List<string>();
        foreach (var (path, method, operation) in Operations(document))
        {
            void Expect(bool holds, string what)
            {
                if (!holds) wrong.Add($"{method} {path}: {what}");
            }

            var answers = operation.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToList();
            Expect(operation.TryGetProperty("summary", out var summary) && summary.GetString() is [.., '.'], "no summary that is a sentence");
            Expect(operation.TryGetProperty("tags", out var tags) && tags.GetArrayLength() == 1, "not under exactly one heading");
            Expect(answers.Any(a => a.StartsWith('2')), "no answer for when all is well");
            Expect(WithoutToken.Contains(path) != (operation.TryGetProperty("security", out var security) && security.GetArrayLength() == 1), "wrong about whether it takes a token");
            Expect(WithoutToken.Contains(path) || (answers.Contains("401") && answers.Contains("403")), "no answer for who may not");
            Expect(!path.Contains('{') || answers.Contains("404"), "no answer for what is not there");
            Expect(method == "get" || answers.Contains("400"), "no answer for what is not right");
        }

        wrong.ShouldBeEmpty();
        Operations(document).Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task No_two_types_share_a_schema()
    {
        var options = host.Services.GetRequiredService<IOptionsMonitor<OpenApiOptions>>().Get("v1");

        var collapsed = Collapsed(type => options.CreateSchemaReferenceId(type));

        collapsed.ShouldBeEmpty();
        var schemas = (await ReadAsync()).GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => s.Name).ToHashSet();
        schemas.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Without_their_slice_in_the_name_types_would_collapse() =>
        Collapsed(OpenApiOptions.CreateDefaultSchemaReferenceId).ShouldNotBeEmpty();

    private IEnumerable<string> Collapsed(Func<JsonTypeInfo, string?> name)
    {
        var json = host.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var seen = new HashSet<Type>();
        void See(Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(void) || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true && !type.IsGenericType || !seen.Add(type)) return;
            var info = json.GetTypeInfo(type);
            if (info.ElementType is { } element) See(element);
            foreach (var property in info.Properties) See(property.PropertyType);
        }

        foreach (var description in host.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items.SelectMany(g => g.Items))
        {
            foreach (var answer in description.SupportedResponseTypes.Where(r => r.Type is not null)) See(answer.Type!);
            foreach (var parameter in description.ParameterDescriptions.Where(p => p.Source.Id == "Body" && p.Type is not null)) See(parameter.Type);
        }

        return seen.Select(type => (Type: type, Name: name(json.GetTypeInfo(type)))).Where(t => t.Name is not null)
            .GroupBy(t => t.Name).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(t => t.Type.FullName))}");
    }

    private async Task<JsonElement> ReadAsync() => JsonDocument.Parse(await host.CreateClient().GetStringAsync("/openapi/v1.json")).RootElement;

    private static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject() from operation in path.Value.EnumerateObject() select (path.Name, operation.Name, operation.Value);
}
