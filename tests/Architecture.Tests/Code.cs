using System.CodeDom.Compiler;
using System.Runtime.CompilerServices;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CompetencyModular.Architecture.Tests;

/// <summary>What compiled code makes use of.</summary>
internal static class Code
{
    /// <summary>All types that people wrote, nested ones too.</summary>
    public static IEnumerable<TypeDefinition> WrittenTypes(this ModuleDefinition module) => module.GetTypes().Where(t => !t.IsGenerated());

    /// <summary>Whether a compiler or generator made the type: closures, the mediator, migrations.</summary>
    public static bool IsGenerated(this TypeDefinition type) =>
        type.Name.StartsWith('<') || type.FullName.Contains(".Migrations.", StringComparison.Ordinal)
        || type.CustomAttributes.Any(a => a.AttributeType.FullName == typeof(GeneratedCodeAttribute).FullName || a.AttributeType.FullName == typeof(CompilerGeneratedAttribute).FullName)
        || (type.DeclaringType is { } outer && outer.IsGenerated())
        || type.Namespace == "Microsoft.Extensions.DependencyInjection" || type.Namespace.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal);

    /// <summary>Whether a type has a base class or interface by that full name, directly or further up.</summary>
    public static bool Is(this TypeDefinition type, Type wanted)
    {
        for (var current = type; current is not null; current = TryResolve(current.BaseType))
        {
            if (current.FullName == wanted.FullName || current.Interfaces.Any(i => i.InterfaceType.GetElementType().FullName == wanted.FullName)) return true;
        }

        return false;
    }

    /// <summary>The types that a type mentions: what it derives from, holds, takes, returns, is adorned with, and what its code touches, closures too.</summary>
    public static IEnumerable<TypeReference> Mentions(this TypeDefinition type) => MentionsWithParts(type).SelectMany(Parts);

    /// <summary>The methods that a type's code calls.</summary>
    public static IEnumerable<MethodReference> Calls(this TypeDefinition type) =>
        Instructions(type).Select(i => i.Operand).OfType<MethodReference>().Concat(type.NestedTypes.Where(IsGenerated).SelectMany(Calls));

    private static IEnumerable<TypeReference> MentionsWithParts(TypeDefinition type)
    {
        if (type.BaseType is { } parent) yield return parent;
        foreach (var contract in type.Interfaces) yield return contract.InterfaceType;
        foreach (var attribute in type.CustomAttributes) yield return attribute.AttributeType;
        foreach (var field in type.Fields) yield return field.FieldType;
        foreach (var method in type.Methods)
        {
            yield return method.ReturnType;
            foreach (var parameter in method.Parameters) yield return parameter.ParameterType;
            foreach (var attribute in method.CustomAttributes) yield return attribute.AttributeType;
            if (method.HasBody) foreach (var variable in method.Body.Variables) yield return variable.VariableType;
        }

        foreach (var operand in Instructions(type).Select(i => i.Operand))
        {
            switch (operand)
            {
                case TypeReference mentioned:
                    yield return mentioned;
                    break;
                case MethodReference called:
                    yield return called.DeclaringType;
                    yield return called.ReturnType;
                    if (called is GenericInstanceMethod generic) foreach (var argument in generic.GenericArguments) yield return argument;
                    break;
                case FieldReference field:
                    yield return field.DeclaringType;
                    break;
            }
        }

        foreach (var nested in type.NestedTypes.Where(IsGenerated).SelectMany(MentionsWithParts)) yield return nested;
    }

    private static IEnumerable<Instruction> Instructions(TypeDefinition type) => type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions);

    private static IEnumerable<TypeReference> Parts(TypeReference type)
    {
        yield return type.GetElementType();
        if (type is GenericInstanceType generic) foreach (var part in generic.GenericArguments.SelectMany(Parts)) yield return part;
        if (type is TypeSpecification and not GenericInstanceType) foreach (var part in Parts(((TypeSpecification)type).ElementType)) yield return part;
    }

    private static TypeDefinition? TryResolve(TypeReference? type)
    {
        try
        {
            return type?.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }
}
