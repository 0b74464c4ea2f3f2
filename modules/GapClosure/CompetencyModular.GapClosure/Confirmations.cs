using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.GapClosure;

/// <summary>Names confirmed requests where the evidence they became is shown. They are on offer to nobody.</summary>
internal sealed class Confirmations(GapClosureDb db, ISkillLookup skills, IStringLocalizer<GapClosureModule> texts) : IActivitySource
{
    private const string Module = "GapClosure";
    private const string Kind = "confirmation";

    public static ActivityRef RefOf(Guid requestId) => new(Module, Kind, requestId);

    public Task<IReadOnlyList<ActivityOffer>> OffersForAsync(Guid personId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ActivityOffer>>([]);

    public async Task<IReadOnlyDictionary<ActivityRef, ActivityLink>> DescribeAsync(IReadOnlyCollection<ActivityRef> activities, CancellationToken cancellationToken)
    {
        var ids = activities.Where(a => a is { Module: Module, Kind: Kind }).Select(a => a.Id).ToArray();
        if (ids.Length == 0) return new Dictionary<ActivityRef, ActivityLink>();
        var found = await db.Requests.AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.SkillId, Title = r.Certificate == null ? null : r.Certificate.Title }).ToListAsync(cancellationToken);
        var cards = await skills.SkillsAsync([.. found.Select(r => r.SkillId).Distinct()], cancellationToken);
        return found.ToDictionary(r => RefOf(r.Id), r => new ActivityLink(
            r.Title ?? texts["Confirmation.Title", cards.GetValueOrDefault(r.SkillId)?.Name ?? ""], $"/gap-closure/requests/{r.Id}", Kind));
    }
}
