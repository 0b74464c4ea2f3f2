using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.TrustIssuers;

/// <summary>Says which issuers of certificates the organisation trusts, and what their certificates stand for (E6). What counts already stays as it is.</summary>
internal static class TrustIssuers
{
    /// <summary>More issuers, and certificates, than an organisation deals with.</summary>
    private const int Most = 500;

    [Requires(SkillsPermissions.ManageIssuers)]
    internal sealed record Query : IRead<IReadOnlyList<Row>>;

    /// <param name="IsTrusted">Whether it is trusted now.</param>
    internal sealed record Row(Guid Id, string Name, string Identifier, bool IsTrusted, IReadOnlyList<Certificate> Certificates);

    /// <param name="Months">For how many months it counts where it names no earlier end; null leaves it to the skill.</param>
    internal sealed record Certificate(Guid Id, string Title, Guid SkillId, string Skill, string Level, int? Months);

    /// <summary>Trusts an issuer, also one that was trusted before.</summary>
    [Requires(SkillsPermissions.ManageIssuers)]
    internal sealed record Trust([FromBody] IssuerContent Issuer) : IWrite<Guid>;

    internal sealed record IssuerContent
    {
        public string? Name { get; set; }

        /// <summary>How it is named in its credentials, such as the address of its profile; its name without it.</summary>
        public string? Identifier { get; set; }
    }

    /// <summary>Trusts an issuer no longer: its certificates of now on go to confirmation.</summary>
    [Requires(SkillsPermissions.ManageIssuers)]
    internal sealed record Distrust(Guid IssuerId) : IWrite<Done>;

    /// <summary>Says what a certificate of an issuer stands for in a skill; anew, where that is said already.</summary>
    [Requires(SkillsPermissions.ManageIssuers)]
    internal sealed record Map(Guid IssuerId, [FromBody] MappingContent Certificate) : IWrite<Guid>;

    internal sealed record MappingContent
    {
        /// <summary>As it stands on the certificate.</summary>
        public string? Title { get; set; }

        /// <summary>The skill's name.</summary>
        public string? Skill { get; set; }

        /// <summary>The level's name or number.</summary>
        public string? Level { get; set; }

        public int? Months { get; set; }
    }

    /// <summary>A certificate stands for nothing any longer.</summary>
    [Requires(SkillsPermissions.ManageIssuers)]
    internal sealed record Unmap(Guid MappingId) : IWrite<Done>;

    internal sealed class TrustValidator : AbstractValidator<Trust>
    {
        public TrustValidator()
        {
            RuleFor(c => c.Issuer.Name).NotEmpty().MaximumLength(200).OverridePropertyName(nameof(IssuerContent.Name));
            RuleFor(c => c.Issuer.Identifier).MaximumLength(400).OverridePropertyName(nameof(IssuerContent.Identifier));
        }
    }

    internal sealed class MapValidator : AbstractValidator<Map>
    {
        public MapValidator()
        {
            RuleFor(c => c.Certificate.Title).NotEmpty().MaximumLength(400).OverridePropertyName(nameof(MappingContent.Title));
            RuleFor(c => c.Certificate.Skill).NotEmpty().OverridePropertyName(nameof(MappingContent.Skill));
            RuleFor(c => c.Certificate.Level).NotEmpty().OverridePropertyName(nameof(MappingContent.Level));
            RuleFor(c => c.Certificate.Months).InclusiveBetween(1, 1200).OverridePropertyName(nameof(MappingContent.Months));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api)
        {
            api.Get<Query, IReadOnlyList<Row>>("issuers", "The issuers of certificates, whether they are trusted, and what their certificates stand for.");
            api.Post<Trust, Guid>("issuers", "Trusts an issuer of certificates.");
            api.Post<Distrust, Done>("issuers/{issuerId:guid}/distrust", "Trusts an issuer of certificates no longer.");
            api.Post<Map, Guid>("issuers/{issuerId:guid}/certificates", "Says what a certificate of an issuer stands for.");
            api.Post<Unmap, Done>("issuers/certificates/{mappingId:guid}/remove", "Takes back what a certificate stands for.");
        }
    }

