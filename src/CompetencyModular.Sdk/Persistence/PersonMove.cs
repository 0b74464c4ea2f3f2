using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CompetencyModular.Sdk.Persistence;

/// <summary>Gives what one record of a person has to another: the work of a consumer of <see cref="People.PeopleMerged"/>.</summary>
public static class PersonMove
{
    /// <summary>
    /// Replaces a person's id by another's in every column of the context that can hold it: all ids but a row's own and those that refer to the module's own
    /// tables. Where that would make a row of which there may be one only, the row of the person who stays is kept; a module that knows better decides before.
    /// Doing it again changes nothing.
    /// </summary>
    /// <remarks>It is written at once, within the running transaction, past what the context tracks: call it before loading anything, or after saving.</remarks>
    /// <param name="db">The module's context.</param>
    /// <param name="fromId">Whose rows.</param>
    /// <param name="intoId">Whose they become.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task MovePersonAsync(this ModuleDbContext db, Guid fromId, Guid intoId, CancellationToken cancellationToken) => db.MovePersonAsync(fromId, intoId, [], null, cancellationToken);

    /// <summary>The same, leaving some tables alone.</summary>
    /// <param name="db">The module's context.</param>
    /// <param name="fromId">Whose rows.</param>
    /// <param name="intoId">Whose they become.</param>
    /// <param name="except">Entities that keep the former id, such as a history that says what was.</param>
    /// <param name="person">The entity that a person is, where it is one of this context: what refers to it counts too.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task MovePersonAsync(this ModuleDbContext db, Guid fromId, Guid intoId, IReadOnlyCollection<Type> except, Type? person, CancellationToken cancellationToken)
    {
        foreach (var column in ColumnsOf(db.Model, person).Where(c => !except.Contains(c.Entity.ClrType)))
        {
            // Only names of the model stand in the SQL.
            foreach (var remove in Collisions(column)) await db.Database.ExecuteSqlRawAsync(remove, [fromId, intoId], cancellationToken);
            var move = $$"""UPDATE {{column.Table}} SET "{{column.Name}}" = {1} WHERE "{{column.Name}}" = {0}""";
            await db.Database.ExecuteSqlRawAsync(move, [fromId, intoId], cancellationToken);
        }
    }

    /// <summary>The columns that can hold a person's id.</summary>
    private static List<Column> ColumnsOf(IModel model, Type? person) =>
    [
        .. from entity in model.GetEntityTypes()
           let table = entity.GetTableName()
           where table is not null && !entity.IsMappedToJson()
           // Something owned within its owner's row has its columns in that table under other names than in one of its own.
           let stored = StoreObjectIdentifier.Table(table!, entity.GetSchema())
           let sql = entity.GetSchema() is { } schema ? $"\"{schema}\".\"{table}\"" : $"\"{table}\""
           from property in entity.GetProperties()
           where (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(Guid)
               && property.Name != "Id"
               && property.GetContainingForeignKeys().All(k => k.PrincipalEntityType.ClrType == person)
           select new Column(entity, sql, property.GetColumnName(stored)!, property),
    ];

    /// <summary>What takes away the rows that would be there twice, for each constraint that the column is part of.</summary>
    private static IEnumerable<string> Collisions(Column column)
    {
        var unique = column.Entity.GetKeys().Select(k => (k.Properties, Filter: (string?)null))
            .Concat(column.Entity.GetIndexes().Where(i => i.IsUnique).Select(i => (i.Properties, Filter: i.GetFilter())));
        foreach (var (properties, filter) in unique.Where(u => u.Properties.Contains(column.Property)))
        {
            var same = string.Concat(properties.Where(p => p != column.Property).Select(p => $" AND o.\"{p.GetColumnName()}\" = t.\"{p.GetColumnName()}\""));
            var only = filter is null ? "" : $" AND ({filter})";
            yield return $$"""DELETE FROM {{column.Table}} AS t WHERE t."{{column.Name}}" = {0}{{only}} AND EXISTS (SELECT 1 FROM {{column.Table}} AS o WHERE o."{{column.Name}}" = {1}{{only}}{{same}})""";
        }
    }

    private sealed record Column(IEntityType Entity, string Table, string Name, IProperty Property);
}
