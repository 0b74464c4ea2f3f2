using System.Collections.Frozen;
using CompetencyModular.Host.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.Tenancy;

/// <summary>An administrator's choice about a feature. A feature without one is on: a module is installed to be used.</summary>
internal sealed class FeatureSetting
{
    public required string Feature { get; init; }

    public bool IsOn { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<FeatureSetting>
    {
        public void Configure(EntityTypeBuilder<FeatureSetting> builder)
        {
            builder.ToTable("FeatureSettings").HasKey(f => f.Feature);
            builder.Property(f => f.Feature).HasMaxLength(200);
        }
    }

    /// <summary>The features that are on, given what was chosen: chosen or undecided, declared by a running module, and all they require on too.</summary>
    public static FrozenSet<string> Effective(ModuleCatalog catalog, IReadOnlyDictionary<string, bool> chosen, IEnumerable<string> brokenModules)
    {
        var declared = catalog.Features.ToDictionary(f => f.Id);
        var broken = brokenModules.ToHashSet();
        var answers = new Dictionary<string, bool>();
        return declared.Keys.Where(IsOn).ToFrozenSet();

        bool IsOn(string id)
        {
            if (answers.TryGetValue(id, out var known)) return known;
            answers[id] = false; // A circle of requirements is off.
            return answers[id] = declared.TryGetValue(id, out var feature) && !broken.Contains(feature.ModuleId)
                && (id == "Platform" || chosen.GetValueOrDefault(id, true)) && feature.Requires.All(IsOn);
        }
    }
}
