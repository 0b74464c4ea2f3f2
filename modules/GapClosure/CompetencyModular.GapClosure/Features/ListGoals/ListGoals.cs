using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;

namespace CompetencyModular.GapClosure.Features.ListGoals;

/// <summary>What one can plan towards beside the current profiles: those that the person aspires to (R4.2).</summary>
internal static class ListGoals
{
    [Requires(GapClosurePermissions.Plan)]
    internal sealed record Query(PersonRef Person) : IRead<Response>;

    internal sealed record Response(string PersonName, IReadOnlyList<Goal> Goals);

    internal sealed record Goal(Guid Id, string Name);

    internal sealed class Handler(IRequirementLookup profiles, IPeople people, IPeopleAccess access, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if ((query.Person.Id ?? user.PersonId) is not { } personId || !await access.MaySeeAsync(personId, cancellationToken)) return Error.NotFound();
            var cards = await people.CardsAsync([personId], cancellationToken);
            var aspired = await profiles.AspiredByAsync(personId, cancellationToken);
            return new Response(cards.TryGetValue(personId, out var card) ? card.Name : "", [.. aspired.Select(p => new Goal(p.ProfileId, p.Name))]);
        }
    }
}
