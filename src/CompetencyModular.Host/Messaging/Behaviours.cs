using System.Diagnostics;
using System.Reflection;
using CompetencyModular.Host.Modules;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Mediator;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Messaging;

// The pipeline every message of every module passes, in this order: telemetry, texts of errors, gate, permission, validation, unit of work.
// The host registers the behaviours once, as open generics; see AddMessaging.

/// <summary>A span per message, with its outcome; no personal data.</summary>
internal sealed class TelemetryBehaviour<TMessage, TResponse> : IPipelineBehavior<TMessage, TResponse>
    where TMessage : IMessage where TResponse : IResult<TResponse>
{
    public async ValueTask<TResponse> Handle(TMessage message, MessageHandlerDelegate<TMessage, TResponse> next, CancellationToken cancellationToken)
    {
        using var span = Telemetry.Source.StartActivity(MessageFacts<TMessage>.Name);
        var response = await next(message, cancellationToken);
        span?.SetTag("outcome", response.Error?.Code ?? "ok");
        return response;
    }
}

/// <summary>Gives an error without a text the one that the module's resx has under its code, in the language of whoever asks.</summary>
internal sealed class ErrorTextBehaviour<TMessage, TResponse>(IStringLocalizerFactory texts, ModuleCatalog catalog) : IPipelineBehavior<TMessage, TResponse>
    where TMessage : IMessage where TResponse : IResult<TResponse>
{
    public async ValueTask<TResponse> Handle(TMessage message, MessageHandlerDelegate<TMessage, TResponse> next, CancellationToken cancellationToken)
    {
        var response = await next(message, cancellationToken);
        if (response.Error is not { Message: "" } error || catalog.Of(typeof(TMessage).Assembly)?.Entry is not { } module) return response;
        var text = texts.Create(module.GetType())[error.Code];
        return text.ResourceNotFound ? response : TResponse.Failure(error with { Message = text });
    }
}

/// <summary>Answers "not found" where the tenant has the message's feature off: a disabled module falls silent at once (M1).</summary>
internal sealed class FeatureGateBehaviour<TMessage, TResponse>(ActingContext acting, ModuleCatalog catalog) : IPipelineBehavior<TMessage, TResponse>
    where TMessage : IMessage where TResponse : IResult<TResponse>
{
    public ValueTask<TResponse> Handle(TMessage message, MessageHandlerDelegate<TMessage, TResponse> next, CancellationToken cancellationToken) =>
        MessageFacts<TMessage>.Permission is { } id && catalog.Permission(id) is { } permission && acting.IsEnabled(permission.Feature)
            ? next(message, cancellationToken)
            : new ValueTask<TResponse>(TResponse.Failure(Error.NotFound("feature-off")));
}

/// <summary>Refuses whoever lacks the message's permission.</summary>
internal sealed class PermissionBehaviour<TMessage, TResponse>(ActingContext acting, ModuleCatalog catalog, IStringLocalizer<MessagingTexts> texts) : IPipelineBehavior<TMessage, TResponse>
    where TMessage : IMessage where TResponse : IResult<TResponse>
{
    public ValueTask<TResponse> Handle(TMessage message, MessageHandlerDelegate<TMessage, TResponse> next, CancellationToken cancellationToken)
    {
        if (acting.Has(MessageFacts<TMessage>.Permission!) || catalog.Permission(MessageFacts<TMessage>.Permission!) is { OpenToAll: true }) return next(message, cancellationToken);
        return new ValueTask<TResponse>(TResponse.Failure(acting.AccountId is null
            ? new Error(ErrorKind.Unauthenticated, "sign-in-required", texts["SignInRequired"])
            : new Error(ErrorKind.Forbidden, "permission-missing", texts["PermissionMissing"])));
    }
}

/// <summary>Runs the message's validators; all of their findings are returned, by property path.</summary>
internal sealed class ValidationBehaviour<TMessage, TResponse>(IEnumerable<IValidator<TMessage>> validators, IStringLocalizer<MessagingTexts> texts)
    : IPipelineBehavior<TMessage, TResponse>
    where TMessage : IMessage where TResponse : IResult<TResponse>
{
    public async ValueTask<TResponse> Handle(TMessage message, MessageHandlerDelegate<TMessage, TResponse> next, CancellationToken cancellationToken)
    {
        Dictionary<string, string[]>? findings = null;
        foreach (var validator in validators)
        {
            var result = await validator.ValidateAsync(message, cancellationToken);
            foreach (var field in result.Errors.GroupBy(e => e.PropertyName))
                (findings ??= [])[field.Key] = [.. field.Select(e => e.ErrorMessage).Distinct()];
        }

        return findings is null
            ? await next(message, cancellationToken)
            : TResponse.Failure(Error.Invalid("validation", texts["Invalid"], findings));
    }
}

/// <summary>Runs a write in one connection and one transaction, with its events and its audit row.</summary>
internal sealed class UnitOfWorkBehaviour<TMessage, TResponse>(UnitOfWork work) : IPipelineBehavior<TMessage, TResponse>
    where TMessage : IMessage, IWrite where TResponse : IResult<TResponse>
{
    public ValueTask<TResponse> Handle(TMessage message, MessageHandlerDelegate<TMessage, TResponse> next, CancellationToken cancellationToken) =>
        work.RunAsync(MessageFacts<TMessage>.Name, ct => next(message, ct), cancellationToken);
}

/// <summary>What is asked of a message's type with every message, looked up once.</summary>
internal static class MessageFacts<TMessage>
{
    /// <summary>The slice and message, such as <c>Paths.Enrol.Command</c>.</summary>
    public static string Name { get; } = $"{typeof(TMessage).Assembly.GetName().Name!.Replace("CompetencyModular.", "", StringComparison.Ordinal)}.{typeof(TMessage).DeclaringType?.Name ?? ""}.{typeof(TMessage).Name}";

    public static string? Permission { get; } = typeof(TMessage).GetCustomAttribute<RequiresAttribute>()?.Permission;
}

/// <summary>Texts of the pipeline.</summary>
internal sealed class MessagingTexts;

/// <summary>The product's traces.</summary>
internal static class Telemetry
{
    public static ActivitySource Source { get; } = new("CompetencyModular");
}
