using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Contracts;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using CompetencyModular.SkillsAnalysis.Wording;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.RecordCertificate;

/// <summary>
/// Somebody entitled, who has the original before them, records a person's certificate of a trusted issuer: it counts by itself, from its issue on (E5, E6).
/// What is of no trusted issuer, or stands for nothing, is for the person to have confirmed; so are one's own.
/// </summary>
internal static class RecordCertificate
{
    [Requires(SkillsPermissions.RecordCertificates)]
    internal sealed record Query(Guid PersonId, Guid SkillId) : IRead<Response>;

    /// <param name="Types">The certificates of trusted issuers that stand for a level of the skill.</param>
    /// <param name="Counts">Whether certificates fulfil a requirement of this skill (F1).</param>
    internal sealed record Response(string Person, string Skill, IReadOnlyList<CertificateType> Types, IReadOnlyList<string> Levels, int Effective, bool Counts, DateOnly Today);

    [Requires(SkillsPermissions.RecordCertificates)]
    internal sealed record Command(Guid PersonId, Guid SkillId, [FromBody] Content Certificate) : IWrite<Done>;

    internal sealed record Content
    {
        /// <summary>Which certificate, of those that stand for something here.</summary>
        public Guid? TypeId { get; set; }

        public string? Number { get; set; }

        public DateOnly? IssuedOn { get; set; }

        /// <summary>Its last day; null where it names none.</summary>
        public DateOnly? ValidUntil { get; set; }

        public string? Note { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<RecordCertificatePage> texts)
        {
            RuleFor(c => c.Certificate.TypeId).NotNull().OverridePropertyName(nameof(Content.TypeId));
            RuleFor(c => c.Certificate.Number).MaximumLength(100).OverridePropertyName(nameof(Content.Number));
            RuleFor(c => c.Certificate.IssuedOn).NotNull().OverridePropertyName(nameof(Content.IssuedOn));
            RuleFor(c => c.Certificate.ValidUntil).GreaterThanOrEqualTo(c => c.Certificate.IssuedOn).When(c => c.Certificate is { IssuedOn: not null, ValidUntil: not null })
                .WithMessage(_ => texts["Reversed"]).OverridePropertyName(nameof(Content.ValidUntil));
            RuleFor(c => c.Certificate.Note).MaximumLength(2000).OverridePropertyName(nameof(Content.Note));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Done>("people/{personId:guid}/skills/{skillId:guid}/certificates", "Records a person's certificate of a trusted issuer.");
    }

    internal sealed class QueryHandler(LedgerReader ledger, CertificateReader certificates, RecordAccess access, IPeople people, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await access.RefuseToJudgeAsync(query.PersonId, cancellationToken) is { } refusal) return refusal;
            if (await ledger.RecordAsync(query.PersonId, query.SkillId, null, cancellationToken) is not { } record) return Error.NotFound();
            if (!(await people.CardsAsync([query.PersonId], cancellationToken)).TryGetValue(query.PersonId, out var person)) return Error.NotFound();
            var now = time.GetUtcNow();
            return new Response(
                person.Name, record.Skill.Name, await certificates.TypesAsync(record.Skill, cancellationToken), [.. record.Skill.Levels.Select(l => l.Name)], record.LevelAt(now),
                record.Rule.Fulfils.HasFlag(EvidenceKind.Credential), tenant.DateAt(now));
        }
    }

    internal sealed class CommandHandler(
        SkillsDb db, LedgerReader ledger, RecordAccess access, ITenant tenant, ICurrentUser user, IEvents events, Teller teller, TimeProvider time, IStringLocalizer<RecordCertificatePage> texts)
        : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await access.RefuseToJudgeAsync(command.PersonId, cancellationToken) is { } refusal) return refusal;
            if (await ledger.RecordAsync(command.PersonId, command.SkillId, null, cancellationToken) is not { } record) return Error.NotFound();
            var (now, said) = (time.GetUtcNow(), command.Certificate);
            var mapping = await db.CredentialMappings.AsNoTracking().FirstOrDefaultAsync(m => m.Id == said.TypeId && m.SkillId == command.SkillId, cancellationToken);
            var issuer = mapping is null ? null : await db.TrustedIssuers.AsNoTracking().FirstOrDefaultAsync(i => i.Id == mapping.IssuerId, cancellationToken);
            // The original lies before whoever records it.
            if (!CredentialRule.CountsByItself(isVerified: true, issuer, mapping, now)) return SkillsErrors.At(nameof(Content.TypeId), texts["NotTrusted"]);
            if (said.IssuedOn > tenant.DateAt(now)) return SkillsErrors.At(nameof(Content.IssuedOn), texts["Future"]);

            var ordinal = record.Skill.ToCurrent(mapping!.ScaleVersion, mapping.Ordinal);
            var validity = (await db.ValidityRulesAsync([command.SkillId], cancellationToken)).For(record.Skill, ordinal, mapping.Validity);
            var certificate = Evidence.Of(
                new Said(command.PersonId, command.SkillId, record.Skill.ScaleVersion, ordinal, EvidenceKind.Credential, tenant.StartOf(said.IssuedOn!.Value), now)
                {
                    SourceText = mapping.CredentialType,
                    IssuerId = user.Me(),
                    IssuerName = issuer!.Name,
                    Number = said.Number?.Trim() ?? "",
                    StatedUntil = said.ValidUntil is { } last ? tenant.EndOf(last) : null,
                    Note = said.Note?.Trim() ?? "",
                },
                validity, tenant.TimeZone);
            if (certificate.ValidUntil <= now) return SkillsErrors.At(nameof(Content.ValidUntil), texts["Expired"]);
            if (record.Holds(certificate)) return SkillsErrors.RecordedAlready;
            db.Evidence.Add(certificate);
            events.Publish(new SkillAwarded(certificate.PersonId, certificate.SkillId, certificate.Id, ordinal, certificate.Kind.ToString(), certificate.ValidFrom));
            await teller.TellAsync(certificate, record.Skill, "Notice.Certified", cancellationToken);
            return Done.Value;
        }
    }
}
