using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Architecture.Tests;

public sealed partial class BoundaryTests
{
    public static TheoryData<string> Modules => [.. Tree.ModuleIds];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var one in Tree.ModuleIds)
                foreach (var other in Tree.ModuleIds.Where(o => o != one)) pairs.Add(one, other);
            return pairs;
        }
    }

    [Fact]
    public void There_are_modules_to_examine() => Tree.ModuleIds.Count.ShouldBeGreaterThanOrEqualTo(4);

    [Theory, MemberData(nameof(Pairs))]
    public void A_module_uses_another_through_its_contracts_alone(string one, string other)
    {
        Tree.ProjectOf(one).ShouldNotContain($"CompetencyModular.{other}.csproj");
        Tree.Module(one).GetReferencedAssemblies().Select(a => a.Name).ShouldNotContain($"CompetencyModular.{other}");
    }

    [Theory, MemberData(nameof(Modules))]
    public void A_module_declares_exactly_the_modules_whose_contracts_it_references(string id)
    {
        var module = Tree.Module(id).GetCustomAttribute<ModuleAttribute>()!;
        var referenced = Tree.ModuleIds.Where(o => o != id && Tree.ProjectOf(id).Contains($"CompetencyModular.{o}.Contracts.csproj", StringComparison.Ordinal));

        module.Requires.Concat(module.Uses).Order(StringComparer.Ordinal).ShouldBe(referenced.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Modules))]
    public void Nothing_of_a_module_is_public_but_components_and_the_module_itself(string id) => Tree.Module(id).GetExportedTypes()
        .Where(t => !t.IsAssignableTo(typeof(IComponent)) && !t.IsAssignableTo(typeof(Sdk.Modules.Module)) && !t.Namespace!.Contains("Migrations", StringComparison.Ordinal) && t.Name != "_Imports")
        .Select(t => t.FullName).ShouldBeEmpty();

    [Theory, MemberData(nameof(Modules))]
    public void Every_message_is_sealed_and_says_which_declared_permission_it_requires(string id)
    {
        var declared = Tree.Module(id).GetCustomAttributes<PermissionAttribute>().Select(p => p.Id).ToHashSet();
        var messages = Tree.Module(id).GetTypes().Where(t => !t.IsAbstract && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IUseCase<>))).ToList();

        messages.ShouldNotBeEmpty();
        messages.Where(m => !m.IsSealed || m.GetCustomAttribute<RequiresAttribute>() is not { } requires || !declared.Contains(requires.Permission)).Select(m => m.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void Events_are_sealed_records_with_a_stable_name_and_survive_json()
    {
        var events = Tree.Assemblies.Concat(Tree.Contracts)
            .SelectMany(a => a.GetTypes()).Where(t => t.IsAssignableTo(typeof(IEvent)) && !t.IsInterface).ToList();

        events.Count.ShouldBeGreaterThan(2);
        foreach (var type in events)
        {
            type.IsSealed.ShouldBeTrue(type.FullName);
            type.GetCustomAttribute<EventAttribute>().ShouldNotBeNull(type.FullName);
            var values = type.GetConstructors().Single().GetParameters().Select(p => Sample(p.ParameterType)).ToArray();
            var happened = Activator.CreateInstance(type, values)!;
            JsonSerializer.Deserialize(JsonSerializer.Serialize(happened, type, JsonSerializerOptions.Web), type, JsonSerializerOptions.Web).ShouldBe(happened);
        }
    }

    [Fact]
    public void Models_and_migrations_agree_on_both_databases()
    {
        var contexts = Tree.Assemblies.SelectMany(a => a.GetTypes()).Where(t => t.IsAssignableTo(typeof(ModuleDbContext)) && !t.IsAbstract).ToList();

        contexts.Count.ShouldBeGreaterThanOrEqualTo(2 * (Tree.ModuleIds.Count + 1));
        foreach (var type in contexts)
        {
            var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
            if (type.Name.Contains("Postgres", StringComparison.Ordinal)) options.UseNpgsql();
            else options.UseSqlite();
            using var context = (ModuleDbContext)Activator.CreateInstance(type, options.Options)!;
            context.Database.HasPendingModelChanges().ShouldBeFalse(type.FullName);
            var isSqlite = !type.Name.Contains("Postgres", StringComparison.Ordinal);
            var prefix = context.Schema.Replace('-', '_') + "_";
            context.Model.GetEntityTypes().Where(e => e.GetTableName() is { } table && (isSqlite ? !table.StartsWith(prefix, StringComparison.Ordinal) : e.GetSchema() != context.Schema))
                .Select(e => e.DisplayName()).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_places_for_values()
    {
        var files = Tree.Files("*.resx").Where(f => !f.EndsWith(".de.resx", StringComparison.Ordinal)).ToList();

        files.ShouldNotBeEmpty();
        foreach (var file in files)
        {
            var (english, german) = (Texts(file), Texts(Path.ChangeExtension(file, ".de.resx")));
            german.Keys.Order(StringComparer.Ordinal).ShouldBe(english.Keys.Order(StringComparer.Ordinal), file);
            foreach (var (key, text) in english) Places(german[key]).ShouldBe(Places(text), $"{file}: {key}");
        }
    }

    [Fact]
    public void Every_file_of_texts_is_named_after_a_type_or_nobody_would_find_it()
    {
        foreach (var assembly in Tree.Assemblies)
        {
            var names = assembly.GetManifestResourceNames().Where(n => n.EndsWith(".resources", StringComparison.Ordinal)).Select(n => n[..^".resources".Length]).ToList();
            names.ShouldNotBeEmpty(assembly.FullName);
            names.Except(assembly.GetTypes().Select(t => t.FullName!.Replace('+', '.'))).ShouldBeEmpty(assembly.FullName);
        }
    }

    [Fact]
    public void Time_is_injected_and_modules_send_through_the_sdk_alone()
    {
        var sources = Tree.Files("*.cs").Concat(Tree.Files("*.razor")).ToList();

        sources.Count.ShouldBeGreaterThan(100);
        sources.Where(f => WallClock().IsMatch(File.ReadAllText(f))).ShouldBeEmpty();
        sources.Where(f => f.Contains($"{Path.DirectorySeparatorChar}modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && Senders().IsMatch(File.ReadAllText(f))).ShouldBeEmpty();
    }

    private static object Sample(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(Guid) => new Guid("0198f1d2-0000-7000-8000-000000000001"),
        _ when type == typeof(int) => 3,
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero),
        _ when type == typeof(Sdk.Activities.ActivityRef) => new Sdk.Activities.ActivityRef("Paths", "course", new Guid("0198f1d2-0000-7000-8000-000000000002")),
        _ => throw new NotSupportedException($"Give {type} a sample value here."),
    };

    private static Dictionary<string, string> Texts(string file) =>
        System.Xml.Linq.XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Place();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b")]
    private static partial Regex WallClock();

    [GeneratedRegex(@"\b(IMediator|ISender|IPublisher)\b")]
    private static partial Regex Senders();
}
