using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.AimPath;

/// <summary>An author names the levels that a path leads to, or takes one out (R1.2).</summary>
internal static class AimPath
{
    private const int Shown = 20;

    [Requires(PathsPermissions.Author)]
    internal sealed record Query(Guid PathId, string? Search) : IRead<Response>;

    /// <param name="SkillsAreOn">Whether skills can be chosen at all.</param>
    internal sealed record Response(string PathTitle, IReadOnlyList<SkillChoice> Skills, bool SkillsAreOn);

    internal sealed record SkillChoice(Guid Id, string Name, IReadOnlyList<LevelCard> Levels);

    /// <param name="Ordinal">The level on today's scale; null takes the goal out.</param>
    [Requires(PathsPermissions.Author)]
    internal sealed record Command(Guid PathId, Guid SkillId, int? Ordinal) : IWrite<Done>;

    internal sealed class QueryHandler(PathsDb db, Optional<ISkillLookup> skills) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var title = await db.Paths.Where(p => p.Id == query.PathId).Select(p => p.Title).FirstOrDefaultAsync(ct);
            if (title is null) return Error.NotFound();
            var found = skills.Value is { } lookup ? await lookup.FindAsync(query.Search, Shown, ct) : [];
            return new Response(title, [.. found.Select(s => new SkillChoice(s.Id, s.Name, [.. s.Levels.Skip(1)]))], skills.Value is not null);
        }
    }

    internal sealed class CommandHandler(PathsDb db, Optional<ISkillLookup> skills, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var path = await db.Paths.Include(p => p.Goals).FirstOrDefaultAsync(p => p.Id == command.PathId, ct);
            if (path is null) return Error.NotFound();
            if (command.Ordinal is not { } ordinal) return path.DropGoal(command.SkillId, time.GetUtcNow());
            var card = skills.Value is { } lookup ? (await lookup.SkillsAsync([command.SkillId], ct)).GetValueOrDefault(command.SkillId) : null;
            if (card is null || ordinal < 1 || ordinal >= card.Levels.Count) return Error.NotFound();
            path.Aim(new LevelOfSkill(card.Id, card.ScaleVersion, ordinal), time.GetUtcNow());
            return Done.Value;
        }
    }
}
