using CompetencyModular.Host.Notices;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;

namespace CompetencyModular.Host.Shell;

/// <summary>What the frame of every page says about the signed-in person: who they are, for the person menu and the greeting, and how much is new, for the bell.</summary>
internal static class WhoAmI
{
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Query : IRead<Response>;

    internal sealed record Response(PersonCard Card, int Unread);

    internal sealed class Handler(IPeople people, ICurrentUser user, UnreadCounts unread) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            user.PersonId is { } me && (await people.CardsAsync([me], cancellationToken)).TryGetValue(me, out var card)
                ? new Response(card, await unread.OfAsync(me, cancellationToken))
                : Error.NotFound();
    }
}
