using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.SkillsAnalysis.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure;

/// <summary>Writes the acting person's request for confirmation of a level, and sends it to whoever decides (A1).</summary>
internal sealed class RequestWriter(GapClosureDb db, Approvers approvers, RequestNotices notices, Deadlines deadlines, ICurrentUser user, TimeProvider time)
{
    /// <summary>What shows a claim: documents, certificates, photos (R4.3).</summary>
    public static readonly FileRules Rules = new("gap-closure", FileKinds.Evidence, MaxBytes: 20 * 1024 * 1024, MaxFiles: 5);

    /// <param name="skill">Which skill.</param>
    /// <param name="ordinal">The level claimed.</param>
    /// <param name="note">What shows it.</param>
    /// <param name="links">Addresses of what shows it, one a line.</param>
    /// <param name="certificate">The certificate to be confirmed; null for a self-assessment.</param>
    /// <param name="files">In addition to those of the draft.</param>
    /// <param name="submit">Whether it goes to whoever decides, or is kept as a draft.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    /// <returns>The request.</returns>
    public async Task<Result<Guid>> WriteAsync(
        SkillCard skill, int ordinal, string note, string links, Certificate? certificate, IReadOnlyList<StoredFile> files, bool submit, CancellationToken cancellationToken)
    {
        var (me, now) = (user.Me(), time.GetUtcNow());
        var open = await db.Requests.Whole().Where(r => r.PersonId == me && r.SkillId == skill.Id).Open().ToListAsync(cancellationToken);
        var request = open.Find(r => r.State is not RequestState.Submitted);
        // A newer request takes the place of one that still waits (A1).
        foreach (var earlier in open.Where(r => r != request && submit))
        {
            earlier.Supersede();
            notices.NoLongerWaits(earlier);
        }

        if (request is null) db.Requests.Add(request = new ConfirmationRequest(me, skill.Id, skill.ScaleVersion, now));
        request.Write(skill.ScaleVersion, ordinal, note, links, certificate);
        if (request.Attach(files) is { } refused) return refused;
        if (!submit) return request.Id;

        request.Submit(await approvers.RouteAsync(me, skill.Id, cancellationToken), now);
        if (!await approvers.SendAsync(request, cancellationToken)) return ApprovalErrors.NobodyDecides;
        notices.NoQuestionWaits(request);
        if (!request.IsDecided) await notices.TellApproversAsync(request, "Notice.Waits", cancellationToken);
        await deadlines.SetAsync(request, cancellationToken);
        return request.Id;
    }
}

/// <summary>Whether what is asked for would count.</summary>
internal static class SkillProofExtensions
{
    /// <summary>Whether the skill takes what a request would become once confirmed: a certificate or a self-assessment (F1).</summary>
    public static bool Counts(this SkillProof proof, ConfirmationRequest request) => request.Certificate is null ? proof.BySelfAssessment : proof.ByCertificate;
}
