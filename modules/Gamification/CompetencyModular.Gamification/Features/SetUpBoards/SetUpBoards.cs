using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.SetUpBoards;

/// <summary>The organisation decides how it plays (X4): whether there are boards, how ties and teams are counted, and how far apart levels are.</summary>
internal static class SetUpBoards
{
    [Requires(GamificationPermissions.ManageBoards)]
    internal sealed record Query : IRead<Command>;

    [Requires(GamificationPermissions.ManageBoards)]
    internal sealed record Command : IWrite<Done>
    {
        public BoardMode Mode { get; set; }

        public RankStyle RankStyle { get; set; }

        public TeamScore TeamScore { get; set; }

        public int? LevelStep { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Mode).IsInEnum();
            RuleFor(c => c.RankStyle).IsInEnum();
            RuleFor(c => c.TeamScore).IsInEnum();
            RuleFor(c => c.LevelStep).NotNull().InclusiveBetween(1, 100_000);
        }
    }

    internal sealed class QueryHandler(GamificationDb db) : IReadHandler<Query, Command>
    {
        public async ValueTask<Result<Command>> Handle(Query query, CancellationToken ct)
        {
            var settings = await db.SettingsAsync(ct);
            return new Command { Mode = settings.Mode, RankStyle = settings.RankStyle, TeamScore = settings.TeamScore, LevelStep = settings.LevelStep };
        }
    }

    internal sealed class CommandHandler(GamificationDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var settings = await db.SettingsAsync(ct);
            var isOther = settings.Mode != command.Mode;
            settings.Change(command.Mode, command.RankStyle, command.TeamScore, command.LevelStep!.Value);
            if (!isOther) return Done.Value;

            // The same as Participant.IsListed, for everybody at once.
            var (isOn, byAsking) = (command.Mode is not BoardMode.Off, command.Mode is BoardMode.OptIn);
            var listed = db.Participants.Where(p => isOn && p.IsActive && (byAsking ? p.Choice == Choice.In : p.Choice != Choice.Out)).Select(p => p.PersonId);
            await db.Standings.ExecuteUpdateAsync(s => s.SetProperty(x => x.IsListed, x => listed.Contains(x.PersonId)), ct);
            await db.TeamShares.ExecuteUpdateAsync(s => s.SetProperty(x => x.IsListed, x => listed.Contains(x.PersonId)), ct);
            await db.EntrantScores.ExecuteUpdateAsync(s => s.SetProperty(x => x.IsListed, x => listed.Contains(x.PersonId)), ct);
            return Done.Value;
        }
    }
}
