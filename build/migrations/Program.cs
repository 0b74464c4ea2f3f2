// Writes the migrations of a module for both databases: dotnet run -- add <project folder> <assembly> <name>. Call it through build/migrate.sh.
using System.Reflection;
using System.Runtime.Loader;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;

if (args is not ["add", var folder, var assemblyPath, var name])
{
    Console.Error.WriteLine("Usage: build/migrate.sh add <Module|Host> <Name>");
    return 2;
}

var directory = Path.GetDirectoryName(Path.GetFullPath(assemblyPath))!;
// Beside the module stands what is its own; the Contracts of other modules stand where they were built.
AssemblyLoadContext.Default.Resolving += (context, wanted) => Directory.EnumerateDirectories("modules")
    .Select(module => Path.GetFullPath(Path.Combine(module, wanted.Name!, "bin", "Debug", "net10.0")))
    .Prepend(directory)
    .Select(place => Path.Combine(place, wanted.Name + ".dll"))
    .Where(File.Exists)
    .Select(context.LoadFromAssemblyPath)
    .FirstOrDefault();
var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(assemblyPath));

foreach (var type in assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ModuleDbContext)) && !t.IsAbstract))
{
    var isPostgres = type.Name.Contains("Postgres", StringComparison.Ordinal);
    var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
    if (isPostgres) options.UseNpgsql();
    else options.UseSqlite();
    ModuleDbContext Create() => (ModuleDbContext)Activator.CreateInstance(type, options.Options)!;

    // With a context of its own: after the question the scaffolder takes the snapshot for empty, and writes all tables again (dotnet/efcore#36016).
    using (var asked = Create())
    {
        if (!asked.Database.HasPendingModelChanges())
        {
            Console.WriteLine($"{type.Name}: nothing to do");
            continue;
        }
    }

    using var context = Create();
    var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(context);
    var providerAssembly = Assembly.Load(new AssemblyName(context.Database.ProviderName!));
    var provider = (IDesignTimeServices)Activator.CreateInstance(
        providerAssembly.GetType(providerAssembly.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!.TypeName, throwOnError: true)!)!;
    provider.ConfigureDesignTimeServices(services);
    using var built = services.BuildServiceProvider();

    var kind = type.Name switch { _ when isPostgres => "Postgres", _ when type.Name.Contains("Sqlite", StringComparison.Ordinal) => "Sqlite", _ => "Installation" };
    var output = Path.Combine(folder, "Persistence", "Migrations", kind);
    var scaffolder = built.GetRequiredService<IMigrationsScaffolder>();
    var migration = scaffolder.ScaffoldMigration(name, assembly.GetName().Name!, $"Persistence.Migrations.{kind}", "C#");
    scaffolder.Save(folder, migration, output, dryRun: false);
    Console.WriteLine($"{type.Name}: {migration.MigrationId}");
}

return 0;
