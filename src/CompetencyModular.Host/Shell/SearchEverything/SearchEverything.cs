using System.Reflection;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Search;

namespace CompetencyModular.Host.Shell.SearchEverything;

/// <summary>Finds people, skills, profiles, courses and whatever else the modules hold, as far as the actor may see it.</summary>
internal static class SearchEverything
{
    /// <summary>The fewest characters that are searched for.</summary>
    public const int Fewest = 2;

    /// <param name="Text">Part of a name; shorter than two characters finds nothing.</param>
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Query(string? Text) : IRead<Response>;

    /// <param name="Text">What was searched for.</param>
    /// <param name="Groups">What was found, by kind; kinds without a find are left out.</param>
    internal sealed record Response(string Text, IReadOnlyList<Group> Groups);

    /// <param name="More">The page that lists all of this kind.</param>
    internal sealed record Group(string Heading, IReadOnlyList<SearchHit> Hits, string? More);

    internal sealed class Handler(IEnumerable<ISearchProvider> providers, ModuleCatalog catalog, ActingContext acting, ILogger<Handler> log) : IReadHandler<Query, Response>
    {
        private const int Shown = 6;

        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var text = query.Text?.Trim() ?? "";
            if (text.Length > 100) text = text[..100];
            var groups = new List<Group>();
            if (text.Length < Fewest) return new Response(text, groups);

            // One after the other: they share the scope's connection.
            foreach (var provider in providers.Where(MayAsk).OrderBy(p => p.Order))
            {
                try
                {
                    var hits = await provider.FindAsync(text, Shown + 1, cancellationToken);
                    if (hits.Count > 0) groups.Add(new Group(provider.Heading, [.. hits.Take(Shown)], hits.Count > Shown ? provider.MoreHref(text) : null));
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // What one module cannot answer, the others still can.
                    log.LogError(exception, "{Provider} could not search", provider.GetType().FullName);
                }
            }

            return new Response(text, groups);
        }

        private bool MayAsk(ISearchProvider provider) =>
            provider.GetType().GetCustomAttribute<RequiresAttribute>() is { } requires
            && acting.Has(requires.Permission) && catalog.Permission(requires.Permission) is { } declared && acting.IsEnabled(declared.Feature);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Get<Query, Response>("search", "Searches people, skills, profiles and what there is to learn, as far as the signed-in person may see them.").WithTags("Platform");
    }
}
