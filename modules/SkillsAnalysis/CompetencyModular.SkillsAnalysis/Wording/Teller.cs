using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using CompetencyModular.SkillsAnalysis.Domain;

namespace CompetencyModular.SkillsAnalysis.Wording;

/// <summary>Tells people what somebody did about their skills, with that person's name (E4).</summary>
internal sealed class Teller(IEvents events, IPeople people, ICurrentUser user)
{
    /// <summary>Tells the person whose row it is.</summary>
    public Task TellAsync(Evidence row, SkillCard skill, string textKey, CancellationToken cancellationToken) =>
        TellAsync(row.PersonId, $"evidence/{row.Id}", skill, textKey, $"skills/me/{row.SkillId}#evidence", cancellationToken);

    /// <summary>Tells somebody under a key.</summary>
    public async Task TellAsync(Guid personId, string key, SkillCard skill, string textKey, string link, CancellationToken cancellationToken)
    {
        var me = user.Me();
        if (!(await people.CardsAsync([me], cancellationToken)).TryGetValue(me, out var actor)) return;
        events.Notify<SkillsAnalysisModule>(personId, key, new NewNotice(NoticeKind.Decided, textKey, link, actor.Name, skill.Name));
    }
}
