using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.WriteSeason;

/// <summary>Somebody opens a season or moves one. Its board is made from the ledger, so that what was earned in these days counts whenever they are said.</summary>
internal static class WriteSeason
{
    /// <summary>The form; empty for a new season.</summary>
    [Requires(GamificationPermissions.ManageBoards)]
    internal sealed record Query(Guid? Id) : IRead<Command>;

    [Requires(GamificationPermissions.ManageBoards)]
    internal sealed record Command : IWrite<Done>
    {
        /// <summary>Null for a new season.</summary>
        public Guid? Id { get; set; }

        public string Name { get; set; } = "";

        public DateOnly? FirstDay { get; set; }

        /// <summary>The last day, which belongs to the season.</summary>
        public DateOnly? LastDay { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).NotEmpty().MaximumLength(120);
            RuleFor(c => c.FirstDay).NotNull().InclusiveBetween(new DateOnly(2000, 1, 1), new DateOnly(2200, 1, 1));
            RuleFor(c => c.LastDay).NotNull().InclusiveBetween(new DateOnly(2000, 1, 1), new DateOnly(2200, 1, 1));
        }
    }

    internal sealed class QueryHandler(GamificationDb db, ITenant tenant) : IReadHandler<Query, Command>
    {
        public async ValueTask<Result<Command>> Handle(Query query, CancellationToken ct)
        {
            if (query.Id is not { } id) return new Command();
            var season = await db.Seasons.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct);
            return season is null ? Error.NotFound()
                : new Command { Id = id, Name = season.Name, FirstDay = tenant.DateAt(season.StartsAt), LastDay = tenant.DateAt(season.EndsAt.AddTicks(-1)) };
        }
    }

    internal sealed class CommandHandler(GamificationDb db, SeasonBoards boards, ITenant tenant) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var (startsAt, endsAt) = (tenant.StartOf(command.FirstDay!.Value), tenant.EndOf(command.LastDay!.Value));
            var others = await db.Seasons.AsNoTracking().Where(s => s.StartsAt < endsAt && s.EndsAt > startsAt).ToListAsync(ct);
            if (command.Id is not { } id)
            {
                var opened = Season.Of(Guid.CreateVersion7(), command.Name, startsAt, endsAt, others);
                if (opened.Error is { } refused) return refused;
                db.Seasons.Add(opened.Value);
                await boards.MakeAsync(opened.Value, ct);
                return Done.Value;
            }

            var season = await db.Seasons.FirstOrDefaultAsync(s => s.Id == id, ct);
            if (season is null) return Error.NotFound();
            if (season.Change(command.Name, startsAt, endsAt, others).Error is { } error) return error;
            await boards.MakeAsync(season, ct);
            return Done.Value;
        }
    }
}
