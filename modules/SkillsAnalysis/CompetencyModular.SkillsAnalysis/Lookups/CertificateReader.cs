using CompetencyModular.Roles.Contracts;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Lookups;

/// <summary>The certificates of issuers trusted now, and what they stand for (E6).</summary>
internal sealed class CertificateReader(SkillsDb db, TimeProvider time)
{
    /// <summary>Those that stand for a level of a skill, the highest first.</summary>
    public async Task<IReadOnlyList<CertificateType>> TypesAsync(SkillCard skill, CancellationToken cancellationToken)
    {
        var found = await (from mapping in db.CredentialMappings.AsNoTracking()
                           join issuer in db.TrustedIssuers.AsNoTracking() on mapping.IssuerId equals issuer.Id
                           where mapping.SkillId == skill.Id
                           select new { mapping, issuer }).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        return [.. found.Where(f => f.issuer.IsTrustedAt(now))
            .Select(f => new CertificateType(f.mapping.Id, f.issuer.Name, f.mapping.CredentialType, skill.ToCurrent(f.mapping.ScaleVersion, f.mapping.Ordinal)))
            .OrderByDescending(t => t.Ordinal).ThenBy(t => t.Title, StringComparer.CurrentCulture).ThenBy(t => t.Id)];
    }
}
