using System.Security.Cryptography;
using System.Text;

namespace CompetencyModular.Sdk.Demo;

/// <summary>A module's part of the demo organisation. All parts are written in one transaction, in ascending order, into an empty tenant.</summary>
public interface IDemoContent
{
    /// <summary>Roles 100, skills analysis 200, activities 300 and up; people come before all.</summary>
    int Order { get; }

    /// <summary>Writes it.</summary>
    Task WriteAsync(CancellationToken cancellationToken);
}

/// <summary>Ids of demo content that modules can agree on without knowing each other.</summary>
public static class DemoIds
{
    /// <summary>The id of a thing of the demo organisation, always the same for the same kind and code.</summary>
    /// <param name="kind">Such as <c>person</c>, <c>skill</c>, <c>level</c>, <c>profile</c> or <c>course</c>.</param>
    /// <param name="code">The code used in the demo's files.</param>
    public static Guid Of(string kind, string code)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"competency-modular-demo/{kind}/{code}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
