using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Modules.SwitchFeatures;

/// <summary>
/// Switches a feature on or off for this organisation (M1). On: what it requires comes on with it. Off: what depends on it is named, and goes
/// off too only when that was asked for. Data is kept.
/// </summary>
internal static class SwitchFeature
{
    [Requires(HostPermissions.ManageFeatures)]
    internal sealed record Command(string Feature, bool On, bool Cascade = false) : IWrite<Response>;

    /// <param name="Changed">The ids of all features that changed.</param>
    internal sealed record Response(IReadOnlyList<string> Changed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Feature).NotEmpty();
    }

    internal sealed class Handler(PlatformDb db, ActingContext acting, ModuleCatalog catalog, TimeProvider time, IStringLocalizer<SwitchFeaturesPage> texts) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var declared = catalog.Features.ToDictionary(f => f.Id);
            if (!declared.ContainsKey(command.Feature) || command.Feature == "Platform") return Error.NotFound();
            var wanted = command.On ? Closure(command.Feature, id => declared.TryGetValue(id, out var f) ? f.Requires : []) : Closure(command.Feature, id => declared.Values.Where(f => f.Requires.Contains(id)).Select(f => f.Id));
            var changed = wanted.Where(f => f != "Platform" && declared.ContainsKey(f) && acting.IsEnabled(f) != command.On).ToList();
            if (!command.On && !command.Cascade && changed.Any(f => f != command.Feature))
                return Error.Conflict("feature-needed", texts["NeededBy", command.Feature, string.Join(", ", changed.Where(f => f != command.Feature))]);

            var settings = await db.Set<FeatureSetting>().ToDictionaryAsync(s => s.Feature, cancellationToken);
            // Switching on writes every requirement down, also one that is on already: it may have been off by choice and on by nobody.
            foreach (var feature in command.On ? wanted.Where(declared.ContainsKey) : changed)
            {
                if (!settings.TryGetValue(feature, out var setting)) db.Add(setting = new FeatureSetting { Feature = feature });
                (setting.IsOn, setting.ChangedAt) = (command.On, time.GetUtcNow());
            }

            return new Response(changed);
        }

        private static HashSet<string> Closure(string start, Func<string, IEnumerable<string>> next)
        {
            var all = new HashSet<string> { start };
            var open = new Queue<string>(all);
            while (open.TryDequeue(out var feature))
                foreach (var other in next(feature))
                    if (all.Add(other)) open.Enqueue(other);
            return all;
        }
    }
}
