using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using CompetencyModular.SkillsAnalysis.Wording;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Lookups;

internal sealed class ProofLookup(SkillsDb db, ISkillLookup skills, CertificateReader certificates, SkillWords words) : IProofLookup
{
    public async Task<SkillProof> OfSkillAsync(Guid skillId, CancellationToken cancellationToken)
    {
        var fulfils = (await db.SkillSettings.AsNoTracking().FirstOrDefaultAsync(s => s.SkillId == skillId, cancellationToken))?.Fulfils ?? SkillRule.Default.Fulfils;
        var card = (await skills.SkillsAsync([skillId], cancellationToken)).GetValueOrDefault(skillId);
        var rules = card is null ? [] : await db.AwardRules.AsNoTracking().InForce().Where(r => r.SkillId == skillId).Select(r => new { r.Activity, r.ScaleVersion, r.Ordinal }).ToListAsync(cancellationToken);
        return new SkillProof(
            fulfils.HasFlag(EvidenceKind.ApprovedSelf), [.. EvidenceKinds.ByStrength.Where(k => fulfils.HasFlag(k)).Select(words.Name)],
            rules.Where(r => (fulfils & EvidenceKinds.Of(r.Activity)) != 0).GroupBy(r => r.Activity).ToDictionary(g => g.Key, g => g.Max(r => card!.ToCurrent(r.ScaleVersion, r.Ordinal))))
        {
            ByCertificate = fulfils.HasFlag(EvidenceKind.Credential),
            Certificates = card is null || !fulfils.HasFlag(EvidenceKind.Credential) ? [] : await certificates.TypesAsync(card, cancellationToken),
        };
    }
}
