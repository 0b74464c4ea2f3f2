using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CompetencyModular.Architecture.Tests.Rules;

/// <summary>A module's tables are its own, and its migrations make exactly its model, on both databases.</summary>
internal static class DataRules
{
    public static void Tables_and_foreign_keys_stay_in_the_own_schema(Product product, Findings findings)
    {
        foreach (var module in product.Modules)
        foreach (var types in module.Databases)
        foreach (var isSqlite in new[] { true, false })
        {
            findings.Look(module.Id, types.Schema != module.Declaration.Prefix, $"has the schema {types.Schema} and the prefix {module.Declaration.Prefix}");
            using var context = types.Create(isSqlite, connection: null);
            var own = context.Model.GetEntityTypes().ToHashSet();
            foreach (var entity in own)
            {
                var owner = isSqlite ? entity.GetTableName()?.Split('_')[0] : entity.GetSchema();
                var prefix = isSqlite ? types.Schema.Split('-')[0] : types.Schema;
                findings.Look(entity.Name, owner is not null && owner != prefix, $"is stored in {owner}");
                foreach (var key in entity.GetForeignKeys())
                    findings.Look($"{entity.Name} {key.GetConstraintName()}", IsElsewhere(key, prefix, isSqlite), $"points to {key.PrincipalEntityType.Name}");
            }
        }
    }

    public static void The_model_is_what_the_migrations_make(Product product, Findings findings)
    {
        foreach (var module in product.Modules)
        foreach (var types in module.Databases)
        foreach (var isSqlite in new[] { true, false })
        {
            using var context = types.Create(isSqlite, connection: null);
            findings.Look($"{module} on {(isSqlite ? "SQLite" : "PostgreSQL")}", context.Database.HasPendingModelChanges(), $"has changes without a migration: build/migrate.sh add {module} <Name>");
        }
    }

    private static bool IsElsewhere(IForeignKey key, string prefix, bool isSqlite) =>
        (isSqlite ? key.PrincipalEntityType.GetTableName()?.Split('_')[0] : key.PrincipalEntityType.GetSchema()) is { } schema && schema != prefix;
}
