using CompetencyModular.Host.Access.Providers.SignInWithProvider;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.Providers.WriteProvider;

/// <summary>Sets up by which OpenID Connect providers people may sign in. The client's secret is kept protected, and is never shown again.</summary>
internal static class WriteProvider
{
    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Query : IRead<Response>;

    internal sealed record Response(IReadOnlyList<Provider> Providers, IReadOnlyList<string> Roles);

    internal sealed record Provider(
        Guid Id, string Name, string Issuer, string ClientId, bool HasSecret, string EmailClaim, string GivenNameClaim, string FamilyNameClaim, string PersonnelNumberClaim, bool CreatesPeople, string Role,
        IReadOnlyList<string> Domains, bool IsOn, int People);

    internal sealed class QueryHandler(PlatformDb db, Authority authority) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var people = await db.Set<ExternalLogin>().GroupBy(l => l.ProviderId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
            var all = await db.Set<SignInProvider>().AsNoTracking().OrderBy(p => p.Name).ToListAsync(cancellationToken);
            return new Response(
                [.. all.Select(p => new Provider(p.Id, p.Name, p.Issuer, p.ClientId, p.ProtectedSecret is not null, p.EmailClaim, p.GivenNameClaim, p.FamilyNameClaim, p.PersonnelNumberClaim, p.CreatesPeople, p.Role, p.Domains, p.IsOn, people.GetValueOrDefault(p.Id)))],
                await authority.RolesAsync(cancellationToken));
        }
    }

    /// <param name="Secret">Empty to keep the one there is.</param>
    /// <param name="Domains">Separated by spaces or commas.</param>
    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Command(
        Guid? ProviderId, string? Name, string? Issuer, string? ClientId, string? Secret, string? EmailClaim, string? GivenNameClaim, string? FamilyNameClaim, string? PersonnelNumberClaim, bool CreatesPeople,
        string? Role, string? Domains, bool IsOn) : IWrite<Guid>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<WriteProviderPage> texts)
        {
            RuleFor(c => c.Name).NotEmpty().MaximumLength(60);
            RuleFor(c => c.Issuer).MaximumLength(500).Must(ProviderSecrets.IsIssuer).WithMessage(_ => texts["IssuerWrong"]);
            RuleFor(c => c.ClientId).NotEmpty().MaximumLength(300);
            RuleFor(c => c.Secret).MaximumLength(500);
            RuleFor(c => c.EmailClaim).NotEmpty().MaximumLength(100);
            RuleFor(c => c.GivenNameClaim).NotEmpty().MaximumLength(100);
            RuleFor(c => c.FamilyNameClaim).NotEmpty().MaximumLength(100);
            RuleFor(c => c.PersonnelNumberClaim).MaximumLength(100);
            RuleFor(c => c.Domains).Must(d => DomainsOf(d).All(IsDomain)).WithMessage(_ => texts["DomainWrong"]);
        }
    }

    internal sealed class Handler(PlatformDb db, TenantSecrets secrets, Authority authority, RoleTexts roles, IStringLocalizer<WriteProviderPage> texts) : IWriteHandler<Command, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Command command, CancellationToken cancellationToken)
        {
            var provider = command.ProviderId is null ? null : await db.Set<SignInProvider>().FirstOrDefaultAsync(p => p.Id == command.ProviderId, cancellationToken);
            if (command.ProviderId is not null && provider is null) return Error.NotFound();
            if (command.CreatesPeople)
            {
                // Whoever the provider lets in holds this role: it is given here.
                if (command.Role is not { Length: > 0 } role || role == Sdk.Access.RoleNames.Auditor || !(await authority.RolesAsync(cancellationToken)).Contains(role)) return Wrong(nameof(command.Role), texts["RoleUnknown"]);
                if (!await authority.MayGiveAsync(role, cancellationToken)) return Wrong(nameof(command.Role), texts["MayNot", roles.Name(role)]);
            }

            var name = command.Name!.Trim();
            if (await db.Set<SignInProvider>().AnyAsync(p => p.Name == name && p.Id != command.ProviderId, cancellationToken)) return Wrong(nameof(command.Name), texts["NameTaken"]);
            if (provider is not null && provider.Issuer != command.Issuer!.Trim())
            {
                // A secret is for whom it was agreed with, and so is what somebody is called there: another issuer's subject 1 is somebody else.
                if (provider.ProtectedSecret is not null && string.IsNullOrEmpty(command.Secret)) return Wrong(nameof(command.Secret), texts["SecretOfAnother"]);
                db.RemoveRange(await db.Set<ExternalLogin>().Where(l => l.ProviderId == provider.Id).ToListAsync(cancellationToken));
            }

            if (provider is null) db.Add(provider = new SignInProvider { Name = name, Issuer = command.Issuer!, ClientId = command.ClientId! });
            (provider.Name, provider.Issuer, provider.ClientId) = (name, command.Issuer!.Trim(), command.ClientId!.Trim());
            (provider.EmailClaim, provider.GivenNameClaim, provider.FamilyNameClaim, provider.PersonnelNumberClaim) =
                (command.EmailClaim!.Trim(), command.GivenNameClaim!.Trim(), command.FamilyNameClaim!.Trim(), command.PersonnelNumberClaim?.Trim() ?? "");
            (provider.CreatesPeople, provider.Role, provider.Domains, provider.IsOn) = (command.CreatesPeople, command.CreatesPeople ? command.Role! : "", [.. DomainsOf(command.Domains).Distinct()], command.IsOn);
            if (command.Secret is { Length: > 0 } secret) provider.ProtectedSecret = secrets.Protect(ProviderSecrets.Purpose, secret.Trim());
            return provider.Id;
        }

        private static Error Wrong(string field, string text) => Error.Invalid("provider-invalid", text, new Dictionary<string, string[]> { [field] = [text] });
    }

    /// <summary>Takes a provider away. Its people keep their accounts, and sign in otherwise.</summary>
    [Requires(HostPermissions.ManageSignIn)]
    internal sealed record Remove(Guid ProviderId) : IWrite<Done>;

    internal sealed class RemoveHandler(PlatformDb db) : IWriteHandler<Remove, Done>
    {
        public async ValueTask<Result<Done>> Handle(Remove command, CancellationToken cancellationToken)
        {
            if (await db.Set<SignInProvider>().FirstOrDefaultAsync(p => p.Id == command.ProviderId, cancellationToken) is not { } provider) return Error.NotFound();
            db.RemoveRange(await db.Set<ExternalLogin>().Where(l => l.ProviderId == provider.Id).ToListAsync(cancellationToken));
            db.Remove(provider);
            return Done.Value;
        }
    }

    private static IEnumerable<string> DomainsOf(string? text) => (text ?? "").Split([' ', ',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(d => d.TrimStart('@').ToLowerInvariant());

    private static bool IsDomain(string domain) => domain.Length <= 253 && domain.Contains('.') && Uri.CheckHostName(domain) is UriHostNameType.Dns;
}
