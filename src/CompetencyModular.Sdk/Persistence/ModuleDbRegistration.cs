using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Sdk.Persistence;

/// <summary>The current tenant's database, one connection per scope. Contexts of the scope share it and with it the running transaction.</summary>
public interface ITenantConnection
{
    /// <summary>Whether the tenant lives in a SQLite file; else it is a PostgreSQL database.</summary>
    bool IsSqlite { get; }

    /// <summary>The connection; Entity Framework opens it where it is not open.</summary>
    DbConnection Connection { get; }

    /// <summary>Lets a context take part in the running and later transactions of this scope, and be saved by them.</summary>
    void Enlist(DbContext context);
}

/// <summary>A module's context and the two subclasses that carry its migrations.</summary>
/// <remarks>
/// A collection in a query (<c>ids.Contains(x.Id)</c>) is one parameter in all of them. Entity Framework's default is a parameter for each element: a statement
/// for each number of elements, and an end at some thousands. <c>EF.Parameter(ids)</c> at the query says the same once more, and need not be written.
/// </remarks>
public sealed record ModuleDbTypes(string Schema, Type Context, Type Sqlite, Type Postgres)
{
    // Which services of Entity Framework belong to given options it looks up by comparing all of them, twice for each context; told, it need not.
    private static readonly IServiceProvider SqliteServices = new ServiceCollection().AddEntityFrameworkSqlite().BuildServiceProvider();
    private static readonly IServiceProvider PostgresServices = new ServiceCollection().AddEntityFrameworkNpgsql().BuildServiceProvider();

    private Recipe? sqlite;
    private Recipe? postgres;

    /// <summary>Makes a context on the given connection, or on none for a look at its model and migrations.</summary>
    public ModuleDbContext Create(bool isSqlite, DbConnection? connection)
    {
        var recipe = isSqlite
            ? sqlite ??= new(Sqlite, b => b.UseInternalServiceProvider(SqliteServices).UseSqlite(o => o.MigrationsHistoryTable($"{Schema.Replace('-', '_')}_migrations").UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)))
            : postgres ??= new(Postgres, b => b.UseInternalServiceProvider(PostgresServices).UseNpgsql(o => o.MigrationsHistoryTable("migrations", Schema).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)));
        var context = recipe.Make();
        if (connection is not null) context.Database.SetDbConnection(connection);
        return context;
    }

    /// <summary>How a context is made: its options, its model and its constructor, looked up once.</summary>
    private sealed class Recipe
    {
        private readonly DbContextOptions options;
        private readonly ConstructorInvoker constructor;

        public Recipe(Type context, Action<DbContextOptionsBuilder> provider)
        {
            var builder = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
            provider(builder);
            constructor = ConstructorInvoker.Create(context.GetConstructor([builder.Options.GetType()])!);
            using (var first = (ModuleDbContext)constructor.Invoke(builder.Options)) builder.UseModel(first.Model);
            options = builder.Options;
        }

        public ModuleDbContext Make() => (ModuleDbContext)constructor.Invoke(options);
    }
}

/// <summary>Registers a module's context.</summary>
public static class ModuleDbRegistration
{
    /// <summary>
    /// Registers <typeparamref name="TContext"/> on the tenant's connection. The subclasses take one <c>DbContextOptions&lt;TSelf&gt;</c>.
    /// </summary>
    /// <param name="services">The module's services.</param>
    /// <param name="schema">The module's prefix.</param>
    public static IServiceCollection AddModuleDb<TContext, TSqlite, TPostgres>(this IServiceCollection services, string schema)
        where TContext : ModuleDbContext where TSqlite : TContext where TPostgres : TContext
    {
        var types = new ModuleDbTypes(schema, typeof(TContext), typeof(TSqlite), typeof(TPostgres));
        services.AddSingleton(types);
        return services.AddScoped(provider =>
        {
            var tenant = provider.GetRequiredService<ITenantConnection>();
            var context = (TContext)types.Create(tenant.IsSqlite, tenant.Connection);
            tenant.Enlist(context);
            return context;
        });
    }
}
