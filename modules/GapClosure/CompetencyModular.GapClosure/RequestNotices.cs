using System.Globalization;
using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure;

/// <summary>Tells those who may decide on a request, and the person whose it is, what waits for them and what became of it.</summary>
internal sealed class RequestNotices(GapClosureDb db, IPeople people, ISkillLookup skills, IProofLookup proofs, IEvents events, TimeProvider time)
{
    /// <summary>
    /// Tells everybody who may decide: the people named by the request's keys, those who stand in for them now, HR where HR may, the people of a unit, and administrators where HR has nobody. Holders of a skill
    /// find it on their page: who they are changes by the day.
    /// </summary>
    public async Task TellApproversAsync(ConfirmationRequest request, string textKey, CancellationToken cancellationToken)
    {
        var named = request.Audience.Select(a => ApproverKey.PersonOf(a.Key)).OfType<Guid>().Where(p => p != request.PersonId).ToList();
        var now = time.GetUtcNow();
        var standIns = await db.Delegations.AsNoTracking()
            .Where(d => named.Contains(d.FromId) && d.StartsAt <= now && d.EndsAt > now && d.RevokedAt == null && (d.SkillId == null || d.SkillId == request.SkillId))
            .Select(d => d.ToId).ToListAsync(cancellationToken);
        var hr = request.Audience.Any(a => a.Key == ApproverKey.HR) ? await people.HoldersOfAsync(GapClosurePermissions.DecideForHR, cancellationToken) : [];
        var group = new List<Guid>();
        foreach (var unit in request.Audience.Select(a => ApproverKey.UnitOf(a.Key)).OfType<Guid>()) group.AddRange(await people.InUnitAsync(unit, cancellationToken));
        var administrators = request.Audience.Any(a => a.Key == ApproverKey.Administrators) ? await people.HoldersOfAsync(GapClosurePermissions.Route, cancellationToken) : [];
        var (person, skill, _) = await WordsAsync(request, null, cancellationToken);
        foreach (var approver in named.Concat(standIns).Concat(hr).Concat(group).Concat(administrators).Distinct().Where(p => p != request.PersonId && request.Votes.All(v => v.ById != p)))
            events.Notify<GapClosureModule>(approver, ForApprovers(request), new NewNotice(NoticeKind.WaitsOnYou, administrators.Contains(approver) ? "Notice.OnlyYou" : textKey, $"gap-closure/approvals/{request.Id}", person, skill));
    }

    /// <summary>It waits for nobody's decision any more, or no longer for this one approver's.</summary>
    public void NoLongerWaits(ConfirmationRequest request, Guid? approverId = null) => events.Settle<GapClosureModule>(ForApprovers(request), approverId);

    /// <summary>Tells the person that an approver asked something.</summary>
    public async Task TellQuestionAsync(ConfirmationRequest request, Guid byId, CancellationToken cancellationToken)
    {
        var (_, skill, by) = await WordsAsync(request, byId, cancellationToken);
        events.Notify<GapClosureModule>(request.PersonId, ForThePerson(request), new NewNotice(NoticeKind.WaitsOnYou, "Notice.Question", LinkTo(request), by, skill));
    }

    /// <summary>Tells the person what was decided.</summary>
    public async Task TellDecisionAsync(ConfirmationRequest request, CancellationToken cancellationToken)
    {
        var (_, skill, by) = await WordsAsync(request, request.Votes.MaxBy(v => v.At)!.ById, cancellationToken);
        var level = (await skills.SkillsAsync([request.SkillId], cancellationToken)).TryGetValue(request.SkillId, out var card) && request.DecidedOrdinal is { } ordinal
            ? card.Levels.ElementAtOrDefault(card.ToCurrent(request.ScaleVersion, ordinal))?.Name ?? ordinal.ToString(CultureInfo.InvariantCulture)
            : "";
        var text = request.State is not RequestState.Approved ? "Notice.NotYet"
            : (await proofs.OfSkillAsync(request.SkillId, cancellationToken)).Counts(request) ? "Notice.Approved" : "Notice.ApprovedOnly";
        events.Notify<GapClosureModule>(request.PersonId, ForThePerson(request), new NewNotice(NoticeKind.Decided, text, LinkTo(request), by, skill, level));
    }

    /// <summary>The person has answered, or taken it back: no question waits.</summary>
    public void NoQuestionWaits(ConfirmationRequest request) => events.Settle<GapClosureModule>(ForThePerson(request));

    private async Task<(string Person, string Skill, string By)> WordsAsync(ConfirmationRequest request, Guid? byId, CancellationToken cancellationToken)
    {
        var cards = await people.CardsAsync(byId is { } by ? [request.PersonId, by] : [request.PersonId], cancellationToken);
        var skill = (await skills.SkillsAsync([request.SkillId], cancellationToken)).GetValueOrDefault(request.SkillId)?.Name ?? "";
        return (cards.GetValueOrDefault(request.PersonId)?.Name ?? "", skill, byId is { } id ? cards.GetValueOrDefault(id)?.Name ?? "" : "");
    }

    private static string ForApprovers(ConfirmationRequest request) => $"request/{request.Id}";

    private static string ForThePerson(ConfirmationRequest request) => $"my-request/{request.Id}";

    private static string LinkTo(ConfirmationRequest request) => $"gap-closure/requests/{request.Id}";
}
