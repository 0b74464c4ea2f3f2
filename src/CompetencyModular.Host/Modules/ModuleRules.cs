using System.Reflection;
using System.Text.RegularExpressions;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Mediator;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CompetencyModular.Host.Modules;

/// <summary>
/// What the host checks of a module before it runs. A message or page that nobody guards never gets as far as a request, and what would make the
/// whole host stumble over one module is found here. Where two modules claim the same, the later one is refused.
/// </summary>
internal static partial class ModuleRules
{
    /// <summary>Addresses of the host that are no pages.</summary>
    internal static readonly string[] HostAddresses = ["api", "openapi", "health", "icons", "language", "sign-in", "sign-out", "shared-device", "status", "platform", "uploads"];

    /// <summary>Every message passes these, a write the last one too.</summary>
    private static readonly Type[] Behaviours =
        [typeof(TelemetryBehaviour<,>), typeof(FeatureGateBehaviour<,>), typeof(PermissionBehaviour<,>), typeof(ValidationBehaviour<,>), typeof(UnitOfWorkBehaviour<,>)];

    /// <summary>Checks what a module says of itself; none of its code has run.</summary>
    public static void CheckDeclaration(InstalledModule module, IReadOnlyList<InstalledModule> before)
    {
        var manifest = module.Manifest!;
        if (!SdkAssembly.Carries(manifest.SdkVersion))
            throw new ModuleRefusedException(ModuleState.Incompatible, $"It was built for SDK {manifest.SdkVersion.ToString(2)}; this host carries {SdkAssembly.Version.ToString(2)}.");
        CheckRequired(manifest, before);
        Refuse(before.Any(m => m.Id.Equals(module.Id, StringComparison.OrdinalIgnoreCase)), $"Another module has the id {module.Id}; this one lies in {Path.GetFileName(module.Source)}.");
        Refuse(!IdForm().IsMatch(module.Id), $"Its id {module.Id} must be letters, digits and dots.");
        Refuse(!PrefixForm().IsMatch(manifest.Prefix), $"Its prefix {manifest.Prefix} must be lower case letters, digits and dashes.");
        if (before.FirstOrDefault(m => m.Manifest!.Prefix == manifest.Prefix) is { } taken) Refuse($"Its prefix {manifest.Prefix} belongs to {taken.Id}.");
        Refuse(!IsHost(module) && HostAddresses.Contains(manifest.Prefix), $"Its prefix {manifest.Prefix} is an address of the host.");

        // The name of the assembly is the key of its mediator, its pages and its texts.
        var assembly = Path.GetFileNameWithoutExtension(manifest.AssemblyPath);
        Refuse(before.Any(m => Path.GetFileNameWithoutExtension(m.Manifest!.AssemblyPath).Equals(assembly, StringComparison.OrdinalIgnoreCase)), $"Another module has an assembly of the name {assembly}.");
        Refuse(module.Folder is not null && HostAssemblies.Owns(assembly), $"The host has an assembly of the name {assembly}.");

        var features = manifest.Features.Select(f => f.Id).ToList();
        foreach (var feature in features.Skip(1).Where(f => !f.StartsWith(module.Id + ".", StringComparison.Ordinal))) Refuse($"Its feature {feature} does not begin with {module.Id}.");
        foreach (var permission in manifest.Permissions)
        {
            Refuse(!permission.Id.StartsWith(module.Id + ".", StringComparison.Ordinal), $"Its permission {permission.Id} does not begin with {module.Id}.");
            Refuse(!features.Contains(permission.Feature), $"Its permission {permission.Id} names the feature {permission.Feature}, which it does not declare.");
        }

        Once("feature", features, before, m => m.Features.Select(f => f.Id));
        Once("permission", [.. manifest.Permissions.Select(p => p.Id)], before, m => m.Permissions.Select(p => p.Id));
    }

    /// <summary>Checks that what the module requires runs.</summary>
    public static void CheckRequired(ModuleManifest manifest, IReadOnlyList<InstalledModule> before)
    {
        foreach (var required in manifest.Requires.Where(r => before.All(m => m.Id != r)))
            throw new ModuleRefusedException(ModuleState.MissingDependency, $"It requires {required}, which is not here or does not run.");
    }

    /// <summary>Checks a module's types; its constructor has run.</summary>
    public static void CheckCode(InstalledModule module, IReadOnlyList<InstalledModule> before)
    {
        var permissions = PermissionsFor(module, before);
        foreach (var guarded in module.Messages.Concat(module.Pages.Where(p => !IsOpenToAll(p))))
        {
            var requires = guarded.GetCustomAttribute<RequiresAttribute>();
            if (requires is null) Refuse($"{guarded.FullName} does not say which permission it requires.");
            else Refuse(!permissions.Contains(requires.Permission), $"{guarded.FullName} requires {requires.Permission}, which neither it declares nor the host nor a module that it requires.");
        }

        foreach (var message in module.Messages) CheckPipeline(message);
        CheckPages(module, before);
        CheckEvents(module);
    }

