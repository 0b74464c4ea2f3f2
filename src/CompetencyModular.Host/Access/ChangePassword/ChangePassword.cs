using System.Globalization;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.ChangePassword;

/// <summary>Changes one's own password and ends all other sessions: whoever knew the old one is out.</summary>
internal static class ChangePassword
{
    [Requires(HostPermissions.ManageOwnAccount)]
    internal sealed record Command(string Current, string New, string Again) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<ChangePasswordPage> texts)
        {
            RuleFor(c => c.New).NotEqual(c => c.Current).WithMessage(_ => texts["Same"]);
            RuleFor(c => c.Again).Equal(c => c.New).WithMessage(_ => texts["Differs"]);
        }
    }

    internal sealed class Handler(ActingContext acting, Accounts accounts, Sessions sessions, SignIn.SignInLimits limits, IStringLocalizer<ChangePasswordPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await accounts.OfPersonAsync(acting.Me(), cancellationToken) is not { } account) return Error.NotFound();
            // First what costs no try: whoever is told thrice that the new password is too common has not guessed.
            if (await accounts.RefusalAsync(account, command.New, cancellationToken) is { } refused)
                return Error.Invalid("password-refused", refused, new Dictionary<string, string[]> { [nameof(Command.New)] = [refused] });
            if (!limits.AdmitStep(acting.Tenant.Id, account.Id)) return new Error(ErrorKind.Unavailable, SignIn.SignIn.TooOften, texts["TooOften"]);
            if (!accounts.Verify(account, command.Current))
                return Error.Invalid("password-wrong", texts["Wrong"], new Dictionary<string, string[]> { [nameof(Command.Current)] = [texts["Wrong"]] });
            accounts.SetPassword(account, command.New);
            await sessions.EndOthersAsync(account.Id, acting.SessionId, cancellationToken);
            return Done.Value;
        }
    }

    /// <param name="Current">The password that is valid now.</param>
    /// <param name="New">The one to come, at least 15 characters long.</param>
    internal sealed record Body(string? Current, string? New);

    internal sealed class Endpoint : IEndpoint
    {
        // Not the common mapping: a program does not type a password twice.
        public static void Map(IEndpointRouteBuilder api) => api.MapPost("me/password", async (Body body, HttpContext context, ISend send, CancellationToken ct) =>
            {
                if ((await send.SendAsync(new Command(body.Current ?? "", body.New ?? "", body.New ?? ""), ct)).Error is not { } error) return (IResult)TypedResults.NoContent();
                if (error.Code == SignIn.SignIn.TooOften) context.Response.Headers.RetryAfter = SignIn.SignInLimits.StepWindow.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
                return UseCaseEndpoints.ToProblem(error);
            })
            .WithMetadata(new UseCaseMetadata(typeof(Command)))
            .WithTags("Platform")
            .WithSummary("Changes one's own password and ends all other sessions and tokens; the one thing that a token may do while a password must be changed.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }
}
