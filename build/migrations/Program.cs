// Builds a module and writes the next migration of it for both databases: dotnet run -- add <project folder> <name>. build/migrate.sh calls it
// for the modules of this repository; a partner's may lie anywhere.
using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;

if (args is not ["add", var folder, var name] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("Usage: dotnet run --project build/migrations -- add <folder of the module's project> <Name>");
    return 2;
}

// Built as this tool is, and asked where the assembly went: projects may put it where they like.
using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", folder, "-v", "q", "--nologo", "-t:Build", "-getProperty:TargetPath"]) { RedirectStandardOutput = true })!;
var said = await build.StandardOutput.ReadToEndAsync();
await build.WaitForExitAsync();
if (build.ExitCode != 0)
{
    Console.Error.WriteLine(said);
    return 1;
}

var assemblyPath = said.Trim();
var directory = Path.GetDirectoryName(assemblyPath)!;
// Beside the module stands what is its own; in this repository the Contracts of other modules stand where they were built.
AssemblyLoadContext.Default.Resolving += (context, wanted) => (Directory.Exists("modules") ? Directory.EnumerateDirectories("modules") : [])
    .Select(module => Path.GetFullPath(Path.Combine(module, wanted.Name!, "bin", "Debug", "net10.0")))
    .Prepend(directory)
    .Select(place => Path.Combine(place, wanted.Name + ".dll"))
    .Where(File.Exists)
    .Select(context.LoadFromAssemblyPath)
    .FirstOrDefault();
var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(assemblyPath);

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
