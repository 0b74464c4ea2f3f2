using CompetencyModular.Host.People;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace CompetencyModular.Host.Access;

/// <summary>Sign-in, sessions and permissions.</summary>
internal static class AccessSetup
{
    /// <summary>The shortest password that stands alone, without a second factor.</summary>
    public const int PasswordLength = 15;

    /// <summary>The shortest password beside a second factor.</summary>
    public const int PasswordLengthWithSecondStep = 8;

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<SessionCache>().AddSingleton<RolePermissions>().AddSingleton<SignIn.SignInLimits>().AddSingleton<SetUp.SetUpCode>()
            .AddSingleton<RoleTexts>().AddScoped<Sessions>().AddScoped<Grants>().AddScoped<PermissionTexts>().AddScoped<PasswordResets>().AddScoped<TwoSteps.SecondSteps>().AddSingleton<ForgotPassword.ResetLimits>().AddScoped<ForgotPassword.ForgotPassword>().AddScoped<ResetPassword.ResetPassword>().AddScoped<Authority>().AddSingleton<SessionsSeen>().AddScoped<Accounts>().AddScoped<SignIn.SignIn>().AddScoped<SetUp.NewOrganisation>()
            .AddScoped<PeopleAccess>().AddScoped<IPeopleAccess>(p => p.GetRequiredService<PeopleAccess>()).AddScoped<IPeople, PeopleDirectory>();
        services.AddIdentityCore<Account>().AddUserStore<AccountStore>();
    }

    public static void UseAccess(this WebApplication app) => app.UseMiddleware<SessionMiddleware>();

    public static void MapAccess(this WebApplication app)
    {
        SignIn.SignInEndpoint.Map(app);
        SignOut.SignOut.Map(app);
    }

    private sealed class AccountStore(PlatformDb db, IdentityErrorDescriber? describer = null) : UserOnlyStore<Account, PlatformDb, Guid>(db, describer);
}
