using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.ViewScale;

/// <summary>A scale with its levels, and how it came to them: every version, and what its levels count as in the next (L1).</summary>
internal static class ViewScale
{
    [Requires(RolesPermissions.Read)]
    internal sealed record Query(Guid Id) : IRead<Response>;

    /// <param name="Levels">Of the current version, "none" first.</param>
    /// <param name="Skills">How many skills in use stand on it.</param>
    /// <param name="Versions">The newest first.</param>
    internal sealed record Response(Guid Id, string Name, string Description, IReadOnlyList<Level> Levels, int Skills, IReadOnlyList<Row> Versions);

    /// <param name="Levels">The names of its levels by ordinal.</param>
    /// <param name="Inserted">The names of the levels that came with it; empty for the first version.</param>
    /// <param name="Moved">The levels of the version before that count as another level since, with that level's name.</param>
    internal sealed record Row(int Number, DateTimeOffset Since, IReadOnlyList<string> Levels, IReadOnlyList<string> Inserted, IReadOnlyList<Move> Moved);

    internal sealed record Move(string Level, string CountsAs);

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Get<Query, Response>("scales/{id:guid}", "A scale with its levels and versions.");
    }

    internal sealed class Handler(RolesDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Scales.AsNoTracking().FirstOrDefaultAsync(s => s.Id == query.Id, cancellationToken) is not { } scale) return Error.NotFound();
            var skills = await db.Skills.CountAsync(s => s.ScaleId == query.Id && s.RetiredAt == null, cancellationToken);
            var rows = scale.Versions.Select((v, i) => RowOf(v, i == 0 ? null : scale.Versions[i - 1])).Reverse();
            return new Response(scale.Id, scale.Name, scale.Description, scale.Levels, skills, [.. rows]);
        }

        private static Row RowOf(ScaleVersion version, ScaleVersion? before)
        {
            List<string> names = [.. version.Levels.Select(l => l.Name)];
            if (before?.ToNext is not { } map) return new Row(version.Number, version.Since, names, [], []);
            var known = before.Levels.Select(l => l.Id).ToHashSet();
            return new Row(version.Number, version.Since, names, [.. version.Levels.Where(l => !known.Contains(l.Id)).Select(l => l.Name)],
                [.. before.Levels.Zip(map).Where(m => version.Levels[m.Second].Id != m.First.Id).Select(m => new Move(m.First.Name, names[m.Second]))]);
        }
    }
}
