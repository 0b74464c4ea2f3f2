using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.AddEventPrerequisite;

/// <summary>Who runs an event says what one can do already when one registers: a skill at a level (P2).</summary>
internal static class AddEventPrerequisite
{
    private const int Shown = 20;

    /// <summary>What could come first, by what was typed.</summary>
    [Requires(PathsPermissions.RunEvents)]
    internal sealed record Query(Guid EventId, string? Search) : IRead<Response>;

    /// <param name="SkillsAreOn">Whether skills can be chosen at all.</param>
    internal sealed record Response(string Title, IReadOnlyList<Choice> Skills, bool SkillsAreOn);

    internal sealed record Choice(Guid Id, string Name, IReadOnlyList<LevelCard> Levels);

    /// <param name="Ordinal">The level on today's scale.</param>
    [Requires(PathsPermissions.RunEvents)]
    internal sealed record Command(Guid EventId, Guid SkillId, int Ordinal) : IWrite<Done>;

    internal sealed class QueryHandler(PathsDb db, Optional<ISkillLookup> skills) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var title = await db.TrainingEvents.Where(e => e.Id == query.EventId).Select(e => e.Title).FirstOrDefaultAsync(ct);
            if (title is null) return Error.NotFound();
            var found = skills.Value is { } lookup ? await lookup.FindAsync(query.Search, Shown, ct) : [];
            return new Response(title, [.. found.Select(s => new Choice(s.Id, s.Name, [.. s.Levels.Skip(1)]))], skills.Value is not null);
        }
    }

    internal sealed class CommandHandler(PathsDb db, Optional<ISkillLookup> skills, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await db.TrainingEvents.Include(e => e.Prerequisites).FirstOrDefaultAsync(e => e.Id == command.EventId, ct) is not { } made) return Error.NotFound();
            var card = skills.Value is { } lookup ? (await lookup.SkillsAsync([command.SkillId], ct)).GetValueOrDefault(command.SkillId) : null;
            if (card is null || command.Ordinal < 1 || command.Ordinal >= card.Levels.Count) return Error.NotFound();
            made.Require(new LevelOfSkill(card.Id, card.ScaleVersion, command.Ordinal), time.GetUtcNow());
            return Done.Value;
        }
    }
}
