using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.Tokens.CreateToken;

/// <summary>
/// Makes a token for a program of one's own: with a name, an end, and some of one's permissions. What its owner loses it loses too, and what it was not
/// made for it never had; one's own account it cannot touch.
/// </summary>
internal static class CreateToken
{
    private const int MostDays = 366;

    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Command([property: FromBody] Body Body) : IWrite<Response>;

    /// <param name="Name">What it is for.</param>
    /// <param name="Scopes">Ids of permissions that one holds.</param>
    /// <param name="LastDay">The last day on which it works; a year from now at most.</param>
    internal sealed record Body(string? Name, IReadOnlyList<string>? Scopes, DateOnly? LastDay);

    /// <param name="Token">It cannot be read again.</param>
    internal sealed record Response(Guid Id, string Token, DateTimeOffset ExpiresAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ITenant tenant, TimeProvider time, ActingContext acting, PermissionTexts permissions, IStringLocalizer<TokensPage> texts)
        {
            var today = tenant.DateAt(time.GetUtcNow());
            RuleFor(c => c.Body.Name).NotEmpty().MaximumLength(100).OverridePropertyName(nameof(Body.Name));
            RuleFor(c => c.Body.LastDay).NotNull().WithMessage(_ => texts["DayNeeded"]).InclusiveBetween(today, today.AddDays(MostDays)).WithMessage(_ => texts["DayWrong"]).OverridePropertyName(nameof(Body.LastDay));
            RuleFor(c => c.Body.Scopes).NotEmpty().WithMessage(_ => texts["ScopeNeeded"])
                .Must(s => s is null || s.All(scope => acting.Has(scope) && !HostPermissions.NeverByToken.Contains(scope) && permissions.Giveable.Any(p => p.Id == scope))).WithMessage(_ => texts["ScopeWrong"])
                .OverridePropertyName(nameof(Body.Scopes));
        }
    }

    internal sealed class Handler(PlatformDb db, ActingContext acting, Sessions sessions, ITenant tenant, IStringLocalizer<TokensPage> texts) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!await db.Set<Account>().AnyAsync(a => a.Id == acting.AccountId, cancellationToken)) return Error.NotFound();
            if (await db.Set<Session>().CountAsync(s => s.AccountId == acting.AccountId && s.Kind == SessionKind.Personal, cancellationToken) >= Sessions.MostPersonalTokens)
                return Error.Conflict("too-many-tokens", texts["TooMany", Sessions.MostPersonalTokens]);
            var (name, scopes, lastDay) = (command.Body.Name!.Trim(), command.Body.Scopes!.Distinct().Order(StringComparer.Ordinal).ToList(), command.Body.LastDay!.Value);
            var (id, secret) = sessions.BeginPersonal(acting.AccountId!.Value, name, scopes, tenant.EndOf(lastDay));
            return new Response(id, secret, tenant.EndOf(lastDay));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Response>("me/tokens", "Makes a personal token; it is shown in this answer alone.").WithTags("Platform");
    }
}
