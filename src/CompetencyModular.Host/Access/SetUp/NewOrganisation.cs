using System.Globalization;
using CompetencyModular.Host.Access.Passwords;
using CompetencyModular.Host.Messaging;
using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.SetUp;

/// <summary>Creates an organisation and its administrator.</summary>
internal sealed class NewOrganisation(IServiceScopeFactory scopes, TenantRegistry tenants, TimeProvider time, PasswordRules passwords, IStringLocalizer<SetUpPage> texts)
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>Creates it.</summary>
    /// <param name="input">What is asked for.</param>
    /// <param name="hostNames">Under which it is reached. Without any it must be the first and answers on every name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<Done>> CreateAsync(SetUpInput input, IReadOnlyList<string> hostNames, CancellationToken cancellationToken)
    {
        if (Check(input, hostNames) is { } wrong) return wrong;
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (tenants.All.Count > 0 && hostNames.Count == 0) return Error.NotFound();
            await tenants.AddAsync(new TenantRow
            {
                Name = input.Organisation!.Trim(), HostNames = string.Join(' ', hostNames), TimeZone = input.TimeZone!, Culture = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, CreatedAt = time.GetUtcNow(),
            }, tenant => AddAdministratorAsync(tenant, input, cancellationToken), cancellationToken);
            return Done.Value;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private async Task AddAdministratorAsync(Tenant tenant, SetUpInput input, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingContext>().ActAsSystem(tenant);
        var added = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().RunAsync("Platform.SetUp", _ =>
        {
            var person = new Person().Describe(input.GivenName!, input.FamilyName!, input.Email!, "", "");
            scope.ServiceProvider.GetRequiredService<PlatformDb>().Add(person);
            scope.ServiceProvider.GetRequiredService<Accounts>().Add(person.Id, input.Email!.Trim(), input.Password!, mustChangePassword: false,
                RoleNames.Administrator, RoleNames.HR, RoleNames.Author, RoleNames.Learner);
            return new ValueTask<Result<Done>>(Done.Value);
        }, cancellationToken);
        // An organisation without anybody who can sign in must not come to be.
        if (added.Error is { } error) throw new InvalidOperationException($"The administrator could not be added: {error.Message}");
    }

    private Error? Check(SetUpInput input, IReadOnlyList<string> hostNames)
    {
        var fields = new Dictionary<string, string[]>();
        void Require(string field, bool holds, string text)
        {
            if (!holds) fields[field] = [text];
        }

        Require(nameof(input.Organisation), input.Organisation?.Trim() is { Length: > 0 and <= 200 }, texts["OrganisationMissing"]);
        Require(nameof(input.TimeZone), input.TimeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(input.TimeZone, out _), texts["TimeZoneUnknown"]);
        Require(nameof(input.GivenName), input.GivenName?.Trim() is { Length: > 0 and <= 100 }, texts["NameMissing"]);
        Require(nameof(input.FamilyName), input.FamilyName?.Trim() is { Length: > 0 and <= 100 }, texts["NameMissing"]);
        Require(nameof(input.Email), EmailAddress.IsValid(input.Email), texts["EmailMissing"]);
        var holder = new PasswordHolder($"{input.GivenName} {input.FamilyName}", input.Email, null, input.Organisation ?? "", hostNames, HasSecondStep: false);
        if (passwords.Refusal(input.Password, holder) is { } refused) fields[nameof(input.Password)] = [refused];
        return fields.Count == 0 ? null : Error.Invalid("set-up-incomplete", texts["Incomplete"], fields);
    }
}

/// <summary>What the first-run page asks for.</summary>
internal sealed class SetUpInput
{
    public string? Code { get; set; }

    public string? Organisation { get; set; }

    public string? TimeZone { get; set; }

    public string? GivenName { get; set; }

    public string? FamilyName { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }
}
