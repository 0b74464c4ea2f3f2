using CompetencyModular.Host.People;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.People;
using Microsoft.AspNetCore.Identity;

namespace CompetencyModular.Host.Access;

/// <summary>Sign-in, sessions and permissions.</summary>
internal static class AccessSetup
{
    /// <summary>The shortest password that stands alone, without a second factor.</summary>
    public const int PasswordLength = 15;

    /// <summary>The shortest password beside a second factor.</summary>
    public const int PasswordLengthWithSecondStep = 8;

    /// <summary>The longest password: hashing one takes time.</summary>
    public const int LongestPassword = 200;

    /// <summary>How much there must be to guess of a password that stands alone, in pieces of <see cref="Passwords.PasswordJudge"/>.</summary>
    public const int PasswordPieces = 8;

    /// <summary>How much there must be to guess of a password beside a second factor.</summary>
    public const int PasswordPiecesWithSecondStep = 6;

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<SessionCache>().AddSingleton<RolePermissions>().AddSingleton<SignIn.SignInLimits>().AddSingleton<SignIn.RefusedSignIns>().AddSingleton<SetUp.SetUpCode>()
            .AddSingleton<CustomRoleNames>().AddScoped<RoleTexts>().AddScoped<Sessions>().AddScoped<SharedDevices.SharedDevices>().AddScoped<Grants>().AddScoped<PermissionTexts>().AddScoped<PasswordResets>().AddScoped<TwoSteps.SecondSteps>().AddSingleton<ForgotPassword.ResetLimits>().AddScoped<ForgotPassword.ForgotPassword>().AddScoped<ResetPassword.ResetPassword>().AddScoped<Invitations.AcceptInvitation.AcceptInvitation>().AddScoped<Authority>().AddSingleton<SessionsSeen>().AddScoped<Accounts>().AddSingleton<Passwords.PasswordRules>().AddScoped<SignIn.SignIn>().AddScoped<SetUp.NewOrganisation>()
            .AddScoped<PeopleAccess>().AddScoped<IPeopleAccess>(p => p.GetRequiredService<PeopleAccess>()).AddScoped<IPeople, PeopleDirectory>();
        services.AddIdentityCore<Account>().AddUserStore<Passkeys.AccountStore>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>().AddScoped<Passkeys.PasskeyCeremonies>().AddSingleton<Passkeys.UsedChallenges>().AddScoped<Passkeys.SignInWithPasskey.SignInWithPasskey>();
        services.AddSingleton<Providers.SignInWithProvider.ProviderHandlers>().AddScoped<Providers.SignInWithProvider.ProviderArrivals>().AddScoped<Providers.OfferedProviders>();
        services.Configure<IdentityPasskeyOptions>(o =>
        {
            // Without a name of somebody first, and never without unlocking: a passkey is all that is asked for.
            (o.UserVerificationRequirement, o.ResidentKeyRequirement) = ("required", "required");
        });
    }

    public static void UseAccess(this WebApplication app) => app.UseMiddleware<SessionMiddleware>();

    public static void MapAccess(this WebApplication app)
    {
        SignIn.SignInEndpoint.Map(app);
        SignOut.SignOut.Map(app);
        SharedDevices.SharedDevices.Map(app);
        Providers.SignInWithProvider.ProviderEndpoints.Map(app);
    }
}
