using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.RemoveAward;

/// <summary>An activity stops awarding a skill. What was awarded stays: the ledger refers to the rule.</summary>
internal static class RemoveAward
{
    [Requires(SkillsPermissions.ManageAwards)]
    internal sealed record Command(Guid RuleId) : IWrite<Done>;

    internal sealed class Handler(SkillsDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var rule = await db.AwardRules.InForce().FirstOrDefaultAsync(r => r.Id == command.RuleId, cancellationToken);
            if (rule is null) return Error.NotFound();
            rule.Retire(time.GetUtcNow());
            return Done.Value;
        }
    }
}