    internal sealed class QueryHandler(SkillsDb db, ISkillLookup skills, TimeProvider time) : IReadHandler<Query, IReadOnlyList<Row>>
    {
        public async ValueTask<Result<IReadOnlyList<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = time.GetUtcNow();
            var issuers = await db.TrustedIssuers.AsNoTracking().OrderBy(i => i.Name).ThenBy(i => i.Id).Take(Most).ToListAsync(cancellationToken);
            var mappings = await db.CredentialMappings.AsNoTracking().OrderBy(m => m.CredentialType).ThenBy(m => m.Id).Take(Most).ToListAsync(cancellationToken);
            var cards = await skills.SkillsAsync(mappings.Select(m => m.SkillId).ToHashSet(), cancellationToken);
            var certificates = mappings.Where(m => cards.ContainsKey(m.SkillId)).ToLookup(m => m.IssuerId, m => ToCertificate(m, cards[m.SkillId]));
            return issuers.ConvertAll(i => new Row(i.Id, i.Name, i.Identifier, i.IsTrustedAt(now), [.. certificates[i.Id]]));
        }

        private static Certificate ToCertificate(CredentialMapping mapping, SkillCard skill) => new(
            mapping.Id, mapping.CredentialType, skill.Id, skill.Name, skill.Levels[skill.ToCurrent(mapping.ScaleVersion, mapping.Ordinal)].Name,
            mapping.Validity is { Mode: ValidityMode.Months } months ? months.Count : null);
    }

    internal sealed class TrustHandler(SkillsDb db, TimeProvider time) : IWriteHandler<Trust, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Trust command, CancellationToken cancellationToken)
        {
            var name = command.Issuer.Name!.Trim();
            var identifier = string.IsNullOrWhiteSpace(command.Issuer.Identifier) ? name : command.Issuer.Identifier.Trim();
            var issuer = await db.TrustedIssuers.FirstOrDefaultAsync(i => i.Identifier == identifier, cancellationToken);
            if (issuer is null) db.TrustedIssuers.Add(issuer = new TrustedIssuer(name, identifier, time.GetUtcNow()));
            else issuer.TrustAgain();
            return issuer.Id;
        }
    }

    internal sealed class DistrustHandler(SkillsDb db, TimeProvider time) : IWriteHandler<Distrust, Done>
    {
        public async ValueTask<Result<Done>> Handle(Distrust command, CancellationToken cancellationToken)
        {
            if (await db.TrustedIssuers.FirstOrDefaultAsync(i => i.Id == command.IssuerId, cancellationToken) is not { } issuer) return Error.NotFound();
            issuer.Distrust(time.GetUtcNow());
            return Done.Value;
        }
    }

    internal sealed class MapHandler(SkillsDb db, ISkillLookup skills, IStringLocalizer<TrustIssuersPage> texts) : IWriteHandler<Map, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Map command, CancellationToken cancellationToken)
        {
            var (said, title, skill, level) = (command.Certificate, command.Certificate.Title!.Trim(), command.Certificate.Skill!.Trim(), command.Certificate.Level!.Trim());
            if (!await db.TrustedIssuers.AnyAsync(i => i.Id == command.IssuerId, cancellationToken)) return Error.NotFound();
            if (!(await skills.ByNameAsync([skill], cancellationToken)).TryGetValue(skill, out var id)) return SkillsErrors.At(nameof(MappingContent.Skill), texts["SkillUnknown"]);
            var card = (await skills.SkillsAsync([id], cancellationToken))[id];
            var found = card.Levels.FirstOrDefault(l => l.Ordinal > 0
                && (string.Equals(l.Name, level, StringComparison.CurrentCultureIgnoreCase) || l.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture) == level));
            if (found is null) return SkillsErrors.At(nameof(MappingContent.Level), texts["LevelUnknown", string.Join(", ", card.Levels.Skip(1).Select(l => l.Name))]);

            var validity = said.Months is { } months ? Validity.Months(months) : null;
            var mapping = await db.CredentialMappings.FirstOrDefaultAsync(m => m.IssuerId == command.IssuerId && m.CredentialType == title && m.SkillId == id, cancellationToken);
            if (mapping is null) db.CredentialMappings.Add(mapping = new CredentialMapping(command.IssuerId, title, id, card.ScaleVersion, found.Ordinal, validity));
            else mapping.Change(card.ScaleVersion, found.Ordinal, validity);
            return mapping.Id;
        }
    }

    internal sealed class UnmapHandler(SkillsDb db) : IWriteHandler<Unmap, Done>
    {
        public async ValueTask<Result<Done>> Handle(Unmap command, CancellationToken cancellationToken)
        {
            if (await db.CredentialMappings.FirstOrDefaultAsync(m => m.Id == command.MappingId, cancellationToken) is not { } mapping) return Error.NotFound();
            db.CredentialMappings.Remove(mapping);
            return Done.Value;
        }
    }
}
