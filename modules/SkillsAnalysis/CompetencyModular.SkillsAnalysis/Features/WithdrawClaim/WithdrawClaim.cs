using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.WithdrawClaim;

/// <summary>Somebody takes a claim of their own back: a new row that refers to it (E3).</summary>
internal static class WithdrawClaim
{
    [Requires(SkillsPermissions.Claim)]
    internal sealed record Command(Guid EvidenceId) : IWrite<Done>;

    internal sealed class Handler(SkillsDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var me = user.PersonId;
            var claim = await db.Evidence.AsNoTracking().FirstOrDefaultAsync(e => e.Id == command.EvidenceId && e.PersonId == me && e.Kind == EvidenceKind.Self, cancellationToken);
            if (claim is null || !claim.IsStatement) return Error.NotFound();
            // Taken back twice is taken back.
            if (await db.Evidence.AnyAsync(e => e.PersonId == me && e.RefersTo == claim.Id && e.Entry == EntryType.Withdrawal, cancellationToken)) return Done.Value;
            db.Evidence.Add(claim.Withdraw(me, "", time.GetUtcNow()));
            return Done.Value;
        }
    }
}
