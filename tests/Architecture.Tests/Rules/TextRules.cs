using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CompetencyModular.Host.Modules;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Architecture.Tests.Rules;

/// <summary>Every text people read is there in English and in German, with the same blanks to fill in.</summary>
internal static class TextRules
{
    public static void Every_text_is_there_in_German(Product product, Findings findings)
    {
        var folders = product.Modules.Select(m => m.Folder).Append(Path.Combine(Product.Root, "src"));
        foreach (var file in folders.SelectMany(f => Directory.EnumerateFiles(f, "*.resx", SearchOption.AllDirectories)))
        {
            var place = Path.GetRelativePath(Product.Root, file);
            if (file.EndsWith(".de.resx", StringComparison.Ordinal))
            {
                findings.Look(place, !File.Exists(file.Replace(".de.resx", ".resx", StringComparison.Ordinal)), "has no English original");
                continue;
            }

            var translated = Path.ChangeExtension(file, ".de.resx");
            findings.Look(place, !File.Exists(translated), "has no German translation beside it");
            if (!File.Exists(translated)) continue;
            var (english, german) = (Read(file), Read(translated));
            foreach (var (key, text) in english)
            {
                if (!german.TryGetValue(key, out var translation)) findings.Look(place, true, $"{key} is missing in German");
                else findings.Look(place, !Blanks(text).SetEquals(Blanks(translation)), $"{key} has other placeholders in German");
                findings.Look(place, string.IsNullOrWhiteSpace(text) || (translation is not null && string.IsNullOrWhiteSpace(translation)), $"{key} is empty");
            }

            foreach (var key in german.Keys.Except(english.Keys)) findings.Look(place, true, $"{key} is there in German alone");
        }
    }

    /// <summary>A localizer finds texts by the full name of its type; a file of another name is found by nobody, and people read the keys.</summary>
    public static void Every_file_of_texts_is_named_after_a_type(Product product, Findings findings)
    {
        foreach (var assembly in product.Modules.Select(m => m.Implementation).Append(typeof(ModuleCatalog).Assembly).Append(typeof(ModuleAttribute).Assembly))
        {
            var types = assembly.GetTypes().Select(t => t.FullName!.Replace('+', '.')).ToHashSet();
            foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".resources", StringComparison.Ordinal)))
                findings.Look(name, !types.Contains(name[..^".resources".Length]), "is named after no type");
        }
    }

    /// <summary>
    /// What code and markup ask a localizer for is there; a key that is not shows itself to people. Keys that are put together at run time are
    /// left to the tests of their pages.
    /// </summary>
    public static void Every_key_that_is_asked_for_is_there(Product product, Findings findings)
    {
        var folders = product.Modules.Select(m => m.Folder).Append(Path.Combine(Product.Root, "src")).ToList();
        var texts = folders.SelectMany(f => Files(f, ".resx")).ToLookup(f => Path.GetFileNameWithoutExtension(f).Split('.')[^1]);
        foreach (var file in folders.SelectMany(f => Files(f, ".cs", ".razor")))
        {
            var source = File.ReadAllText(file);
            foreach (var localizer in Regex.Matches(source, @"IStringLocalizer<(?:[\w.]+\.)?(\w+)>\s+(\w+)").GroupBy(m => m.Groups[2].Value, m => m.Groups[1].Value))
            {
                var candidates = localizer.Distinct().SelectMany(type => texts[type]).ToList();
                var near = candidates.Where(c => Path.GetDirectoryName(c) == Path.GetDirectoryName(file)).ToList();
                var known = (near.Count > 0 ? near : candidates).SelectMany(f => Read(f).Keys).ToHashSet();
                foreach (var key in KeysAskedOf(localizer.Key, source))
                    findings.Look(Path.GetRelativePath(Product.Root, file), !known.Contains(key), $"asks for {key}, which {string.Join(" or ", localizer.Distinct())} does not have");
            }
        }
    }

    /// <summary>The names of modules, features, permissions and navigation entries are keys of the module's own texts.</summary>
    public static void Every_declaration_has_its_text(Product product, Findings findings)
    {
        foreach (var module in product.Modules)
        {
            var file = Directory.EnumerateFiles(Path.GetDirectoryName(module.Project)!, "*Module.resx").FirstOrDefault();
            var texts = file is null ? [] : Read(file);
            var wanted = new[] { "Module.Name", "Module.Description" }
                .Concat(module.Implementation.GetCustomAttributes<FeatureAttribute>().Select(f => $"Feature.{f.Id}"))
                .Concat(module.Permissions.Select(p => $"Permission.{p}"))
                .Concat(module.Contributions.NavigationEntries.Select(n => n.TextKey));
            foreach (var key in wanted) findings.Look(module.Id, !texts.ContainsKey(key), $"has no text {key} beside its module class");
        }
    }

    /// <summary>The literals in the first argument of each <c>texts["…"]</c>, also behind a condition; not those that are compared with.</summary>
    private static IEnumerable<string> KeysAskedOf(string localizer, string source)
    {
        foreach (Match start in Regex.Matches(source, $@"(?<![\w.""]){localizer}\[(?=[^\]])"))
        {
            var (depth, end) = (0, start.Index + start.Length);
            var quoted = false;
            for (; end < source.Length; end++)
            {
                var at = source[end];
                if (at is '"') quoted = !quoted;
                if (quoted) continue;
                if (depth == 0 && at is ']' or ',') break;
                depth += at is '(' or '[' or '{' ? 1 : at is ')' or ']' or '}' ? -1 : 0;
            }

            foreach (Match literal in Regex.Matches(source[(start.Index + start.Length)..end], @"(?<=^\s*|\?\s*|:\s*|=>\s*)""([\w.]+)""")) yield return literal.Groups[1].Value;
        }
    }

    private static IEnumerable<string> Files(string folder, params string[] extensions) => Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
        .Where(f => extensions.Contains(Path.GetExtension(f)) && !f.EndsWith(".de.resx", StringComparison.Ordinal) && !Regex.IsMatch(f, @"[/\\](obj|bin)[/\\]"));

    private static Dictionary<string, string> Read(string file) => XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static HashSet<string> Blanks(string text) => [.. Regex.Matches(text, @"\{\w+").Select(m => m.Value)];
}
