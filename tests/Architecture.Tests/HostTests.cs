using System.Text.RegularExpressions;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Architecture.Tests;

/// <summary>What the rules ask of modules and the host must keep as well.</summary>
public sealed partial class HostTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_hosts_model_is_what_its_migrations_make(bool isSqlite)
    {
        using var context = new ModuleDbTypes("platform", typeof(PlatformDb), typeof(PlatformSqliteDb), typeof(PlatformPostgresDb)).Create(isSqlite, connection: null);

        context.Database.HasPendingModelChanges().ShouldBeFalse("build/migrate.sh add Host <Name>");
    }

    [Fact]
    public void The_installations_model_is_what_its_migrations_make()
    {
        using var context = Host.Tenancy.HostDb.Types.Create(isSqlite: true, connection: null);

        context.Database.HasPendingModelChanges().ShouldBeFalse("build/migrate.sh add Host <Name>");
    }

    [Fact]
    public void Nothing_in_src_asks_the_machines_clock()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Product.Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor" && !Regex.IsMatch(f, @"[\\/](obj|bin)[\\/]")).ToList();

        sources.Count.ShouldBeGreaterThan(100);
        sources.Where(f => Clock().IsMatch(File.ReadAllText(f))).ShouldBeEmpty();
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b")]
    private static partial Regex Clock();
}
