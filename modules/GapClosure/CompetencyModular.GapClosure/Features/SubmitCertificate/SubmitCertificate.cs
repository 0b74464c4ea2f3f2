using System.Text.Json.Serialization;
using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Contracts;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.GapClosure.Features.SubmitCertificate;

/// <summary>
/// Somebody hands in a certificate of their own. What they type is not known to be the issuer's, so it goes to confirmation, also where the issuer is trusted:
/// then whoever decides sees so, and what it stands for (E6, R4.3). It may renew what is held.
/// </summary>
internal static class SubmitCertificate
{
    [Requires(GapClosurePermissions.Ask)]
    internal sealed record Query(Guid SkillId) : IRead<Response>;

    /// <param name="Types">The certificates of trusted issuers that stand for a level.</param>
    /// <param name="Counts">Whether certificates show this skill (F1).</param>
    /// <param name="Open">The certificate of a draft or of a question that is open.</param>
    internal sealed record Response(string Skill, IReadOnlyList<LevelCard> Levels, int Effective, IReadOnlyList<CertificateType> Types, bool Counts, Content? Open, IReadOnlyList<string> Files, DateOnly Today);

    [Requires(GapClosurePermissions.Ask)]
    internal sealed record Command(Guid SkillId, [FromBody] Content Certificate) : IWrite<Guid>;

    internal sealed record Content
    {
        /// <summary>Which of the known certificates; without it, issuer, title and level say what it is.</summary>
        public Guid? TypeId { get; set; }

        public string? Issuer { get; set; }

        public string? Title { get; set; }

        public int? Ordinal { get; set; }

        public string? Number { get; set; }

        public DateOnly? IssuedOn { get; set; }

        /// <summary>Its last day; null where it names none.</summary>
        public DateOnly? ValidUntil { get; set; }

        public string? Note { get; set; }

        /// <summary>The certificate itself, as the page stored it.</summary>
        [JsonIgnore]
        public IReadOnlyList<StoredFile> Files { get; set; } = [];
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<SubmitCertificatePage> texts)
        {
            When(c => c.Certificate.TypeId is null, () =>
            {
                RuleFor(c => c.Certificate.Issuer).NotEmpty().OverridePropertyName(nameof(Content.Issuer));
                RuleFor(c => c.Certificate.Title).NotEmpty().OverridePropertyName(nameof(Content.Title));
                RuleFor(c => c.Certificate.Ordinal).NotNull().GreaterThanOrEqualTo(1).OverridePropertyName(nameof(Content.Ordinal));
            });
            RuleFor(c => c.Certificate.Issuer).MaximumLength(200).OverridePropertyName(nameof(Content.Issuer));
            RuleFor(c => c.Certificate.Title).MaximumLength(400).OverridePropertyName(nameof(Content.Title));
            RuleFor(c => c.Certificate.Number).MaximumLength(100).OverridePropertyName(nameof(Content.Number));
            RuleFor(c => c.Certificate.IssuedOn).NotNull().OverridePropertyName(nameof(Content.IssuedOn));
            RuleFor(c => c.Certificate.ValidUntil).GreaterThanOrEqualTo(c => c.Certificate.IssuedOn).When(c => c.Certificate is { IssuedOn: not null, ValidUntil: not null })
                .WithMessage(_ => texts["Reversed"]).OverridePropertyName(nameof(Content.ValidUntil));
            RuleFor(c => c.Certificate.Note).MaximumLength(4000).OverridePropertyName(nameof(Content.Note));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) =>
            api.Post<Command, Guid>("skills/{skillId:guid}/certificates", "Hands in a certificate of one's own, which goes to confirmation; answers the request's id.");
    }

    internal sealed class QueryHandler(GapClosureDb db, ISkillLookup skills, IGapLookup levels, IProofLookup proofs, ICurrentUser user, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var me = user.Me();
            if (!(await skills.SkillsAsync([query.SkillId], cancellationToken)).TryGetValue(query.SkillId, out var skill)) return Error.NotFound();
            var proof = await proofs.OfSkillAsync(query.SkillId, cancellationToken);
            var open = await db.Requests.AsNoTracking().Include(r => r.Files)
                .Where(r => r.PersonId == me && r.SkillId == query.SkillId && (r.State == RequestState.Draft || r.State == RequestState.MoreInfo))
                .OrderByDescending(r => r.CreatedAt).FirstOrDefaultAsync(cancellationToken);
            return new Response(
                skill.Name, skill.Levels, (await levels.LevelsAsync(me, cancellationToken)).GetValueOrDefault(query.SkillId), proof.Certificates, proof.ByCertificate,
                open?.Certificate is { } c
                    ? new Content
                    {
                        TypeId = proof.Certificates.Any(t => t.Id == c.TypeId) ? c.TypeId : null, Issuer = c.Issuer, Title = c.Title, Ordinal = skill.ToCurrent(open.ScaleVersion, open.Ordinal),
                        Number = c.Number, IssuedOn = c.IssuedOn, ValidUntil = c.ValidUntil, Note = open.Note,
                    }
                    : null,
                open?.Certificate is null ? [] : [.. open.Files.Select(f => f.Name)], tenant.DateAt(time.GetUtcNow()));
        }
    }

    internal sealed class Handler(RequestWriter writer, ISkillLookup skills, IProofLookup proofs, ITenant tenant, TimeProvider time, IStringLocalizer<SubmitCertificatePage> texts) : IWriteHandler<Command, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!(await skills.SkillsAsync([command.SkillId], cancellationToken)).TryGetValue(command.SkillId, out var skill)) return Error.NotFound();
            var (said, proof, today) = (command.Certificate, await proofs.OfSkillAsync(command.SkillId, cancellationToken), tenant.DateAt(time.GetUtcNow()));
            // Confirmed, it would raise nothing: the skill takes other kinds of evidence (F1).
            if (!proof.ByCertificate) return ApprovalErrors.NotByCertificate;
            var type = proof.Certificates.FirstOrDefault(t => t.Id == said.TypeId);
            if (said.TypeId is not null && type is null) return At(nameof(Content.TypeId), texts["TypeUnknown"]);
            var ordinal = type?.Ordinal ?? said.Ordinal!.Value;
            if (ordinal >= skill.Levels.Count) return At(nameof(Content.Ordinal), texts["NoSuchLevel"]);
            if (said.IssuedOn > today) return At(nameof(Content.IssuedOn), texts["Future"]);
            if (said.ValidUntil < today) return At(nameof(Content.ValidUntil), texts["Expired"]);

            var certificate = new Certificate(type?.Id, type?.Issuer ?? said.Issuer!.Trim(), type?.Title ?? said.Title!.Trim(), said.Number?.Trim() ?? "", said.IssuedOn!.Value, said.ValidUntil);
            return await writer.WriteAsync(skill, ordinal, said.Note?.Trim() ?? "", "", certificate, said.Files, submit: true, cancellationToken);
        }

        private static Error At(string field, string text) => Error.Invalid("gap-closure.certificate-invalid", text, new Dictionary<string, string[]> { [field] = [text] });
    }
}
