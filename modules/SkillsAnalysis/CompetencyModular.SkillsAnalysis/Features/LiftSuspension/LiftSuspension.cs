using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Wording;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.LiftSuspension;

/// <summary>Ends a suspension before its time by a new row: until then the skill was suspended, and stays so for whoever asks about that time (E3, E4).</summary>
internal static class LiftSuspension
{
    [Requires(SkillsPermissions.Judge)]
    internal sealed record Command(Guid EvidenceId) : IWrite<Done>;

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Done>("evidence/{evidenceId:guid}/lift", "Lifts a suspension from now on.");
    }

    internal sealed class Handler(SkillsDb db, LedgerReader ledger, RecordAccess access, ICurrentUser user, Teller teller, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var suspension = await db.Evidence.AsNoTracking().FirstOrDefaultAsync(e => e.Id == command.EvidenceId && e.Entry == EntryType.Suspension, cancellationToken);
            if (suspension is null) return Error.NotFound();
            if (await access.RefuseToJudgeAsync(suspension.PersonId, cancellationToken) is { } refusal) return refusal;
            var record = await ledger.RecordAsync(suspension.PersonId, suspension.SkillId, null, cancellationToken);
            var now = time.GetUtcNow();
            // Lifted twice is lifted.
            if (record?.SuspensionEnd(suspension) is not { } end || end <= now) return Done.Value;
            var lift = suspension.Revoke(now, user.Me(), "", now);
            db.Evidence.Add(lift);
            await teller.TellAsync(lift, record.Skill, "Notice.Lifted", cancellationToken);
            return Done.Value;
        }
    }
}
