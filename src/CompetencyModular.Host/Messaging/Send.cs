using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Messaging;
using Mediator;

namespace CompetencyModular.Host.Messaging;

/// <summary>Sends each message in a child scope with the tenant and person of this one.</summary>
internal sealed class Send(IServiceScopeFactory scopes, ActingContext acting) : ISend
{
    public ValueTask<Result<T>> SendAsync<T>(IRead<T> query, CancellationToken cancellationToken = default) => DispatchAsync<T>(query, cancellationToken);

    public ValueTask<Result<T>> SendAsync<T>(IWrite<T> command, CancellationToken cancellationToken = default) => DispatchAsync<T>(command, cancellationToken);

    private async ValueTask<Result<T>> DispatchAsync<T>(IUseCase<T> message, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var here = scope.ServiceProvider.GetRequiredService<ActingContext>();
        here.CopyFrom(acting);
        here.Begin(message);
        var sender = scope.ServiceProvider.GetRequiredKeyedService<ISender>(UseCaseRegistration.KeyOf(message.GetType().Assembly));
        return (Result<T>)(await sender.Send((object)message, cancellationToken))!;
    }
}
