using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.SkillsAnalysis.Features.WhenLevelConfirmed;

/// <summary>Records a confirmed self-assessment as evidence, valid from the confirmation, or a confirmed certificate, valid from its issue (R3.5, E1, E5, E6); once, however often it is told.</summary>
internal sealed class WhenLevelConfirmed(SkillsDb db, ISkillLookup skills, ITenant tenant, IEvents events, TimeProvider time) : IConsumer<LevelConfirmed>
{
    public async Task HandleAsync(LevelConfirmed happened, EventContext context, CancellationToken cancellationToken)
    {
        if (!(await skills.SkillsAsync([happened.SkillId], cancellationToken)).TryGetValue(happened.SkillId, out var card)) return;
        if (await db.Evidence.AnyAsync(e => e.PersonId == happened.PersonId && e.SkillId == happened.SkillId && e.Source == happened.Confirmation, cancellationToken)) return;
        var ordinal = card.ToCurrent(happened.ScaleVersion, happened.Ordinal);
        var mapping = happened.Certificate?.TypeId is { } type ? await db.CredentialMappings.AsNoTracking().FirstOrDefaultAsync(m => m.Id == type, cancellationToken) : null;
        var validities = await db.ValidityRulesAsync([happened.SkillId], cancellationToken);
        var said = new Said(happened.PersonId, happened.SkillId, card.ScaleVersion, ordinal, EvidenceKind.ApprovedSelf, happened.ConfirmedAt, time.GetUtcNow())
        {
            Source = happened.Confirmation,
            IssuerId = happened.ConfirmedBy,
            Note = happened.Note,
            Links = string.Join('\n', happened.Links),
        };
        if (happened.Certificate is { } certificate)
        {
            said = said with
            {
                Kind = EvidenceKind.Credential,
                OccurredAt = tenant.StartOf(certificate.IssuedOn),
                SourceText = certificate.Title,
                IssuerName = certificate.Issuer,
                Number = certificate.Number,
                StatedUntil = certificate.ValidUntil is { } last ? tenant.EndOf(last) : null,
            };
        }

        var evidence = Evidence.Of(said, validities.For(card, ordinal, mapping?.Validity), tenant.TimeZone);
        db.Evidence.Add(evidence);
        events.Publish(new SkillAwarded(evidence.PersonId, evidence.SkillId, evidence.Id, ordinal, evidence.Kind.ToString(), evidence.ValidFrom));
    }
}