    /// <summary>Checks what a module adds to the user interface.</summary>
    public static void CheckContributions(InstalledModule module, IReadOnlyList<InstalledModule> before)
    {
        var permissions = PermissionsFor(module, before);
        foreach (var (what, permission) in module.Contributions.NavigationEntries.Select(n => ($"Its navigation entry {n.Href}", n.Permission))
            .Concat(module.Contributions.WidgetEntries.Select(w => ($"Its widget {w.Component.Name}", w.Permission))))
            Refuse(!permissions.Contains(permission), $"{what} requires {permission}, which neither it declares nor the host nor a module that it requires.");
    }

    /// <summary>Whether a page is for people who are not signed in.</summary>
    public static bool IsOpenToAll(Type page) => page.IsDefined(typeof(AllowAnonymousAttribute), inherit: false);

    /// <summary>Whether it is the host itself.</summary>
    public static bool IsHost(InstalledModule module) => module.Assembly == typeof(ModuleRules).Assembly;

    public static void Refuse(string reason) => throw new ModuleRefusedException(ModuleState.Faulted, reason);

    public static void Refuse(bool isWrong, string reason)
    {
        if (isWrong) Refuse(reason);
    }

    /// <summary>
    /// The behaviours are registered as open generics, and one whose constraints a message does not meet is left out without a word: the gate, the
    /// permission or the transaction would be gone.
    /// </summary>
    private static void CheckPipeline(Type message)
    {
        var response = message.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IUseCase<>)).ToList() is [var useCase]
            ? typeof(Result<>).MakeGenericType(useCase.GetGenericArguments())
            : null;
        foreach (var behaviour in message.IsAssignableTo(typeof(IBaseQuery)) ? Behaviours[..^1] : Behaviours)
            Refuse(response is null || !Fits(behaviour, message, response), $"{message.FullName} would miss {behaviour.Name.Split('`')[0]}: a message is an IRead<T> or an IWrite<T> and nothing else.");
        Refuse(message.IsAssignableTo(typeof(IBaseQuery)) && message.IsAssignableTo(typeof(IWrite)), $"{message.FullName} says that it reads and that it writes.");
    }

    private static bool Fits(Type behaviour, Type message, Type response)
    {
        try
        {
            return behaviour.MakeGenericType(message, response) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void CheckPages(InstalledModule module, IReadOnlyList<InstalledModule> before)
    {
        var prefix = module.Manifest!.Prefix;
        if (!IsHost(module))
        {
            var hostPages = before.First(IsHost).Pages.SelectMany(RoutesOf).Select(r => r.PathSegments).Where(s => s.Count > 0).Select(s => s[0].Parts[0]).OfType<RoutePatternLiteralPart>();
            Refuse(hostPages.Any(p => p.Content.Equals(prefix, StringComparison.OrdinalIgnoreCase)), $"Its prefix {prefix} is an address of the host.");
        }

        foreach (var page in module.Pages)
        foreach (var route in RoutesOf(page))
        {
            Refuse(page.IsGenericTypeDefinition, $"The page {page.FullName} is generic; nobody could open it.");
            var first = route.PathSegments is [{ Parts: [RoutePatternLiteralPart { Content: var literal }] }, ..] ? literal : null;
            Refuse(!IsHost(module) && first != prefix, $"The route {route.RawText} does not begin with /{prefix}.");
        }
    }

    private static void CheckEvents(InstalledModule module)
    {
        foreach (var happened in module.Types.Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IEvent))))
            Refuse(!happened.IsDefined(typeof(EventAttribute), inherit: false), $"The event {happened.FullName} has no [Event] name.");

        var names = new HashSet<string>();
        foreach (var (consumer, happened) in Subscriptions.ConsumersOf(module))
        {
            Refuse(!happened.IsDefined(typeof(EventAttribute), inherit: false), $"{consumer.FullName} consumes {happened.FullName}, which has no [Event] name.");
            var name = Subscriptions.NameOf(module, consumer, happened);
            Refuse(!names.Add(name), $"Two consumers share the name {name}; what one was told, the other would never hear.");
            var feature = Subscriptions.FeatureOf(module, consumer);
            Refuse(module.Manifest!.Features.All(f => f.Id != feature), $"{consumer.FullName} names the feature {feature}, which it does not declare.");
        }
    }

    private static void Once(string kind, IReadOnlyList<string> ids, IReadOnlyList<InstalledModule> before, Func<ModuleManifest, IEnumerable<string>> of)
    {
        if (ids.GroupBy(id => id).FirstOrDefault(g => g.Count() > 1) is { } twice) Refuse($"It declares the {kind} {twice.Key} twice.");
        foreach (var other in before)
            if (of(other.Manifest!).FirstOrDefault(ids.Contains) is { } taken) Refuse($"Its {kind} {taken} is declared by {other.Id} already.");
    }

    private static HashSet<string> PermissionsFor(InstalledModule module, IReadOnlyList<InstalledModule> before) =>
        [.. before.Where(m => IsHost(m) || module.Manifest!.Requires.Contains(m.Id)).Append(module).SelectMany(m => m.Manifest!.Permissions).Select(p => p.Id)];

    private static IEnumerable<RoutePattern> RoutesOf(Type page) => page.GetCustomAttributes<RouteAttribute>().Select(r => RoutePatternFactory.Parse(r.Template));

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$")]
    private static partial Regex IdForm();

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex PrefixForm();
}
