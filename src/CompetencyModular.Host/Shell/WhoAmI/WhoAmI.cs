using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;

namespace CompetencyModular.Host.Shell;

/// <summary>The signed-in person's card, for the person menu and the greeting.</summary>
internal static class WhoAmI
{
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Query : IRead<PersonCard>;

    internal sealed class Handler(IPeople people, ICurrentUser user) : IReadHandler<Query, PersonCard>
    {
        public async ValueTask<Result<PersonCard>> Handle(Query query, CancellationToken cancellationToken) =>
            user.PersonId is { } me && (await people.CardsAsync([me], cancellationToken)).TryGetValue(me, out var card) ? card : Error.NotFound();
    }
}
