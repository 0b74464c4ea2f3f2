using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CompetencyModular.Roles.Persistence;

internal static class Json
{
    /// <summary>Keeps an immutable value as one JSON document, alike on both databases.</summary>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property) where T : class
    {
        property.HasConversion(
            new ValueConverter<T, string>(v => JsonSerializer.Serialize(v, JsonSerializerOptions.Web), s => JsonSerializer.Deserialize<T>(s, JsonSerializerOptions.Web)!),
            // Immutable: another object is another value, and the same object the same.
            new ValueComparer<T>((a, b) => ReferenceEquals(a, b), v => v.GetHashCode(), v => v));
        return property;
    }
}
