using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.DecideVisibility;

/// <summary>Somebody decides whether to stand on boards, and under which name (X4). It counts at once, in all seasons.</summary>
internal static class DecideVisibility
{
    [Requires(GamificationPermissions.SeeBoards)]
    internal sealed record Query : IRead<Response>;

    internal sealed record Response(BoardMode Mode, bool IsListed, string Pseudonym, string Name);

    [Requires(GamificationPermissions.SeeBoards)]
    internal sealed record Command(bool IsListed, string? Pseudonym) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Pseudonym).MaximumLength(40);
    }

    internal sealed class QueryHandler(GamificationDb db, ICurrentUser user, IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var mode = (await db.SettingsAsync(ct)).Mode;
            var participant = await db.Participants.AsNoTracking().FirstOrDefaultAsync(p => p.PersonId == me, ct);
            var name = (await people.CardsAsync([me], ct)).GetValueOrDefault(me)?.Name ?? "";
            return new Response(mode, BoardSettings.Lists(mode, participant?.Choice ?? Choice.Undecided), participant?.Pseudonym ?? "", name);
        }
    }

    internal sealed class CommandHandler(GamificationDb db, Scorekeeper scores, ICurrentUser user, IPeople people) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var me = user.Me();
            var settings = await db.SettingsAsync(ct);
            if (settings.Mode is BoardMode.Off) return GamificationErrors.BoardsAreOff;
            var pseudonym = (command.Pseudonym ?? "").Trim();
            // Two with one pseudonym could not be told apart; neither may anybody go by a colleague's name.
            if (pseudonym.Length > 0 && await db.Participants.AnyAsync(p => p.PersonId != me && (p.Pseudonym == pseudonym || p.Name == pseudonym), ct)) return GamificationErrors.PseudonymTaken;
            var participant = await db.Participants.FindAsync([me], ct) ?? db.Participants.Add(Participant.Of(me)).Entity;
            participant.Know((await people.CardsAsync([me], ct)).GetValueOrDefault(me));
            participant.Decide(command.IsListed ? Choice.In : Choice.Out, pseudonym);
            await scores.ShowAsync(participant, settings.Mode, ct);
            return Done.Value;
        }
    }
}
