using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Host.Modules;

/// <summary>What a module says of itself in its assembly's metadata, read before any of its code runs.</summary>
internal sealed record ModuleManifest(
    string Id,
    string Prefix,
    string Version,
    string AssemblyPath,
    Version SdkVersion,
    IReadOnlyList<AssemblyName> Contracts,
    IReadOnlyList<string> Requires,
    IReadOnlyList<string> Uses,
    IReadOnlyList<FeatureDeclaration> Features,
    IReadOnlyList<PermissionDeclaration> Permissions)
{
    /// <summary>Reads the manifest of an assembly; null when the file is no module.</summary>
    /// <exception cref="BadImageFormatException">The file is no .NET assembly.</exception>
    public static ModuleManifest? Read(string assemblyPath)
    {
        using var file = File.OpenRead(assemblyPath);
        using var pe = new PEReader(file);
        if (!pe.HasMetadata) return null;
        var metadata = pe.GetMetadataReader();
        var attributes = metadata.GetAssemblyDefinition().GetCustomAttributes().Select(metadata.GetCustomAttribute)
            .Select(a => (Name: TypeNameOf(metadata, a), Attribute: a)).ToList();

        var module = attributes.Where(a => a.Name == typeof(ModuleAttribute).FullName).Select(a => Decode(a.Attribute)).FirstOrDefault();
        if (module.FixedArguments.IsDefault) return null;

        var id = Fixed(module, 0);
        var features = attributes.Where(a => a.Name == typeof(FeatureAttribute).FullName).Select(a => Decode(a.Attribute))
            .Select(f => new FeatureDeclaration(Fixed(f, 0), id, [id, .. Strings(f, nameof(FeatureAttribute.Requires))]))
            .Prepend(new FeatureDeclaration(id, id, Strings(module, nameof(ModuleAttribute.Requires)))).ToList();
        var permissions = attributes.Where(a => a.Name == typeof(PermissionAttribute).FullName).Select(a => Decode(a.Attribute))
            .Select(p => new PermissionDeclaration(
                Fixed(p, 0), Named<string>(p, nameof(PermissionAttribute.Feature)) ?? id,
                Strings(p, nameof(PermissionAttribute.Roles)), (Risk)Named<int>(p, nameof(PermissionAttribute.Risk)), Named<bool>(p, nameof(PermissionAttribute.OpenToAll)))).ToList();
        var version = attributes.Where(a => a.Name == typeof(AssemblyInformationalVersionAttribute).FullName)
            .Select(a => Fixed(Decode(a.Attribute), 0)).FirstOrDefault() ?? metadata.GetAssemblyDefinition().Version.ToString();
        var sdk = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .Where(r => metadata.GetString(r.Name) == SdkAssembly.Name).Select(r => r.Version).FirstOrDefault() ?? SdkAssembly.Version;

        var contracts = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .Where(r => SharedContracts.IsContracts(metadata.GetString(r.Name))).Select(r => new AssemblyName(metadata.GetString(r.Name)) { Version = r.Version }).ToList();

        return new ModuleManifest(
            id, Fixed(module, 1), version, assemblyPath, sdk, contracts,
            Strings(module, nameof(ModuleAttribute.Requires)), Strings(module, nameof(ModuleAttribute.Uses)), features, permissions);
    }

    private static CustomAttributeValue<string> Decode(CustomAttribute attribute) => attribute.DecodeValue(TypeNames.Instance);

    private static string Fixed(CustomAttributeValue<string> value, int index) => (string)value.FixedArguments[index].Value!;

    private static T? Named<T>(CustomAttributeValue<string> value, string name) =>
        value.NamedArguments.FirstOrDefault(n => n.Name == name).Value is T found ? found : default;

    private static IReadOnlyList<string> Strings(CustomAttributeValue<string> value, string name) =>
        value.NamedArguments.FirstOrDefault(n => n.Name == name).Value is System.Collections.Immutable.ImmutableArray<CustomAttributeTypedArgument<string>> items
            ? [.. items.Select(i => (string)i.Value!)]
            : [];

    private static string TypeNameOf(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference) return "";
        var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference) return "";
        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    /// <summary>Names are all that is needed of the types in attribute values.</summary>
    private sealed class TypeNames : ICustomAttributeTypeProvider<string>
    {
        public static readonly TypeNames Instance = new();

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSystemType() => "System.Type";

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
            reader.GetString(reader.GetTypeDefinition(handle).Name);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
            reader.GetString(reader.GetTypeReference(handle).Name);

        public string GetTypeFromSerializedName(string name) => name;

        public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

        public bool IsSystemType(string type) => type == "System.Type";
    }
}

/// <summary>A feature and what it requires.</summary>
internal sealed record FeatureDeclaration(string Id, string ModuleId, IReadOnlyList<string> Requires);

/// <summary>A permission, its feature, its default roles, and whether even those hold it who are not signed in.</summary>
internal sealed record PermissionDeclaration(string Id, string Feature, IReadOnlyList<string> Roles, Risk Risk, bool OpenToAll);

/// <summary>The SDK that this host carries.</summary>
internal static class SdkAssembly
{
    public static Assembly Assembly { get; } = typeof(CompetencyModular.Sdk.Modules.Module).Assembly;

    public static string Name { get; } = Assembly.GetName().Name!;

    public static Version Version { get; } = Assembly.GetName().Version!;

    /// <summary>Whether a module built against that version can run here: the same major, and nothing newer.</summary>
    public static bool Carries(Version version) => version.Major == Version.Major && version.Minor <= Version.Minor;
}
